"""Signing in: attempts are counted by account and by address before the password is looked at."""

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from workflow.adapters.clock import CITY
from workflow.audit.service import record
from workflow.errors import Refused
from workflow.people.models import Account, SignInAttempt
from workflow.people.rules import Viewer

WINDOW = timedelta(minutes=15)
PER_ACCOUNT = 5
PER_ADDRESS = 30


def count_attempt(session: Session, *, email: str, address: str, at: datetime) -> None:
    """Note an attempt by account and by address; refuse it with the time to try again when there were too many."""
    session.execute(delete(SignInAttempt).where(SignInAttempt.at <= at - WINDOW))
    for key, most in ((account_key(email), PER_ACCOUNT), (_address_key(address), PER_ADDRESS)):
        count, oldest = session.execute(
            select(func.count(), func.min(SignInAttempt.at)).where(SignInAttempt.key == key)
        ).one()
        if count >= most:
            again_at = (oldest + WINDOW + timedelta(minutes=1)).astimezone(CITY)
            raise Refused("people.too_many_attempts", again=again_at.strftime("%H:%M"))
        session.add(SignInAttempt(key=key, at=at))


def signed_in(
    session: Session, account: Account, *, address: str, new_hash: str | None, at: datetime, by: Viewer
) -> None:
    """The password was right: forget the account's attempts and this one of the address, renew an outdated hash."""
    session.execute(delete(SignInAttempt).where(SignInAttempt.key == account_key(account.email)))
    latest = select(func.max(SignInAttempt.id)).where(SignInAttempt.key == _address_key(address)).scalar_subquery()
    session.execute(delete(SignInAttempt).where(SignInAttempt.id == latest))
    if new_hash:
        account.password_hash = new_hash
    record(session, "account.signed_in", account, by=by, at=at)


def account_key(email: str) -> str:
    """A digest: what was typed may be a password in the wrong field, and is not kept."""
    return "account:" + sha256(email.strip().lower().encode()).hexdigest()


def _address_key(address: str) -> str:
    return f"address:{address}"[:120]
