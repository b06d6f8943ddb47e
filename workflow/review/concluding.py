"""What closing does to a task and to what it still owes; and 重新打开, which takes it back with a reason."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import former
from workflow.audit import service as audit
from workflow.deadlines import periods
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Deadline, DeadlineKind, MoveKind, Outcome
from workflow.deadlines.rules import WORK
from workflow.errors import Refused
from workflow.review.checklist import Checklist
from workflow.review.closing_models import Closing, ClosingState
from workflow.tasks.models import Assignment, Rhythm, Task
from workflow.tasks.moves import MOVES, TaskAct
from workflow.workdays.rules import Calendar, is_period, period_named

RESTORED = WORK | {DeadlineKind.ACKNOWLEDGE}


def asked_on(closing: Closing) -> date:
    """The day of a request: on which it left the department."""
    return day_of(closing.signed_at or closing.asked_at)


def conclude(session: Session, granted: Closing, *, on: date) -> None:
    """Close the task with the day of the request, or make it standing: then it reports yearly, and the outcome of its
    targets is verified when their day comes. Completion is met on that day; what else was owed is withdrawn."""
    task = granted.task
    former.keep(session, task, on=on)
    task.state = MOVES.after(task.state, TaskAct.MAKE_STANDING if granted.as_standing else TaskAct.CLOSE)
    if granted.as_standing:
        granted.rhythm = task.rhythm
        task.rhythm, task.rhythm_on = Rhythm.YEARLY, on
    else:
        task.closed_on = asked_on(granted)
    for deadline in _open(session, task):
        if deadline.kind == DeadlineKind.COMPLETION:
            deadlines.end(session, deadline, Outcome.MET, on=asked_on(granted), today=on)
        elif not (granted.as_standing and _stays(deadline)):
            deadlines.end(session, deadline, Outcome.WITHDRAWN, on=on)
    session.flush()


def _open(session: Session, task: Task) -> list[Deadline]:
    owed = select(Deadline).join(Assignment, Assignment.id == Deadline.assignment_id)
    owed = owed.where(Assignment.task_id == task.id, Deadline.ended_on.is_(None))
    return list(session.scalars(owed.order_by(Deadline.id)))


def _stays(deadline: Deadline) -> bool:
    """What a standing matter still owes: its targets, and the report of the year."""
    if deadline.kind == DeadlineKind.REPORT and is_period(deadline.occasion):
        return Rhythm.YEARLY in periods.asked_by(period_named(deadline.occasion))
    return deadline.kind == DeadlineKind.TARGET


def last_granted(session: Session, task_id: int) -> Closing | None:
    """By which request a task is closed or standing now."""
    granted = select(Closing).where(Closing.task_id == task_id, Closing.state == ClosingState.GRANTED)
    return session.scalar(granted.where(Closing.reopened_at.is_(None)).order_by(Closing.id.desc()).limit(1))


def reopen(session: Session, task: Task, *, reason: str, by: audit.Actor, at: datetime, calendar: Calendar) -> Closing:
    """重新打开: the task goes on in its old rhythm. Its work is owed again, later by the working days for which it was
    closed; reports from the period of this day on, never those of the closed time."""
    if not reason.strip():
        raise Refused("closing.reopening_reason_missing")
    session.refresh(task, with_for_update=True)
    closed = last_granted(session, task.id)
    state = MOVES.after(task.state, TaskAct.REOPEN)
    if closed is None:
        raise Refused("closing.not_by_request")
    today = day_of(at)
    former.keep(session, task, on=today)
    task.state, task.closed_on, task.rhythm_on = state, None, today
    task.rhythm = closed.rhythm or task.rhythm
    closed.reopened_by, closed.reopened_at, closed.reopened_for = by.name, at, reason.strip()
    session.flush()
    audit.record(session, "task.reopened", task, by=by, at=at, plan_id=task.plan_id, reason=closed.reopened_for)
    for deadline in _ended_with(session, closed, today=today):
        _owe_again(session, deadline, closed, by=by, at=at, calendar=calendar)
    periods.open_reports(session, today=today, calendar=calendar)
    return closed


def _ended_with(session: Session, closed: Closing, *, today: date) -> list[Deadline]:
    """What that closing ended and is owed again: work, acknowledging, reports whose window is still to open."""
    ids = [line.deadline_id for line in Checklist.read(closed.checklist).owed]
    ended = session.scalars(
        select(Deadline)
        .join(Assignment, Assignment.id == Deadline.assignment_id)
        .where(Deadline.id.in_(ids), Deadline.ended_on.is_not(None), Assignment.to_on.is_(None))
        .order_by(Deadline.id)
    )
    return [one for one in ended if _by_closing(one) and (one.kind in RESTORED or _to_open(one, today))]


def _by_closing(deadline: Deadline) -> bool:
    return deadline.outcome == Outcome.WITHDRAWN or deadline.kind == DeadlineKind.COMPLETION


def _to_open(deadline: Deadline, today: date) -> bool:
    return deadline.kind == DeadlineKind.REPORT and deadline.opens_on >= today


def _owe_again(
    session: Session, deadline: Deadline, closed: Closing, *, by: audit.Actor, at: datetime, calendar: Calendar
) -> None:
    days = max(0, calendar.between(deadline.ended_on or day_of(at), day_of(at)))
    deadlines.reopen(session, deadline, reason=closed.reopened_for, by=by, at=at)
    if days and deadline.kind in RESTORED:
        to_on, why = calendar.add(deadline.due_on, days), closed.reopened_for
        deadlines.move(session, deadline, to_on=to_on, kind=MoveKind.OFFICE, reason=why, by=by, at=at)
