"""Sub-tasks: a department hands what it answers for down to a body below it, and sees that it is done.

The one above reviews, concludes or takes back; the leading-group office goes on supervising the department itself."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import former
from workflow.audit import service as audit
from workflow.deadlines import acknowledging, handing, service
from workflow.deadlines.models import Deadline, DeadlineKind, Outcome
from workflow.errors import Refused
from workflow.people import parents
from workflow.people.models import Department
from workflow.tasks.models import (
    Assignment,
    Milestone,
    MilestoneSource,
    Origin,
    Rhythm,
    Role,
    Task,
    TaskState,
)
from workflow.tasks.moves import MOVES, TaskAct
from workflow.workdays.rules import Calendar

HEADING, WORDS = 300, 2000  # characters
COMPLETION = "completion"


@dataclass(frozen=True)
class Asked:
    """What is handed down: a short heading, what is to be done, by when (None: only reports), how often reported."""

    heading: str
    words: str
    due_on: date | None = None
    rhythm: Rhythm = Rhythm.QUARTERLY


def hand_down(
    session: Session,
    share: Assignment,
    body: Department,
    asked: Asked,
    *,
    by: audit.Actor,
    at: datetime,
    calendar: Calendar,
) -> Task:
    """Hand a part of one's own share down to a body below. It acknowledges in three working days, reports in the
    rhythm, and is done by the day, if one is set."""
    today = day_of(at)
    _check(session, share, body, asked, today)
    task = _task(session, share, asked)
    new = Assignment(task=task, department_id=body.id, role=Role.LEAD, ordinal=1, confirmed_on=today, from_on=today)
    new.basis = share.department.label
    session.add(new)
    session.flush()
    handing.to_acknowledge(session, new, acknowledging.OCCASION, today=today, calendar=calendar)
    if asked.due_on is not None:
        _by_then(session, new, asked, asked.due_on, by=by, at=at)
    facts = {"label": body.label, "name": task.heading}
    audit.record(session, "task.handed_down", task, by=by, at=at, plan_id=task.plan_id, **facts)
    return task


def _task(session: Session, share: Assignment, asked: Asked) -> Task:
    """Under the task above, numbered after it as documents number their third level: 二（一）1."""
    parent = share.task
    count = session.scalar(select(func.count()).select_from(Task).where(Task.parent_id == parent.id)) or 0
    task = Task(plan_id=parent.plan_id, origin=Origin.SUB_TASK, parent_id=parent.id, ordinal=parent.ordinal)
    task.number, task.chapter = f"{parent.number}{count + 1}.", parent.chapter
    task.heading, task.words = asked.heading.strip(), asked.words.strip()
    task.handed_by_id, task.rhythm, task.state = share.department_id, asked.rhythm, TaskState.UNDER_WAY
    session.add(task)
    return task


def conclude(session: Session, task: Task, *, words: str, by: audit.Actor, at: datetime) -> None:
    """The department above finds it done: what asked for its completion is met, the rest is owed no more."""
    _end(session, task, words, "task.sub_concluded", met=True, by=by, at=at)


def take_back(session: Session, task: Task, *, words: str, by: audit.Actor, at: datetime) -> None:
    """The department above takes it back, with a reason. What was reported stays."""
    _end(session, task, words, "task.sub_taken_back", met=False, by=by, at=at)


def sub_tasks(session: Session, task_id: int) -> list[Task]:
    """What was handed down of a task, in order."""
    return list(session.scalars(select(Task).where(Task.parent_id == task_id).order_by(Task.ordinal, Task.id)))


def _check(session: Session, share: Assignment, body: Department, asked: Asked, today: date) -> None:
    if share.to_on is not None or share.task.state not in (TaskState.UNDER_WAY, TaskState.STANDING):
        raise Refused("sub.not_under_way")
    if body not in parents.children(session, share.department_id, on=today):
        raise Refused("sub.not_below", name=body.label)
    if not asked.heading.strip() or not asked.words.strip():
        raise Refused("sub.words_missing")
    if len(asked.heading.strip()) > HEADING or len(asked.words.strip()) > WORDS:
        raise Refused("sub.words_too_long", limit=WORDS)
    if asked.due_on is not None and asked.due_on < today:
        raise Refused("sub.day_past", on=asked.due_on)


def _by_then(session: Session, share: Assignment, asked: Asked, due_on: date, *, by: audit.Actor, at: datetime) -> None:
    step = Milestone(assignment=share, source=MilestoneSource.SUPERIOR, words=asked.heading.strip(), set_at=at)
    step.set_by = by.account_id
    session.add(step)
    session.flush()
    service.owe(
        session,
        share,
        DeadlineKind.COMPLETION,
        occasion=COMPLETION,
        opens_on=day_of(at),
        due_on=due_on,
        due_rule="sub.superior",
        milestone_id=step.id,
    )


def _end(session: Session, task: Task, words: str, act: str, *, met: bool, by: audit.Actor, at: datetime) -> None:
    if not words.strip():
        raise Refused("sub.reason_missing")
    session.refresh(task, with_for_update=True)
    former.keep(session, task, on=day_of(at))
    task.state, task.closed_on = MOVES.after(task.state, TaskAct.CLOSE), day_of(at)
    owed = select(Deadline).join(Assignment).where(Assignment.task_id == task.id, Deadline.ended_on.is_(None))
    for deadline in session.scalars(owed):
        done = met and deadline.kind == DeadlineKind.COMPLETION
        service.end(session, deadline, Outcome.MET if done else Outcome.WITHDRAWN, on=day_of(at))
    session.flush()
    audit.record(session, act, task, by=by, at=at, plan_id=task.plan_id, reason=words.strip())
