"""A row of the desk: its light, its age, what is owed in words, and what can be done."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import case, select

from workflow.deadlines.models import Deadline, DeadlineKind, LadderKind
from workflow.deadlines.queries import Band, Desk, Rows
from workflow.deadlines.rules import WORK, ladder_of
from workflow.lights.rules import Light, first_unlate
from workflow.reports.conditions import awaits_word, said_before
from workflow.reports.models import Report, ReportState
from workflow.reports.queries import STANDS
from workflow.reports.rules import ANSWERED, ENDED_BY_VERDICT
from workflow.review.models import Review
from workflow.wording.occasions import owed
from workflow.workdays.rules import Calendar

RETURNED_FOR = select(Review.reason).where(Review.correction_id == Deadline.id).limit(1).scalar_subquery()
OF_RETURN = (
    select(Report.state)
    .join(Review, Review.report_id == Report.id)
    .where(Review.correction_id == Deadline.id)
    .limit(1)
    .scalar_subquery()
)
ANSWER = select(Report.state).where(Report.deadline_id == Deadline.id).limit(1).scalar_subquery()
EXTRAS = (
    case((Deadline.kind == DeadlineKind.CORRECTION, OF_RETURN), else_=ANSWER).label("answer"),
    said_before().label("repeatable"),
    case((Deadline.kind == DeadlineKind.CORRECTION, RETURNED_FOR)).label("returned_for"),
)
ANSWERED_ALREADY = awaits_word()  # one condition for all desks: what is asked is put together once
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
    answer: ReportState | None  # how the report stands that answers it
    section: str = ""
    drafted_at: datetime | None = None
    drafted_by: str = ""

    @property
    def extendable(self) -> bool:
        """Work can be asked to be extended; a form only has its day."""
        return self.kind in WORK

    @property
    def awaits_word(self) -> bool:
        """Answered; only the office's word ends it."""
        return self.kind in ENDED_BY_VERDICT and self.answer in STANDS


def week_end(today: date, calendar: Calendar) -> date:
    """The Sunday of this week; at a weekend, of the week to come."""
    day = calendar.roll(today)
    return date.fromordinal(day.toordinal() + 6 - day.weekday())


def desk_of(
    department_id: int,
    *,
    today: date,
    calendar: Calendar,
    sections: tuple[int, ...] | None = None,
    extras: tuple[Any, ...] = (),
) -> Desk:
    """`sections`: only what was given to these; `extras`: further columns about a draft."""
    unlate, week_ends = first_unlate(today, calendar), week_end(today, calendar)
    return Desk(department_id, unlate, week_ends, (*EXTRAS, *extras), sections, ANSWERED_ALREADY)


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
        section=row.section or "",
        **_drafted(row),
        is_open=is_open,
        answer=row.answer,
        repeatable=bool(row.repeatable)
        and row.answer != ReportState.TO_SIGN
        and is_open
        and row.kind in (DeadlineKind.REPORT, DeadlineKind.SHARE),
    )


def _drafted(row: Any) -> dict[str, Any]:
    """Who wrote the draft and when, where the desk asked for it: 科技科 张三."""
    if getattr(row, "drafted_at", None) is None:
        return {}
    return {"drafted_at": row.drafted_at, "drafted_by": f"{row.drafted_in or ''} {row.drafted_by or ''}".strip()}


def in_words(row: Any) -> str:
    """What a deadline asks for, with the wording of its target."""
    return with_wording(owed(row.kind, row.occasion), row.wording)


def with_wording(said: str, wording: str | None) -> str:
    return f"{said}：{wording}" if wording else said


def answerable(row: DeskRow) -> bool:
    return row.kind in ANSWERED and row.is_open and row.answer != ReportState.TO_SIGN and not row.awaits_word


def first_ahead(bands: dict[Band, list[DeskRow]]) -> DeskRow | None:
    """When nothing is to be done now: the next thing that will be. None when there is something, or nothing at all."""
    busy = any(rows for band, rows in bands.items() if band not in (Band.LATER, Band.ANSWERED))
    ahead = bands.get(Band.LATER, [])
    if busy or any(row.is_open for row in ahead):
        return None
    return ahead[0] if ahead else None
