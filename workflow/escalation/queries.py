"""What is late, by rung: ranges of `due_on` over the index of open deadlines. The cost does not grow with the rows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, literal, or_, select, tuple_, union_all
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline, DeadlineKind, LadderKind
from workflow.escalation.models import PhoneNote, Urge, UrgeLine
from workflow.escalation.rows import columns, detailed
from workflow.escalation.rules import LATE_DOWNWARD, Rung, Span
from workflow.people.models import Department
from workflow.reports.models import Blocker
from workflow.tasks.models import Assignment, Task

PAGE = 50
Rows = Sequence[Row[Any]]
Key = tuple[int, date, int]  # department or place in the document, due_on, id


class By(StrEnum):
    """How the late deadlines are put together."""

    RUNG = "rung"
    DEPARTMENT = "department"
    CHAPTER = "chapter"


@dataclass(frozen=True)
class Sought:
    """Which of the late deadlines are wanted."""

    rung: Rung | None = None
    department_id: int | None = None
    kind: DeadlineKind | None = None
    q: str | None = None
    ladder: LadderKind | None = None

    @property
    def narrow(self) -> bool:
        """Whether anything but the rung is asked for."""
        return bool(self.department_id or self.kind or self.q or self.ladder)

    def wants(self, rung: Rung, span: Span) -> bool:
        return self.rung in (None, rung) and self.ladder in (None, span.ladder)

    def conditions(self) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = []
        if self.department_id:
            found.append(Deadline.department_id == self.department_id)
        if self.kind:
            found.append(Deadline.kind == self.kind)
        if self.q:
            searched = (Task.number, Task.heading, Department.label)
            found.append(or_(*(column.icontains(self.q, autoescape=True) for column in searched)))
        return found


def open_late(span: Span) -> tuple[ColumnElement[bool], ...]:
    """Conditions: open, not held, and due in the days of a rung."""
    found: tuple[ColumnElement[bool], ...] = (
        Deadline.ladder == span.ladder,
        Deadline.ended_on.is_(None),
        Deadline.held_since.is_(None),
        Deadline.due_on <= span.upto,
    )
    return found if span.after is None else (*found, Deadline.due_on > span.after)


def narrowed(rows: Any, sought: Sought) -> Any:
    """The same rows, only those sought; other tables are joined only when they are asked about."""
    if sought.q:
        rows = (
            rows.join(Assignment, Assignment.id == Deadline.assignment_id)
            .join(Task, Task.id == Assignment.task_id)
            .join(Department, Department.id == Deadline.department_id)
        )
    return rows.where(*sought.conditions())


def by_rung(
    session: Session, spans: dict[Rung, Span], sought: Sought, *, on: date, after: tuple[date, int] | None = None
) -> Rows:
    """Late deadlines, the highest rung first and the oldest first in it: a page and one row more.

    `after` (due_on, id of the last row seen) turns the page of one rung.
    """
    asked = _by_rung(tuple(spans.items()), sought, on, after if sought.rung else None)
    return [] if asked is None else session.execute(asked).all()


@lru_cache(maxsize=64)  # the same is asked all day, and putting it together costs more than running it
def _by_rung(
    spans: tuple[tuple[Rung, Span], ...], sought: Sought, on: date, after: tuple[date, int] | None
) -> Select[Any] | None:
    parts = []
    for place, rung in enumerate(LATE_DOWNWARD):
        span = dict(spans).get(rung)
        if span is None or not sought.wants(rung, span):
            continue
        keys = (literal(place).label("place"), Deadline.due_on.label("due_on"), Deadline.id.label("id"))
        rows = narrowed(select(*keys).where(*open_late(span)), sought)
        if after is not None:
            rows = rows.where(tuple_(Deadline.due_on, Deadline.id) > tuple_(literal(after[0]), literal(after[1])))
        parts.append(select(rows.order_by(Deadline.due_on, Deadline.id).limit(PAGE + 1).subquery()))
    if not parts:
        return None
    found = union_all(*parts).subquery()
    first = select(found).order_by(found.c.place, found.c.due_on, found.c.id).limit(PAGE + 1)
    wanted = first.subquery()  # cut to a page before anything is looked up beside it
    page: Select[Any] = detailed(select(wanted.c.place, *columns(on)).join(Deadline, Deadline.id == wanted.c.id))
    return page.order_by(wanted.c.place, wanted.c.due_on, wanted.c.id)


def together(
    session: Session, spans: dict[Rung, Span], sought: Sought, *, by: By, on: date, after: Key | None = None
) -> Rows:
    """Late deadlines put together by department or by place in the document: a page and one row more."""
    first = Deadline.department_id if by == By.DEPARTMENT else Task.ordinal
    late = [and_(*open_late(span)) for rung, span in spans.items() if sought.wants(rung, span)]
    rows = detailed(select(first.label("first"), *columns(on))).where(or_(*late), *sought.conditions())
    if after is not None:
        key = tuple_(*(literal(part) for part in after))
        rows = rows.where(tuple_(first, Deadline.due_on, Deadline.id) > key)
    return session.execute(rows.order_by(first, Deadline.due_on, Deadline.id).limit(PAGE + 1)).all()


def chosen(session: Session, deadline_ids: Collection[int], *, on: date) -> Rows:
    """Deadlines picked by hand, department by department, oldest first."""
    rows = detailed(select(*columns(on)).where(Deadline.id.in_(deadline_ids)))
    return session.execute(rows.order_by(Deadline.department_id, Deadline.due_on, Deadline.id)).all()


def blockers(session: Session, revision_ids: Collection[int]) -> dict[int, list[Any]]:
    """What hinders, and what is asked of whom, by revision."""
    found: dict[int, list[Any]] = {}
    rows = session.execute(
        select(Blocker.revision_id, Blocker.kind, Blocker.text, Blocker.asked, Blocker.since_on)
        .where(Blocker.revision_id.in_(revision_ids))
        .order_by(Blocker.id)
    )
    for row in rows:
        found.setdefault(row.revision_id, []).append(row)
    return found


def calls(session: Session, deadline_id: int) -> list[PhoneNote]:
    """What was said on the telephone about a deadline, latest first."""
    return list(
        session.scalars(select(PhoneNote).where(PhoneNote.deadline_id == deadline_id).order_by(PhoneNote.id.desc()))
    )


def urged_on(session: Session, deadline_ids: Collection[int], *, on: date) -> set[int]:
    """Which of these deadlines were urged on a day."""
    return set(
        session.scalars(
            select(UrgeLine.deadline_id)
            .join(Urge, Urge.id == UrgeLine.urge_id)
            .where(UrgeLine.deadline_id.in_(deadline_ids), Urge.on == on)
        )
    )
