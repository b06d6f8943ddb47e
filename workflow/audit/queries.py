"""Reading the history, newest first, a page at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from workflow.audit.models import Event

PAGE = 50
MOST = 1000  # counts stop here: "1,000+"


@dataclass(frozen=True)
class HistoryFilter:
    """`account_ids` and `actor` widen each other: the people meant, or the name as it was written then."""

    account_ids: tuple[int, ...] | None = None
    actor: str | None = None
    act: str | None = None
    thing: str | None = None
    thing_id: int | None = None
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True)
class HistoryPage:
    rows: list[Event]
    newer: int | None
    older: int | None


def history(
    session: Session, wanted: HistoryFilter, *, older: int | None = None, newer: int | None = None, limit: int = PAGE
) -> HistoryPage:
    """Rows older than one id, or the nearest newer than one."""
    query = select(Event).where(*_conditions(wanted))
    if newer:
        query = query.where(Event.id > newer).order_by(Event.id)
    else:
        query = query.where(Event.id < older) if older else query
        query = query.order_by(Event.id.desc())
    rows = list(session.scalars(query.limit(limit + 1)))
    more, rows = len(rows) > limit, rows[:limit]
    if newer:
        rows.reverse()
    if not rows:
        return HistoryPage([], None, None)
    has_newer, has_older = (more, True) if newer else (older is not None, more)
    return HistoryPage(rows, rows[0].id if has_newer else None, rows[-1].id if has_older else None)


def every(session: Session, wanted: HistoryFilter, *, most: int) -> Iterator[Event]:
    """All rows wanted, newest first, for an export."""
    query = select(Event).where(*_conditions(wanted)).order_by(Event.id.desc()).limit(most)
    yield from session.scalars(query.execution_options(yield_per=1000))


def count(session: Session, wanted: HistoryFilter) -> int:
    """How many, up to a thousand."""
    found = select(Event.id).where(*_conditions(wanted)).limit(MOST).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def of(session: Session, thing: str, thing_id: int, *, limit: int = PAGE) -> list[Event]:
    """What was done to one thing, newest first."""
    query = select(Event).where(Event.thing == thing, Event.thing_id == thing_id)
    return list(session.scalars(query.order_by(Event.id.desc()).limit(limit)))


def _conditions(wanted: HistoryFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    people: list[ColumnElement[bool]] = []
    if wanted.account_ids:
        people.append(Event.account_id.in_(wanted.account_ids))
    if wanted.actor:
        people.append(Event.actor == wanted.actor)
    if people:
        conditions.append(or_(*people))
    for column in (Event.act, Event.thing, Event.thing_id):
        value = getattr(wanted, column.key)
        if value is not None:
            conditions.append(column == value)
    if wanted.from_on:
        conditions.append(Event.on >= wanted.from_on)
    if wanted.to_on:
        conditions.append(Event.on <= wanted.to_on)
    return conditions
