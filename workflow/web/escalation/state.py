"""How the machinery stands: the worker's last sign of life, its runs, messages that did not arrive."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select, text
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.jobs.models import Heartbeat, Run
from workflow.outbox import restored
from workflow.outbox.models import Message, MessageState
from workflow.people.models import Account

SILENT = timedelta(hours=1)  # a worker that says nothing for longer is taken for dead
SHOWN = 50
EACH = 5
RECENT = timedelta(days=30)  # what was refused earlier is history
WAITING = text("message.state = 'waiting'")  # as in the partial index: SQLite compares the words of the condition
Rows = Sequence[Row[*tuple[Any, ...]]]


LAST_BEAT = select(func.max(Heartbeat.at))


def last_beat(session: Session) -> datetime | None:
    return session.scalar(LAST_BEAT)


def is_silent(beat: datetime | None, *, now: datetime) -> bool:
    return beat is None or now - beat > SILENT


def runs(session: Session) -> list[Run]:
    """The last runs of each job, latest first."""
    place = func.row_number().over(partition_by=Run.job, order_by=Run.id.desc())
    placed = select(Run.id, place.label("place")).subquery()
    last = select(placed.c.id).where(placed.c.place <= EACH)
    return list(session.scalars(select(Run).where(Run.id.in_(last)).order_by(Run.started_at.desc(), Run.id.desc())))


def last_run(session: Session, job: str) -> Run | None:
    """The last one that came to its end."""
    ended = select(Run).where(Run.job == job, Run.ended_at.is_not(None))
    return session.scalars(ended.order_by(Run.slot.desc()).limit(1)).first()


def first_begun(session: Session, job: str) -> datetime | None:
    return session.scalar(select(func.min(Run.started_at)).where(Run.job == job))


def undelivered(session: Session, *, today: date) -> Rows:
    """Messages that a server lately refused for good, that a restore held, or that were tried and still wait; latest
    first, and one more."""
    trouble = (
        Message.id,
        Message.day,
        Message.subject,
        Message.address,
        Message.state,
        Message.tries,
        Message.next_try_at,
        Message.last_reply,
        Account.name,
        Account.email,
        Account.disabled_at,
    )
    found: list[Row[*tuple[Any, ...]]] = []
    for condition in (
        (Message.day >= today - RECENT, Message.state == MessageState.REFUSED),
        *_held(session, today),
        (WAITING, Message.tries > 0),
    ):
        rows = select(*trouble).join(Account, Account.id == Message.account_id).where(*condition)
        found += session.execute(rows.order_by(Message.day.desc(), Message.id.desc()).limit(SHOWN + 1)).all()
    return found


def _held(session: Session, today: date) -> list[tuple[ColumnElement[bool], ...]]:
    """Which messages the last restore held, while it is not long ago."""
    last = restored.latest(session)
    if last is None or day_of(last.restored_at) < today - RECENT:
        return []
    return [(Message.day >= day_of(last.backup_at) - RECENT, Message.state == MessageState.HELD)]


def waiting(session: Session, *, cap: int = 1001) -> int:
    rows = select(Message.id).where(WAITING).limit(cap).subquery()
    return session.scalar(select(func.count()).select_from(rows)) or 0
