"""Ending a department's share, and handing what it still owed to a successor."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.audit import former
from workflow.deadlines import due, following, service
from workflow.deadlines.models import Deadline, DeadlineKind, DeadlineMove, Hold, MoveKind, Outcome
from workflow.deadlines.rules import ACKNOWLEDGE_DAYS
from workflow.plans.models import Target
from workflow.tasks.models import Assignment, Origin, TaskState
from workflow.workdays.rules import Calendar

STAYS = (DeadlineKind.ACKNOWLEDGE, DeadlineKind.CORRECTION, DeadlineKind.SHARE)  # not owed by a successor


def end_share(session: Session, share: Assignment, *, on: date, today: date | None = None) -> list[Deadline]:
    """End a share on a day and supersede what it owed (today, where that is another day); returns that."""
    former.keep(session, share, on=today or on)
    share.to_on = on
    owed = list(
        session.scalars(
            select(Deadline)
            .where(Deadline.assignment_id == share.id, Deadline.ended_on.is_(None))
            .order_by(Deadline.due_on, Deadline.id)
        )
    )
    for deadline in owed:
        service.end(session, deadline, Outcome.SUPERSEDED, on=today or on)
    session.flush()
    return owed


def to_acknowledge(session: Session, share: Assignment, occasion: str, *, today: date, calendar: Calendar) -> Deadline:
    """The share is to be acknowledged in three working days."""
    return service.owe(
        session,
        share,
        DeadlineKind.ACKNOWLEDGE,
        occasion=occasion,
        opens_on=today,
        due_on=calendar.add(today, ACKNOWLEDGE_DAYS),
        due_rule=due.ACKNOWLEDGE,
    )


def take_over(
    session: Session, new: Assignment, owed: Sequence[Deadline], occasion: str, *, today: date, calendar: Calendar
) -> None:
    """The successor acknowledges, and owes what the share before it still did, not before that day."""
    if new.acknowledged_on is None and new.task.state == TaskState.UNDER_WAY:
        to_acknowledge(session, new, occasion, today=today, calendar=calendar)
    pass_on(session, new, owed, today=today, calendar=calendar)


def pass_on(
    session: Session,
    new: Assignment,
    owed: Sequence[Deadline],
    *,
    today: date,
    calendar: Calendar,
    without: Collection[DeadlineKind] = STAYS,
) -> list[Deadline]:
    """What another share owed is owed by this one: the same causes, on the same days, but not sooner than in three
    working days. What is held stays held, and how a day was moved stays with what is owed by it."""
    by_then = calendar.add(today, ACKNOWLEDGE_DAYS)
    return [_owed_anew(session, new, one, by_then, today) for one in owed if one.kind not in without]


def _owed_anew(session: Session, new: Assignment, old: Deadline, by_then: date, today: date) -> Deadline:
    made = service.owe(
        session,
        new,
        old.kind,
        occasion=_cause(session, new, old),
        opens_on=old.opens_on,
        made_on=today,
        due_on=max(old.due_on, by_then),
        due_rule=old.due_rule,
        set_on=following.set_by_a_person(session, old),
        handed_on=today,
        target_id=old.target_id,
        milestone_id=old.milestone_id,
    )
    if new.task.origin == Origin.GOAL and old.target_id is not None:
        session.get_one(Target, old.target_id).answers_id = new.department_id
    if made.ended_on is None:
        _hold_on(session, old, made)
        _keep_moves(session, old, made)
    session.flush()
    return made


def _cause(session: Session, new: Assignment, old: Deadline) -> str:
    """The same cause; where this share owed it once and handed it on, with a count behind it."""
    cause, count = old.occasion, 1
    while (known := service.owed(session, new, old.kind, cause)) and known.outcome == Outcome.SUPERSEDED:
        count += 1
        cause = f"{old.occasion}:{count}"
    return cause


def _hold_on(session: Session, old: Deadline, made: Deadline) -> None:
    """Whatever was awaited when the old one ended (nobody released it) is awaited still."""
    held = session.scalar(
        select(Hold)
        .where(Hold.deadline_id == old.id, Hold.released_on == old.ended_on, Hold.released_by.is_(None))
        .order_by(Hold.id.desc())
    )
    if held is not None:
        made.held_since = held.since_on
        facts = {name: getattr(held, name) for name in ("since_on", "reason", "expected_on", "by_id", "by", "at")}
        session.add(Hold(deadline_id=made.id, **facts))


def _keep_moves(session: Session, old: Deadline, made: Deadline) -> None:
    """What was superseded is the same matter still: its first day, and on whose decision that was moved, go along, so
    that an extension is seen and a second one counts as the second."""
    if old.outcome != Outcome.SUPERSEDED or made.due_on != made.original_due_on:
        return
    moves = session.scalars(select(DeadlineMove).where(DeadlineMove.deadline_id == old.id).order_by(DeadlineMove.id))
    names = ("kind", "from_on", "to_on", "reason", "decided_by", "at")
    kept = [DeadlineMove(deadline_id=made.id, **{name: getattr(move, name) for name in names}) for move in moves]
    if not kept:
        return
    if made.due_on != old.due_on:  # not sooner than it can be acknowledged
        days = {"from_on": old.due_on, "to_on": made.due_on, "at": kept[-1].at}
        kept.append(DeadlineMove(deadline_id=made.id, kind=MoveKind.OFFICE, reason=made.assignment.basis, **days))
    made.original_due_on = old.original_due_on
    session.add_all(kept)
