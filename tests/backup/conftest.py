"""An installation with files in it, a folder for backups, and an empty place of the same kind beside it."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.support import postgres
from tests.support.builders import City, a_plan_under_way, at
from tests.support.ports import free_port
from workflow.adapters.files import FolderStore
from workflow.audit.service import SYSTEM
from workflow.backup import making
from workflow.backup.making import Made, Target
from workflow.commands import main
from workflow.db import Database
from workflow.evidence import service
from workflow.settings import Settings

FIRST = at(date(2026, 11, 16), 2, 30)
Environment = dict[str, str]
Put = Callable[[str], str]
Make = Callable[..., Made]


@pytest.fixture
def city(database: Database) -> City:
    with database.writing() as session:
        return a_plan_under_way(session)


@pytest.fixture
def store(settings: Settings) -> FolderStore:
    return FolderStore(settings.files)


@pytest.fixture
def put(database: Database, city: City, store: FolderStore) -> Put:
    """Put a file in, as a liaison does; its bytes are these words a few thousand times. Returns its SHA-256."""

    def put(words: str, times: int = 5000) -> str:
        received = service.receive(store, io.BytesIO(words.encode() * times), name=f"{words}.txt", limit=10**9)
        with database.writing() as session:
            service.expect(session, received, at=FIRST - timedelta(days=1))
        store.keep(received)
        with database.writing() as session:
            department_id = city.departments["energy"].id
            return service.put(
                session, received, name=f"{words}.txt", department_id=department_id, by=SYSTEM, at=FIRST
            ).sha256

    return put


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder


@pytest.fixture
def make(database: Database, store: FolderStore, root: Path) -> Make:
    """Make the backup of a night."""

    def make(night: int = 0, keep: int = 30) -> Made:
        return making.make(database, store, Target(root, keep), at=FIRST + timedelta(days=night))

    return make


@pytest.fixture
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path, database: Database) -> Iterator[Environment]:
    with an_empty_place(request, tmp_path, database) as place:
        yield place


@contextmanager
def an_empty_place(request: pytest.FixtureRequest, tmp_path: Path, database: Database) -> Iterator[Environment]:
    """The variables of an empty place with a database of the same kind."""
    place = {"DUBAN_DATA": str(tmp_path / "elsewhere"), "DUBAN_SECRET_KEY": "only for tests", "PORT": str(free_port())}
    if database.is_sqlite:
        yield place
        return
    server: postgres.Server = request.getfixturevalue("postgresql")
    name = server.create()
    yield place | {"DUBAN_DATABASE_URL": server.address(name)}
    server.drop(name)


def duban(*words: object, env: Environment, code: int = 0) -> Result:
    """Run a command here; its output holds what it told on both ways."""
    done = CliRunner().invoke(main, [str(word) for word in words], env=env)
    assert done.exit_code == code, (done.output, done.exception)
    return done


def place(store: FolderStore, sha256: str) -> Path:
    return store.root / sha256[:2] / sha256[2:4] / sha256


def flip(path: Path) -> None:
    """One bit in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
