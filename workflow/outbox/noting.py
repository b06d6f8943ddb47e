"""What is noted of every single message, put together once: for a thousand mails the building of statements costs more
than running them."""

from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import BindParameter, CursorResult, Table, bindparam, exists, insert, update
from sqlalchemy.orm import Session

from workflow.outbox.models import Attempt, Message, MessageState
from workflow.people.models import Account, Holding
from workflow.people.queries import in_days

MESSAGE, ATTEMPT = cast(Table, Message.__table__), cast(Table, Attempt.__table__)


def _given(name: str, column: Any) -> BindParameter[Any]:
    return bindparam(f"given_{name}", type_=column.type)


ON: Any = _given("on", Holding.from_on)
HERE = exists().where(
    Account.id == MESSAGE.c.account_id,
    Account.disabled_at.is_(None),
    Holding.account_id == Account.id,
    *in_days(ON),
)
OURS = (
    MESSAGE.c.id == _given("message", MESSAGE.c.id),
    MESSAGE.c.state == MessageState.WAITING,
    MESSAGE.c.claimed_until == _given("until", MESSAGE.c.claimed_until),
)
TAKE = update(MESSAGE).where(*OURS, HERE).values(tries=_given("tries", MESSAGE.c.tries))
BEGIN = (
    insert(ATTEMPT)
    .values(message_id=_given("message", MESSAGE.c.id), started_at=_given("at", ATTEMPT.c.started_at))
    .returning(ATTEMPT.c.id)
)
END = (
    update(ATTEMPT)
    .where(ATTEMPT.c.id == _given("attempt", ATTEMPT.c.id))
    .values(
        ended_at=_given("at", ATTEMPT.c.ended_at),
        delivered=_given("delivered", ATTEMPT.c.delivered),
        reply=_given("reply", ATTEMPT.c.reply),
    )
)
DELIVER = (
    update(MESSAGE)
    .where(MESSAGE.c.id == _given("message", MESSAGE.c.id))
    .values(
        state=MessageState.DELIVERED,
        delivered_at=_given("at", MESSAGE.c.delivered_at),
        last_reply=_given("reply", MESSAGE.c.last_reply),
        claimed_until=None,
    )
)


def take(session: Session, message_id: int, *, until: datetime, tries: int, on: date) -> bool:
    """Count a try, if nobody took the message over since it was claimed and the person holds a post on this day."""
    given = {"given_message": message_id, "given_until": until, "given_tries": tries, "given_on": on}
    return cast(CursorResult[Any], session.execute(TAKE, given)).rowcount == 1


def begin(session: Session, message_id: int, *, at: datetime) -> int:
    """The id of a new attempt."""
    return int(session.execute(BEGIN, {"given_message": message_id, "given_at": at}).scalar_one())


def end(session: Session, attempt_id: int, *, delivered: bool, reply: str, at: datetime) -> None:
    given = {"given_attempt": attempt_id, "given_delivered": delivered, "given_reply": reply, "given_at": at}
    session.execute(END, given)


def deliver(session: Session, message_id: int, *, reply: str, at: datetime) -> None:
    session.execute(DELIVER, {"given_message": message_id, "given_reply": reply, "given_at": at})
