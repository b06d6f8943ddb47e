"""Clearing words that look tampered with: one person types what is printed, a second one confirms. The machine
repairs nothing."""

from datetime import datetime

from sqlalchemy.orm import Session

from workflow.audit import service as audit
from workflow.errors import Refused
from workflow.plans.models import Edition, Taint


def propose(session: Session, taint: Taint, *, typed: str, by: audit.Actor, at: datetime) -> None:
    """Say which words stand in the printed original at this place."""
    if taint.confirmed:
        raise Refused("taint.cleared")
    if not typed.strip():
        raise Refused("taint.words_missing")
    taint.typed, taint.typed_by, taint.typed_at = typed.strip(), by.account_id, at
    session.flush()
    audit.record(session, "taint.typed", taint, by=by, at=at, plan_id=_plan_id(session, taint), words=typed.strip())


def confirm(session: Session, taint: Taint, *, by: audit.Actor, at: datetime) -> None:
    """A second person has compared the words with the printed original."""
    if taint.confirmed:
        raise Refused("taint.cleared")
    if taint.typed is None:
        raise Refused("taint.words_missing")
    if taint.typed_by == by.account_id:
        raise Refused("taint.same_person")
    taint.confirmed_by, taint.confirmed_at = by.account_id, at
    session.flush()
    audit.record(session, "taint.confirmed", taint, by=by, at=at, plan_id=_plan_id(session, taint), words=taint.typed)


def _plan_id(session: Session, taint: Taint) -> int | None:
    edition = session.get(Edition, taint.edition_id)
    return edition.plan_id if edition else None
