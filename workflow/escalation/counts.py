"""How much waits for the office this morning, in one statement. Counts stop at CAP: nobody reads past 1,000+."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, text
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline, LadderKind
from workflow.escalation.queries import Sought, narrowed, open_late
from workflow.escalation.rules import Rung, Span
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
class Morning:
    """Late work and late forms with their departments, apart, never added; and what waits for a decision."""

    rungs: dict[Rung, int]
    work: int
    work_departments: int
    forms: int
    forms_departments: int
    tasks: int
    reports: int
    extensions: int
    closings: int
    moves: int
    instructions: int
    unacknowledged: int
    without_liaison: int


def morning(session: Session, spans: dict[Rung, Span], sought: Sought, *, unlate: date, today: date) -> Morning:
    """Every count of the office's page. The rungs count what is sought, the rest everything."""
    asked = _morning(tuple(spans.items()), sought, unlate, today)
    counted = dict(session.execute(asked).one()._mapping)
    rungs = {rung: counted.pop(rung.value) for rung in spans}
    for name, ladder in LADDERS.items():  # every late day stands on one rung: where nothing is narrowed, these add up
        counted.setdefault(name, min(CAP, sum(rungs[rung] for rung, span in spans.items() if span.ladder == ladder)))
    return Morning(rungs=rungs, **counted)


@lru_cache(maxsize=64)  # the same is asked all day, and putting it together costs more than running it
def _morning(spans: tuple[tuple[Rung, Span], ...], sought: Sought, unlate: date, today: date) -> Select[Any]:
    wanted = {
        rung.value: _capped(narrowed(select(Deadline.id).where(*open_late(span)), sought)) for rung, span in spans
    }
    for name, ladder in LADDERS.items():
        late = _late(ladder, unlate)
        if sought.narrow:
            wanted[name] = _capped(select(Deadline.id).where(*late))
        owing = exists().where(Deadline.department_id == Department.id, *late)
        wanted[f"{name}_departments"] = _capped(select(Department.id).where(owing))
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
