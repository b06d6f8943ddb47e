"""经批准延期: asked by a department and signed by its head, granted, shortened or refused by the office, or given by
the office of itself. Granting moves the day; the rest follows."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Deadline, DeadlineMove, MoveKind
from workflow.deadlines.rules import WORK
from workflow.errors import Refused, Stale
from workflow.reports.rules import Signature, check_signature
from workflow.review.approving import Approval, approve, belongs, granted_before
from workflow.review.models import Extension
from workflow.tasks.models import Decision


def open_request(session: Session, deadline: Deadline) -> Extension | None:
    """What was asked for this deadline and not decided yet."""
    return session.scalar(select(Extension).where(Extension.deadline_id == deadline.id, Extension.decision.is_(None)))


def ask(
    session: Session,
    deadline: Deadline,
    *,
    wanted_on: date,
    reason: str,
    progress: str = "",
    attached_id: int | None = None,
    signature: Signature | None = None,
    by: audit.Actor,
    at: datetime,
    today: date,
) -> Extension:
    """Ask for another day. Asked after the day due, it is marked as late; one request at a time. Without a signature
    it waits for the head where she signs what leaves the department."""
    session.refresh(deadline, with_for_update=True)
    _check_open(deadline)
    if deadline.kind not in WORK:
        raise Refused("extension.form", what=deadline.kind)
    _check_day(deadline, wanted_on, today)
    if not reason.strip():
        raise Refused("extension.reason_missing")
    if open_request(session, deadline) is not None:
        raise Stale("extension.asked_already")
    asked = Extension(deadline=deadline, wanted_on=wanted_on, reason=reason.strip(), progress=progress.strip())
    asked.attached_id = belongs(session, attached_id, deadline.department_id)
    asked.ordinal = granted_before(session, deadline) + 1
    asked.asked_by, asked.asked_at, asked.asked_late = by.account_id or 0, at, deadline.due_on < today
    if signature is not None or not deadline.department.signs_off:
        _leave(asked, signature, at=at)
    return _put_down(session, asked, by=by, at=at)


def _put_down(session: Session, asked: Extension, *, by: audit.Actor, at: datetime) -> Extension:
    session.add(asked)
    session.flush()
    facts = {"deadline_id": asked.deadline_id, "wanted_on": asked.wanted_on.isoformat(), "reason": asked.reason}
    audit.record(session, "extension.asked", asked, by=by, at=at, plan_id=asked.deadline.plan_id, **facts)
    return asked


def _leave(asked: Extension, signature: Signature | None, *, at: datetime) -> None:
    """The request leaves the department at this instant; after the day due it is late, whenever it was written."""
    if signature is not None:
        check_signature(signature, today=day_of(at))
        asked.signer, asked.signed_on, asked.scan_id = signature.signer, signature.paper_on, signature.evidence_id
    asked.signed_at = at
    asked.asked_late = asked.deadline.due_on < day_of(at)


def sign(session: Session, asked: Extension, *, signature: Signature, by: audit.Actor, at: datetime) -> Extension:
    """The head signs: the request goes to the office."""
    belongs(session, signature.evidence_id, asked.deadline.department_id)
    _check_waits(session, asked)
    _leave(asked, signature, at=at)
    session.flush()
    facts = {"deadline_id": asked.deadline_id, "name": signature.signer, "manner": signature.manner.value}
    audit.record(session, "extension.signed", asked, by=by, at=at, plan_id=asked.deadline.plan_id, **facts)
    return asked


def send_back(session: Session, asked: Extension, *, words: str, by: audit.Actor, at: datetime) -> Extension:
    """The head does not let it leave the department. It was never signed, so the office never sees it."""
    if not words.strip():
        raise Refused("signing.words_missing")
    _check_waits(session, asked)
    asked.decision, asked.answer = Decision.REFUSED, words.strip()
    asked.decided_by, asked.decided_at = by.account_id, at
    session.flush()
    facts = {"deadline_id": asked.deadline_id, "reason": asked.answer}
    audit.record(session, "extension.sent_back", asked, by=by, at=at, plan_id=asked.deadline.plan_id, **facts)
    return asked


def _check_waits(session: Session, asked: Extension) -> None:
    session.refresh(asked, with_for_update=True)
    if asked.decision is not None or asked.signed_at is not None:
        raise Stale("extension.signed_already")


def grant(
    session: Session,
    asked: Extension,
    *,
    granted_on: date | None = None,
    answer: str = "",
    approval: Approval | None = None,
    by: audit.Actor,
    at: datetime,
) -> DeadlineMove:
    """Grant a request, perhaps for another day than was wanted. From the second time on a leader has approved it."""
    _check_undecided(session, asked)
    asked.granted_on = granted_on or asked.wanted_on
    moved = _move(session, asked, approval, reason=answer.strip() or asked.reason, by=by, at=at)
    _decide(session, asked, Decision.GRANTED, answer=answer, by=by, at=at)
    return moved


def refuse(session: Session, asked: Extension, *, reason: str, by: audit.Actor, at: datetime) -> Extension:
    """Refuse a request, with the reason."""
    if not reason.strip():
        raise Refused("extension.answer_missing")
    _check_undecided(session, asked)
    return _decide(session, asked, Decision.REFUSED, answer=reason, by=by, at=at)


def grant_directly(
    session: Session,
    deadline: Deadline,
    *,
    to_on: date,
    reason: str,
    approval: Approval | None = None,
    by: audit.Actor,
    at: datetime,
) -> DeadlineMove:
    """The office gives another day of itself, with the reason; for forms too. What was asked is answered instead."""
    if not reason.strip():
        raise Refused("extension.reason_missing")
    session.refresh(deadline, with_for_update=True)
    asked = open_request(session, deadline)
    if asked is not None and asked.signed_at is not None:
        raise Stale("extension.to_answer")
    given = Extension(deadline=deadline, wanted_on=to_on, granted_on=to_on, reason=reason.strip(), progress="")
    given.asked_by, given.asked_at, given.signed_at = by.account_id or 0, at, at
    given.asked_late = deadline.due_on < day_of(at)
    moved = _move(session, given, approval, reason=given.reason, by=by, at=at)
    session.add(given)
    _decide(session, given, Decision.GRANTED, answer="", by=by, at=at)
    return moved


def _move(
    session: Session, extension: Extension, approval: Approval | None, *, reason: str, by: audit.Actor, at: datetime
) -> DeadlineMove:
    deadline, to_on = extension.deadline, extension.granted_on or extension.wanted_on
    session.refresh(deadline, with_for_update=True)
    _check_open(deadline)
    _check_day(deadline, to_on, day_of(at))
    approve(session, extension, approval, on=day_of(at))
    return deadlines.move(session, deadline, to_on=to_on, kind=MoveKind.EXTENSION, reason=reason, by=by, at=at)


def _check_open(deadline: Deadline) -> None:
    if deadline.ended_on is not None:
        raise Refused("deadline.ended", on=deadline.ended_on)
    if deadline.held_since is not None:
        raise Refused("extension.held", since=deadline.held_since)


def _check_day(deadline: Deadline, wanted_on: date, today: date) -> None:
    if wanted_on < today:
        raise Refused("extension.day_past", on=wanted_on)
    if wanted_on <= deadline.due_on:
        raise Refused("extension.not_later", due_on=deadline.due_on)


def _check_undecided(session: Session, asked: Extension) -> None:
    session.refresh(asked, with_for_update=True)
    if asked.decision is not None:
        raise Stale("extension.decided_already")
    if asked.signed_at is None:
        raise Refused("extension.unsigned")


def _decide(
    session: Session, asked: Extension, decision: Decision, *, answer: str, by: audit.Actor, at: datetime
) -> Extension:
    asked.decision, asked.answer = decision, answer.strip()
    asked.decided_by, asked.decided_at = by.account_id, at
    session.flush()
    facts = {"deadline_id": asked.deadline_id, "answer": asked.answer, "approver": asked.approver}
    facts["granted_on"] = asked.granted_on.isoformat() if asked.granted_on else None
    audit.record(session, f"extension.{decision.value}", asked, by=by, at=at, plan_id=asked.deadline.plan_id, **facts)
    return asked
