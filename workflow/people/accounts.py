"""Accounts: invited by a link, edited, disabled; passwords are set by their owners only."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import former
from workflow.audit.service import Actor, record
from workflow.errors import Refused, Stale
from workflow.people import calendar_links, queries
from workflow.people.models import Account, AccountToken, TokenPurpose
from workflow.people.service import keep_an_administrator

LIFETIME = {TokenPurpose.INVITE: timedelta(days=7), TokenPurpose.RESET: timedelta(days=1)}


def create(
    session: Session,
    *,
    email: str,
    name: str,
    phone: str = "",
    password_hash: str | None = None,
    locale: str = "zh",
    demo: bool = False,
    by: Actor,
    at: datetime,
) -> Account:
    """A new account; without a hash nobody can sign in before the invitation is taken up."""
    email = email.strip().lower()
    if queries.account_by_email(session, email):
        raise Refused("people.email_taken", email=email)
    account = Account(
        email=email, name=name, phone=phone, password_hash=password_hash, locale=locale, demo=demo, created_at=at
    )
    session.add(account)
    session.flush()
    record(session, "account.created", account, by=by, at=at, name=name, email=email)
    return account


def edit(
    session: Session, account: Account, *, name: str, email: str, phone: str, version: int, by: Actor, at: datetime
) -> None:
    """Correct a person's name, address and telephone number."""
    email = email.strip().lower()
    if account.version != version:
        raise Stale
    other = queries.account_by_email(session, email)
    if other and other.id != account.id:
        raise Refused("people.email_taken", email=email)
    was = {"name": account.name, "email": account.email, "phone": account.phone}
    account.name, account.email, account.phone = name, email, phone
    changed = {key: [old, getattr(account, key)] for key, old in was.items() if old != getattr(account, key)}
    if changed:
        session.flush()
        record(session, "account.edited", account, by=by, at=at, name=name, changed=changed)


def choose_locale(session: Session, account: Account, locale: str) -> None:
    """Her own taste; the history need not know."""
    account.locale = locale


def issue_link(session: Session, account: Account, purpose: TokenPurpose, *, by: Actor, at: datetime) -> str:
    """A token that sets the password once. Earlier unused ones end. Kept only as its digest."""
    if account.disabled_at:
        raise Refused("people.account_disabled", name=account.name)
    _end_links(session, account, at)
    token = secrets.token_urlsafe(32)
    session.add(
        AccountToken(account_id=account.id, purpose=purpose, digest=_digest(token), expires_at=at + LIFETIME[purpose])
    )
    record(session, f"account.{purpose.value}_link", account, by=by, at=at, name=account.name)
    return token


def account_of(session: Session, token: str, purpose: TokenPurpose, *, at: datetime) -> Account:
    """Whose link this is. Refused when it was used, has expired or never was."""
    found = session.scalar(
        select(AccountToken).where(AccountToken.digest == _digest(token), AccountToken.purpose == purpose)
    )
    if found is None or found.used_at is not None or found.expires_at <= at:
        raise Refused("people.link_gone")
    account = session.get_one(Account, found.account_id)
    if account.disabled_at:
        raise Refused("people.link_gone")
    return account


def redeem(session: Session, token: str, purpose: TokenPurpose, *, password_hash: str, at: datetime) -> Account:
    """Set the password by a link, which is used up by it: of two at once one wins."""
    account = account_of(session, token, purpose, at=at)
    used = session.execute(
        update(AccountToken)
        .where(AccountToken.digest == _digest(token), AccountToken.used_at.is_(None))
        .values(used_at=at)
        .returning(AccountToken.id)
    ).all()
    if not used:
        raise Refused("people.link_gone")
    set_password(session, account, password_hash=password_hash, by=queries.actor(account), at=at)
    return account


def set_password(session: Session, account: Account, *, password_hash: str, by: Actor, at: datetime) -> None:
    """A new password ends every session and every open link of the account."""
    _end_links(session, account, at)
    account.password_hash = password_hash
    account.epoch += 1
    record(session, "account.password_set", account, by=by, at=at, name=account.name)


def sign_out_everywhere(session: Session, account: Account, *, by: Actor, at: datetime) -> None:
    account.epoch += 1
    record(session, "account.signed_out_everywhere", account, by=by, at=at, name=account.name)


def disable(session: Session, account: Account, *, by: Actor, at: datetime) -> None:
    """No more sign-in, no more mail; sessions and links end at once. Posts stay as they are written."""
    if account.id == by.account_id:
        raise Refused("people.own_account")
    if account.disabled_at:
        raise Refused("people.account_disabled", name=account.name)
    administers = account.id in queries.administrators(session, on=day_of(at))
    former.keep(session, account, "disabled_at", on=day_of(at))
    account.disabled_at = at
    account.epoch += 1
    _end_links(session, account, at)
    calendar_links.end(session, account, at=at)
    session.flush()
    if administers:
        keep_an_administrator(session, at=at)
    record(session, "account.disabled", account, by=by, at=at, name=account.name)


def enable(session: Session, account: Account, *, by: Actor, at: datetime) -> None:
    if account.disabled_at is None:
        raise Refused("people.account_enabled", name=account.name)
    former.keep(session, account, "disabled_at", on=day_of(at))
    account.disabled_at = None
    record(session, "account.enabled", account, by=by, at=at, name=account.name)


def _end_links(session: Session, account: Account, at: datetime) -> None:
    session.execute(
        update(AccountToken)
        .where(AccountToken.account_id == account.id, AccountToken.used_at.is_(None))
        .values(used_at=at)
    )


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
