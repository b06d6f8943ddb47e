"""What can be seen of kept bytes without opening them: made when they come in, or later, a few at a time."""

import logging
import tempfile
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from shutil import copyfileobj

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from workflow.adapters.files import FileStore
from workflow.db import Database, insert
from workflow.errors import Refused
from workflow.evidence import inspecting
from workflow.evidence.arriving_models import Sight, SightState
from workflow.evidence.inspecting import Seen
from workflow.evidence.models import Blob, BlobState, Evidence

log = logging.getLogger("duban.evidence")
TRIES, A_FEW = 3, 10
LARGEST = 300 * 1024**2  # what is larger is shown by its name alone
Owed = tuple[str, str, int]  # SHA-256, a name that it has, size


def keep(session: Session, sha256: str, seen: Seen, *, at: datetime) -> None:
    """Beside the bytes, once for all files that have them."""
    shows = bool(seen.words or seen.picture)
    made: dict[str, object] = {
        "state": (SightState.MADE if shows else SightState.NONE).value,
        "words": seen.words,
        "picture": seen.picture,
        "picture_type": seen.picture_type,
        "pages": seen.pages,
        "made_at": at,
    }
    _put(session, sha256, made | {"tries": 1})


def _put(session: Session, sha256: str, row: dict[str, object]) -> None:
    new = insert(session, Sight).values(sha256=sha256, **({"words": "", "picture_type": ""} | row))
    session.execute(new.on_conflict_do_update(index_elements=[Sight.sha256], set_=row))


def pictured(session: Session, sha256s: Collection[str]) -> frozenset[str]:
    """Those of which there is a picture."""
    return frozenset(session.scalars(select(Sight.sha256).where(Sight.sha256.in_(sha256s), Sight.picture_type != "")))


def forget(session: Session, sha256: str) -> None:
    session.execute(delete(Sight).where(Sight.sha256 == sha256))


def make_up(
    database: Database,
    store: FileStore,
    now: Callable[[], datetime],
    *,
    most: int = A_FEW,
    stopping: Callable[[], bool] = lambda: False,
) -> int:
    """Make what can be seen of bytes that have no sight yet; returns how many were looked at. No transaction is open
    while a file is read. A try is noted before it is made: what kills this process is tried three times at most."""
    with database.reading() as session:
        owed = _owed(session, most)
    for count, one in enumerate(owed):
        if stopping():
            return count
        _make(database, store, one, now)
    return len(owed)


def _owed(session: Session, most: int) -> list[Owed]:
    waits = or_(Sight.sha256.is_(None), (Sight.state == SightState.WAITING) & (Sight.tries < TRIES))
    rows = (
        select(Evidence.sha256, Evidence.name, Blob.size)
        .join(Blob, Blob.sha256 == Evidence.sha256)
        .outerjoin(Sight, Sight.sha256 == Evidence.sha256)
        .where(waits, Blob.state == BlobState.STORED, Blob.fault.is_(None))
        .order_by(Evidence.id.desc())
        .limit(most * 3)
    )
    found = {sha256: (sha256, name, size) for sha256, name, size in session.execute(rows)}
    return list(found.values())[:most]


def _make(database: Database, store: FileStore, owed: Owed, now: Callable[[], datetime]) -> None:
    sha256, name, size = owed
    with database.writing() as session:
        tries = _tried(session, sha256, at=now())
    try:
        seen = Seen("") if size > LARGEST else _seen(store, sha256, name)
    except (Refused, OSError) as fault:
        log.warning("no sight of %s: %s", sha256, fault)
        if tries >= TRIES:
            with database.writing() as session:
                _put(session, sha256, {"state": SightState.FAILED.value, "made_at": now(), "tries": tries})
        return
    with database.writing() as session:
        if session.get_one(Blob, sha256, with_for_update=True).state == BlobState.STORED:
            keep(session, sha256, seen, at=now())


def _tried(session: Session, sha256: str, *, at: datetime) -> int:
    kept = session.get(Sight, sha256, with_for_update=True)
    tries = 1 + (kept.tries if kept else 0)
    _put(session, sha256, {"state": SightState.WAITING.value, "made_at": at, "tries": tries})
    return tries


def _seen(store: FileStore, sha256: str, name: str) -> Seen:
    with tempfile.TemporaryDirectory(prefix="duban-") as folder:
        path = Path(folder) / "file"
        with store.get(sha256) as kept, path.open("wb") as file:
            copyfileobj(kept, file)
        return inspecting.inspect(path, name)
