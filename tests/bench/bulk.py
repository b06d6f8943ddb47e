"""Rows put in by the thousand."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, insert, text

from workflow.db import Model

CHUNK = 5000
Row = dict[str, Any]


def put(connection: Connection, model: type[Model], rows: Iterable[Row]) -> int:
    """Insert rows of one table, all with the same columns; returns how many."""
    table = model.__table__
    assert isinstance(table, Table)
    rest, count = iter(rows), 0
    while chunk := list(islice(rest, CHUNK)):
        connection.execute(insert(table), chunk)
        count += len(chunk)
    return count


def numbered(rows: Iterable[Row], first: int = 1) -> Iterator[Row]:
    """The rows with their ids, so that others can point to them."""
    for n, row in enumerate(rows, first):
        yield {"id": n, **row}


def settle(connection: Connection, models: Iterable[type[Model]]) -> None:
    """After ids given by hand: on PostgreSQL sequences go on behind them, and its planner knows the tables at once.

    Not so on SQLite: an installation there never analyses its tables either.
    """
    if connection.dialect.name != "postgresql":
        return
    for model in models:
        name = model.__tablename__
        newest = f"(SELECT coalesce(max(id), 1) FROM {name})"
        connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), {newest})"))
    connection.execute(text("ANALYZE"))
