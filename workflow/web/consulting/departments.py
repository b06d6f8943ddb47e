"""Pages of a department: its part of the table, what it said, 无意见 with one click, its sections."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.errors import Refused
from workflow.people.models import Department
from workflow.plans.models import Plan, PlanState
from workflow.tasks import consulting, queries, responsibility
from workflow.tasks.consulting_models import CommentKind
from workflow.tasks.consulting_queries import comments_of, latest
from workflow.tasks.leaders import leaders
from workflow.tasks.leads import shares_of_plan
from workflow.tasks.models import Assignment
from workflow.web.consulting.blueprint import may_answer, pages, the_round
from workflow.web.request import allow, me, not_found, now, saving, session, the, today


@pages.get("/plans/<int:plan_id>/consulting/<int:department_id>")
def department(plan_id: int, department_id: int) -> str:
    plan, body = the(Plan, plan_id), the(Department, department_id)
    allow(may.may_be_consulted(me(), body.id))
    asked = latest(session(), plan.id)
    said = comments_of(session(), asked.id, body.id) if asked else []
    rows = shares_of_plan(session(), plan.id, body.id)
    if not rows and not said:
        not_found()
    return render_template(
        "consulting/department.html",
        plan=plan,
        body=body,
        asked=asked,
        rows=[(row, row.of(body.id)) for row in rows],
        leaders=leaders(session(), on=today()),
        said=[row for row in said if row.kind != CommentKind.AGREE],
        agreed=next((row for row in said if row.kind == CommentKind.AGREE), None),
        names=queries.names(session(), {row.named_id for row in said if row.named_id}),
        may_say=may_answer(plan, asked, office=me().is_office),
        may_name=plan.state == PlanState.DRAFT and asked is not None,
        office=me().is_office,
    )


@pages.post("/plans/<int:plan_id>/consulting/<int:department_id>/agree")
def agree(plan_id: int, department_id: int) -> Response:
    """无意见, with one click."""
    plan, body = the(Plan, plan_id), the(Department, department_id)
    allow(may.may_be_consulted(me(), body.id))
    with saving() as current:
        asked = the_round(plan.id)
        consulting.agree(current, asked, department_id=body.id, by=me(), at=now(), late=me().is_office)
    flash(_("%(name)s已反馈：无意见。", name=body.label))
    return redirect(url_for("consulting.department", plan_id=plan.id, department_id=body.id), 303)


@pages.post("/plans/<int:plan_id>/consulting/<int:department_id>/sections")
def sections(plan_id: int, department_id: int) -> Response:
    """责任科室 of a department's tasks, all at once."""
    plan, body = the(Plan, plan_id), the(Department, department_id)
    allow(may.may_be_consulted(me(), body.id))
    if plan.state != PlanState.DRAFT:
        raise Refused("lead.started")
    with saving() as current:
        done = 0
        for row in shares_of_plan(current, plan.id, body.id):
            share, words = row.of(body.id), request.form.get(f"section-{row.task_id}")
            if share is not None and words is not None:
                kept = current.get_one(Assignment, share.id)
                words = words.replace("\0", "")
                done += responsibility.set_section(current, kept, words, by=me(), at=now())
    flash(_("已保存 %(n)s 项任务的责任科室。", n=done))
    return redirect(url_for("consulting.department", plan_id=plan.id, department_id=body.id), 303)
