"""Pages: one day off, worked, or as its day of the week has it: the preview first."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.deadlines import new_days
from workflow.errors import Refused
from workflow.web.calendar.blueprint import Answer, followed, mark_of, moving, pages, said, stands
from workflow.web.calendar.forms import OFF, PLAIN, WORKED, DayForm
from workflow.web.calendar.views import FIRST, LAST
from workflow.web.request import allow, me, now, saving, session
from workflow.workdays import keeping
from workflow.workdays.service import Special

FIELDS = {"calendar.nothing_changed": "kind", "calendar.reason_missing": "reason"}


@pages.route("/calendar/day", methods=["GET", "POST"])
def day() -> Answer | Response:
    """Add, change or remove a day. The first step shows which deadlines would follow and keeps nothing."""
    allow(may.may_set_days(me()))
    form = DayForm.read(data=_as_it_is(request.args.get("on", "")))
    if not form.accepted():
        return render_template("calendar/day.html", form=form), form.status
    change = _change(form)
    if not form.confirmed.data:
        return _preview(form, change)
    assert form.on.data is not None
    try:
        with saving() as kept:
            reason, mark = form.reason.data or "", form.mark.data or ""
            moved = new_days.change_day(kept, form.on.data, change, reason=reason, mark=mark, by=me(), at=now())
    except Refused as error:
        form.refuse(error, FIELDS.get(error.key))
        return render_template("calendar/day.html", form=form), form.status
    flash(_("已保存：%(day)s %(words)s。", day=form.on.data.isoformat(), words=_words(change)) + followed(moved))
    return redirect(url_for("calendar.show", year=form.on.data.year), 303)


def _as_it_is(words: str) -> dict[str, object]:
    try:
        on = date.fromisoformat(words)
    except ValueError:
        return {}
    there = _there(on) if FIRST <= on.year <= LAST else None
    if there is None:
        return {"on": on}
    return {"on": on, "kind": WORKED if there.working else OFF, "name": there.name}


def _there(on: date) -> Special | None:
    return next((one for one in keeping.days_of(session(), on.year) if one.day == on), None)


def _change(form: DayForm) -> Special | None:
    assert form.on.data is not None
    if form.kind.data == PLAIN:
        return None
    return Special(form.on.data, form.kind.data == WORKED, form.name.data or "")


def _words(change: Special | None) -> str:
    return said(change) if change else _("不作规定，按周一至周五")


def _preview(form: DayForm, change: Special | None) -> Answer:
    on = form.on.data
    assert on is not None
    was = _there(on)
    if was == change:
        form.refuse(Refused("calendar.nothing_changed"), "kind")
        return render_template("calendar/day.html", form=form), form.status
    count, first = moving(keeping.with_day(stands(), on, change.working if change else None))
    kept = {"on": on.isoformat(), "kind": form.kind.data, "name": form.name.data or "", "reason": form.reason.data}
    kept |= {"mark": mark_of(on.year), "confirmed": "1"}
    shown = {"on": on, "was": _words(was), "now": _words(change), "reason": form.reason.data}
    return render_template("calendar/day_preview.html", **shown, kept=kept, count=count, moving=first), 200
