"""Whether the kept bytes still are what their name says: gone round piece by piece, the longest unseen first."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select, update
from sqlalchemy.orm import Session

from workflow.adapters.files import FileStore, digest_of
from workflow.audit.service import SYSTEM, record
from workflow.db import Database
from workflow.evidence.models import BROKEN, Blob, BlobFault, BlobState, Evidence
from workflow.people.models import Department

BATCH_BYTES, BATCH_FILES = 512 * 1024**2, 200  # noted together
NAMES = 3  # of a broken file, told in the history

Kept = tuple[str, int]  # SHA-256 and size


@dataclass(frozen=True)
class Round:
    """What going round found: files and bytes read, how many are broken now of those read."""

    files: int = 0
    size: int = 0
    broken: int = 0


def fault_of(store: FileStore, sha256: str, size: int) -> BlobFault | None:
    """What is wrong with a kept file; None: its bytes are those that were put in."""
    try:
        with store.get(sha256) as stream:
            if store.size(sha256) == size and digest_of(stream) == sha256:
                return None
    except FileNotFoundError:
        return BlobFault.MISSING
    except OSError:  # the disk does not give them back
        pass
    return BlobFault.ALTERED


def go_round(
    database: Database,
    store: FileStore,
    now: Callable[[], datetime],
    *,
    since: datetime,
    limit: int | None = None,
    stopping: Callable[[], bool] = lambda: False,
) -> Round:
    """Check every file not looked at since an instant, up to `limit` bytes; what is left is looked at first next time.

    No transaction is open while files are read."""
    done = Round()
    while not stopping():
        with database.reading() as session:
            batch = _batch(session, since, left=None if limit is None else limit - done.size, first=not done.files)
        if not batch:
            break
        found = {sha256: fault_of(store, sha256, size) for sha256, size in batch}
        with database.writing() as session:
            note(session, found, at=now())
        broken = sum(fault is not None for fault in found.values())
        done = Round(done.files + len(batch), done.size + sum(size for _, size in batch), done.broken + broken)
    return done


def _batch(session: Session, since: datetime, *, left: int | None, first: bool) -> list[Kept]:
    """The next files, of `left` bytes at most; the first one of a round however large it is."""
    rows = select(Blob.sha256, Blob.size).where(Blob.state == BlobState.STORED, Blob.checked_at < since)
    batch: list[Kept] = []
    total = 0
    for sha256, size in session.execute(rows.order_by(Blob.checked_at, Blob.sha256).limit(BATCH_FILES)):
        total += size
        too_much = left is not None and total > left and not (first and not batch)
        if too_much or (batch and total > BATCH_BYTES):
            break
        batch.append((sha256, size))
    return batch


def note(session: Session, found: dict[str, BlobFault | None], *, at: datetime) -> None:
    """Keep what was found; the history has what broke and what is whole again."""
    before = _faults(session, found)
    changed = {sha256 for sha256, fault in found.items() if (fault is None) != (before.get(sha256) is None)}
    session.execute(
        update(Blob), [{"sha256": sha256, "checked_at": at, "fault": fault} for sha256, fault in found.items()]
    )
    for sha256 in sorted(changed):
        fault = found[sha256]
        since = at if fault else None
        session.execute(update(Blob).where(Blob.sha256 == sha256).values(broken_since=since))
        act = "file.broken" if fault else "file.mended"
        record(session, act, "blob", by=SYSTEM, at=at, sha256=sha256, name=_names(session, sha256))


def _faults(session: Session, sha256s: Iterable[str]) -> dict[str, BlobFault | None]:
    rows = select(Blob.sha256, Blob.fault).where(Blob.sha256.in_(list(sha256s)))
    return dict(session.execute(rows.with_for_update()).all())


def _names(session: Session, sha256: str) -> str:
    names = select(Evidence.name).where(Evidence.sha256 == sha256).order_by(Evidence.id).limit(NAMES)
    return "、".join(session.scalars(names))


def broken(session: Session, *, most: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Broken files with whose they are and how they are called, the longest broken first."""
    whose = (Evidence.id, Evidence.name, Department.label.label("department"))
    rows = (
        select(Blob.sha256, Blob.size, Blob.fault, Blob.broken_since, *whose)
        .outerjoin(Evidence, Evidence.sha256 == Blob.sha256)
        .outerjoin(Department, Department.id == Evidence.department_id)
        .where(BROKEN)
    )
    return session.execute(rows.order_by(Blob.broken_since, Blob.sha256, Evidence.id).limit(most)).all()


def are_broken() -> ColumnElement[bool]:
    """Condition: a file is known to be broken."""
    return select(Blob.sha256).where(BROKEN).exists()


def oldest_look(session: Session) -> datetime | None:
    """Since when every kept file was looked at; None when there are none."""
    return session.scalar(select(func.min(Blob.checked_at)).where(Blob.state == BlobState.STORED))


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Blob).where(Blob.state == BlobState.STORED)) or 0
