"""Pages of a list turned by key: a page costs the same at the start and at the end."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, func, select, tuple_
from sqlalchemy.orm import Session

PAGE = 50
MOST = 1000  # counts stop here: "1,000+"


@dataclass(frozen=True)
class Page:
    """Some rows of a list; the ids to turn the page with, None at either end."""

    rows: list[Row[Any]]
    before: int | None
    after: int | None


def turn(
    session: Session,
    query: Select[*tuple[Any, ...]],
    order: tuple[Any, Any],
    *,
    after: int | None,
    before: int | None,
    limit: int,
) -> Page:
    """A page of a list ordered by (column, id), before or after the row with this id."""
    column, key = order
    anchor = session.execute(select(column, key).where(key == (after or before))).one_or_none()
    back = anchor is not None and not after
    if anchor:
        here = tuple_(column, key)
        query = query.where(here < tuple(anchor) if back else here > tuple(anchor))
    query = query.order_by(column.desc(), key.desc()) if back else query.order_by(column, key)
    rows = list(session.execute(query.limit(limit + 1)))
    more = len(rows) > limit
    rows = rows[:limit]
    if back:
        rows.reverse()
    if not rows:
        return Page([], None, None)
    earlier = more if back else anchor is not None
    later = True if back else more
    return Page(rows, rows[0].id if earlier else None, rows[-1].id if later else None)


def count(session: Session, query: Select[*tuple[Any, ...]]) -> int:
    """How many, up to a thousand."""
    return session.scalar(select(func.count()).select_from(query.limit(MOST).subquery())) or 0
