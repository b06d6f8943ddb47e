"""暂缓: something outside is awaited. What is held leaves rungs, reminders and lights; released, its day moves by the
working days for which it was held. It can be answered all the same: then the hold ends with it, and no day moves."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import former
from workflow.audit import service as audit
from workflow.deadlines import following, service
from workflow.deadlines import held as on_hold
from workflow.deadlines.models import Deadline, Hold, MoveKind
from workflow.errors import Refused, Stale
from workflow.workdays.rules import Calendar


class Held(Protocol):
    """A deadline, or a row of a list that tells the same of it."""

    due_on: Any
    held_since: Any


def hold(
    session: Session, deadline: Deadline, *, reason: str, expected_on: date | None, by: audit.Actor, at: datetime
) -> Hold:
    """Hold an open deadline, with the reason and the day on which what is awaited should be there, if it is known."""
    _check(reason, expected_on, day_of(at))
    session.refresh(deadline, with_for_update=True)
    if deadline.ended_on is not None:
        raise Refused("deadline.ended", on=deadline.ended_on)
    if deadline.held_since is not None:
        raise Stale("hold.held_already", since=deadline.held_since)
    held = Hold(deadline=deadline, since_on=day_of(at), reason=reason.strip(), expected_on=expected_on)
    held.by_id, held.by, held.at = by.account_id, by.name, at
    deadline.held_since = held.since_on
    session.add(held)
    session.flush()
    facts = {"reason": held.reason, "expected_on": expected_on.isoformat() if expected_on else None}
    audit.record(session, "deadline.held", deadline, by=by, at=at, plan_id=deadline.plan_id, **facts)
    return held


def _check(reason: str, expected_on: date | None, today: date) -> None:
    if not reason.strip():
        raise Refused("hold.reason_missing")
    if expected_on is not None and expected_on < today:
        raise Refused("hold.day_past", on=expected_on)


def hold_work(
    session: Session,
    task_id: int,
    *,
    reason: str,
    expected_on: date | None,
    passing_over: Collection[int] = (),
    by: audit.Actor,
    at: datetime,
) -> int:
    """Hold all open work of a task that is not held yet, but not of the departments passed over. Returns how many."""
    _check(reason, expected_on, day_of(at))
    owed = session.scalars(
        select(Deadline).where(*on_hold.open_work(task_id, passing_over=passing_over)).order_by(Deadline.id)
    ).all()
    if not owed:
        raise Refused("hold.nothing")
    for deadline in owed:
        hold(session, deadline, reason=reason, expected_on=expected_on, by=by, at=at)
    return len(owed)


def released_to(held: Held, *, today: date, calendar: Calendar) -> tuple[int, date]:
    """If it is released today: for how many working days it was held, and the day on which it is due then."""
    days = max(0, calendar.between(held.held_since or today, today))
    return days, calendar.add(held.due_on, days) if days else held.due_on


def release(session: Session, deadline: Deadline, *, by: audit.Actor, at: datetime, calendar: Calendar) -> Hold:
    """解除暂缓: the day moves by the working days held."""
    session.refresh(deadline, with_for_update=True)
    held = open_hold(session, deadline)
    if held is None:
        raise Stale("hold.released_already")
    today = day_of(at)
    days, to_on = released_to(deadline, today=today, calendar=calendar)
    former.keep(session, held, on=today)
    held.released_on, held.released_by, held.days = today, by.name, days
    deadline.held_since = None
    if days:
        service.move(session, deadline, to_on=to_on, kind=MoveKind.HOLD, reason=held.reason, by=by, at=at)
    else:
        following.catch_up(session, deadline, by=by, at=at)
    session.flush()
    audit.record(session, "deadline.released", deadline, by=by, at=at, plan_id=deadline.plan_id, days=days)
    return held


def release_task(
    session: Session,
    task_id: int,
    *,
    passing_over: Collection[int] = (),
    by: audit.Actor,
    at: datetime,
    calendar: Calendar,
) -> int:
    """Release whatever is held of a task, but not of the departments passed over. Returns how many."""
    held = session.scalars(
        select(Deadline).where(*on_hold.held_now(task_id, passing_over=passing_over)).order_by(Deadline.id)
    ).all()
    if not held:
        raise Refused("hold.none_held")
    for deadline in held:
        release(session, deadline, by=by, at=at, calendar=calendar)
    return len(held)


def open_hold(session: Session, deadline: Deadline) -> Hold | None:
    """What a deadline is held for."""
    return session.scalar(select(Hold).where(Hold.deadline_id == deadline.id, Hold.released_on.is_(None)))
