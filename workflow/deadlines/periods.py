"""The period reports that leads owe, in the rhythm of each task: opened ahead of their window, once each.

Quarterly is each quarter; half-yearly the second and the fourth, yearly the fourth; monthly is each quarter and each
month that does not end one. A lead whose last judged quarter was red reports monthly from the month after, until the
run is over. What was opened stays."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, insert, or_, select
from sqlalchemy.orm import Session

from workflow.deadlines.due import MONTHLY, QUARTERLY
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.deadlines.rules import climbed
from workflow.plans.models import Plan, PlanState
from workflow.tasks.models import Assignment, Origin, Rhythm, Role, Task, TaskState
from workflow.workdays.rules import AnyPeriod, Calendar, Month, Period, month_of, period_of, report_due

REPORTING = (TaskState.UNDER_WAY, TaskState.STANDING)  # 常态化 reports yearly; the standing duties of a plan do not


def asked_by(period: AnyPeriod) -> frozenset[Rhythm]:
    """The rhythms that ask for a period."""
    if isinstance(period, Month):
        return frozenset() if period.ends_quarter else frozenset({Rhythm.MONTHLY})
    asked = {Rhythm.MONTHLY, Rhythm.QUARTERLY}
    asked |= {Rhythm.HALF_YEARLY} if period.quarter in (2, 4) else set()
    return frozenset(asked | ({Rhythm.YEARLY} if period.quarter == 4 else set()))


def open_reports(session: Session, *, today: date, calendar: Calendar) -> int:
    """Give every lead in force its report deadlines up to the periods that hold `today`. Safe to repeat.

    A plan's first period is the one in which it was started, a later task's the one in which it was added. Returns
    how many were added.
    """
    added = 0
    plans = session.execute(select(Plan.id, Plan.started_on).where(Plan.state == PlanState.IN_FORCE)).all()
    for plan_id, started_on in plans:
        if started_on is None or started_on > today:
            continue
        for period in _periods(started_on, today):
            added += _open(session, plan_id, period, today=today, calendar=calendar)
    return added


def _periods(started_on: date, today: date) -> Iterator[AnyPeriod]:
    """The period before this one (a round may have been missed) and this one, quarters and then months."""
    quarter: Period = max((period_of(today).preceding, period_of(started_on)), key=lambda p: p.first)
    while quarter.first <= today:
        yield quarter
        quarter = quarter.following
    month: Month = max((month_of(today).preceding, month_of(started_on)), key=lambda m: m.first)
    while month.first <= today:
        if not month.ends_quarter:
            yield month
        month = month.following


def _open(session: Session, plan_id: int, period: AnyPeriod, *, today: date, calendar: Calendar) -> int:
    owed = (Deadline.kind == DeadlineKind.REPORT, Deadline.occasion == period.key)
    known = exists().where(Deadline.assignment_id == Assignment.id, *owed)  # looked up by their unique key
    leads = (
        select(Assignment.id, Assignment.department_id, Task.origin)
        .join(Task, Task.id == Assignment.task_id)
        .where(Task.plan_id == plan_id, Task.state.in_(REPORTING), Task.origin != Origin.STANDING)
        .where(Assignment.role == Role.LEAD, Assignment.to_on.is_(None), ~known)
        .where(or_(Assignment.from_on.is_(None), Assignment.from_on <= period.last))
        .where(or_(*_wanted(period, today)))
    )
    same = {
        "plan_id": plan_id,
        "kind": DeadlineKind.REPORT,
        "occasion": period.key,
        "made_on": today,
        "opens_on": period.last,
        **dict.fromkeys(("due_on", "original_due_on"), report_due(calendar, period)),
        "due_rule": MONTHLY if isinstance(period, Month) else QUARTERLY,
        "version": 1,
    }
    rows = [
        {"assignment_id": share, "department_id": body, "ladder": climbed(DeadlineKind.REPORT, origin), **same}
        for share, body, origin in session.execute(leads)
    ]
    if rows:
        session.execute(insert(Deadline), rows)
    return len(rows)


def _wanted(period: AnyPeriod, today: date) -> Iterator[ColumnElement[bool]]:
    """The task's rhythm asks for it, and did before it ended; or its lead was red before the month of it began."""
    since = or_(Task.rhythm_on.is_(None), Task.rhythm_on <= period.last)
    yield and_(Task.rhythm.in_(asked_by(period)), since)
    month = month_of(period.last)
    if month == month_of(today):  # never for a month that is over
        red = and_(Assignment.red_run > 0, Assignment.red_since < month.first)
        yield and_(Task.rhythm != Rhythm.NONE, Task.state == TaskState.UNDER_WAY, red)
