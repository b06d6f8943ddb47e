"""填报频次: the office sets how often the leads of some tasks report, with a reason, from the day on."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.deadlines import periods, service
from workflow.deadlines.models import Deadline, DeadlineKind, Outcome
from workflow.errors import Refused
from workflow.people.models import Department
from workflow.tasks.models import Assignment, Rhythm, Role, Task, TaskState
from workflow.workdays.rules import Calendar, is_period, period_named

MOST = 500


def set_rhythm(
    session: Session,
    task_ids: Collection[int],
    rhythm: Rhythm,
    *,
    reason: str,
    by: audit.Actor,
    at: datetime,
    calendar: Calendar,
) -> int:
    """Set the rhythm of some tasks; returns of how many it changed.

    Reports whose window has opened stay owed. One that is still to open and that the new rhythm does not ask for is
    withdrawn; one that was withdrawn so and is asked for again is owed again. No period that is over is asked for.
    """
    if not reason.strip():
        raise Refused("rhythm.reason_missing")
    wanted = select(Task).where(Task.id.in_(task_ids), Task.rhythm != rhythm).order_by(Task.id).with_for_update()
    changed = session.scalars(wanted).all()
    if not changed:
        raise Refused("rhythm.nothing_changed")
    today = day_of(at)
    for task in changed:
        was, task.rhythm, task.rhythm_on = task.rhythm, rhythm, today
        facts = {"rhythm": rhythm.value, "rhythm_was": was.value, "reason": reason.strip()}
        audit.record(session, f"task.rhythm_{rhythm.value}", task, by=by, at=at, plan_id=task.plan_id, **facts)
    session.flush()
    _fit(session, [task.id for task in changed], rhythm, by=by, at=at)
    periods.open_reports(session, today=today, calendar=calendar)
    return len(changed)


def _fit(session: Session, task_ids: list[int], rhythm: Rhythm, *, by: audit.Actor, at: datetime) -> None:
    """Withdraw what is still to open and no longer asked for; owe again what is."""
    for deadline in _to_open(session, task_ids, today=day_of(at)):
        wanted = rhythm in periods.asked_by(period_named(deadline.occasion))
        if deadline.ended_on is None and not wanted:
            service.end(session, deadline, Outcome.WITHDRAWN, on=day_of(at))
        elif deadline.outcome == Outcome.WITHDRAWN and wanted:
            service.reopen(session, deadline, reason="task.rhythm", by=by, at=at)


def _to_open(session: Session, task_ids: list[int], *, today: date) -> list[Deadline]:
    rows = session.scalars(
        select(Deadline)
        .join(Assignment, Assignment.id == Deadline.assignment_id)
        .where(Assignment.task_id.in_(task_ids), Assignment.to_on.is_(None))
        .where(Deadline.kind == DeadlineKind.REPORT, Deadline.opens_on > today)
        .order_by(Deadline.id)
    )
    return [deadline for deadline in rows if is_period(deadline.occasion)]


def listed(session: Session, plan_id: int, chapter: str | None = None) -> Sequence[Row[*tuple[Any, ...]]]:
    """The tasks of a plan that are under way, with lead and rhythm, in the order of the document."""
    leading = and_(Assignment.task_id == Task.id, Assignment.role == Role.LEAD, Assignment.to_on.is_(None))
    rows = (
        select(
            Task.id,
            Task.number,
            Task.heading,
            Task.chapter,
            Task.rhythm,
            Task.rhythm_on,
            Department.label.label("lead"),
            Assignment.red_run,
        )
        .outerjoin(Assignment, leading)
        .outerjoin(Department, Department.id == Assignment.department_id)
        .where(Task.plan_id == plan_id, Task.state == TaskState.UNDER_WAY)
        .order_by(Task.ordinal, Task.id)
        .limit(MOST)
    )
    return session.execute(rows.where(Task.chapter == chapter) if chapter else rows).all()
