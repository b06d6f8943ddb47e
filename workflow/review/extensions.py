"""经批准延期: asked by a department, granted or refused by the office. Granting moves the day; the rest follows."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Deadline, DeadlineMove, MoveKind
from workflow.errors import Refused, Stale
from workflow.review.models import Extension
from workflow.tasks.models import Decision


def open_request(session: Session, deadline: Deadline) -> Extension | None:
    """What was asked for this deadline and not decided yet."""
    return session.scalar(select(Extension).where(Extension.deadline_id == deadline.id, Extension.decision.is_(None)))


def ask(
    session: Session, deadline: Deadline, *, wanted_on: date, reason: str, by: audit.Actor, at: datetime, today: date
) -> Extension:
    """Ask for another day. Asked after the day due, it is marked as late; one request at a time."""
    session.refresh(deadline, with_for_update=True)
    _check_open(deadline)
    _check_day(deadline, wanted_on, today)
    if not reason.strip():
        raise Refused("extension.reason_missing")
    if open_request(session, deadline) is not None:
        raise Stale("extension.asked_already")
    asked = Extension(
        deadline=deadline,
        wanted_on=wanted_on,
        reason=reason.strip(),
        asked_by=by.account_id or 0,
        asked_at=at,
        asked_late=deadline.due_on < today,
    )
    session.add(asked)
    session.flush()
    facts = {"deadline_id": deadline.id, "wanted_on": wanted_on.isoformat(), "reason": asked.reason}
    audit.record(session, "extension.asked", asked, by=by, at=at, plan_id=deadline.plan_id, **facts)
    return asked


def grant(
    session: Session,
    asked: Extension,
    *,
    granted_on: date | None = None,
    answer: str = "",
    by: audit.Actor,
    at: datetime,
) -> DeadlineMove:
    """Grant a request, perhaps for another day than was wanted."""
    _check_undecided(session, asked)
    to_on = granted_on or asked.wanted_on
    moved = grant_directly(session, asked.deadline, to_on=to_on, reason=answer.strip() or asked.reason, by=by, at=at)
    asked.granted_on = to_on
    _decide(session, asked, Decision.GRANTED, answer=answer, by=by, at=at)
    return moved


def refuse(session: Session, asked: Extension, *, reason: str, by: audit.Actor, at: datetime) -> Extension:
    """Refuse a request, with the reason."""
    if not reason.strip():
        raise Refused("extension.answer_missing")
    _check_undecided(session, asked)
    return _decide(session, asked, Decision.REFUSED, answer=reason, by=by, at=at)


def grant_directly(
    session: Session, deadline: Deadline, *, to_on: date, reason: str, by: audit.Actor, at: datetime
) -> DeadlineMove:
    """The office gives another day of itself, with the reason."""
    if not reason.strip():
        raise Refused("extension.reason_missing")
    session.refresh(deadline, with_for_update=True)
    _check_open(deadline)
    _check_day(deadline, to_on, day_of(at))
    return deadlines.move(session, deadline, to_on=to_on, kind=MoveKind.EXTENSION, reason=reason.strip(), by=by, at=at)


def _check_open(deadline: Deadline) -> None:
    if deadline.ended_on is not None:
        raise Refused("deadline.ended", on=deadline.ended_on)


def _check_day(deadline: Deadline, wanted_on: date, today: date) -> None:
    if wanted_on < today:
        raise Refused("extension.day_past", on=wanted_on)
    if wanted_on <= deadline.due_on:
        raise Refused("extension.not_later", due_on=deadline.due_on)


def _check_undecided(session: Session, asked: Extension) -> None:
    session.refresh(asked, with_for_update=True)
    if asked.decision is not None:
        raise Stale("extension.decided_already")


def _decide(
    session: Session, asked: Extension, decision: Decision, *, answer: str, by: audit.Actor, at: datetime
) -> Extension:
    asked.decision, asked.answer = decision, answer.strip()
    asked.decided_by, asked.decided_at = by.account_id, at
    session.flush()
    audit.record(
        session,
        f"extension.{decision.value}",
        asked,
        by=by,
        at=at,
        plan_id=asked.deadline.plan_id,
        deadline_id=asked.deadline_id,
        answer=asked.answer,
        granted_on=asked.granted_on.isoformat() if asked.granted_on else None,
    )
    return asked
