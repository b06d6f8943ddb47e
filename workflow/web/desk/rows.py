"""A row of the desk: its light, its age, what is owed in words, and what can be done."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, select

from workflow.deadlines.models import Deadline, DeadlineKind, LadderKind
from workflow.deadlines.queries import Band, Desk, Rows
from workflow.deadlines.rules import ladder_of
from workflow.lights.rules import Light, first_unlate
from workflow.reports.queries import said_before
from workflow.reports.rules import ANSWERED
from workflow.review.models import Review
from workflow.wording.occasions import owed
from workflow.workdays.rules import Calendar

RETURNED_FOR = select(Review.reason).where(Review.correction_id == Deadline.id).limit(1).scalar_subquery()
EXTRAS = (
    said_before().label("repeatable"),
    case((Deadline.kind == DeadlineKind.CORRECTION, RETURNED_FOR)).label("returned_for"),
)
LATE = {LadderKind.REPORTING: Light.FORM_OVERDUE, LadderKind.WORK: Light.WORK_OVERDUE}


@dataclass(frozen=True)
class DeskRow:
    """One thing owed. `late` and `left` are working days."""

    id: int
    assignment_id: int
    task_id: int
    number: str
    heading: str
    what: str
    note: str
    due_on: date
    original_due_on: date
    opens_on: date
    light: Light | None
    late: int
    left: int
    kind: DeadlineKind
    is_open: bool
    repeatable: bool


def week_end(today: date, calendar: Calendar) -> date:
    """The Sunday of this week; at a weekend, of the week to come."""
    day = calendar.roll(today)
    return date.fromordinal(day.toordinal() + 6 - day.weekday())


def desk_of(department_id: int, *, today: date, calendar: Calendar) -> Desk:
    return Desk(department_id, first_unlate(today, calendar), week_end(today, calendar), EXTRAS)


def read(rows: Rows, *, today: date, calendar: Calendar) -> list[DeskRow]:
    said = {asked: owed(*asked) for asked in {(row.kind, row.occasion) for row in rows}}
    return [_row(row, said[row.kind, row.occasion], today, calendar) for row in rows]


def _row(row: Any, said: str, today: date, calendar: Calendar) -> DeskRow:
    late = calendar.late(row.due_on, today)
    counted = row.kind != DeadlineKind.ACKNOWLEDGE  # which has a band of its own and is no late form
    is_open = row.opens_on <= today
    return DeskRow(
        id=row.id,
        assignment_id=row.assignment_id,
        task_id=row.task_id,
        number=row.number,
        heading=row.heading,
        what=with_wording(said, row.wording),
        note=row.returned_for or "",
        due_on=row.due_on,
        original_due_on=row.original_due_on,
        opens_on=row.opens_on,
        light=LATE[ladder_of(row.kind)] if late and counted else None,
        late=late,
        left=calendar.between(today, row.due_on),
        kind=row.kind,
        is_open=is_open,
        repeatable=bool(row.repeatable) and is_open and row.kind in (DeadlineKind.REPORT, DeadlineKind.SHARE),
    )


def in_words(row: Any) -> str:
    """What a deadline asks for, with the wording of its target."""
    return with_wording(owed(row.kind, row.occasion), row.wording)


def with_wording(said: str, wording: str | None) -> str:
    return f"{said}：{wording}" if wording else said


def answerable(row: DeskRow) -> bool:
    return row.kind in ANSWERED and row.is_open


def first_ahead(bands: dict[Band, list[DeskRow]]) -> DeskRow | None:
    """When nothing is to be done now: the next thing that will be. None when there is something, or nothing at all."""
    busy = any(rows for band, rows in bands.items() if band != Band.LATER)
    ahead = bands.get(Band.LATER, [])
    if busy or any(row.is_open for row in ahead):
        return None
    return ahead[0] if ahead else None
