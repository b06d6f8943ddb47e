"""Clearing words that look tampered with: two persons each type what is printed; only when both wrote the same does
it show. The machine repairs nothing."""

from datetime import datetime

from sqlalchemy.orm import Session

from workflow.audit import service as audit
from workflow.errors import Refused
from workflow.plans.doubtful_models import Taint
from workflow.plans.models import Edition


def settle(session: Session, taint: Taint, *, typed: str, by: audit.Actor, at: datetime) -> None:
    """Say which words stand in the printed original: the first person's are kept, a second person confirms by
    typing the same. The first person may correct her own until then."""
    words = typed.strip()
    if taint.confirmed:
        raise Refused("taint.cleared")
    if not words:
        raise Refused("taint.words_missing")
    if taint.typed is None or taint.typed_by == by.account_id:
        taint.typed, taint.typed_by, taint.typed_at = words, by.account_id, at
        act = "taint.typed"
    elif taint.typed != words:
        raise Refused("taint.words_differ")
    else:
        taint.confirmed_by, taint.confirmed_at = by.account_id, at
        act = "taint.cleared"
    session.flush()
    edition = session.get(Edition, taint.edition_id)
    plan_id = edition.plan_id if edition else None
    audit.record(session, act, taint, by=by, at=at, plan_id=plan_id, words=words)
