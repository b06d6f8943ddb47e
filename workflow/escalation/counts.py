"""How much waits for the office this morning, in one statement. Counts stop at CAP: nobody reads past 1,000+."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, text, union_all
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline, Hold, LadderKind
from workflow.escalation.queries import Sought, narrowed, on_rung
from workflow.escalation.rules import LATE_DOWNWARD, Rung, Span, Spans
from workflow.escalation.special import special
from workflow.instructions.listing import for_office as instructions_for_office
from workflow.people.models import Account, Department, DepartmentKind, Holding, Post, PostKind
from workflow.people.queries import in_days, in_force
from workflow.review.closing_models import Closing, ClosingState
from workflow.review.models import Extension
from workflow.review.queries import for_office
from workflow.tasks.models import Assignment, MoveRequest, Origin, Task, TaskState

CAP = 1001
# As in the partial index: SQLite compares the words of the condition.
UNACKNOWLEDGED = text("deadline.kind = 'acknowledge' AND deadline.ended_on IS NULL")
LADDERS = {"work": LadderKind.WORK, "forms": LadderKind.REPORTING}
NOT_BODIES = (DepartmentKind.OFFICE, DepartmentKind.GOVERNMENT)


@dataclass(frozen=True)
class Late:
    """How many stand on each rung; late work and late forms with their departments, apart, never added."""

    rungs: dict[Rung, int]
    work: int
    work_departments: int
    forms: int
    forms_departments: int


@dataclass(frozen=True)
class Morning(Late):
    """What is late, and what waits for a decision."""

    tasks: int
    reports: int
    extensions: int
    closings: int
    moves: int
    instructions: int
    unacknowledged: int
    without_liaison: int
    held: int


def late(session: Session, spans: Spans, *, unlate: date) -> Late:
    """What is late everywhere: the same numbers as in the office's page at the same moment."""
    counted = session.execute(_asked(tuple(spans.items()), Sought(), unlate, None)).one()._mapping
    return Late(**_named(counted))


def morning(session: Session, spans: Spans, sought: Sought, *, unlate: date, today: date) -> Morning:
    """Every count of the office's page. The rungs count what is sought, the rest everything."""
    counted = session.execute(_asked(tuple(spans.items()), sought, unlate, today)).one()._mapping
    return Morning(**_named(counted))


def _named(counted: Any) -> dict[str, Any]:
    found = dict(counted)
    return {"rungs": {rung: found.pop(rung.value) for rung in LATE_DOWNWARD}, **found}


@lru_cache(maxsize=64)  # the same is asked all day, and putting it together costs more than running it
def _asked(
    given: tuple[tuple[Rung, tuple[Span, ...]], ...], sought: Sought, unlate: date, today: date | None
) -> Select[Any]:
    spans = dict(given)
    apart, wanted = special(spans).cte("apart"), {}
    for rung in LATE_DOWNWARD:
        parts = [narrowed(select(Deadline.id).where(one), sought).limit(CAP) for one in on_rung(rung, spans, apart)]
        wanted[rung.value] = _capped(union_all(*(select(part.subquery()) for part in parts)))
    for name, ladder in LADDERS.items():
        conditions = _late(ladder, unlate)
        wanted[name] = _capped(select(Deadline.id).where(*conditions))
        owing = exists().where(Deadline.department_id == Department.id, *conditions)
        wanted[f"{name}_departments"] = _capped(select(Department.id).where(owing))
    if today is not None:
        wanted |= {name: _capped(rows) for name, rows in _waiting(today).items()}
    return select(*(count.label(name) for name, count in wanted.items()))


def _capped(rows: Any) -> Any:
    return select(func.count()).select_from(rows.limit(CAP).subquery()).scalar_subquery()


def _late(ladder: LadderKind, unlate: date) -> tuple[ColumnElement[bool], ...]:
    return (
        Deadline.ladder == ladder,
        Deadline.ended_on.is_(None),
        Deadline.held_since.is_(None),
        Deadline.due_on < unlate,
    )


def _waiting(today: date) -> dict[str, Any]:
    return {
        "tasks": select(Task.id).where(Task.origin == Origin.MEASURE, Task.state != TaskState.PROPOSED),
        "reports": for_office(),
        "extensions": select(Extension.id)
        .join(Deadline, Deadline.id == Extension.deadline_id)
        .where(
            Extension.decision.is_(None),
            Extension.signed_at.is_not(None),
            Deadline.ended_on.is_(None),
            Deadline.ladder != LadderKind.SUB,
        ),
        "closings": select(Closing.id).where(Closing.state == ClosingState.ASKED),
        "moves": select(MoveRequest.id)
        .join(Assignment, Assignment.id == MoveRequest.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .where(MoveRequest.decision.is_(None), Task.handed_by_id.is_(None)),
        "instructions": instructions_for_office(),
        "unacknowledged": select(Deadline.id).where(UNACKNOWLEDGED),
        "without_liaison": select(Department.id).where(without_liaison(today)),
        "held": select(Hold.id).where(Hold.released_on.is_(None)),
    }


def without_liaison(on: date) -> ColumnElement[bool]:
    """Condition on a department: it is responsible for something, and nobody active is its liaison on a day."""
    held = exists().where(
        Post.department_id == Department.id,
        Post.kind == PostKind.LIAISON,
        in_force(on),
        Holding.post_id == Post.id,
        *in_days(on),
        Account.id == Holding.account_id,
        Account.disabled_at.is_(None),
    )
    responsible = exists().where(Assignment.department_id == Department.id, Assignment.to_on.is_(None))
    standing = or_(Department.abolished_on.is_(None), Department.abolished_on > on)
    return standing & Department.kind.not_in(NOT_BODIES) & responsible & ~held


def bodies_without_liaison(session: Session, *, on: date) -> list[Any]:
    """Bodies that are responsible for something and have no liaison: id, name."""
    rows = select(Department.id, Department.label).where(without_liaison(on))
    return list(session.execute(rows.order_by(Department.ordinal, Department.id).limit(CAP)))
