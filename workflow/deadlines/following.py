"""The calendar changed: open deadlines that no one moved by hand follow it, each by the rule that found its day.

What was extended, held, or set by a person or the paper stays. This is no extension: the day first owed is corrected
with the day due, and the move is appended with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, exists, insert, or_, select, update
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.deadlines import due
from workflow.deadlines.models import Deadline, DeadlineMove, MoveKind
from workflow.deadlines.queries import COLUMNS, detailed
from workflow.people.models import Department
from workflow.workdays.keeping import source_of
from workflow.workdays.queries import calendar as calendar_of
from workflow.workdays.rules import Calendar

SHOWN = 100


@dataclass(frozen=True)
class Followed:
    """A deadline whose day another calendar moves; its row says what it is."""

    row: Row[*tuple[Any, ...]]
    to_on: date


@dataclass(frozen=True)
class Ahead:
    """How many would move, and the first of them, nearest first."""

    count: int
    first: Sequence[Followed]


def by_hand() -> ColumnElement[bool]:
    """Condition: a person moved it (extension, hold, the office)."""
    return exists().where(DeadlineMove.deadline_id == Deadline.id, DeadlineMove.kind != MoveKind.CALENDAR)


def _is_by_hand(session: Session, deadline: Deadline) -> bool:
    return session.scalar(select(Deadline.id).where(Deadline.id == deadline.id, by_hand())) is not None


def set_by_a_person(session: Session, deadline: Deadline) -> date | None:
    """The day that a person or the paper set, for one that takes it over; None: its rule finds the day."""
    if _is_by_hand(session, deadline):
        return deadline.due_on
    return deadline.set_on or (None if due.follows(deadline) else deadline.due_on)


def ahead(session: Session, calendar: Calendar) -> Ahead:
    """What this calendar would move."""
    moved = _moved(session, calendar)
    nearest = sorted(moved, key=lambda key: (moved[key][0], key))[:SHOWN]
    rows = detailed(select(*COLUMNS, Department.label.label("department")).select_from(Deadline))
    rows = rows.join(Department, Department.id == Deadline.department_id).where(Deadline.id.in_(nearest))
    found = session.execute(rows.order_by(Deadline.due_on, Deadline.id)).all()
    return Ahead(len(moved), [Followed(row, moved[row.id][1]) for row in found])


def follow(session: Session, calendar: Calendar, *, reason: str, by: audit.Actor, at: datetime) -> int:
    """Move what this calendar moves; returns how many. Safe to repeat."""
    moved = _moved(session, calendar, locked=True)
    if not moved:
        return 0
    same = {"kind": MoveKind.CALENDAR, "reason": reason, "decided_by": by.account_id, "at": at}
    session.execute(
        insert(DeadlineMove),
        [{"deadline_id": key, "from_on": was, "to_on": to_on, **same} for key, (was, to_on) in moved.items()],
    )
    days: dict[str, Any] = {"due_on": bindparam("to_on"), "original_due_on": bindparam("to_on")}
    rows = Deadline.__table__
    moves = update(rows).where(rows.c.id == bindparam("key")).values(**days, version=rows.c.version + 1)  # type: ignore[arg-type] # a table it is
    session.execute(moves, [{"key": key, "to_on": to_on} for key, (_, to_on) in moved.items()])
    session.expire_all()
    return len(moved)


def catch_up(session: Session, deadline: Deadline, *, by: audit.Actor, at: datetime) -> None:
    """What was ended or held while the calendar changed follows it when it is owed again."""
    to_on = due.day(deadline, calendar_of(session, around=day_of(at)))
    if to_on is None or to_on == deadline.due_on or _is_by_hand(session, deadline):
        return
    reason = source_of(session, to_on.year) or str(to_on.year)
    moved = DeadlineMove(deadline=deadline, kind=MoveKind.CALENDAR, from_on=deadline.due_on, to_on=to_on, reason=reason)
    moved.decided_by, moved.at = by.account_id, at
    session.add(moved)
    deadline.due_on = deadline.original_due_on = to_on
    session.flush()


def _moved(session: Session, calendar: Calendar, *, locked: bool = False) -> dict[int, tuple[date, date]]:
    """From which day to which, by id."""
    columns = (Deadline.due_rule, Deadline.occasion, Deadline.opens_on, Deadline.set_on, Deadline.handed_on)
    counted = or_(
        Deadline.due_rule.in_(due.FOLLOWING), Deadline.due_rule.like(due.IN_DAYS_LIKE), Deadline.handed_on.is_not(None)
    )
    still = select(Deadline.id, Deadline.due_on, *columns).where(
        Deadline.ended_on.is_(None), Deadline.held_since.is_(None), counted, ~by_hand()
    )
    if locked:
        still = still.with_for_update(of=Deadline)
    found: dict[int, tuple[date, date]] = {}
    for row in session.execute(still.order_by(Deadline.id)):
        to_on = due.day(row, calendar)
        if to_on is not None and to_on != row.due_on:
            found[row.id] = (row.due_on, to_on)
    return found
