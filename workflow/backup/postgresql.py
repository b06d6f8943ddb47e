"""A dump of a PostgreSQL database by its own programs, and putting it back."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from sqlalchemy import Connection, text

from workflow.backup.contents import Contents, contents
from workflow.backup.watching import Watch
from workflow.backup.writing import to_disk
from workflow.db import Database
from workflow.errors import Refused
from workflow.settings import environment_with

NAME = "database.pgdump"
LOOK = 0.5  # seconds between two looks at the program
PLAIN = ("--no-owner", "--no-privileges")  # whoever restores owns it


def dump(database: Database, path: Path, watch: Watch, programs: Path | None) -> Contents:
    """Dump one moment of the database and tell what is in it at that moment, whatever is written meanwhile."""
    with database.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        program = _program("pg_dump", programs, at_least=_major(connection))
        moment = connection.scalar(text("SELECT pg_export_snapshot()"))
        watch.go_on("database", 0, 1)
        _run([program, "--format=custom", *PLAIN, f"--snapshot={moment}", f"--file={path}"], database, watch)
        found = contents(connection)
    to_disk(path)
    watch.go_on("database", 1, 1)
    return found


def put_back(database: Database, dump: Path, watch: Watch, programs: Path | None) -> None:
    """In one transaction: all of it, or nothing."""
    with database.engine.connect() as connection:
        program = _program("pg_restore", programs, at_least=_major(connection))
    _run([program, *PLAIN, "--single-transaction", "--exit-on-error", str(dump)], database, watch)


def _major(connection: Connection) -> int:
    return int((connection.dialect.server_version_info or (0,))[0])


def _program(name: str, programs: Path | None, *, at_least: int) -> str:
    """Where the program is. An older one than the server does not understand it."""
    found = shutil.which(name, path=str(programs) if programs else None)
    if found is None:
        raise Refused("backup.no_program", program=name, version=at_least)
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"\d+", said)
    if number is None or int(number[0]) < at_least:
        raise Refused("backup.old_program", program=found, version=at_least)
    return found


def _run(command: list[str], database: Database, watch: Watch) -> None:
    """Run a program on the database. The password goes by the environment, where no list of processes shows it."""
    url = database.engine.url
    address = url.set(drivername="postgresql", password=None).render_as_string()
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}
    with tempfile.TemporaryFile() as words:
        running = subprocess.Popen(
            [*command, f"--dbname={address}"], env=environment_with(**secret), stdin=subprocess.DEVNULL, stderr=words
        )
        try:
            _wait(running, watch)
        finally:
            running.kill()
            running.wait()
        words.seek(0)
        said = words.read().decode("utf-8", "replace").strip()
    if running.returncode:
        reason = said.splitlines()[-1] if said else str(running.returncode)
        raise Refused("backup.dump_failed", reason=reason)


def _wait(running: "subprocess.Popen[bytes]", watch: Watch) -> None:
    while True:
        try:
            running.wait(LOOK)
            return
        except subprocess.TimeoutExpired:
            watch.go_on("database", 0, 1)
