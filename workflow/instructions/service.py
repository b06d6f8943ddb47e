"""Receiving an instruction, drafting how it is handled, and the leader's word on the draft. Nothing of it binds yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.errors import Refused, Stale
from workflow.instructions import rhythms
from workflow.instructions.models import (
    Instruction,
    InstructionBody,
    InstructionKind,
    InstructionState,
    InstructionStep,
)
from workflow.instructions.moves import MOVES, InstructionAct
from workflow.instructions.rhythms import Rhythm, Step
from workflow.plans.models import Plan
from workflow.tasks.models import Role, Task

WORDS, ABOUT, HEADING = 2000, 300, 300  # characters


@dataclass(frozen=True)
class Written:
    """Who wrote or said what on which day. `post_id` None: a leader who has no post here. `about`: what was asked."""

    leader: str
    words: str
    on: date
    post_id: int | None = None
    kind: InstructionKind = InstructionKind.WRITTEN
    about: str = ""
    about_id: int | None = None
    evidence_id: int | None = None


@dataclass(frozen=True)
class Draft:
    """拟办: what exactly, by which departments, on which task (None: a matter of its own, with a heading), in which
    rhythm; whether the leader has to agree first."""

    handling: str
    lead: int
    co: Sequence[int] = ()
    task_id: int | None = None
    heading: str = ""
    rhythm: Rhythm = Rhythm.ONE_DAY
    due_on: date | None = None
    to_approve: bool = False


def receive(session: Session, plan: Plan, written: Written, *, by: audit.Actor, at: datetime) -> Instruction:
    """A leader's words are kept as they are, typed by the leader or registered by the office."""
    if not written.words.strip() or not written.leader.strip():
        raise Refused("instruction.words_missing")
    if len(written.words) > WORDS:
        raise Refused("instruction.words_too_long", limit=WORDS)
    if written.on > day_of(at):
        raise Refused("instruction.day_to_come", on=written.on)
    made = Instruction(plan_id=plan.id, kind=written.kind, post_id=written.post_id, leader=written.leader.strip())
    made.words, made.written_on, made.about = written.words.strip(), written.on, written.about.strip()[:ABOUT]
    made.about_id, made.evidence_id = written.about_id, written.evidence_id
    made.state, made.received_by, made.received_at = InstructionState.RECEIVED, by.name, at
    session.add(made)
    session.flush()
    record(session, "instruction.received", made, by=by, at=at, name=made.leader)
    return made


def take_up(
    session: Session, instruction: Instruction, act: InstructionAct, *, seen: int | None = None
) -> InstructionState:
    """Hold it for the transaction; what it will be after the act. Stale where `seen` is an older version."""
    session.refresh(instruction, with_for_update=True)
    after = MOVES.after(instruction.state, act)
    if seen is not None and seen != instruction.version:
        raise Stale()
    return after


def draft(
    session: Session,
    instruction: Instruction,
    drafted: Draft,
    *,
    by: audit.Actor,
    at: datetime,
    seen: int | None = None,
) -> None:
    """Write down (or anew) how it is to be handled. Who agreed to an earlier draft is asked again."""
    after = take_up(session, instruction, InstructionAct.DRAFT, seen=seen)
    _check(session, instruction, drafted)
    instruction.state, instruction.drafted_by = after, by.name
    instruction.handling, instruction.task_id = drafted.handling.strip(), drafted.task_id
    instruction.heading = "" if drafted.task_id else drafted.heading.strip()
    _ask_to_agree(instruction, drafted.to_approve)
    session.execute(delete(InstructionBody).where(InstructionBody.instruction_id == instruction.id))
    roles = {drafted.lead: Role.LEAD} | {body: Role.CO for body in drafted.co if body != drafted.lead}
    for body, role in roles.items():
        session.add(InstructionBody(instruction_id=instruction.id, department_id=body, role=role))
    _lay(session, instruction, rhythms.steps_of(drafted.rhythm, due_on=drafted.due_on))
    record(session, "instruction.drafted", instruction, by=by, at=at)


def set_steps(
    session: Session,
    instruction: Instruction,
    steps: Sequence[Step],
    *,
    by: audit.Actor,
    at: datetime,
    seen: int | None = None,
) -> None:
    """Other steps or days for this matter, before it is passed on."""
    take_up(session, instruction, InstructionAct.DRAFT, seen=seen)
    if instruction.state != InstructionState.DRAFTED:
        raise Refused("instruction.not_drafted")
    _lay(session, instruction, steps)
    _ask_to_agree(instruction, instruction.to_approve)
    instruction.drafted_by = by.name
    record(session, "instruction.steps_set", instruction, by=by, at=at)


def agree(session: Session, instruction: Instruction, *, by: audit.Actor, at: datetime, seen: int | None) -> None:
    """The leader agrees to the draft that was seen."""
    instruction.state = take_up(session, instruction, InstructionAct.AGREE, seen=seen)
    if not instruction.to_approve or instruction.approved_at is not None:
        raise Refused("instruction.nothing_to_agree")
    instruction.approved_by, instruction.approved_at = by.name, at
    record(session, "instruction.agreed", instruction, by=by, at=at)


def object_to(
    session: Session, instruction: Instruction, *, words: str, by: audit.Actor, at: datetime, seen: int | None
) -> None:
    """The leader wants it handled in another way; the office drafts anew."""
    if not words.strip():
        raise Refused("instruction.objection_missing")
    after = take_up(session, instruction, InstructionAct.OBJECT, seen=seen)
    if not instruction.to_approve or instruction.approved_at is not None:
        raise Refused("instruction.nothing_to_agree")
    instruction.state, instruction.objection = after, words.strip()
    record(session, "instruction.objected", instruction, by=by, at=at, reason=instruction.objection)


def _check(session: Session, instruction: Instruction, drafted: Draft) -> None:
    if not drafted.handling.strip():
        raise Refused("instruction.handling_missing")
    if len(drafted.handling) > WORDS:
        raise Refused("instruction.words_too_long", limit=WORDS)
    if drafted.task_id is None and not 0 < len(drafted.heading.strip()) <= HEADING:
        raise Refused("instruction.heading_missing")
    if drafted.task_id is not None and session.get_one(Task, drafted.task_id).plan_id != instruction.plan_id:
        raise Refused("instruction.other_plan")
    if drafted.rhythm == Rhythm.ONE_DAY and drafted.due_on is None:
        raise Refused("instruction.day_missing")
    if drafted.to_approve and instruction.post_id is None:
        raise Refused("instruction.no_post", name=instruction.leader)


def _ask_to_agree(instruction: Instruction, wanted: bool) -> None:
    instruction.to_approve, instruction.approved_by, instruction.approved_at = wanted, "", None
    instruction.objection = ""


def _lay(session: Session, instruction: Instruction, steps: Sequence[Step]) -> None:
    rhythms.check(steps)
    session.execute(delete(InstructionStep).where(InstructionStep.instruction_id == instruction.id))
    for ordinal, step in enumerate(steps, 1):
        facts = {"count": step.count, "unit": step.unit, "due_on": step.due_on}
        made = InstructionStep(instruction_id=instruction.id, ordinal=ordinal, kind=step.kind, **facts)
        made.words = step.words.strip()
        session.add(made)
    session.flush()


def record(
    session: Session, act: str, instruction: Instruction, *, by: audit.Actor, at: datetime, **facts: str
) -> None:
    session.flush()
    audit.record(session, act, instruction, by=by, at=at, plan_id=instruction.plan_id, **facts)
