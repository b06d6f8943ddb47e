"""Reading one instruction: its steps, its departments, what is owed for it and by whom it was answered."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.instructions.models import (
    Instruction,
    InstructionBody,
    InstructionKind,
    InstructionOwed,
    InstructionStep,
    StepKind,
)
from workflow.people.models import Department
from workflow.reports.conditions import awaits_word
from workflow.reports.models import Report
from workflow.tasks.models import Assignment, Role

OCCASION = "instruction:"
NUMBERS = {InstructionKind.WRITTEN: "批示", InstructionKind.HANDED_OVER: "交办"}  # as papers call them
Rows = Sequence[Row[*tuple[Any, ...]]]


def named(occasion: str) -> int | None:
    """Which instruction a deadline's occasion names: instruction:5, instruction:5:2."""
    number = occasion.removeprefix(OCCASION).partition(":")[0]
    return int(number) if occasion.startswith(OCCASION) and number.isdecimal() else None


def basis(instruction: Instruction) -> str:
    """Who wanted it, when, in which words."""
    called, on = NUMBERS[instruction.kind], instruction.written_on.isoformat()
    return f"{instruction.leader} {on} {called}：{instruction.words}"


def in_words(session: Session, instruction_ids: Collection[int]) -> dict[int, str]:
    """The same of several, by id."""
    if not instruction_ids:
        return {}
    rows = session.scalars(select(Instruction).where(Instruction.id.in_(instruction_ids)))
    return {one.id: basis(one) for one in rows}


def steps(session: Session, instruction_id: int) -> list[InstructionStep]:
    """Its steps, in order."""
    rows = select(InstructionStep).where(InstructionStep.instruction_id == instruction_id)
    return list(session.scalars(rows.order_by(InstructionStep.ordinal)))


def bodies(session: Session, instruction_id: int) -> list[InstructionBody]:
    """The departments it is to be passed on to, the lead first."""
    rows = select(InstructionBody).join(Department).where(InstructionBody.instruction_id == instruction_id)
    order = (InstructionBody.role != Role.LEAD, Department.ordinal, Department.id)
    return list(session.scalars(rows.order_by(*order)))


def of_instruction(instruction_id: int | ColumnElement[int]) -> ColumnElement[bool]:
    """Condition on a deadline: it reports on this instruction."""
    told = select(InstructionOwed.milestone_id).where(InstructionOwed.instruction_id == instruction_id)
    return Deadline.milestone_id.in_(told)


def open_deadlines(session: Session, instruction_id: int) -> list[Deadline]:
    """Everything that is still owed for it, the receipt among it."""
    receipt = and_(Deadline.kind == DeadlineKind.ACKNOWLEDGE, Deadline.occasion == f"{OCCASION}{instruction_id}")
    rows = select(Deadline).where(or_(of_instruction(instruction_id), receipt), Deadline.ended_on.is_(None))
    return list(session.scalars(rows.order_by(Deadline.id)))


def results_open() -> Select[int]:
    """The results that departments have not reported, or the office has not accepted yet."""
    return (
        select(Deadline.id)
        .join(InstructionOwed, InstructionOwed.milestone_id == Deadline.milestone_id)
        .join(InstructionStep, InstructionStep.id == InstructionOwed.step_id)
        .where(InstructionStep.kind == StepKind.RESULT, Deadline.ended_on.is_(None))
    )


def without_result(session: Session, instruction_id: int) -> list[str]:
    """The departments whose result the office has not accepted yet."""
    rows = results_open().join(Department, Department.id == Deadline.department_id)
    rows = rows.where(InstructionOwed.instruction_id == instruction_id).with_only_columns(Department.label)
    return list(session.scalars(rows.order_by(Department.ordinal, Department.id)))


def owed(session: Session, instruction_id: int) -> Rows:
    """What the departments owe and owed for it, by day, with the report that answers each."""
    receipt = and_(Deadline.kind == DeadlineKind.ACKNOWLEDGE, Deadline.occasion == f"{OCCASION}{instruction_id}")
    return session.execute(
        select(
            Deadline.id,
            Deadline.kind,
            Deadline.opens_on,
            Deadline.due_on,
            Deadline.original_due_on,
            Deadline.ended_on,
            Deadline.outcome,
            Deadline.held_since,
            Deadline.department_id,
            Deadline.assignment_id,
            Department.label.label("department"),
            InstructionStep.kind.label("step"),
            InstructionStep.words,
            Report.id.label("report_id"),
            Report.state.label("answer"),
            awaits_word().label("answered"),
        )
        .join(Department, Department.id == Deadline.department_id)
        .outerjoin(InstructionOwed, InstructionOwed.milestone_id == Deadline.milestone_id)
        .outerjoin(InstructionStep, InstructionStep.id == InstructionOwed.step_id)
        .outerjoin(Report, Report.deadline_id == Deadline.id)
        .where(or_(of_instruction(instruction_id), receipt))
        .order_by(Deadline.due_on, Deadline.id)
    ).all()


def addressed(departments: Collection[int], sections: Collection[int]) -> ColumnElement[bool]:
    """Condition on an instruction: a share of these departments, or one given to these sections, owes or owed
    something for it."""
    share = aliased(Assignment)
    theirs = or_(share.department_id.in_(departments), share.post_id.in_(sections))
    found = (
        select(Deadline.id)
        .join(share, share.id == Deadline.assignment_id)
        .join(InstructionOwed, InstructionOwed.milestone_id == Deadline.milestone_id)
        .where(InstructionOwed.instruction_id == Instruction.id, theirs)
    )
    return exists(found.correlate(Instruction))
