"""A row of 待签发: what is said, by whom, and how its values stand against those said last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from workflow.deadlines.models import DeadlineKind
from workflow.reports import waiting
from workflow.reports.models import Standing
from workflow.web.desk.rows import with_wording
from workflow.wording.occasions import owed, reported
from workflow.workdays.rules import Calendar

FIRST_WORDS = 70  # characters of a report that a row shows


@dataclass(frozen=True)
class Figure:
    """A value and what was said last; None: nothing yet, or nothing now."""

    indicator: str
    unit: str
    value: Any
    awaited_on: date | None
    before: Any
    before_on: date | None


@dataclass(frozen=True)
class Waiting:
    """A report that waits. `late` are working days; `superseded`: its matter has ended, nothing is to be signed."""

    id: int
    revision_id: int
    number: str
    heading: str
    what: str
    department: str
    kind: DeadlineKind
    standing: Standing
    words: str
    unchanged: bool
    again: bool
    demo: bool
    author: str
    at: datetime
    due_on: date
    late: int
    superseded: bool
    figures: Sequence[Figure]

    @property
    def key(self) -> str:
        """What a tick box sends: which report, and what was read of it."""
        return f"report.{self.id}.{self.revision_id}"


def read(session: Session, rows: Sequence[Any], *, today: date, calendar: Calendar) -> list[Waiting]:
    """Three statements for any number of rows."""
    figures: dict[int, list[Figure]] = {}
    before = waiting.values_before(session, {row.assignment_id for row in rows})
    shares = {row.revision_id: row.assignment_id for row in rows}
    for value in waiting.values(session, list(shares)):
        last = before.get((shares[value.revision_id], value.target_id))
        figure = Figure(
            value.indicator,
            value.unit,
            value.value,
            value.awaited_on,
            last.value if last else None,
            last.as_of if last else None,
        )
        figures.setdefault(value.revision_id, []).append(figure)
    return [_row(row, figures.get(row.revision_id, []), calendar.late(row.due_on, today)) for row in rows]


def _what(row: Any) -> str:
    """2026年三季度; a share, a target by its kind."""
    if row.kind == DeadlineKind.REPORT:
        return reported(row.period)
    return owed(row.kind, row.period)


def _row(row: Any, figures: Sequence[Figure], late: int) -> Waiting:
    words = " ".join(row.text.split())
    return Waiting(
        id=row.id,
        revision_id=row.revision_id,
        number=row.number,
        heading=row.heading,
        what=with_wording(_what(row), row.wording),
        department=row.department,
        kind=row.kind,
        standing=row.standing,
        words=words if len(words) <= FIRST_WORDS else words[:FIRST_WORDS] + "…",
        unchanged=row.unchanged,
        again=row.again,
        demo=row.demo,
        author=row.author,
        at=row.at,
        due_on=row.due_on,
        late=late,
        superseded=row.superseded,
        figures=figures,
    )
