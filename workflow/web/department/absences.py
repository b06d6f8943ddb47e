"""Pages: somebody who holds a post is away; back early; entered by mistake."""

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.errors import Refused
from workflow.people import absences, away
from workflow.people.models import Absence, Account, Holding
from workflow.web.department.blueprint import Answer, back_from, pages
from workflow.web.department.forms import AbsenceForm, choices
from workflow.web.request import allow, me, not_found, now, saving, session, the, today

AT_FIELD = {
    "absence.days_reversed": "to_on",
    "absence.days_past": "to_on",
    "absence.outside_holding": "from_on",
    "absence.overlaps": "from_on",
    "absence.own_substitute": "substitute",
    "absence.other_department": "substitute",
    "absence.substitute_away": "substitute",
    "people.holds_already": "substitute",
}


@pages.route("/holdings/<int:holding_id>/absence", methods=["GET", "POST"])
def absence(holding_id: int) -> Response | Answer:
    holding = the(Holding, holding_id)
    _may_note(holding)
    form = AbsenceForm.read(data={"from_on": today()})
    people = dict(absences.colleagues(session(), holding.post.department_id, on=today()))
    people.pop(holding.account_id, None)
    form.substitute.choices = choices(people, _("不指定"))
    if form.accepted():
        try:
            with saving():
                _note(form, holding)
        except Refused as refused:
            form.refuse(refused, AT_FIELD.get(refused.key))
        else:
            flash(_("已登记。这几天的提醒发给代办人。") if form.substitute.data else _("已登记。"))
            return redirect(back_from(holding), 303)
    found = away.of_holdings(session(), [holding_id], on=today())
    facts = {"holding": holding, "absences": found, "back_url": back_from(holding)}
    return render_template("department/absence.html", form=form, **facts), form.status


def _note(form: AbsenceForm, holding: Holding) -> None:
    substitute = the(Account, form.substitute.data) if form.substitute.data else None
    days = {"from_on": form.from_on.data, "to_on": form.to_on.data}
    reason = form.reason.data or ""
    absences.note(session(), holding, **days, reason=reason, substitute=substitute, by=me(), at=now())


@pages.post("/absences/<int:absence_id>/end")
def end_absence(absence_id: int) -> Response:
    """Back today."""
    one = _absence(absence_id)
    with saving() as current:
        absences.end_early(current, one, by=me(), at=now())
    flash(_("已登记返岗，提醒重新发给%(name)s。", name=one.holding.account.name))
    return redirect(back_from(one.holding), 303)


@pages.post("/absences/<int:absence_id>/take-back")
def take_back_absence(absence_id: int) -> Response:
    one = _absence(absence_id)
    with saving() as current:
        absences.take_back(current, one, by=me(), at=now())
    flash(_("已收回这条登记。"))
    return redirect(back_from(one.holding), 303)


def _absence(absence_id: int) -> Absence:
    one = the(Absence, absence_id)
    _may_note(one.holding)
    return one


def _may_note(holding: Holding) -> None:
    """Nobody is away from a post that she does not hold any more."""
    allow(may.may_note_absence(me(), holding))
    if holding.to_on is not None and holding.to_on < today():
        not_found()
