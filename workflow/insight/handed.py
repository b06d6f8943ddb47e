"""Files on their way out: read once to see that they are right, then sent; what is not right is left out and said."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import insert
from sqlalchemy.orm import Session

from workflow.adapters.files import FileStore, digest_of, pieces
from workflow.adapters.files_face import PIECE
from workflow.adapters.zip_stream import ZipStream
from workflow.errors import Refused
from workflow.evidence.box_models import TakenOut
from workflow.evidence.models import Verdict
from workflow.insight.box import Way

BUNDLE = "bundle"  # how a file was taken out
SMALL = 4 * 1024 * 1024  # bytes of a file that is read only once


class Left(StrEnum):
    """Why a file is not in what is handed over, though it is listed."""

    MISSING = "missing"
    ALTERED = "altered"
    DESTROYED = "destroyed"
    STOPPED = "stopped"  # somebody asked that it be destroyed
    WITHDRAWN = "withdrawn"
    AWAY = "away"  # the store could not be reached
    CUT = "cut"  # it broke off while it was sent: what there is of it is not whole


@dataclass(frozen=True)
class Purpose:
    """For what a file stands: on which task, cited in which way and period, or said to prove which target and claim."""

    task_id: int
    task: str
    way: Way | None = None
    occasion: str = ""
    target: str = ""
    claim: str = ""


@dataclass(frozen=True)
class Handed:
    evidence_id: int
    path: str  # folder and name in the archive
    name: str
    sha256: str
    size: int
    kind: str
    dated_on: date | None
    department: str
    put_by: str
    put_at: datetime
    version: int
    withdrawn_at: datetime | None
    judged: Verdict | None
    purposes: tuple[Purpose, ...]
    left: Left | None


Lefts = Mapping[int, Left]  # by the id of the evidence
Papers = Callable[[Lefts], Sequence[tuple[str, bytes]]]


def stream(store: FileStore, handed: Sequence[Handed], papers: Papers, *, at: datetime) -> Iterator[bytes]:
    """A ZIP of them, and last what `papers` says of all, when it is known which could not be read."""
    return _in_parcels(_parts(store, handed, papers, at))


def _in_parcels(parts: Iterator[bytes]) -> Iterator[bytes]:
    """Small files by the hundred are sent in few writes."""
    waiting, size = list[bytes](), 0
    for part in parts:
        waiting.append(part)
        size += len(part)
        if size >= PIECE:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


def _parts(store: FileStore, handed: Sequence[Handed], papers: Papers, at: datetime) -> Iterator[bytes]:
    archive, left = ZipStream(), dict[int, Left]()
    for one in handed:
        if one.left or Left.AWAY in left.values():
            left[one.evidence_id] = one.left or Left.AWAY
            continue
        found = _readable(store, one)
        if isinstance(found, Left):
            left[one.evidence_id] = found
            continue
        content = _counted(found, one, left)
        yield from archive.add(one.path, content, size=one.size, at=one.put_at)
    for name, said in papers(left):
        yield from archive.add(name, iter([said]), size=len(said), at=at)
    yield archive.end()


def _readable(store: FileStore, one: Handed) -> Left | Iterator[bytes]:
    """The bytes, if they are right."""
    try:
        with store.get(one.sha256) as file:
            if one.size <= SMALL:
                content = file.read(one.size + 1)
                return iter([content]) if sha256(content).hexdigest() == one.sha256 else Left.ALTERED
            if digest_of(file) != one.sha256:
                return Left.ALTERED
        return _read(store, one.sha256)
    except FileNotFoundError:
        return Left.MISSING
    except OSError:
        return Left.ALTERED
    except Refused:
        return Left.AWAY


def _read(store: FileStore, name: str) -> Iterator[bytes]:
    with store.get(name) as file:
        yield from pieces(file)


def _counted(content: Iterator[bytes], one: Handed, left: dict[int, Left]) -> Iterator[bytes]:
    """What goes out; where it breaks off or changes on the way, the list says so and the archive goes on."""
    digest = sha256()
    try:
        for piece in content:
            digest.update(piece)
            yield piece
    except (OSError, Refused):
        left[one.evidence_id] = Left.CUT
        return
    if digest.hexdigest() != one.sha256:
        left[one.evidence_id] = Left.CUT


def note(session: Session, handed: Iterable[Handed], *, account_id: int, at: datetime) -> None:
    """Who took these files out, in one statement."""
    rows = [
        {"evidence_id": one.evidence_id, "account_id": account_id, "way": BUNDLE, "at": at}
        for one in handed
        if one.left is None
    ]
    if rows:
        session.execute(insert(TakenOut), rows)
