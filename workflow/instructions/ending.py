"""The result for the leader, 销号, and withdrawing."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Outcome
from workflow.errors import Refused
from workflow.instructions import queries
from workflow.instructions.models import Instruction
from workflow.instructions.moves import InstructionAct
from workflow.instructions.service import WORDS, record, take_up
from workflow.tasks.models import MATTERS
from workflow.tasks.moves import MOVES, TaskAct


def answer(
    session: Session, instruction: Instruction, *, words: str, by: audit.Actor, at: datetime, seen: int | None = None
) -> None:
    """The result for the leader, once the office has accepted that of every department. What else was still to be
    reported is wanted no more."""
    if not words.strip():
        raise Refused("instruction.result_missing")
    if len(words) > WORDS:
        raise Refused("instruction.words_too_long", limit=WORDS)
    after = take_up(session, instruction, InstructionAct.ANSWER, seen=seen)
    waits = queries.without_result(session, instruction.id)
    if waits:
        raise Refused("instruction.results_open", names="、".join(waits))
    _owed_no_more(session, instruction, on=day_of(at))
    instruction.state, instruction.result = after, words.strip()
    instruction.answered_by, instruction.answered_on = by.name, day_of(at)
    record(session, "instruction.answered", instruction, by=by, at=at)


def clear(
    session: Session, instruction: Instruction, *, by: audit.Actor, at: datetime, seen: int | None = None
) -> None:
    """销号: nothing is left to do. A matter of its own is closed with it."""
    _end(session, instruction, InstructionAct.CLEAR, by=by, at=at, seen=seen)
    record(session, "instruction.cleared", instruction, by=by, at=at)


def withdraw(
    session: Session, instruction: Instruction, *, reason: str, by: audit.Actor, at: datetime, seen: int | None = None
) -> None:
    """It is wanted no more, with the reason; what was owed for it ends withdrawn."""
    if not reason.strip():
        raise Refused("instruction.reason_missing")
    _end(session, instruction, InstructionAct.WITHDRAW, by=by, at=at, seen=seen)
    instruction.reason = reason.strip()
    record(session, "instruction.withdrawn", instruction, by=by, at=at, reason=instruction.reason)


def _end(
    session: Session,
    instruction: Instruction,
    act: InstructionAct,
    *,
    by: audit.Actor,
    at: datetime,
    seen: int | None,
) -> None:
    instruction.state = take_up(session, instruction, act, seen=seen)
    instruction.ended_by, instruction.ended_on = by.name, day_of(at)
    _owed_no_more(session, instruction, on=day_of(at))
    task = instruction.task
    if task is not None and task.origin in MATTERS and MOVES.allows(task.state, TaskAct.CLOSE):
        task.state, task.closed_on = MOVES.after(task.state, TaskAct.CLOSE), day_of(at)


def _owed_no_more(session: Session, instruction: Instruction, *, on: date) -> None:
    for deadline in queries.open_deadlines(session, instruction.id):
        deadlines.end(session, deadline, Outcome.WITHDRAWN, on=on)
