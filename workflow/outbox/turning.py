"""Turning: a mail that waits while its reader is away, or has given up the post, goes to whoever is there now, though
that was entered only after it was written."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, exists, or_, select, update
from sqlalchemy.orm import Session

from workflow.notices.models import Notice
from workflow.notices.queries import audience_on, batches, in_messages
from workflow.notices.rules import is_true, still_told
from workflow.outbox.models import Attempt, Message, MessageState
from workflow.people.away import is_away
from workflow.people.models import Account, Holding

AWAY = "the person is away or has left"
UNSYNCHRONIZED = {"synchronize_session": False}


def turn(session: Session, *, today: date) -> int:
    """Take waiting mails from people who are away today or have left a post, where what they say is somebody else's to
    hear. Their notices wait to be dropped or told again. A mail whose last attempt has no end may have arrived, and
    stays as it is."""
    unknown = exists().where(Attempt.message_id == Message.id, Attempt.ended_at.is_(None))
    waits = (Message.state == MessageState.WAITING, Message.claimed_until.is_(None), ~unknown)
    gone = or_(is_away(Message.account_id, on=today), _has_left(today))
    theirs = session.scalars(select(Message.id).where(*waits, gone)).all()
    taken: list[int] = []
    for some in batches(_for_others(session, theirs, today=today) if theirs else ()):
        dropped = update(Message).where(Message.id.in_(some), *waits)
        dropped = dropped.values(state=MessageState.DROPPED, last_reply=AWAY)
        taken += session.scalars(dropped.returning(Message.id), execution_options=UNSYNCHRONIZED).all()
    for some in batches(taken):
        free = update(Notice).where(Notice.message_id.in_(some)).values(message_id=None)
        session.execute(free, execution_options=UNSYNCHRONIZED)
    return len(taken)


def _has_left(today: date) -> ColumnElement[bool]:
    """Condition: the account is closed, or a post of hers was given up."""
    closed = exists().where(Account.id == Message.account_id, Account.disabled_at.is_not(None))
    return or_(closed, exists().where(Holding.account_id == Message.account_id, Holding.to_on < today))


def _for_others(session: Session, message_ids: Collection[int], *, today: date) -> list[int]:
    """Those in which something stands still and is not for its reader today."""
    told = audience_on(session, on=today)
    rights = still_told(told)
    found: set[int] = set()
    for some in batches(sorted(message_ids)):
        for message_id, notice in in_messages(session, some):
            if notice.stands and not is_true(notice, told, rights):
                found.add(message_id)
    return sorted(found)
