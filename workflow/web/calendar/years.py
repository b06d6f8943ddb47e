"""Pages: a whole year, from a small file or as the library has it: the preview first."""

from collections.abc import Sequence
from datetime import date

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.deadlines import new_days
from workflow.errors import Refused
from workflow.web.calendar.blueprint import Answer, followed, mark_of, moving, pages, said, stands
from workflow.web.calendar.forms import YearFileForm, YearForm
from workflow.web.calendar.months import months
from workflow.web.request import allow, me, not_found, now, saving, session, today
from workflow.wording.marks import mark
from workflow.wording.refusals import sentence
from workflow.workdays import keeping, offering, reading
from workflow.workdays.reading import Doubt
from workflow.workdays.service import Special

COLUMNS = {"day": mark("日期"), "kind": mark("类型"), "name": mark("名称")}
SHOWN = 100  # cells that are wrong; a file with more is read again after these are mended


@pages.route("/calendar/load", methods=["GET", "POST"])
def load() -> Answer:
    """Nothing is kept by this step: its answer is the preview."""
    allow(may.may_set_days(me()))
    wanted = (*offering.missing(session(), today=today()), today().year)
    form = YearFileForm.read(data={"year": wanted[0]})
    if not form.accepted():
        return _upload(form)
    year = form.year.data or 0
    try:
        content = form.file.data.read(reading.LARGEST + 1) if form.file.data else b""
        days, doubts = reading.read(reading.lines_of(content), year)
    except Refused as refused:
        form.refuse(refused, "file")
        return _upload(form)
    if doubts:
        form.status = 422
        return _upload(form, doubts)
    return _preview(year, days, form.source.data or "")


def _upload(form: YearFileForm, doubts: Sequence[Doubt] = ()) -> Answer:
    told = [(one.line, COLUMNS[one.column], one.value, sentence(Refused(one.key))) for one in doubts]
    return render_template("calendar/load.html", form=form, doubts=told, shown=SHOWN), form.status


@pages.get("/calendar/<int:year>/offered")
def offered(year: int) -> Answer:
    """The year as the library has it, if it was published."""
    allow(may.may_set_days(me()))
    days = offering.offered(year) if date.min.year <= year <= date.max.year else []
    if not days:
        not_found()
    return _preview(year, days, offering.source(year))


def _preview(year: int, days: Sequence[Special], source: str) -> Answer:
    stood = {one.day: one for one in keeping.days_of(session(), year)}
    then = {one.day: one for one in days}
    changed = [
        (day, said(stood[day]) if day in stood else "", said(then[day]) if day in then else "")
        for day in sorted(stood.keys() | then.keys())
        if stood.get(day) != then.get(day)
    ]
    count, first = moving(keeping.with_year(stands(), year, days))
    lines = "\n".join(f"{day},{kind},{name}" for day, kind, name in reading.written(days))
    shown = months(year, days)
    facts = {"year": year, "days": days, "source": source, "stood": bool(stood), "changed": changed, "months": shown}
    kept = {"year": year, "source": source, "days": lines, "mark": mark_of(year)}
    made_up = any(one.working for one in days)
    return render_template(
        "calendar/year_preview.html", **facts, kept=kept, count=count, moving=first, made_up=made_up
    ), 200


@pages.post("/calendar/year")
def keep_year() -> Response:
    """What was previewed is kept, unless another changed the year meanwhile."""
    allow(may.may_set_days(me()))
    form = YearForm.read()
    if not form.accepted():
        raise Refused("calendar.file_no_rows")
    year = form.year.data or 0
    days, doubts = reading.read(reading.lines_of((form.days.data or "").encode()), year)
    if doubts:
        raise Refused("calendar.file_unreadable")
    source, seen = form.source.data or "", form.mark.data or ""
    with saving() as kept:
        moved = new_days.enter_year(kept, year, days, source=source, mark=seen, by=me(), at=now())
    flash(_("已录入 %(year)s 年的工作日历。", year=year) + followed(moved))
    return redirect(url_for("calendar.show", year=year), 303)
