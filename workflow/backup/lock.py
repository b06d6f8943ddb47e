"""One at a time: a lock that the system lets go of when its process dies, whatever way it dies."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from workflow.errors import Refused


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock, or Refused("backup.under_way"). It is SQLite's own lock on an empty database: the same on every
    system, between processes as between threads."""
    with closing(_held(path)):
        yield


def _held(path: Path) -> sqlite3.Connection:
    connection: sqlite3.Connection | None = None
    try:
        connection = sqlite3.connect(path, timeout=0, isolation_level=None)
        connection.execute("BEGIN EXCLUSIVE")
        return connection
    except sqlite3.OperationalError as error:
        if connection:
            connection.close()
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise Refused("backup.under_way", folder=str(path.parent)) from None
        raise OSError(str(error)) from None
