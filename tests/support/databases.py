"""Fixtures: every test of a room that touches the database runs on SQLite and on a real PostgreSQL.

Pages are tried on SQLite; on PostgreSQL each is opened once, in the walk along the permission table. Each engine is
migrated once by the real migrations; every test has the whole of it to itself, and finds it empty.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.support import postgres
from workflow import migrations
from workflow.db import Database
from workflow.tables import metadata

BOTH = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[postgres.Server]:
    with postgres.server() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file on which the migrations ran."""
    path = tmp_path_factory.mktemp("migrated") / "duban.db"
    database = Database(f"sqlite:///{path}")
    migrations.upgrade(database)
    database.close()
    return path


@pytest.fixture(scope="session")
def one_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the SQLite file of each test in turn lies."""
    return tmp_path_factory.mktemp("one") / "duban.db"


@pytest.fixture(scope="session")
def one_name(postgresql: postgres.Server) -> Iterator[str]:
    """The PostgreSQL database that each test in turn has: migrated, and empty again after it."""
    name = postgresql.create()
    database = Database(postgresql.address(name))
    migrations.upgrade(database)
    database.close()
    yield name
    postgresql.drop(name)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The engines of a test, where it names none itself."""
    named = any("database_url" in str(mark.args[0]) for mark in metafunc.definition.iter_markers("parametrize"))
    if "database_url" in metafunc.fixturenames and not named:
        engines = BOTH[:1] if {"client", "served"} & set(metafunc.fixturenames) else BOTH
        metafunc.parametrize("database_url", engines, indirect=True)


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a migrated, empty database of this test's own: for processes that open it themselves."""
    if request.param == "sqlite":
        path: Path = request.getfixturevalue("one_file")
        for old in path.parent.iterdir():
            old.unlink()
        shutil.copyfile(request.getfixturevalue("migrated_file"), path)
        yield f"sqlite:///{path}"
        return
    server: postgres.Server = request.getfixturevalue("postgresql")
    name = request.getfixturevalue("one_name")
    yield server.address(name)
    server.empty(name)


@pytest.fixture(params=BOTH)
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database before any migration."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path / 'empty.db'}")
        yield database
        database.close()
        return
    server: postgres.Server = request.getfixturevalue("postgresql")
    name = server.create()
    database = Database(server.address(name))
    yield database
    database.close()
    server.drop(name)


@pytest.fixture(scope="session")
def known_databases() -> dict[str, Database]:
    """By address. What was compiled for one test serves the next."""
    return {}


@pytest.fixture
def database(database_url: str, known_databases: dict[str, Database]) -> Iterator[Database]:
    database = known_databases.setdefault(database_url, Database(database_url))
    yield database
    database.close()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A writing session; what the test does not commit is rolled back."""
    session = database.writer()
    yield session
    session.rollback()
    session.close()


def contents(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table: to see that nothing was changed."""
    with database.engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(table.select())), key=repr)
            for table in metadata.sorted_tables
        }
