"""启动: from this act on, departments owe something. Before it nothing is due and nobody is told."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import former
from workflow.audit import service as audit
from workflow.deadlines import acknowledging, due, handing, periods, steps, verifying
from workflow.deadlines.models import Deadline
from workflow.deadlines.rules import ACKNOWLEDGE_DAYS, VERIFY_DAYS
from workflow.errors import Refused
from workflow.plans.doubtful_models import Taint
from workflow.plans.models import Plan, PlanState, Target, TargetKind
from workflow.tasks import consulting_queries as consulting
from workflow.tasks import goals
from workflow.tasks.models import Assignment, Origin, Role, Task, TaskItem, TaskState
from workflow.tasks.moves import MOVES, TaskAct
from workflow.workdays.rules import Calendar, Period, period_of, report_due

SHARED = (Origin.MEASURE, Origin.GOAL)  # whose shares are to be acknowledged


@dataclass(frozen=True)
class Preview:
    """What the start would make due, before anybody is told."""

    tasks: int
    standing: int
    leads_unconfirmed: int
    acknowledgements: int
    acknowledge_by: date
    first_period: Period
    first_report_by: date
    targets_past: int
    verify_past_by: date
    targets_to_come: int
    departments: int
    masked: int
    consulting: bool  # departments are still asked
    undecided: int  # comments that nobody has decided: a warning, no hindrance
    headline: tuple[int, int]  # targets of general items; those for which somebody answers: a warning, no hindrance


def preview(session: Session, plan: Plan, *, today: date, calendar: Calendar) -> Preview:
    """Count what `start` would do on this day: to all tasks of a draft, to those that a later edition added."""
    waiting = Task.plan_id == plan.id, Task.state == TaskState.PROPOSED
    own = select(Task.id).where(*waiting)
    tasks = select(func.count()).select_from(Task).where(*waiting)
    shares = (
        select(func.count())
        .select_from(Assignment)
        .where(Assignment.task_id.in_(own.where(Task.origin.in_(SHARED))), Assignment.to_on.is_(None))
    )
    days = [target.due_on for target, _ in _targets(session, plan) if target.due_on]
    first = period_of(today)
    return Preview(
        tasks=session.scalar(tasks.where(Task.origin == Origin.MEASURE)) or 0,
        standing=session.scalar(tasks.where(Task.origin == Origin.STANDING)) or 0,
        leads_unconfirmed=session.scalar(shares.where(Assignment.role == Role.LEAD, Assignment.confirmed_on.is_(None)))
        or 0,
        acknowledgements=session.scalar(shares) or 0,
        acknowledge_by=calendar.add(today, ACKNOWLEDGE_DAYS),
        first_period=first,
        first_report_by=report_due(calendar, first),
        targets_past=sum(day < today for day in days),
        verify_past_by=calendar.add(today, VERIFY_DAYS),
        targets_to_come=sum(day >= today for day in days),
        departments=_departments(session, plan),
        masked=len(uncleared(session, plan)),
        consulting=consulting.is_open(session, plan.id),
        undecided=consulting.undecided(session, plan.id),
        headline=goals.counted(session, plan.id),
    )


def to_start(session: Session, plan: Plan) -> int:
    """How many tasks of a plan wait for their start."""
    waiting = select(func.count()).select_from(Task).where(Task.plan_id == plan.id, Task.state == TaskState.PROPOSED)
    return session.scalar(waiting) or 0


def _departments(session: Session, plan: Plan) -> int:
    """How many departments the start concerns."""
    own = select(Task.id).where(Task.plan_id == plan.id)
    concerned = select(func.count(Assignment.department_id.distinct()))
    return session.scalar(concerned.where(Assignment.task_id.in_(own), Assignment.to_on.is_(None))) or 0


def uncleared(session: Session, plan: Plan) -> list[Taint]:
    """Masked words inside items that are tasks."""
    return list(
        session.scalars(
            select(Taint)
            .join(TaskItem, TaskItem.item_id == Taint.item_id)
            .join(Task, Task.id == TaskItem.task_id)
            .where(Task.plan_id == plan.id, TaskItem.to_on.is_(None), Taint.confirmed_at.is_(None))
        )
    )


def start(session: Session, plan: Plan, *, by: audit.Actor, at: datetime, calendar: Calendar) -> None:
    """Put a plan in force, or the tasks that a later edition added: shares are to be acknowledged, leads report,
    targets are to be verified.

    Refused while departments are still consulted, a lead is unconfirmed, or a task holds masked words (allowed, and
    said, in a demonstration).
    """
    today = day_of(at)
    if plan.state != PlanState.DRAFT and not to_start(session, plan):
        raise Refused("plan.started_already")
    ahead = preview(session, plan, today=today, calendar=calendar)
    if ahead.consulting:
        raise Refused("plan.consultation_open")
    if ahead.leads_unconfirmed:
        raise Refused("plan.leads_unconfirmed", count=ahead.leads_unconfirmed)
    if ahead.masked and not plan.demo:
        raise Refused("plan.masked_words", count=ahead.masked)
    targets, days = _targets(session, plan), steps.to_come(session, plan)
    added = plan.state == PlanState.IN_FORCE
    if not added:
        plan.state, plan.started_on = PlanState.IN_FORCE, today
    _tasks_under_way(session, plan, today=today, calendar=calendar)
    for target, lead in targets:
        to_verify(session, target, lead, today=today, calendar=calendar)
    steps.owe_days(session, days, by=by, at=at, calendar=calendar)
    session.flush()
    periods.open_reports(session, today=today, calendar=calendar)
    act = "plan.tasks_started" if added else "plan.started"
    audit.record(session, act, plan, by=by, at=at, plan_id=plan.id, masked=ahead.masked)


def _tasks_under_way(session: Session, plan: Plan, *, today: date, calendar: Calendar) -> None:
    waiting = Task.plan_id == plan.id, Task.state == TaskState.PROPOSED
    shares = session.scalars(
        select(Assignment)
        .join(Task)
        .where(*waiting, Task.origin.in_(SHARED), Assignment.to_on.is_(None))
        .order_by(Task.ordinal, Assignment.ordinal)
    ).all()
    for task in session.scalars(select(Task).where(*waiting).order_by(Task.ordinal)).all():
        act = TaskAct.START_STANDING if task.origin == Origin.STANDING else TaskAct.START
        former.keep(session, task, on=today)
        task.state = MOVES.after(task.state, act)
    for share in shares:
        handing.to_acknowledge(session, share, acknowledging.OCCASION, today=today, calendar=calendar)


def _targets(session: Session, plan: Plan) -> list[tuple[Target, Assignment]]:
    """The quantified targets of tasks that wait for their start, each with the share that answers for it."""
    rows = session.execute(
        select(Target, Assignment)
        .join(TaskItem, TaskItem.item_id == Target.item_id)
        .join(Task, Task.id == TaskItem.task_id)
        .join(Assignment, Assignment.task_id == Task.id)
        .where(
            Task.plan_id == plan.id,
            Task.state == TaskState.PROPOSED,
            Target.kind.not_in((TargetKind.GOAL, TargetKind.PROVINCE)),
            TaskItem.to_on.is_(None),
            verifying.answers(),
            Assignment.to_on.is_(None),
        )
        .order_by(Target.id)
    )
    return [(target, lead) for target, lead in rows]


def to_verify(session: Session, target: Target, lead: Assignment, *, today: date, calendar: Calendar) -> None:
    """The outcome of a target is to be verified by the office's day; without a day in the paper nothing is owed, nor
    before the province has handed down the value of a target that it sets."""
    if target.due_on is None or target.kind == TargetKind.PROVINCE:
        return
    if not verifying.verifications(session, target.id, share=lead.id):
        opens_on, due_on, rule = verified_in(target.due_on, today=today, calendar=calendar)
        verifying.owe(session, lead, target.id, opens_on=opens_on, due_on=due_on, rule=rule, made_on=today)


def verified_in(day: date, *, today: date, calendar: Calendar) -> tuple[date, date, str]:
    """From when, by when and by which rule the outcome of a target with this day is verified, as it looks today."""
    if day < today:
        return today, calendar.add(today, VERIFY_DAYS), due.in_days("target", VERIFY_DAYS)
    return day, due.verify_by(day, calendar), due.PUBLISHED


def verifications(session: Session, target: Target) -> list[Deadline]:
    """The deadlines that ask for the outcome of a target."""
    return verifying.verifications(session, target.id)
