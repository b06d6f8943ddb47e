"""启动: from this act on, departments owe something. Before it nothing is due and nobody is told."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.deadlines import acknowledging, periods, service
from workflow.deadlines.models import DeadlineKind
from workflow.errors import Refused
from workflow.plans.doubtful_models import Taint
from workflow.plans.models import Plan, PlanState, Target, TargetKind
from workflow.tasks.models import Assignment, Origin, Role, Task, TaskItem, TaskState
from workflow.workdays.rules import Calendar, Period, period_of, report_due

ACKNOWLEDGE_DAYS = 3  # working days
VERIFY_DAYS = 40  # working days after the start for targets whose day has passed
VERIFY_MONTH = 6  # figures of a year are verified by the end of June of the next


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


def verify_by(due_on: date, *, start: date, calendar: Calendar) -> date:
    """The day on which a target's outcome is to be verified: the office's day, not the paper's."""
    published = calendar.roll_back(date(due_on.year + 1, VERIFY_MONTH, 30))
    return max(published, calendar.add(start, VERIFY_DAYS))


def preview(session: Session, plan: Plan, *, today: date, calendar: Calendar) -> Preview:
    """Count what `start` would do on this day."""
    own = select(Task.id).where(Task.plan_id == plan.id)
    tasks = select(func.count()).select_from(Task).where(Task.plan_id == plan.id)
    shares = (
        select(func.count())
        .select_from(Assignment)
        .where(Assignment.task_id.in_(own.where(Task.origin == Origin.MEASURE)), Assignment.to_on.is_(None))
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
        departments=session.scalar(
            select(func.count(Assignment.department_id.distinct())).where(
                Assignment.task_id.in_(own), Assignment.to_on.is_(None)
            )
        )
        or 0,
        masked=len(uncleared(session, plan)),
    )


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
    """Put a plan in force: shares are to be acknowledged, leads report, targets are to be verified.

    Refused while a lead is unconfirmed, or a task holds masked words (allowed, and said, in a demonstration).
    """
    today = day_of(at)
    if plan.state != PlanState.DRAFT:
        raise Refused("plan.started_already")
    ahead = preview(session, plan, today=today, calendar=calendar)
    if ahead.leads_unconfirmed:
        raise Refused("plan.leads_unconfirmed", count=ahead.leads_unconfirmed)
    if ahead.masked and not plan.demo:
        raise Refused("plan.masked_words", count=ahead.masked)
    plan.state, plan.started_on = PlanState.IN_FORCE, today
    _tasks_under_way(session, plan, today=today, calendar=calendar)
    _targets_to_verify(session, plan, today=today, calendar=calendar)
    session.flush()
    periods.open_reports(session, today=today, calendar=calendar)
    audit.record(session, "plan.started", plan, by=by, at=at, plan_id=plan.id, masked=ahead.masked)


def _tasks_under_way(session: Session, plan: Plan, *, today: date, calendar: Calendar) -> None:
    due_on = calendar.add(today, ACKNOWLEDGE_DAYS)
    for task in session.scalars(select(Task).where(Task.plan_id == plan.id).order_by(Task.ordinal)):
        task.state = TaskState.STANDING if task.origin == Origin.STANDING else TaskState.UNDER_WAY
    shares = (
        select(Assignment)
        .join(Task)
        .where(Task.plan_id == plan.id, Task.origin == Origin.MEASURE, Assignment.to_on.is_(None))
    )
    for share in session.scalars(shares.order_by(Task.ordinal, Assignment.ordinal)).all():
        service.owe(
            session,
            share,
            DeadlineKind.ACKNOWLEDGE,
            occasion=acknowledging.OCCASION,
            opens_on=today,
            due_on=due_on,
            due_rule="acknowledge",
        )


def _targets(session: Session, plan: Plan) -> list[tuple[Target, Assignment]]:
    """The quantified targets of measures, each with the lead that answers for it."""
    rows = session.execute(
        select(Target, Assignment)
        .join(TaskItem, TaskItem.item_id == Target.item_id)
        .join(Task, Task.id == TaskItem.task_id)
        .join(Assignment, Assignment.task_id == Task.id)
        .where(
            Task.plan_id == plan.id,
            Target.kind != TargetKind.GOAL,
            TaskItem.to_on.is_(None),
            Assignment.role == Role.LEAD,
            Assignment.to_on.is_(None),
        )
        .order_by(Target.id)
    )
    return [(target, lead) for target, lead in rows]


def _targets_to_verify(session: Session, plan: Plan, *, today: date, calendar: Calendar) -> None:
    for target, lead in _targets(session, plan):
        if target.due_on is None:
            continue
        past = target.due_on < today
        due_on = calendar.add(today, VERIFY_DAYS) if past else verify_by(target.due_on, start=today, calendar=calendar)
        service.owe(
            session,
            lead,
            DeadlineKind.TARGET,
            occasion=f"target:{target.id}",
            opens_on=today if past else target.due_on,
            due_on=due_on,
            due_rule="target.office",
        )
