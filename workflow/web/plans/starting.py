"""Pages of the office before a plan is in force: confirming leads, clearing doubtful words, the start."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.deadlines import starting
from workflow.errors import Refused
from workflow.plans import clearing, queries
from workflow.plans.doubtful_models import Taint
from workflow.plans.models import Edition, Plan, PlanState
from workflow.plans.rules import mask
from workflow.tasks import leads as shares
from workflow.tasks import service
from workflow.tasks.leaders import leaders
from workflow.tasks.models import Assignment
from workflow.web.forms import PageForm
from workflow.web.plans.forms import LeadsForm, SwapForm, WordsForm
from workflow.web.plans.views import edition_of, pages
from workflow.web.request import allow, me, not_found, now, saving, session, the, today
from workflow.workdays.queries import calendar

Answer = str | tuple[str, int] | Response


@pages.route("/plans/<int:plan_id>/leads", methods=["GET", "POST"])
def leads(plan_id: int) -> Answer:
    plan = the(Plan, plan_id)
    allow(may.may_run_office(me()))
    form = LeadsForm.read()
    if form.accepted():
        try:
            with saving() as current:
                count = _confirm(plan, form)
                current.flush()
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_("已确认 %(count)s 项任务的牵头单位。", count=count))
            return redirect(url_for("plans.leads", plan_id=plan.id), 303)
    rows = shares.shares_of_plan(session(), plan.id)
    under = leaders(session(), on=today())
    return render_template("plans/leads.html", plan=plan, rows=rows, leaders=under, form=form), form.status


def _confirm(plan: Plan, form: LeadsForm) -> int:
    chosen = [session().get(Assignment, key) for key in form.leads.data or ()]
    mine = [row for row in chosen if row is not None and row.task.plan_id == plan.id and row.confirmed_on is None]
    if not mine:
        raise Refused("lead.none_chosen")
    for row in mine:
        service.confirm_lead(session(), row, basis=form.basis.data or "", by=me(), at=now())
    return len(mine)


@pages.route("/assignments/<int:assignment_id>/lead", methods=["GET", "POST"])
def swap(assignment_id: int) -> Answer:
    """Make another responsible department the lead of a task, before the start."""
    successor = the(Assignment, assignment_id)
    allow(may.may_run_office(me()))
    task = successor.task
    lead = shares.lead_of(session(), task.id) or not_found()
    form = SwapForm.read()
    if form.accepted():
        try:
            with saving() as current:
                service.swap_lead(current, task, lead, successor, basis=form.basis.data or "", by=me(), at=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_("%(number)s 的牵头单位已调整为%(name)s。", number=task.number, name=successor.department.label))
            return redirect(url_for("plans.leads", plan_id=task.plan_id, _anchor=f"task-{task.id}"), 303)
    return render_template("plans/swap.html", task=task, lead=lead, successor=successor, form=form), form.status


@pages.route("/plans/<int:plan_id>/start", methods=["GET", "POST"])
def start(plan_id: int) -> Answer:
    """启动: first what will be due and who will be told, then the act."""
    plan = the(Plan, plan_id)
    allow(may.may_run_office(me()))
    form = PageForm.read()
    days = calendar(session(), around=today())
    if form.accepted():
        try:
            with saving() as current:
                starting.start(current, plan, by=me(), at=now(), calendar=days)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_("方案已启动。各单位从今天起收到签收提醒。"))
            return redirect(url_for("plans.show", plan_id=plan.id), 303)
    if plan.state != PlanState.DRAFT and not form.form_errors and not starting.to_start(session(), plan):
        return redirect(url_for("plans.show", plan_id=plan.id), 303)
    ahead = starting.preview(session(), plan, today=today(), calendar=days)
    told = shares.told(session(), plan.id)
    return render_template("plans/start.html", plan=plan, ahead=ahead, told=told, form=form), form.status


@pages.get("/plans/<int:plan_id>/doubtful")
def doubtful(plan_id: int) -> str:
    plan = the(Plan, plan_id)
    allow(may.may_run_office(me()))
    edition = edition_of(plan)
    return render_template("plans/doubtful.html", plan=plan, doubtful=_places(edition))


def _places(edition: Edition) -> list[tuple[Taint, str, str]]:
    """Each doubtful place with some words before and after it, other doubtful words masked."""
    taints = queries.taints(session(), edition.id)
    found = []
    for taint in taints:
        before, after = max(0, taint.start - 30), min(len(edition.text), taint.end + 30)
        found.append(
            (
                taint,
                mask(edition.text[before : taint.start], before, taints).strip(),
                mask(edition.text[taint.end : after], taint.end, taints).strip(),
            )
        )
    return found


@pages.route("/doubtful/<int:taint_id>", methods=["GET", "POST"])
def words(taint_id: int) -> Answer:
    """One person types what is printed; it is not shown to the second one's advantage before both agree."""
    taint = the(Taint, taint_id)
    allow(may.may_run_office(me()))
    plan_id = the(Edition, taint.edition_id).plan_id
    form = WordsForm.read()
    if form.accepted():
        try:
            with saving() as current:
                clearing.settle(current, taint, typed=form.typed.data or "", by=me(), at=now())
        except Refused as refused:
            form.refuse(refused, "typed")
        else:
            done = _("两人录入一致，文字已恢复显示。") if taint.confirmed else _("已记录，等待第二人对照原件录入。")
            flash(done)
            return redirect(url_for("plans.doubtful", plan_id=plan_id), 303)
    edition = the(Edition, taint.edition_id)
    place = next(row for row in _places(edition) if row[0].id == taint.id)
    return render_template("plans/words.html", plan_id=plan_id, place=place, form=form), form.status
