"""Pages of the office: a round of asking, who has answered, its end."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.adapters.clock import day_of
from workflow.errors import Refused
from workflow.plans.models import Plan, PlanState
from workflow.tasks import consulting
from workflow.tasks.consulting_queries import answering, is_open, latest, undecided
from workflow.tasks.consulting_rounds import answered_before
from workflow.web import already
from workflow.web.consulting.blueprint import Answer, may_answer, pages, the_round
from workflow.web.consulting.forms import RoundForm
from workflow.web.request import allow, me, now, saving, session, the


@pages.route("/plans/<int:plan_id>/consulting", methods=["GET", "POST"])
def show(plan_id: int) -> Answer:
    """Who is asked and who has answered; a POST opens a round."""
    plan = the(Plan, plan_id)
    allow(may.may_run_office(me()))
    form = RoundForm.read()
    if form.accepted() and (seen := _already(plan)) is not None:
        return seen
    if form.accepted() and form.answer_by.data:
        try:
            with saving() as current:
                opened = consulting.open_round(current, plan, answer_by=form.answer_by.data, by=me(), at=now())
        except Refused as refused:
            form.refuse(refused, "answer_by" if refused.key == "consult.day_past" else None)
        else:
            due = opened.answer_by.isoformat()
            flash(_("已开始征求意见，反馈截止 %(day)s。请把表发给各单位。", day=due))
            return redirect(url_for("consulting.show", plan_id=plan.id), 303)
    asked = latest(session(), plan.id)
    return render_template(
        "consulting/show.html",
        plan=plan,
        asked=asked,
        bodies=answering(session(), plan.id, asked.id if asked else None),
        undecided=undecided(session(), plan.id),
        may_take=may_answer(plan, asked, office=True),
        form=form,
    ), form.status


def _already(plan: Plan) -> Answer | None:
    """Who has answered in an earlier round."""
    if plan.state != PlanState.DRAFT or is_open(session(), plan.id):
        return None
    known = [
        already.Known(
            _("%(who)s：第 %(n)s 轮已反馈，%(day)s", who=row.label, n=row.ordinal, day=day_of(row.at).isoformat()),
            url_for("consulting.department", plan_id=plan.id, department_id=row.id),
        )
        for row in answered_before(session(), plan.id)
    ]
    return already.page(known, ask=_("仍然再征求一轮"), back=url_for("consulting.show", plan_id=plan.id))


@pages.post("/plans/<int:plan_id>/consulting/close")
def close_round(plan_id: int) -> Response:
    plan = the(Plan, plan_id)
    allow(may.may_run_office(me()))
    with saving() as current:
        consulting.close_round(current, the_round(plan.id), by=me(), at=now())
    flash(_("征求意见已结束。逾期反馈的意见仍可由办公室录入。"))
    return redirect(url_for("consulting.show", plan_id=plan.id), 303)
