"""One at a time: locks that the system lets go of when their process dies, whatever way it dies."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, text

from workflow.db import Database
from workflow.errors import Refused

FILES = 0x64756261  # the number of the lock on a PostgreSQL server, in each database one
LOOK = 0.2  # seconds between two tries


@contextmanager
def alone(path: Path, *, wait: float = 0) -> Iterator[None]:
    """Hold the lock, or Refused("backup.under_way"). It is SQLite's own lock on an empty database: the same on every
    system, between processes as between threads."""
    with closing(_held(path, wait)):
        yield


@contextmanager
def files_stay(database: Database, *, wait: float = 0) -> Iterator[None]:
    """While this is held no file goes that the database still names: a backup and a sweep exclude each other, on
    whichever machines they run. Raises Refused after so many seconds."""
    if database.is_sqlite:
        place = Path(str(database.engine.url.database))
        with alone(place.with_name(place.name + ".files-lock"), wait=wait):
            yield
        return
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        _take(connection, until=time.monotonic() + wait)
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": FILES})


def _take(connection: Connection, *, until: float) -> None:
    while not connection.scalar(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": FILES}):
        if time.monotonic() >= until:
            raise Refused("backup.under_way", folder=connection.engine.url.database)
        time.sleep(LOOK)


def _held(path: Path, wait: float) -> sqlite3.Connection:
    connection: sqlite3.Connection | None = None
    try:
        connection = sqlite3.connect(path, timeout=wait, isolation_level=None)
        connection.execute("BEGIN EXCLUSIVE")
        return connection
    except sqlite3.OperationalError as error:
        if connection:
            connection.close()
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise Refused("backup.under_way", folder=str(path.parent)) from None
        raise OSError(str(error)) from None
