"""What is late, by rung: ranges of `due_on` over the index of open deadlines, and beside them the few that stand where
red periods or the office put them. The cost does not grow with the rows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import CTE, ColumnElement, Row, Select, and_, literal, or_, select, tuple_, union_all
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline, DeadlineKind, LadderKind
from workflow.escalation.rows import columns, detailed
from workflow.escalation.rules import LATE_DOWNWARD, ORDER, Rung, Span, Spans, ladder_of_rung
from workflow.escalation.special import open_in, special
from workflow.people.models import Department, DepartmentKind
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
    chapter: str | None = None
    department_kind: DepartmentKind | None = None

    def wants(self, rung: Rung) -> bool:
        return self.rung in (None, rung) and self.ladder in (None, ladder_of_rung(rung))

    def conditions(self) -> list[ColumnElement[bool]]:
        """On deadlines; with `q` the tables beside them are joined (see narrowed)."""
        found: list[ColumnElement[bool]] = []
        if self.department_id:
            found.append(Deadline.department_id == self.department_id)
        if self.kind:
            found.append(Deadline.kind == self.kind)
        if self.department_kind:
            bodies = select(Department.id).where(Department.kind == self.department_kind)
            found.append(Deadline.department_id.in_(bodies))
        if self.chapter:
            shares = select(Assignment.id).join(Task, Task.id == Assignment.task_id)
            found.append(Deadline.assignment_id.in_(shares.where(Task.chapter == self.chapter)))
        if self.q:
            searched = (Task.number, Task.heading, Department.label)
            found.append(or_(*(column.icontains(self.q, autoescape=True) for column in searched)))
        return found


def narrowed(rows: Any, sought: Sought) -> Any:
    """The same rows, only those sought; other tables are joined only when they are asked about."""
    if sought.q:
        rows = (
            rows.join(Assignment, Assignment.id == Deadline.assignment_id)
            .join(Task, Task.id == Assignment.task_id)
            .join(Department, Department.id == Deadline.department_id)
        )
    return rows.where(*sought.conditions())


def on_rung(rung: Rung, spans: Spans, apart: CTE) -> list[ColumnElement[bool]]:
    """Conditions that together hold every deadline of a rung once: a range of days for each ladder, and what stands
    `apart` (special.special)."""
    by_day = [and_(*open_in(span), Deadline.id.not_in(select(apart.c.id))) for span in spans.get(rung, ())]
    put = Deadline.id.in_(select(apart.c.id).where(apart.c.place == ORDER[rung]))
    return [*by_day, put]


def by_rung(session: Session, spans: Spans, sought: Sought, *, on: date, after: tuple[date, int] | None = None) -> Rows:
    """Late deadlines, the highest rung first and the oldest first in it: a page and one row more.

    `after` (due_on, id of the last row seen) turns the page of one rung.
    """
    asked = _by_rung(tuple(spans.items()), sought, on, after if sought.rung else None)
    return [] if asked is None else session.execute(asked).all()


@lru_cache(maxsize=64)  # the same is asked all day, and putting it together costs more than running it
def _by_rung(
    given: tuple[tuple[Rung, tuple[Span, ...]], ...], sought: Sought, on: date, after: tuple[date, int] | None
) -> Select[Any] | None:
    spans = dict(given)
    apart, parts = special(spans).cte("apart"), []
    for place, rung in enumerate(LATE_DOWNWARD):
        for condition in on_rung(rung, spans, apart) if sought.wants(rung) else ():
            keys = (literal(place).label("place"), Deadline.due_on.label("due_on"), Deadline.id.label("id"))
            rows = narrowed(select(*keys).where(condition), sought)
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


def together(session: Session, spans: Spans, sought: Sought, *, by: By, on: date, after: Key | None = None) -> Rows:
    """Late deadlines put together by department or by place in the document: a page and one row more."""
    first = Deadline.department_id if by == By.DEPARTMENT else Task.ordinal
    apart = special(spans).cte("apart")
    late = [condition for rung in LATE_DOWNWARD if sought.wants(rung) for condition in on_rung(rung, spans, apart)]
    rows = detailed(select(first.label("first"), *columns(on))).where(or_(*late), *sought.conditions())
    if after is not None:
        key = tuple_(*(literal(part) for part in after))
        rows = rows.where(tuple_(first, Deadline.due_on, Deadline.id) > key)
    return session.execute(rows.order_by(first, Deadline.due_on, Deadline.id).limit(PAGE + 1)).all()


def held(session: Session, sought: Sought, *, on: date) -> Rows:
    """What is sought among what is held, held the longest first: a page and one row more. It stands on no rung."""
    rows = detailed(select(*columns(on))).where(
        Deadline.held_since.is_not(None), Deadline.ended_on.is_(None), Deadline.ladder != LadderKind.SUB
    )
    if sought.ladder:
        rows = rows.where(Deadline.ladder == sought.ladder)
    rows = rows.where(*sought.conditions()).order_by(Deadline.held_since, Deadline.id)
    return session.execute(rows.limit(PAGE + 1)).all()


def chosen(session: Session, deadline_ids: Collection[int], *, on: date) -> Rows:
    """Deadlines picked by hand, department by department, oldest first."""
    rows = detailed(select(*columns(on)).where(Deadline.id.in_(deadline_ids)))
    return session.execute(rows.order_by(Deadline.department_id, Deadline.due_on, Deadline.id)).all()
