"""Pages of the office: who answers for each headline target of a plan."""

from dataclasses import dataclass
from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from workflow import permits as may
from workflow.deadlines import headline as service
from workflow.deadlines import verifying
from workflow.deadlines.headline import Choice
from workflow.errors import Refused
from workflow.people import queries as people
from workflow.plans import queries as plans
from workflow.plans.models import Plan
from workflow.plans.rules import mask
from workflow.tasks import goals
from workflow.web.forms import PageForm, stripped
from workflow.web.numbers import whole
from workflow.web.plans.forms import BASIS
from workflow.web.plans.starting import Answer
from workflow.web.plans.views import pages
from workflow.web.request import allow, me, now, saving, session, the, today
from workflow.workdays.queries import calendar


class HeadlineForm(PageForm):
    """On what basis; who answers for which target is read beside it."""

    basis = StringField(
        BASIS,
        [DataRequired(_l("请写明依据，例如“领导小组办公室 2026 年第 3 次会议纪要”。")), Length(max=300)],
        filters=[stripped],
    )


@dataclass(frozen=True)
class Row:
    """A target in the paper's words (doubtful ones masked), who answers for it, and the verification that is owed."""

    target_id: int
    number: str
    heading: str
    wording: str
    due_on: date | None
    answers_id: int | None
    verify_by: date | None
    ended_on: date | None


@pages.route("/plans/<int:plan_id>/headline", methods=["GET", "POST"])
def headline(plan_id: int) -> Answer:
    plan = the(Plan, plan_id)
    allow(may.may_run_office(me()))
    form = HeadlineForm.read()
    if form.accepted():
        days = calendar(session(), around=today())
        try:
            with saving() as current:
                basis = form.basis.data or ""
                count = service.answer(current, plan, _chosen(), basis=basis, by=me(), at=now(), calendar=days)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_("已明确 %(count)s 个总体目标的负责单位。", count=count))
            return redirect(url_for("plans.headline", plan_id=plan.id), 303)
    rows = _rows(the(Plan, plan_id))
    bodies = people.choices(session())
    facts = {"plan": plan, "rows": rows, "bodies": bodies, "typed": request.form, "form": form}
    return render_template("plans/headline.html", **facts), form.status


def _chosen() -> dict[int, Choice]:
    """Who was chosen for each target, and who was seen to answer for it when the form was made."""
    found = {}
    for name in request.form:
        kind, _dash, number = name.partition("-")
        if kind == "target" and (target_id := whole(number)) is not None:
            found[target_id] = Choice(_number(f"was-{number}"), _number(name))
    return found


def _number(name: str) -> int | None:
    return whole(request.form.get(name))


def _rows(plan: Plan) -> list[Row]:
    found = goals.goals(session(), plan.id)
    masks = plans.masks(session(), {goal.item.id for goal in found})
    rows = []
    for goal in found:
        target, item = goal.target, goal.item
        asked = verifying.verifications(session(), target.id)
        last = next((one for one in asked if one.ended_on is None), asked[-1] if asked else None)
        rows.append(
            Row(
                target.id,
                item.number,
                item.heading,
                mask(target.wording, target.start, masks[item.id]),
                target.due_on,
                target.answers_id,
                last.due_on if last else None,
                last.ended_on if last else None,
            )
        )
    return rows
