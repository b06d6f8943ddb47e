"""Chaining the history: each committed row gets a digest over itself and the row before, batch by batch."""

import json
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Select, func, select, text
from sqlalchemy.orm import Session

from workflow.audit.models import Event, Seal, Sealed

BATCH = 1000
OVERLAP = 10_000  # rows of long transactions may be committed after later ids were sealed
START = "0" * 64
LOCK = 72_616_002  # one sealer at a time on PostgreSQL; SQLite has one writer anyway

COLUMNS = (
    Event.id,
    Event.at,
    Event.on,
    Event.account_id,
    Event.actor,
    Event.act,
    Event.thing,
    Event.thing_id,
    Event.plan_id,
    Event.facts,
)
EventRow = Sequence[object]


@dataclass(frozen=True)
class Finding:
    """What a check of the chain found. Note `digest` elsewhere: it vouches for everything before it."""

    rows: int
    unsealed: int
    first_broken: int | None
    digest: str


def seal(session: Session, *, at: datetime) -> int:
    """Chain up to a thousand committed rows that are not chained yet; returns how many. Call again until it is 0."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
    rows = session.execute(_unsealed().order_by(Event.id).limit(BATCH)).all()
    if not rows:
        return 0
    previous = session.scalar(select(Seal.digest).order_by(Seal.id.desc()).limit(1)) or START
    digests = []
    running = previous
    for row in rows:
        running = _next(running, row)
        digests.append(running)
    batch = Seal(at=at, previous=previous, digest=running)
    session.add(batch)
    session.flush()
    pairs = zip(rows, digests, strict=True)
    session.add_all(Sealed(event_id=row[0], seal_id=batch.id, digest=digest) for row, digest in pairs)
    session.flush()
    return len(rows)


def verify(session: Session) -> Finding:
    """Walk the whole chain; the first row that is changed, gone or out of place is named."""
    running, count = START, 0
    with closing(_chain(session)) as chain:
        for digest, event_id, row in chain:
            if row is None or _next(running, row) != digest:
                return Finding(count, _count_unsealed(session), event_id, running)
            running, count = digest, count + 1
    last = session.scalar(select(Seal.digest).order_by(Seal.id.desc()).limit(1)) or START
    broken = None if last == running else session.scalar(select(func.max(Sealed.event_id)))
    return Finding(count, _count_unsealed(session), broken, running)


def _chain(session: Session) -> Generator[tuple[str, int, EventRow | None], None, None]:
    query = (
        select(Sealed.digest, Sealed.event_id, *COLUMNS)
        .outerjoin(Event, Event.id == Sealed.event_id)
        .order_by(Sealed.seal_id, Sealed.event_id)
        .execution_options(yield_per=BATCH)
    )
    with session.execute(query) as rows:
        for found in rows:
            yield found[0], found[1], tuple(found)[2:] if found[2] is not None else None


def _unsealed() -> Select[*tuple[Any, ...]]:
    """Rows without a digest, near the end of the chain: the whole history is not walked each time."""
    floor = select(func.coalesce(func.max(Sealed.event_id), 0) - OVERLAP).scalar_subquery()
    chained = select(Sealed.event_id).where(Sealed.event_id == Event.id).exists()
    return select(*COLUMNS).where(Event.id > floor, ~chained)


def _count_unsealed(session: Session) -> int:
    chained = select(Sealed.event_id).where(Sealed.event_id == Event.id).exists()
    return session.scalar(select(func.count()).select_from(Event).where(~chained)) or 0


def _next(running: str, row: EventRow) -> str:
    return sha256(f"{running}\n{_canonical(row)}".encode()).hexdigest()


def _canonical(row: EventRow) -> str:
    """One row as JSON that is the same on every database."""
    names = [column.key for column in COLUMNS]
    return json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, sort_keys=True, default=_iso)


def _iso(value: object) -> str:
    assert hasattr(value, "isoformat")
    return str(value.isoformat())
