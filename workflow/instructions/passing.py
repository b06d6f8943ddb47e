"""转办: what was drafted becomes binding. The departments addressed owe receipt and reports from that day on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.errors import Refused
from workflow.instructions import queries, rhythms
from workflow.instructions.models import Instruction, InstructionKind, InstructionOwed, InstructionStep, StepKind
from workflow.instructions.moves import InstructionAct
from workflow.instructions.rhythms import Step
from workflow.instructions.service import record, take_up
from workflow.tasks import milestones
from workflow.tasks.models import Assignment, MilestoneSource, Origin, Rhythm, Role, Task, TaskState
from workflow.workdays.rules import Calendar

CHAPTER = "批示交办"  # where matters of their own stand in the list of tasks, behind every chapter of the plan
BEHIND = 1_000_000  # their place in that list
ORIGINS = {InstructionKind.WRITTEN: Origin.INSTRUCTION, InstructionKind.HANDED_OVER: Origin.AD_HOC}


@dataclass(frozen=True)
class Due:
    """A step with its day, were it passed on on this day."""

    step: InstructionStep
    on: date


def days(session: Session, instruction: Instruction, *, today: date, calendar: Calendar) -> list[Due]:
    """The steps with their days, as if it were passed on today."""
    found = queries.steps(session, instruction.id)
    return [Due(one, rhythms.due(_step(one), passed_on=today, calendar=calendar)) for one in found]


def pass_on(
    session: Session,
    instruction: Instruction,
    *,
    by: audit.Actor,
    at: datetime,
    calendar: Calendar,
    seen: int | None = None,
) -> list[Deadline]:
    """It binds from now on: deadlines for the departments addressed. Returns what is first due of each, to be told."""
    after = take_up(session, instruction, InstructionAct.PASS_ON, seen=seen)
    if instruction.to_approve and instruction.approved_at is None:
        raise Refused("instruction.not_agreed", name=instruction.leader)
    today = day_of(at)
    wanted = days(session, instruction, today=today, calendar=calendar)
    rhythms.check_days([(_step(one.step), one.on) for one in wanted], today=today)
    roles = {body.department_id: body.role for body in queries.bodies(session, instruction.id)}
    first: list[Deadline] = []
    for share in _shares(session, instruction, by=by, at=at):
        asked = [one for one in wanted if one.step.kind != StepKind.PROGRESS or roles[share.department_id] == Role.LEAD]
        work = _owe(session, instruction, share, asked, by=by, at=at)
        first.append(min(work, key=lambda one: one.due_on))
    instruction.state, instruction.passed_on_by, instruction.passed_on_on = after, by.name, today
    record(session, "instruction.passed_on", instruction, by=by, at=at)
    return first


def _step(kept: InstructionStep) -> Step:
    return Step(kept.kind, kept.words, kept.count, kept.unit, kept.due_on)


def _shares(session: Session, instruction: Instruction, *, by: audit.Actor, at: datetime) -> list[Assignment]:
    """The shares it is passed on to, the lead first: of the plan's task, or of a task made for it."""
    bodies = queries.bodies(session, instruction.id)
    gone = [body.department.label for body in bodies if body.department.abolished_on is not None]
    if gone:
        raise Refused("instruction.body_gone", names="、".join(gone))
    if instruction.task is None:
        return _matter(session, instruction, by=by, at=at)
    session.refresh(instruction.task, with_for_update=True)
    if instruction.task.state not in (TaskState.UNDER_WAY, TaskState.STANDING):
        raise Refused("instruction.task_closed")
    rows = select(Assignment).where(Assignment.task_id == instruction.task_id, Assignment.to_on.is_(None))
    held = {share.department_id: share for share in session.scalars(rows)}
    missing = [body.department.label for body in bodies if body.department_id not in held]
    if missing:
        raise Refused("instruction.no_share", names="、".join(missing))
    return [held[body.department_id] for body in bodies]


def _matter(session: Session, instruction: Instruction, *, by: audit.Actor, at: datetime) -> list[Assignment]:
    """A task of its own, outside the plan's base, with a share for each department."""
    task = Task(plan_id=instruction.plan_id, origin=ORIGINS[instruction.kind], chapter=CHAPTER)
    task.number, task.ordinal = f"〔{queries.NUMBERS[instruction.kind]}{instruction.id}〕", BEHIND + instruction.id
    task.heading, task.words = instruction.heading, instruction.handling
    task.rhythm, task.state, task.leader_post_id = Rhythm.NONE, TaskState.UNDER_WAY, instruction.post_id
    session.add(task)
    shares = []
    for ordinal, body in enumerate(queries.bodies(session, instruction.id), 1):
        share = Assignment(task=task, department_id=body.department_id, role=body.role, ordinal=ordinal)
        share.confirmed_on = share.from_on = day_of(at)
        share.basis = queries.basis(instruction)
        shares.append(share)
    session.add_all(shares)
    session.flush()
    instruction.task = task
    audit.record(session, "task.handed_over", task, by=by, at=at, plan_id=task.plan_id, name=task.heading)
    return shares


def _owe(
    session: Session,
    instruction: Instruction,
    share: Assignment,
    asked: Sequence[Due],
    *,
    by: audit.Actor,
    at: datetime,
) -> list[Deadline]:
    """What one department owes: the receipt, and what it reports. Returns the latter."""
    made = []
    for one in asked:
        if one.step.kind == StepKind.RECEIPT:
            _to_acknowledge(session, instruction, share, one.on, today=day_of(at))
        else:
            made.append(_to_report(session, instruction, share, one, by=by, at=at))
    return made


def _to_acknowledge(session: Session, instruction: Instruction, share: Assignment, on: date, *, today: date) -> None:
    occasion = f"{queries.OCCASION}{instruction.id}"
    facts: deadlines.Facts = {"opens_on": today, "due_rule": "instruction.receipt"}
    deadlines.owe(session, share, DeadlineKind.ACKNOWLEDGE, occasion=occasion, due_on=on, **facts)


def _to_report(
    session: Session, instruction: Instruction, share: Assignment, one: Due, *, by: audit.Actor, at: datetime
) -> Deadline:
    words = f"{one.step.words}（{instruction.heading or instruction.handling}）"
    source, basis = MilestoneSource.LEADER, queries.basis(instruction)
    step = milestones.add(session, share, source=source, words=words, basis=basis, by=by, at=at)
    session.add(InstructionOwed(milestone_id=step.id, instruction_id=instruction.id, step_id=one.step.id))
    return deadlines.owe(
        session,
        share,
        DeadlineKind.INSTRUCTION,
        occasion=f"{queries.OCCASION}{instruction.id}:{one.step.ordinal}",
        opens_on=day_of(at),
        due_on=one.on,
        due_rule="instruction",
        milestone_id=step.id,
    )
