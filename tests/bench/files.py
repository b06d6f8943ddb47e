"""Files through the served application: 200 MB in and out beside plain copying, 10,000 small ones listed and zipped."""

import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path
from secrets import token_hex
from time import perf_counter

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tests.bench.browser import Browser
from tests.bench.processes import free_port, serving
from tests.bench.results import Files
from tests.bench.scale import NOW, PASSWORD
from tests.bench.scene import PORTS, SIGN_IN
from tests.bench.sending import in_pieces, with_a_form
from tests.bench.staff import FIRST, address, liaison_of
from workflow.adapters.files import FolderStore
from workflow.db import Database
from workflow.evidence.box_models import Proof
from workflow.evidence.models import Blob, BlobState, Evidence
from workflow.tasks.models import Assignment, Task

LARGE, SMALL, MANY, FEW = 199 * 1024 * 1024, 2048, 10_000, 50  # bytes, bytes, files, files
PIECE = 256 * 1024
TURNS = 20
LIST = "/evidence"


def measure_files(url: str, folder: Path) -> Files:
    port, source, other, copied = free_port(PORTS), folder / "large.zip", folder / "other.zip", folder / "copy.zip"
    _make_large(source)
    _make_large(other)
    with serving("app", url, port, folder) as server, _database(url) as database:
        person = Browser(port)
        person.sign_in(SIGN_IN, address(liaison_of(FIRST)), PASSWORD)
        before = _forget_peak(server.pid)  # the password's hash took the most so far
        up = _took(lambda: with_a_form(person, source, FIRST))
        pieces = _took(lambda: in_pieces(person, other, FIRST))
        copy = _took(lambda: _copy(source, copied))
        evidence = _last(database)
        down = _took(lambda: _download(person, f"/evidence/{evidence}", copied))
        large_peak = _peak(server.pid)
        held = _forget_peak(server.pid)
        plan = _put_small(database, folder / "files", FEW)
        few = _listing(person)
        _put_small(database, folder / "files", MANY - FEW)
        many = _listing(person)
        zipped = _took(lambda: _download(person, f"/plans/{plan}/evidence.zip", copied))
        plain = _took(lambda: _copy_small(database, folder))
        return Files(
            size=source.stat().st_size / 1024**2,
            up=up,
            pieces=pieces,
            down=down,
            copy=copy,
            before=before,
            large_peak=large_peak,
            many=MANY,
            few_listed=few,
            many_listed=many,
            zipped=zipped,
            plain_many=plain,
            held=held,
            peak=_peak(server.pid),
        )


def _make_large(path: Path) -> None:
    """Of a kind that is taken: texts in a ZIP, not packed, none larger than what is looked into."""
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(4):
            with archive.open(f"数据{number}.txt", "w") as file:
                for _ in range(LARGE // 4 // (1024 * 1024)):
                    file.write(token_hex(512 * 1024).encode())


@contextmanager
def _database(url: str) -> Iterator[Database]:
    database = Database(url)
    yield database
    database.close()


def _took(act: Callable[[], None]) -> float:
    began = perf_counter()
    act()
    return perf_counter() - began


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as reading, target.open("wb") as writing:
        shutil.copyfileobj(reading, writing, PIECE)
        writing.flush()
        os.fsync(writing.fileno())


def _peak(pid: int) -> float:
    """The most memory that a process has held, in megabytes."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024


def _forget_peak(pid: int) -> float:
    """Begin anew; returns what the process holds now."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")
    return _peak(pid)


def _download(person: Browser, path: str, target: Path) -> None:
    connection = HTTPConnection("127.0.0.1", person.port, timeout=300)
    connection.request("GET", path, headers={"Cookie": person.cookie})
    answer = connection.getresponse()
    if answer.status != 200:
        raise RuntimeError(f"{path} was answered {answer.status}")
    with target.open("wb") as writing:
        while piece := answer.read(PIECE):
            writing.write(piece)
    connection.close()


def _listing(person: Browser) -> float:
    """Seconds of the first page of the box; the median."""
    person.open(LIST)
    found = sorted(_took(lambda: person.open(LIST) and None) for _ in range(TURNS))
    return found[TURNS // 2]


def _last(database: Database) -> int:
    with database.reading() as session:
        return session.scalars(select(Evidence.id).order_by(Evidence.id.desc()).limit(1)).one()


def _put_small(database: Database, root: Path, count: int) -> int:
    """Files of a department that prove something of a task of its; returns the plan."""
    with database.writing() as session:
        task_id, plan_id = _task(session)
        rows = [_small(root) for _ in range(count)]
        session.execute(insert(Blob), [{"sha256": name, "size": SMALL, **KEPT} for name in rows])
        said = {"department_id": FIRST, "media_type": "text/plain", "put_by": liaison_of(FIRST), "put_at": NOW}
        session.execute(insert(Evidence), [{**said, "sha256": name, "name": f"{name[:8]}.txt"} for name in rows])
        ids = session.scalars(select(Evidence.id).order_by(Evidence.id.desc()).limit(count)).all()
        proved = {"task_id": task_id, "said_by": liaison_of(FIRST), "said_at": NOW}
        session.execute(insert(Proof), [{**proved, "evidence_id": one} for one in ids])
    return plan_id


KEPT = {"state": BlobState.STORED, "renewed_at": NOW, "checked_at": NOW}


def _task(session: Session) -> tuple[int, int]:
    share = select(Task.id, Task.plan_id).join(Assignment, Assignment.task_id == Task.id)
    row = session.execute(share.where(Assignment.department_id == FIRST).order_by(Task.id).limit(1)).one()
    return row.id, row.plan_id


def _small(root: Path) -> str:
    content = token_hex(SMALL // 2).encode()
    name = sha256(content).hexdigest()
    place = root / name[:2] / name[2:4] / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return name


def _copy_small(database: Database, folder: Path) -> None:
    """The same files read one after another into one file, by hand."""
    store = FolderStore(folder / "files")
    with database.reading() as session:
        names = session.scalars(select(Blob.sha256).where(Blob.size == SMALL)).all()
    with (folder / "joined").open("wb") as writing:
        for name in names:
            with store.get(name) as reading:
                writing.write(reading.read())
