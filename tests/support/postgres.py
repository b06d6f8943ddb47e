"""A real PostgreSQL for the tests: the one named in TEST_DATABASE_URL, or one of our own for this run."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

from workflow.migrations.history import TABLES as ADDED_TO
from workflow.tables import metadata

MISSING = (
    "The tests need PostgreSQL's programs: sudo apt-get install postgresql "
    "(or name a server in TEST_DATABASE_URL=postgresql://…, whose user may create databases)."
)
TIDIED = 20  # tests after which the rows that are gone are swept out
EMPTYING = "; ".join(
    (
        f"TRUNCATE {', '.join(ADDED_TO)}",  # their triggers let nobody delete a row
        "ALTER TABLE paper DISABLE TRIGGER paper_frozen",  # what was issued lets nobody delete it either
        *(f'DELETE FROM "{table.name}"' for table in reversed(metadata.sorted_tables) if table.name not in ADDED_TO),
        "ALTER TABLE paper ENABLE TRIGGER paper_frozen",
        "SELECT setval(pg_get_serial_sequence(table_name, column_name), 1, false) FROM information_schema.columns"
        " WHERE table_schema = 'public' AND pg_get_serial_sequence(table_name, column_name) IS NOT NULL",
    )
)
QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off", "shared_buffers=32MB")


class Server:
    """A server on which tests make and drop databases of their own."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self._emptied = 0
        with self._opened() as connection:
            connection.execute("SELECT 1")

    @contextmanager
    def _opened(self, name: str | None = None) -> Iterator[psycopg.Connection[Any]]:
        url = self.url.set(drivername="postgresql", database=name or self.url.database)
        address = url.render_as_string(hide_password=False)
        with closing(psycopg.connect(address, autocommit=True)) as connection:
            yield connection

    def create(self) -> str:
        """A new database's name."""
        name = f"duban_test_{uuid4().hex[:16]}"
        with self._opened() as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return name

    def empty(self, name: str) -> None:
        """Whoever still has it open is sent away; every row goes, and numbers begin again at 1."""
        self._emptied += 1
        with self._opened(name) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            connection.execute(EMPTYING)
            if self._emptied % TIDIED == 0:
                connection.execute("VACUUM")

    def drop(self, name: str) -> None:
        with self._opened() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def address(self, name: str) -> str:
        """The URL of one of its databases, as Duban's settings take it."""
        url = self.url.set(drivername="postgresql+psycopg", database=name)
        return url.render_as_string(hide_password=False)


def programs() -> Path:
    """The folder of initdb and postgres; fails with the command that brings them."""
    newest = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if newest:
        return newest[-1].parent
    if asked := shutil.which("pg_config"):
        folder = Path(subprocess.check_output([asked, "--bindir"], text=True).strip())
        if (folder / "initdb").exists():
            return folder
    raise RuntimeError(MISSING)


@contextmanager
def server() -> Iterator[Server]:
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield Server(make_url(given))
    else:
        with _own_server() as made:
            yield made


@contextmanager
def _own_server() -> Iterator[Server]:
    with own_cluster(QUICK) as cluster:
        yield cluster.begin()


@contextmanager
def own_cluster(options: tuple[str, ...]) -> Iterator["Cluster"]:
    """A server of one's own, with these settings; it is stopped and gone at the end."""
    bins, identity = programs(), _unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="duban-pg-"))
    if identity:
        os.chown(folder, identity["user"], identity["group"])
    try:
        initdb = [bins / "initdb", "-D", folder / "db", "-A", "trust", "-U", "postgres", "--no-sync"]
        initdb += ["--encoding=UTF8", "--locale=C"]
        subprocess.run(initdb, check=True, cwd=folder, stdout=subprocess.DEVNULL, **identity)
        cluster = Cluster(bins, folder, identity, options)
        try:
            yield cluster
        finally:
            cluster.end(signal.SIGINT)  # the fast shutdown
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Cluster:
    """PostgreSQL in a folder: begun, ended, begun again."""

    def __init__(self, bins: Path, folder: Path, identity: dict[str, Any], options: tuple[str, ...]) -> None:
        self._folder, self._identity = folder, identity
        settings = [word for setting in ("listen_addresses=", *options) for word in ("-c", setting)]
        self._command = [bins / "postgres", "-D", folder / "db", "-k", folder, *settings]
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self) -> Server:
        with (self._folder / "log").open("ab") as log:
            streams: dict[str, Any] = {"stdout": log, "stderr": log}
            self._process = subprocess.Popen(self._command, cwd=self._folder, **streams, **self._identity)
        host = {"host": str(self._folder)}
        url = URL.create("postgresql", username="postgres", database="postgres", query=host)
        return _answering(self._process, url, self._folder / "log")

    def end(self, how: signal.Signals) -> None:
        if self._process:
            self._process.send_signal(how)
            self._process.wait(30)

    def restart(self) -> None:
        """At once, as after a crash: nobody's transaction is finished, every connection breaks."""
        self.end(signal.SIGQUIT)
        self.begin()


def _answering(process: "subprocess.Popen[bytes]", url: URL, log: Path) -> Server:
    until = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < until:
        try:
            return Server(url)
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text('utf-8', 'replace')}")


def _unprivileged() -> dict[str, Any]:
    """The server refuses to run as root: another user, when this is root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise RuntimeError("PostgreSQL refuses to run as root, and there is no user postgres or nobody.")
