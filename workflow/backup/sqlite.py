"""A copy of an SQLite database while it is written to, and putting it in its place."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, NullPool, create_engine

from workflow.backup.contents import Contents, contents
from workflow.backup.watching import Watch
from workflow.backup.writing import copy_whole, to_disk
from workflow.db import Database
from workflow.errors import Refused

NAME = "database.sqlite"
PAGES = 2000  # copied at a time
FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE}


def dump(database: Database, path: Path, watch: Watch) -> Contents:
    """Copy the database as it stands at this moment, check the copy, and tell what is in it."""
    try:
        copy(database, path, watch)
        _check(path)
    except sqlite3.Error as error:
        if error.sqlite_errorcode in FULL:
            raise Refused("backup.full", folder=str(path.parent)) from None
        raise Refused("backup.dump_failed", reason=str(error)) from None
    to_disk(path)
    engine = create_engine(URL.create("sqlite", database=str(path)), poolclass=NullPool)
    with engine.connect() as connection:
        return contents(connection)


def copy(database: Database, path: Path, watch: Watch) -> None:
    """Through SQLite's online backup. The open read holds one moment, so that no writer makes it begin again."""
    source = str(database.engine.url.database)
    with (
        closing(sqlite3.connect(source, isolation_level=None)) as live,
        closing(sqlite3.connect(path, isolation_level=None)) as made,
    ):
        live.execute("BEGIN")
        live.execute("SELECT count(*) FROM sqlite_master").fetchone()
        live.backup(made, pages=PAGES, progress=lambda _, left, total: watch.go_on("database", total - left, total))
        made.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it


def _check(path: Path) -> None:
    with closing(sqlite3.connect(path)) as made:
        found = made.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise Refused("backup.dump_failed", reason=str(found))


def put_back(database: Database, dump: Path, sha256: str) -> None:
    """Put the copy where the database is to be; an empty file that lies there is none. Its bytes are compared."""
    place = Path(str(database.engine.url.database))
    database.close()
    for left in ("", "-wal", "-shm"):
        place.with_name(place.name + left).unlink(missing_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    if copy_whole(dump, place) != sha256:
        place.unlink()
        raise Refused("restore.dump_altered", name=dump.name)
