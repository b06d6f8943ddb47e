"""A row of the desk: its light, its age, what is owed in words, and what can be done."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from workflow.deadlines.models import DeadlineKind, LadderKind
from workflow.deadlines.queries import Band, Desk, Rows
from workflow.deadlines.rules import WORK, ladder_of
from workflow.instructions.queries import named as instruction_named
from workflow.lights.rules import Light, first_unlate
from workflow.reports.models import ReportState
from workflow.reports.queries import STANDS
from workflow.reports.rules import ANSWERED, ENDED_BY_VERDICT
from workflow.tasks.models import Role
from workflow.web.desk import columns
from workflow.wording.occasions import owed, worded
from workflow.workdays.rules import Calendar, is_quarter

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
    returned_for: str  # why the office returned it
    returned_period: str  # and for which period it was
    sent_back_for: str  # why the head did
    due_on: date
    original_due_on: date
    opens_on: date
    light: Light | None
    late: int
    left: int
    kind: DeadlineKind
    role: Role
    is_open: bool
    quarterly: bool
    repeatable: bool
    answer: ReportState | None  # how the report stands that answers it
    asked: bool  # a request about it is open: another day, or the closing of the task
    is_below: bool  # of a sub-task: the department above ends it
    section: str = ""
    drafted_at: datetime | None = None
    drafted_by: str = ""
    basis: str = ""  # of an instruction: who wrote it, when, in which words
    instruction: int | None = None

    @property
    def to_sign(self) -> bool:
        return self.answer == ReportState.TO_SIGN

    @property
    def sent_back(self) -> bool:
        return self.answer == ReportState.SENT_BACK

    @property
    def extendable(self) -> bool:
        """Work can be asked to be extended, once at a time; a form only has its day."""
        return self.kind in WORK and not (self.asked or self.to_sign or self.awaits_word)

    @property
    def awaits_word(self) -> bool:
        """Answered; only the office's word ends it."""
        return self.kind in ENDED_BY_VERDICT and self.answer in STANDS

    @property
    def closable(self) -> bool:
        """What ends it is that the task is closed, which can be asked for."""
        return self.kind == DeadlineKind.COMPLETION and not self.asked and not self.is_below


def week_end(today: date, calendar: Calendar) -> date:
    """The Sunday of this week; at a weekend, of the week to come."""
    day = calendar.roll(today)
    return date.fromordinal(day.toordinal() + 6 - day.weekday())


def desk_of(
    department_id: int, *, today: date, calendar: Calendar, sections: tuple[int, ...] | None = None, inside: bool = True
) -> Desk:
    """`sections`: only what was given to these; not `inside`: for whom drafts and signing are none of their affair."""
    unlate, week_ends = first_unlate(today, calendar), week_end(today, calendar)
    if not inside:
        return Desk(department_id, unlate, week_ends, columns.OUTSIDE, sections, columns.ANSWERED_ALREADY)
    states = (columns.ANSWERED_ALREADY, columns.TO_SIGN, columns.SENT_BACK)
    return Desk(department_id, unlate, week_ends, columns.INSIDE, sections, *states)


def read(rows: Rows, *, today: date, calendar: Calendar) -> list[DeskRow]:
    said = {asked: owed(*asked) for asked in {(row.kind, row.occasion) for row in rows}}
    return [_row(row, said[row.kind, row.occasion], today, calendar) for row in rows]


def _row(row: Any, said: str, today: date, calendar: Calendar) -> DeskRow:
    late = calendar.late(row.due_on, today)
    counted = row.kind != DeadlineKind.ACKNOWLEDGE  # which has a band of its own and is no late form
    return DeskRow(
        id=row.id,
        assignment_id=row.assignment_id,
        task_id=row.task_id,
        number=row.number,
        heading=row.heading,
        what=with_wording(said, row.paper or row.wording),
        returned_for=row.returned_for or "",
        returned_period=row.returned_period or "",
        sent_back_for=getattr(row, "sent_back_for", None) or "",
        due_on=row.due_on,
        original_due_on=row.original_due_on,
        opens_on=row.opens_on,
        light=LATE[ladder_of(row.kind)] if late and counted else None,
        late=late,
        left=calendar.between(today, row.due_on),
        kind=row.kind,
        section=row.section or "",
        **(_instructed(row) | _drafted(row)),
        role=row.role,
        is_open=row.opens_on <= today,
        quarterly=is_quarter(row.occasion),
        answer=row.answer,
        asked=bool(row.asked),
        is_below=row.ladder == LadderKind.SUB,
        repeatable=bool(row.repeatable) and row.opens_on <= today and _sayable_again(row),
    )


def _sayable_again(row: Any) -> bool:
    periodic = row.kind in (DeadlineKind.REPORT, DeadlineKind.SHARE)
    return periodic and row.answer not in (ReportState.TO_SIGN, ReportState.SENT_BACK)


def _instructed(row: Any) -> dict[str, Any]:
    return {"basis": row.basis or "", "instruction": instruction_named(row.occasion)}


def _drafted(row: Any) -> dict[str, Any]:
    """Who wrote the draft and when, where the desk asked for it: 科技科 张三."""
    if getattr(row, "drafted_at", None) is None:
        return {}
    return {"drafted_at": row.drafted_at, "drafted_by": f"{row.drafted_in or ''} {row.drafted_by or ''}".strip()}


def in_words(row: Any) -> str:
    """What a deadline asks for, with the wording of its target."""
    return with_wording(owed(row.kind, row.occasion), row.wording)


def with_wording(said: str, wording: str | None) -> str:
    return worded(said, wording)


def answerable(row: DeskRow) -> bool:
    return row.kind in ANSWERED and row.is_open and not row.to_sign and not row.awaits_word


QUIET = (Band.TO_SIGN, Band.LATER, Band.ANSWERED)  # nothing that presses


def first_ahead(bands: dict[Band, list[DeskRow]]) -> DeskRow | None:
    """When nothing is to be done now: the next thing that will be. None when there is something, or nothing at all."""
    ahead = bands.get(Band.LATER, [])
    if any(rows for band, rows in bands.items() if band not in QUIET) or any(row.is_open for row in ahead):
        return None
    return ahead[0] if ahead else None
