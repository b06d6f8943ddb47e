"""The lists of instructions: the leader's own, the office's, a department's; beside tasks."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline
from workflow.instructions.models import Instruction, InstructionBody, InstructionOwed, InstructionState
from workflow.instructions.queries import Rows, addressed, results_open
from workflow.people.models import Department
from workflow.reports.conditions import awaits_word
from workflow.tasks.models import Role, Task
from workflow.tasks.queries import like

PAGE, CAP = 50, 1001
BINDING = (InstructionState.PASSED_ON, InstructionState.ANSWERED, InstructionState.DONE)


@dataclass(frozen=True)
class Scope:
    """What a person may see. `all_of` also what binds nobody yet; else what is passed on to these departments, or was
    given to these sections (both None: to any)."""

    all_of: bool = False
    departments: Collection[int] | None = None
    sections: Collection[int] = ()

    def condition(self) -> ColumnElement[bool] | None:
        if self.all_of:
            return None
        if self.departments is None:
            return Instruction.passed_on_on.is_not(None)
        return addressed(self.departments, self.sections)


EVERYBODY = Scope()


def sees(session: Session, scope: Scope, *which: ColumnElement[bool]) -> bool:
    """Whether there is such an instruction in a person's scope: one by its id, or one that a file is the scan of."""
    seen = scope.condition()
    found = select(Instruction.id).where(*which, *([] if seen is None else [seen]))
    return session.scalar(found.limit(1)) is not None


@dataclass(frozen=True)
class Sought:
    """What a list is narrowed to. `unlate`: what is due before this day is late."""

    scope: Scope
    unlate: date
    posts: Collection[int] | None = None  # of these leaders
    state: InstructionState | None = None
    department_id: int | None = None
    late: bool = False
    waits: bool = False  # for the office
    words: str | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        found = [] if (seen := self.scope.condition()) is None else [seen]
        found += [Instruction.post_id.in_(self.posts)] if self.posts is not None else []
        found += [Instruction.state == self.state] if self.state else []
        found += [_of_body(self.department_id)] if self.department_id else []
        found += [_late(self.unlate)] if self.late else []
        found += [Instruction.id.in_(for_office())] if self.waits else []
        texts = (Instruction.words, Instruction.leader, Instruction.handling, Instruction.heading)
        for word in (self.words or "").split()[:6]:
            found.append(or_(*(like(text, word) for text in texts)))
        return found


def _of_body(department_id: int) -> ColumnElement[bool]:
    named = exists().where(
        InstructionBody.instruction_id == Instruction.id, InstructionBody.department_id == department_id
    )
    return or_(named.correlate(Instruction), addressed([department_id], ()))


def _late(unlate: date) -> ColumnElement[bool]:
    return _open(Deadline.due_on < unlate).correlate(Instruction).exists()


def _open(*conditions: ColumnElement[bool]) -> Select[int]:
    """Deadlines of an instruction that the departments still owe an answer to."""
    rows = select(Deadline.id).join(InstructionOwed, InstructionOwed.milestone_id == Deadline.milestone_id)
    owing = (Deadline.ended_on.is_(None), Deadline.held_since.is_(None), ~awaits_word())
    return rows.where(InstructionOwed.instruction_id == Instruction.id, *owing, *conditions)


def _columns(unlate: date) -> tuple[Any, ...]:
    def of_open(*wanted: Any) -> Any:
        return _open().with_only_columns(*wanted).correlate(Instruction).scalar_subquery()

    return (
        Instruction.id,
        Instruction.kind,
        Instruction.leader,
        Instruction.written_on,
        Instruction.words,
        Instruction.state,
        Instruction.handling,
        Instruction.to_approve,
        Instruction.approved_at,
        Instruction.passed_on_on,
        Instruction.answered_on,
        Instruction.ended_on,
        Instruction.result,
        Instruction.task_id,
        Task.number,
        Task.heading,
        of_open(func.min(Deadline.due_on)).label("next_on"),
        of_open(func.count(case((Deadline.due_on < unlate, 1)))).label("late"),
    )


def page(session: Session, sought: Sought, *, after: int | None = None, limit: int = PAGE) -> Rows:
    """The latest first, before the row with this id; a page and one row more."""
    rows = select(*_columns(sought.unlate)).outerjoin(Task, Task.id == Instruction.task_id).where(*sought.conditions())
    if after is not None:
        rows = rows.where(Instruction.id < after)
    return session.execute(rows.order_by(Instruction.id.desc()).limit(limit + 1)).all()


def count(session: Session, sought: Sought) -> int:
    """How many, up to a thousand and one."""
    capped = select(Instruction.id).where(*sought.conditions()).limit(CAP).subquery()
    return session.scalar(select(func.count()).select_from(capped)) or 0


def by_state(session: Session, sought: Sought) -> dict[InstructionState, int]:
    """How many stand where, in the order of the states; none is left out."""
    rows = select(Instruction.state, func.count()).where(*sought.conditions()).group_by(Instruction.state)
    found = dict(session.execute(rows).all())
    return {state: found[state] for state in InstructionState if state in found}


def how_many_late(session: Session, sought: Sought) -> int:
    return count(session, replace(sought, late=True))


def names(session: Session, instruction_ids: Collection[int]) -> dict[int, list[str]]:
    """The departments of some instructions, the lead first."""
    found: dict[int, list[str]] = {}
    rows = session.execute(
        select(InstructionBody.instruction_id, Department.label)
        .join(Department, Department.id == InstructionBody.department_id)
        .where(InstructionBody.instruction_id.in_(instruction_ids))
        .order_by(InstructionBody.role != Role.LEAD, Department.ordinal, Department.id)
    )
    for instruction_id, label in rows:
        found.setdefault(instruction_id, []).append(label)
    return found


def leaders(session: Session) -> list[tuple[int, str]]:
    """The posts of leaders who have written instructions, in their words: what a list can be narrowed to."""
    rows = select(Instruction.post_id, func.max(Instruction.leader)).where(Instruction.post_id.is_not(None))
    return [(post, words) for post, words in session.execute(rows.group_by(Instruction.post_id)) if post]


def of_tasks(
    session: Session, task_ids: Collection[int], *, unlate: date, scope: Scope = EVERYBODY
) -> dict[int, list[Any]]:
    """The binding instructions on some tasks: number, leader, day, state, how many of its deadlines are late."""
    seen = scope.condition()
    wanted = [Instruction.task_id.in_(task_ids), Instruction.state.in_(BINDING), *([] if seen is None else [seen])]
    rows = select(*_columns(unlate)).outerjoin(Task, Task.id == Instruction.task_id).where(*wanted)
    found: dict[int, list[Any]] = {}
    for row in session.execute(rows.order_by(Instruction.id)):
        found.setdefault(row.task_id, []).append(row)
    return found


def for_office() -> Select[int]:
    """The instructions that wait for the office: to be drafted or passed on, or every result is there."""
    state, results = Instruction.state, results_open().where(InstructionOwed.instruction_id == Instruction.id)
    agreed = or_(Instruction.to_approve.is_(False), Instruction.approved_at.is_not(None))
    waits = (
        state == InstructionState.RECEIVED,
        and_(state == InstructionState.DRAFTED, agreed),
        and_(state == InstructionState.PASSED_ON, ~exists(results.correlate(Instruction))),
    )
    return select(Instruction.id).where(or_(*waits))
