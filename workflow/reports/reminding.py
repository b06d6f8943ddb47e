"""提醒报送: only co-responsible departments that were asked and have said nothing. The lead asks the office for it, the
office reminds on the lead's behalf; a share that is missing makes nobody late but itself."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import Session

from workflow.audit import service as audit
from workflow.audit.models import Event
from workflow.deadlines.due import ASKED
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.errors import Refused
from workflow.people.models import Department
from workflow.reports.queries import Rows
from workflow.tasks.models import Assignment, Role, Task

WANTED, REMINDED = "share.remind_asked", "share.reminded"
MISSING: tuple[ColumnElement[bool], ...] = (
    Deadline.kind == DeadlineKind.SHARE,
    Deadline.due_rule == ASKED,
    Deadline.ended_on.is_(None),
    Deadline.held_since.is_(None),
)
MOST = 1000


def missing(session: Session, task_ids: Collection[int] | None = None) -> Rows:
    """Shares that were asked for and have not come: deadline, period, department, task; of some tasks, or of all."""
    rows = (
        select(
            Deadline.id,
            Deadline.occasion,
            Deadline.due_on,
            Deadline.department_id,
            Department.label.label("department"),
            Task.id.label("task_id"),
            Task.number,
            Task.heading,
        )
        .join(Department, Department.id == Deadline.department_id)
        .join(Assignment, Assignment.id == Deadline.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .where(*MISSING)
        .order_by(Task.ordinal, Task.id, Deadline.occasion, Assignment.ordinal, Deadline.id)
        .limit(MOST)
    )
    return session.execute(rows if task_ids is None else rows.where(Task.id.in_(task_ids))).all()


def want(session: Session, lead: Assignment, period: str, *, by: audit.Actor, at: datetime) -> None:
    """The lead asks the office to remind those who are missing. It stands in the history until the office does."""
    if lead.role != Role.LEAD or lead.to_on is not None:
        raise Refused("update.not_lead")
    if not _of(session, lead.task_id, period):
        raise Refused("share.none_missing")
    if any(one.period == period for one in wanted(session, [lead.task_id])):
        raise Refused("share.remind_asked_already")
    audit.record(session, WANTED, lead.task, by=by, at=at, plan_id=lead.task.plan_id, period=period)


def remind(session: Session, task: Task, period: str, *, by: audit.Actor, at: datetime) -> list[int]:
    """The office reminds: the deadlines of those who are missing, which the door tells them of (`rung_of`)."""
    owed = [row.id for row in _of(session, task.id, period)]
    if not owed:
        raise Refused("share.none_missing")
    audit.record(session, REMINDED, task, by=by, at=at, plan_id=task.plan_id, period=period, count=len(owed))
    return owed


def rung_of(period: str, day: date) -> str:
    """The occasion on which one is told: once a working day."""
    return f"share:{period}:{day.isoformat()}"


def _of(session: Session, task_id: int, period: str) -> list[Row[*tuple[Any, ...]]]:
    return [row for row in missing(session, [task_id]) if row.occasion == period]


@dataclass(frozen=True)
class Wanted:
    """A lead's request that the office has not met yet, with those who are still missing."""

    task_id: int
    number: str
    heading: str
    period: str
    by: str
    at: datetime
    departments: list[str] = field(default_factory=list)


def wanted(session: Session, task_ids: Collection[int] | None = None) -> list[Wanted]:
    """Requests to remind, the oldest first."""
    rows: dict[tuple[int, str], list[Any]] = defaultdict(list)
    for row in missing(session, task_ids):
        rows[row.task_id, row.occasion].append(row)
    open_ones: dict[tuple[int | None, str], Event] = {}
    for event in _events(session, {task_id for task_id, _ in rows}):
        key = (event.thing_id, str(event.facts.get("period")))
        if event.act == WANTED:
            open_ones.setdefault(key, event)
        else:
            open_ones.pop(key, None)
    found = []
    for (task_id, period), some in rows.items():
        asked = open_ones.get((task_id, period))
        if asked is not None:
            named = [row.department for row in some]
            found.append(Wanted(task_id, some[0].number, some[0].heading, period, asked.actor, asked.at, named))
    return sorted(found, key=lambda one: one.at)


def _events(session: Session, task_ids: Collection[int]) -> list[Event]:
    if not task_ids:
        return []
    return list(
        session.scalars(
            select(Event)
            .where(Event.thing == Task.__tablename__, Event.thing_id.in_(task_ids), Event.act.in_((WANTED, REMINDED)))
            .order_by(Event.id)
        )
    )
