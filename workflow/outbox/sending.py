"""Sending: the attempt is recorded before, the delivery committed after each single message.

Killed at any point nothing is lost: a message whose attempt has no end is tried again with the same Message-ID.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from workflow.adapters.clock import Clock, day_of
from workflow.adapters.letter import Letter
from workflow.adapters.mail import Mailer, MailTrouble, RefusedForGood, Unreachable
from workflow.db import UTC, Database
from workflow.notices.models import Notice
from workflow.outbox import noting, restored
from workflow.outbox.models import Message, MessageState
from workflow.outbox.rules import next_try
from workflow.people.models import Account

BATCH = 20
LEASE = timedelta(minutes=15)  # after it another worker may take what is left of a batch
MARGIN = timedelta(minutes=5)  # nothing is begun so late in a lease: a slow server needs some time for one message
LEFT = "the person has left"
UNSYNCHRONIZED = {"synchronize_session": False}


@dataclass(frozen=True)
class Sent:
    """What became of the messages that were tried; `trouble` is the server's word when it took nothing."""

    delivered: int = 0
    postponed: int = 0
    refused: int = 0
    dropped: int = 0
    trouble: str = ""


@dataclass(frozen=True)
class Claimed:
    """A message that this worker alone may send until its lease ends."""

    id: int
    tries: int
    until: datetime
    since: datetime  # from when on its address has had its chances
    letter: Letter


@dataclass(frozen=True)
class Ending:
    """How an attempt ended: `trouble` is None when the server took the message."""

    message: Claimed
    attempt_id: int
    reply: str
    trouble: MailTrouble | None = None


def send(database: Database, mailer: Mailer, clock: Clock, *, stopping: Callable[[], bool] = lambda: False) -> Sent:
    """Deliver what waits and is due to be tried. Any number of workers may do so at once."""
    sent = Sent()
    while not sent.trouble and not stopping():
        with database.writing() as session:
            claimed = _claim(session, at=clock.now())
        if not claimed:
            break
        sent = _send_batch(database, mailer, clock, claimed=claimed, sent=sent, stopping=stopping)
    return sent


def _claim(session: Session, *, at: datetime) -> list[Claimed]:
    """Take a few waiting messages for this worker alone; none while mail is held after a restore."""
    if restored.is_held(session):
        return []
    until = at + LEASE
    free = or_(Message.claimed_until.is_(None), Message.claimed_until <= at)
    content = (Message.subject, Message.body_text, Message.body_html, Message.day, Message.written_at)
    since = func.coalesce(Message.resent_at, Message.written_at, type_=UTC)
    rows = session.execute(
        select(Message.id, Message.tries, since, Message.mail_id, Message.address, Account.name, *content)
        .join(Account, Account.id == Message.account_id)
        .where(Message.state == MessageState.WAITING, Message.next_try_at <= at, free)
        .order_by(Message.next_try_at, Message.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True, of=Message)
    ).all()
    claimed = [Claimed(number, tries, until, since, Letter(*letter)) for number, tries, since, *letter in rows]
    if claimed:
        _change(session, Message.id.in_([message.id for message in claimed]), claimed_until=until)
    return claimed


def _send_batch(
    database: Database,
    mailer: Mailer,
    clock: Clock,
    *,
    claimed: Sequence[Claimed],
    sent: Sent,
    stopping: Callable[[], bool],
) -> Sent:
    """Each message: one transaction ends the attempt before and begins its own; then it is handed over."""
    ending: Ending | None = None
    for message in claimed:
        if stopping():
            break
        with database.writing() as session:
            sent = _end(session, ending, sent, at=clock.now())
            attempt_id, gone = _begin(session, message, at=clock.now())
        sent = replace(sent, dropped=sent.dropped + gone)
        ending = None if attempt_id is None else _hand_over(mailer, message, attempt_id)
        if ending and isinstance(ending.trouble, Unreachable):
            break
    with database.writing() as session:
        sent = _end(session, ending, sent, at=clock.now())
        _release(session, claimed)
    return sent


def _hand_over(mailer: Mailer, message: Claimed, attempt_id: int) -> Ending:
    try:
        return Ending(message, attempt_id, mailer.deliver(message.letter))
    except MailTrouble as trouble:
        return Ending(message, attempt_id, trouble.reply, trouble)


def _begin(session: Session, message: Claimed, *, at: datetime) -> tuple[int | None, bool]:
    """Record an attempt, if the message is still ours and the person still there; True if it was dropped."""
    if message.until - MARGIN <= at:
        return None, False
    if not noting.take(session, message.id, until=message.until, tries=message.tries + 1, on=day_of(at)):
        dropped = {"state": MessageState.DROPPED, "last_reply": LEFT, "claimed_until": None}
        gone = _change(session, _ours(message), **dropped)  # it is ours still: so it is the person who is not there
        if gone:  # what it said is told to whoever holds the post now
            free = update(Notice).where(Notice.message_id == message.id).values(message_id=None)
            session.execute(free, execution_options=UNSYNCHRONIZED)
        return None, bool(gone)
    return noting.begin(session, message.id, at=at), False


def _end(session: Session, ending: Ending | None, sent: Sent, *, at: datetime) -> Sent:
    """Record how an attempt ended, and when to try again."""
    if ending is None:
        return sent
    message, trouble, reply = ending.message, ending.trouble, ending.reply[:500]
    noting.end(session, ending.attempt_id, delivered=trouble is None, reply=reply, at=at)
    if trouble is None:
        noting.deliver(session, message.id, reply=reply, at=at)
        return replace(sent, delivered=sent.delivered + 1)
    if isinstance(trouble, Unreachable):  # the server's trouble, not the address's: it may be tried again at once
        _change(session, _ours(message), last_reply=reply, claimed_until=None)
        return replace(sent, trouble=reply)
    again = next_try(tries=message.tries + 1, written_at=message.since, at=at)
    if isinstance(trouble, RefusedForGood) or again is None:
        _change(session, _ours(message), state=MessageState.REFUSED, last_reply=reply, claimed_until=None)
        return replace(sent, refused=sent.refused + 1)
    _change(session, _ours(message), next_try_at=again, last_reply=reply, claimed_until=None)
    return replace(sent, postponed=sent.postponed + 1)


def _release(session: Session, claimed: Sequence[Claimed]) -> None:
    """Give back what was claimed and not tried."""
    ids, until = [message.id for message in claimed], claimed[0].until
    left = (Message.id.in_(ids), Message.claimed_until == until, Message.state == MessageState.WAITING)
    _change(session, *left, claimed_until=None)


def _ours(message: Claimed) -> Any:
    """Condition: nobody took the message over since it was claimed."""
    ours = Message.claimed_until == message.until
    return (Message.id == message.id) & (Message.state == MessageState.WAITING) & ours


def _change(session: Session, *which: Any, **values: Any) -> int:
    result = session.execute(update(Message).where(*which).values(**values), execution_options=UNSYNCHRONIZED)
    return int(result.rowcount)  # type: ignore[attr-defined] # an update's result counts its rows
