"""The secret link of a person's calendar: made and shown once, renewed, revoked."""

import secrets
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workflow.audit.service import Actor, record
from workflow.errors import Refused
from workflow.people.link_models import CalendarLink
from workflow.people.models import Account


def good(session: Session, account_id: int) -> CalendarLink | None:
    """The link that a person has now."""
    mine = (CalendarLink.account_id == account_id, CalendarLink.ended_at.is_(None))
    return session.scalar(select(CalendarLink).where(*mine))


def make(session: Session, account: Account, *, by: Actor, at: datetime) -> str:
    """A new token; the one before ends with it. Kept only as its digest."""
    act = "calendar_link.renewed" if end(session, account, at=at) else "calendar_link.made"
    token = secrets.token_urlsafe(32)
    session.add(CalendarLink(account_id=account.id, digest=digest(token), made_at=at))
    record(session, act, account, by=by, at=at, name=account.name)
    return token


def revoke(session: Session, account: Account, *, by: Actor, at: datetime) -> None:
    if not end(session, account, at=at):
        raise Refused("calendar_link.none")
    record(session, "calendar_link.revoked", account, by=by, at=at, name=account.name)


def end(session: Session, account: Account, *, at: datetime) -> bool:
    """End the link that a person has, if any; whoever reads by it gets nothing more."""
    mine = (CalendarLink.account_id == account.id, CalendarLink.ended_at.is_(None))
    ended = update(CalendarLink).where(*mine).values(ended_at=at).returning(CalendarLink.id)
    return bool(session.scalars(ended, execution_options={"synchronize_session": False}).all())


def whose(session: Session, token_digest: str) -> int | None:
    """Whose link this is; None of one that never was or has ended, in the same one statement."""
    known = (CalendarLink.digest == token_digest, CalendarLink.ended_at.is_(None))
    return session.scalar(select(CalendarLink.account_id).where(*known))


def digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
