"""A department is followed by another: what it was responsible for, and what it still owed, pass on by that day."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, exists, func, select, update
from sqlalchemy.orm import Session, aliased

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.deadlines import acknowledging, changing, handing
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.deadlines.queries import CAP
from workflow.people.models import Department, Succession
from workflow.plans.models import Target
from workflow.tasks import asked
from workflow.tasks.models import Assignment, Decision, Role, Task, TaskState
from workflow.tasks.responsibility import share_of
from workflow.workdays.rules import Calendar

OWN = (DeadlineKind.ACKNOWLEDGE, DeadlineKind.CORRECTION)  # not passed on as they are
FORMS = (*OWN, DeadlineKind.SHARE)


@dataclass(frozen=True)
class Ahead:
    """What a succession would pass on. `merged`: tasks in which the successor shares already."""

    leads: int
    shares: int
    owed: int
    handed_down: int
    merged: int
    rows: Sequence[Row[*tuple[Any, ...]]]

    @property
    def nothing(self) -> bool:
        return not (self.leads or self.shares or self.owed or self.handed_down)


@dataclass
class Passed:
    """What passed on: shares that ended with those that follow them, and what was owed with what is owed now."""

    shares: list[tuple[Assignment, Assignment]] = field(default_factory=list)
    corrections: list[tuple[Deadline, Assignment]] = field(default_factory=list)


def ahead(session: Session, department: Department, successor_id: int | None = None) -> Ahead:
    """Every task that the department leads or shares in, with how much is open."""
    open_ones = (
        select(func.count()).where(Deadline.assignment_id == Assignment.id, Deadline.ended_on.is_(None))
    ).scalar_subquery()
    other = aliased(Assignment)
    both = exists().where(other.task_id == Task.id, other.to_on.is_(None), other.department_id == (successor_id or 0))
    rows = session.execute(
        select(Task.id, Task.number, Task.heading, Assignment.role, open_ones.label("owed"), both.label("both"))
        .join(Assignment, Assignment.task_id == Task.id)
        .where(Assignment.department_id == department.id, Assignment.to_on.is_(None))
        .order_by(Assignment.role != Role.LEAD, Task.ordinal, Task.id)
        .limit(CAP)
    ).all()
    handed = select(func.count()).select_from(Task).where(Task.handed_by_id == department.id)
    return Ahead(
        leads=sum(row.role == Role.LEAD for row in rows),
        shares=sum(row.role == Role.CO for row in rows),
        owed=sum(row.owed for row in rows),
        handed_down=session.scalar(handed.where(Task.state != TaskState.CLOSED)) or 0,
        merged=sum(bool(row.both) for row in rows),
        rows=rows,
    )


def pass_on(session: Session, row: Succession, *, by: audit.Actor, at: datetime, calendar: Calendar) -> Passed:
    """Every share of the department ends by the day of the succession, its successor's begins. Where the successor
    shares already, the two become one, and whoever leads goes on leading."""
    passed = Passed()
    shares = session.scalars(
        select(Assignment)
        .where(Assignment.department_id == row.department_id, Assignment.to_on.is_(None))
        .order_by(Assignment.task_id)
    ).all()
    for old in shares:
        session.refresh(old.task, with_for_update=True)
        new, owed = _follow(session, row, old, today=day_of(at), by=by, at=at)
        forms = FORMS if new.role == Role.LEAD else OWN
        handing.take_over(session, new, (), acknowledging.OCCASION, today=day_of(at), calendar=calendar)
        handing.pass_on(session, new, owed, today=day_of(at), calendar=calendar, without=forms)
        passed.shares.append((old, new))
        passed.corrections += [(one, new) for one in owed if one.kind == DeadlineKind.CORRECTION]
        facts = {"successor": new.department.label, "basis": row.basis, "on_day": row.on.isoformat()}
        changing.record(session, "assignment.passed_on", old, by=by, at=at, **facts)
    _handed_down(session, row)
    return passed


def _follow(
    session: Session, row: Succession, old: Assignment, *, today: date, by: audit.Actor, at: datetime
) -> tuple[Assignment, list[Deadline]]:
    """The share that follows, and what has to be handed to it."""
    request = asked.open_request(session, old)
    if request is not None:
        meant = request.to_department_id == row.successor_id
        answer = Decision.GRANTED if meant else Decision.REFUSED
        asked.decide(session, request, answer, basis=row.basis, by=by, at=at)
    there = share_of(session, old.task_id, row.successor_id)
    owed = handing.end_share(session, old, on=max(row.on, old.from_on or row.on), today=today)
    if there is not None and (old.role == Role.CO or there.role == Role.LEAD):
        return there, owed
    if there is not None:
        asked.settle(session, there, Decision.REFUSED, basis=row.basis, by=by, at=at)
        owed += handing.end_share(session, there, on=today)
    new = changing.begin(
        session,
        old.task,
        row.successor_id,
        old.role,
        basis=row.basis,
        on=old.to_on or row.on,
        follows=old.id,
        like=there,
    )
    new.ordinal, new.made_on = old.ordinal, today
    if old.role == Role.LEAD and old.confirmed_on is None:  # a lead that nobody confirmed is still to be confirmed
        new.confirmed_on, new.basis = None, old.basis
    session.flush()
    return new, owed


def _handed_down(session: Session, row: Succession) -> None:
    """What it handed down to others, and the headline targets it answers for."""
    session.execute(
        update(Task).where(Task.handed_by_id == row.department_id).values(handed_by_id=row.successor_id),
        execution_options={"synchronize_session": "fetch"},
    )
    session.execute(
        update(Target).where(Target.answers_id == row.department_id).values(answers_id=row.successor_id),
        execution_options={"synchronize_session": "fetch"},
    )
