"""Reading papers: what they can be drafted from, lists, the register, what concerns a department or a task."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, literal, or_, select, tuple_
from sqlalchemy.orm import Session, joinedload, selectinload

from workflow.deadlines.models import Deadline
from workflow.escalation.papers.models import (
    Paper,
    PaperAddress,
    PaperKind,
    PaperLine,
)
from workflow.escalation.papers.models import PaperState as S
from workflow.people.models import Department, Succession
from workflow.tasks.models import Assignment

PAGE = 50
CAP = 1000
TO_WHOM = selectinload(Paper.addresses).joinedload(PaperAddress.department)
OUT = (S.ISSUED, S.WITHDRAWN)  # what the other side sees


@dataclass(frozen=True)
class Sought:
    """Which papers are wanted. `outside`: only what has been issued, and only to these bodies."""

    state: S | None = None
    kind: PaperKind | None = None
    year: int | None = None
    department_id: int | None = None
    words: str | None = None
    outside: frozenset[int] | None = None

    @property
    def narrow(self) -> bool:
        return bool(self.state or self.kind or self.year or self.department_id or self.words)

    def conditions(self) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = []
        if self.state:
            found.append(Paper.state == self.state)
        if self.kind:
            found.append(Paper.kind == self.kind)
        if self.year:
            found.append(Paper.year == self.year)
        if self.department_id:
            found.append(_goes_to((self.department_id,)))
        if self.words:
            named = (
                Paper.title.icontains(self.words, autoescape=True),
                Paper.number.icontains(self.words, autoescape=True),
            )
            found.append(or_(*named, _to_named(self.words)))
        if self.outside is not None:
            found += [Paper.state.in_(OUT), _goes_to(self.outside)]
        return found


def _goes_to(department_ids: Collection[int]) -> ColumnElement[bool]:
    to = exists().where(PaperAddress.paper_id == Paper.id, PaperAddress.department_id.in_(department_ids))
    return to.correlate(Paper)


def _to_named(words: str) -> ColumnElement[bool]:
    named = Department.label.icontains(words, autoescape=True)
    to = exists().where(PaperAddress.paper_id == Paper.id, PaperAddress.department_id == Department.id, named)
    return to.correlate(Paper)


def listed(session: Session, sought: Sought, *, before: int | None = None, limit: int = PAGE) -> list[Paper]:
    """Papers, the newest first, with those they go to: a page and one more."""
    rows = select(Paper).where(*sought.conditions()).options(TO_WHOM)
    if before is not None:
        rows = rows.where(Paper.id < before)
    return list(session.scalars(rows.order_by(Paper.id.desc()).limit(limit + 1)))


def count(session: Session, sought: Sought) -> int:
    """How many there are, up to CAP."""
    capped = select(Paper.id).where(*sought.conditions()).limit(CAP).subquery()
    return session.scalar(select(func.count()).select_from(capped)) or 0


def register(session: Session, *, year: int | None = None, before: int | None = None, limit: int = PAGE) -> list[Paper]:
    """发文登记: every number that was used, the latest first; what was withdrawn stays. `before`: the last one seen."""
    rows = select(Paper).where(Paper.number.is_not(None)).options(TO_WHOM)
    if year is not None:
        rows = rows.where(Paper.year == year)
    if before is not None and (seen := session.scalar(select(Paper.issued_at).where(Paper.id == before))):
        rows = rows.where(tuple_(Paper.issued_at, Paper.id) < tuple_(literal(seen), literal(before)))
    return list(session.scalars(rows.order_by(Paper.issued_at.desc(), Paper.id.desc()).limit(limit + 1)))


def years(session: Session) -> list[int]:
    """The years in which papers were issued, the latest first."""
    return [year for year in session.scalars(select(Paper.year).distinct().order_by(Paper.year.desc())) if year]


def bodies(session: Session) -> list[tuple[int, str]]:
    """Whom papers go to, for a list to choose from."""
    rows = select(Department.id, Department.label).where(
        Department.id.in_(select(PaperAddress.department_id).distinct())
    )
    return [(row[0], row[1]) for row in session.execute(rows.order_by(Department.ordinal, Department.id))]


def whole(session: Session, paper_id: int) -> Paper | None:
    """A paper with everything its page shows."""
    return session.scalar(
        select(Paper)
        .where(Paper.id == paper_id)
        .options(
            joinedload(Paper.plan),
            selectinload(Paper.addresses).joinedload(PaperAddress.department),
            selectinload(Paper.lines).joinedload(PaperLine.deadline),
            selectinload(Paper.lines).joinedload(PaperLine.assignment).joinedload(Assignment.task),
            selectinload(Paper.lines).joinedload(PaperLine.assignment).joinedload(Assignment.department),
        )
    )


def chosen(session: Session, deadline_ids: Collection[int]) -> list[Deadline]:
    """Deadlines picked by hand, department by department, oldest first."""
    rows = (
        select(Deadline)
        .where(Deadline.id.in_(deadline_ids))
        .options(
            joinedload(Deadline.department),
            joinedload(Deadline.assignment).joinedload(Assignment.task),
        )
    )
    return list(session.scalars(rows.order_by(Deadline.department_id, Deadline.due_on, Deadline.id)))


def of_task(session: Session, task_id: int, departments: Collection[int] | None) -> list[Paper]:
    """The papers that speak of a task, the latest first; for some bodies only what was issued to them."""
    speaks = exists().where(
        PaperLine.paper_id == Paper.id, PaperLine.assignment_id == Assignment.id, Assignment.task_id == task_id
    )
    rows = select(Paper).where(speaks.correlate(Paper), Paper.state != S.VOID).options(TO_WHOM)
    if departments is not None:
        rows = rows.where(*Sought(outside=frozenset(departments)).conditions())
    return list(session.scalars(rows.order_by(Paper.id.desc()).limit(PAGE)))


def of_number(session: Session, number: str) -> Paper | None:
    return session.scalar(select(Paper).where(Paper.number == number))


def waiting_for_leader(session: Session) -> int:
    capped = select(Paper.id).where(Paper.state == S.TO_SIGN).limit(CAP).subquery()
    return session.scalar(select(func.count()).select_from(capped)) or 0


def followed(session: Session, department_ids: Collection[int]) -> frozenset[int]:
    """These bodies, and all whose place they took: a successor answers for what was addressed to them."""
    found, new = set(department_ids), set(department_ids)
    while new:
        before = select(Succession.department_id).where(Succession.successor_id.in_(new))
        new = set(session.scalars(before)) - found
        found |= new
    return frozenset(found)


def in_place_of(session: Session, paper_id: int) -> Paper | None:
    """The paper that was issued in the place of another."""
    later = select(Paper).where(Paper.replaces_id == paper_id, Paper.state.in_(OUT))
    return session.scalar(later.order_by(Paper.id.desc()).limit(1))
