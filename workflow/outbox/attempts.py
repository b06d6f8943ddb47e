"""The statements of every single delivery. Each mail asks three of them, so they are put together once."""

from datetime import date, datetime
from functools import lru_cache
from typing import cast

from sqlalchemy import Exists, Table, Update, bindparam, exists, insert, update
from sqlalchemy.orm import Session

from workflow.outbox.models import Attempt, Message, MessageState
from workflow.people.models import Account, Holding
from workflow.people.queries import in_days

MESSAGE, ATTEMPT = cast(Table, Message.__table__), cast(Table, Attempt.__table__)
MADE = (
    insert(ATTEMPT)
    .values(message_id=bindparam("its_message"), started_at=bindparam("its_start"))
    .returning(ATTEMPT.c.id)
)
ENDED = (
    update(ATTEMPT)
    .where(ATTEMPT.c.id == bindparam("its_id"))
    .values(ended_at=bindparam("its_end"), delivered=bindparam("it_arrived"), reply=bindparam("its_reply"))
)
DELIVERED = (
    update(MESSAGE)
    .where(MESSAGE.c.id == bindparam("its_id"))
    .values(
        state=MessageState.DELIVERED,
        delivered_at=bindparam("its_end"),
        last_reply=bindparam("its_reply"),
        claimed_until=None,
    )
)


def here(on: date) -> Exists:
    """Condition: the person of a message still holds a post on a day."""
    return exists().where(
        Account.id == MESSAGE.c.account_id,
        Account.disabled_at.is_(None),
        Holding.account_id == Account.id,
        *in_days(on),
    )


@lru_cache(maxsize=8)
def _tried(on: date) -> Update:
    waits = MESSAGE.c.state == MessageState.WAITING
    ours = MESSAGE.c.claimed_until == bindparam("its_lease")
    held = update(MESSAGE).where(MESSAGE.c.id == bindparam("its_id"), waits, ours, here(on))
    return held.values(tries=bindparam("its_tries"))


def count_try(session: Session, message_id: int, *, lease: datetime, tries: int, on: date) -> bool:
    """Count a try of a message that is still held under this lease, its person still there; False otherwise."""
    given = {"its_id": message_id, "its_lease": lease, "its_tries": tries}
    return bool(session.connection().execute(_tried(on), given).rowcount)


def begin(session: Session, message_id: int, *, at: datetime) -> int:
    """Record an attempt; returns its id."""
    return int(session.connection().execute(MADE, {"its_message": message_id, "its_start": at}).scalar_one())


def end(session: Session, attempt_id: int, *, delivered: bool, reply: str, at: datetime) -> None:
    given = {"its_id": attempt_id, "its_end": at, "it_arrived": delivered, "its_reply": reply}
    session.connection().execute(ENDED, given)


def deliver(session: Session, message_id: int, *, reply: str, at: datetime) -> None:
    """The server took the message."""
    session.connection().execute(DELIVERED, {"its_id": message_id, "its_end": at, "its_reply": reply})
