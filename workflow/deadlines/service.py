"""Owing, ending and moving: the only ways in which a deadline changes."""

from datetime import date, datetime
from typing import NotRequired, TypedDict, Unpack

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import former
from workflow.audit import service as audit
from workflow.deadlines import following
from workflow.deadlines.models import Deadline, DeadlineKind, DeadlineMove, Hold, MoveKind, Outcome
from workflow.deadlines.rules import climbed
from workflow.errors import Refused
from workflow.tasks.models import Assignment


class Facts(TypedDict):
    """From when a deadline can be answered, by which rule its day was found, and whose words it carries."""

    opens_on: date
    due_rule: str
    made_on: NotRequired[date]  # today, where it opens on another day
    target_id: NotRequired[int | None]
    milestone_id: NotRequired[int | None]
    set_on: NotRequired[date | None]
    handed_on: NotRequired[date | None]


def owed(session: Session, assignment: Assignment, kind: DeadlineKind, occasion: str) -> Deadline | None:
    """The deadline of this cause, if there is one already."""
    return session.scalar(
        select(Deadline).where(
            Deadline.assignment_id == assignment.id, Deadline.kind == kind, Deadline.occasion == occasion
        )
    )


def owe(
    session: Session,
    assignment: Assignment,
    kind: DeadlineKind,
    *,
    occasion: str,
    due_on: date,
    **facts: Unpack[Facts],
) -> Deadline:
    """The deadline of this cause: a new one, or the one that is there (its day is not touched)."""
    known = owed(session, assignment, kind, occasion)
    if known is not None:
        return known
    facts.setdefault("made_on", facts["opens_on"])
    deadline = Deadline(
        assignment=assignment,
        department_id=assignment.department_id,
        plan_id=assignment.task.plan_id,
        ladder=climbed(kind, assignment.task.origin),
        kind=kind,
        occasion=occasion,
        due_on=due_on,
        original_due_on=due_on,
        **facts,
    )
    session.add(deadline)
    session.flush()
    return deadline


def end(session: Session, deadline: Deadline, outcome: Outcome, *, on: date, today: date | None = None) -> None:
    """End a deadline on a day (`today` is another one, where it ends on an earlier day). What has ended is not ended
    again; a hold ends with it, and no day moves."""
    if deadline.ended_on is not None:
        raise Refused("deadline.ended", on=deadline.ended_on)
    former.keep(session, deadline, on=today or on)
    if deadline.held_since is not None:
        for held in session.scalars(select(Hold).where(Hold.deadline_id == deadline.id, Hold.released_on.is_(None))):
            former.keep(session, held, on=today or on)
            held.released_on, held.days = on, 0
        deadline.held_since = None
    deadline.ended_on = on
    deadline.outcome = outcome
    session.flush()


def reopen(session: Session, deadline: Deadline, *, reason: str, by: audit.Actor, at: datetime) -> None:
    """Owed again: what ended it was taken back by those who did it. Both acts stay in the history."""
    if deadline.ended_on is None:
        raise Refused("deadline.not_ended")
    former.keep(session, deadline, on=day_of(at))
    audit.record(
        session,
        "deadline.reopened",
        deadline,
        by=by,
        at=at,
        plan_id=deadline.plan_id,
        ended_on=deadline.ended_on.isoformat(),
        reason=reason,
    )
    deadline.ended_on = deadline.outcome = None
    session.flush()
    following.catch_up(session, deadline, by=by, at=at)


def move(
    session: Session, deadline: Deadline, *, to_on: date, kind: MoveKind, reason: str, by: audit.Actor, at: datetime
) -> DeadlineMove:
    """Move an open deadline to another day; the old day stays in the appended row."""
    if deadline.ended_on is not None:
        raise Refused("deadline.ended", on=deadline.ended_on)
    moved = DeadlineMove(
        deadline=deadline,
        kind=kind,
        from_on=deadline.due_on,
        to_on=to_on,
        reason=reason,
        decided_by=by.account_id,
        at=at,
    )
    deadline.due_on, deadline.rung_override = to_on, None  # a rung set about the old day falls with it
    session.add(moved)
    audit.record(
        session,
        "deadline.moved",
        deadline,
        by=by,
        at=at,
        plan_id=deadline.plan_id,
        from_on=moved.from_on.isoformat(),
        to_on=to_on.isoformat(),
        kind=kind.value,
        reason=reason,
    )
    session.flush()
    return moved
