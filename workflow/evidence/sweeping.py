"""What nobody needs goes: bytes that no file cites, uploads that stand still, what a dead process left behind.

Of a file's bytes the row is marked first, then locked once more and looked at again; then the bytes go, then the row.
Killed between, the next sweep finishes it. Somebody who puts the same bytes in waits for that lock, and finds either
his row renewed or none.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from workflow.adapters.files import FileStore
from workflow.audit.service import SYSTEM, record
from workflow.db import Database
from workflow.evidence import sights, uploads
from workflow.evidence.arriving_models import Destruction, Upload, UploadState
from workflow.evidence.models import Blob, BlobState, Evidence

SPARED = timedelta(days=1)  # what is younger may be on its way
STILL = timedelta(days=7)
UNANSWERED = timedelta(days=30)
BATCH = 100  # files between two looks at whether to go on
LIVING = (UploadState.ARRIVING, UploadState.ASKED, UploadState.QUARANTINED)

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Swept:
    """Files and bytes that went; uploads given up; what a dead process had left behind."""

    files: int = 0
    size: int = 0
    given_up: int = 0
    strays: int = 0


@dataclass(frozen=True)
class Broom:
    """`alone` keeps a backup from beginning while a batch goes, and raises Refused while one is under way."""

    database: Database
    store: FileStore
    now: Clock
    alone: Callable[[], AbstractContextManager[None]] = nullcontext
    stopping: Callable[[], bool] = lambda: False


def sweep(broom: Broom) -> Swept:
    """All that is due; the history has one entry where anything went. Raises Refused while a backup is under way."""
    done = Swept(given_up=_give_up(broom))
    done = _sweep_files(broom, done)
    with broom.alone():
        done = replace(done, strays=_strays(broom))
    if done != Swept():
        with broom.database.writing() as session:
            facts = {"swept": done.files, "size": done.size, "given_up": done.given_up, "strays": done.strays}
            record(session, "files.swept", "files", by=SYSTEM, at=broom.now(), **facts)
    return done


def _sweep_files(broom: Broom, done: Swept) -> Swept:
    after = ""
    while not broom.stopping():
        with broom.database.reading() as session:
            batch = _unneeded(session, before=broom.now() - SPARED, after=after)
        if not batch:
            break
        with broom.alone():
            for sha256 in batch:
                size = _remove(broom, sha256)
                done = done if size is None else replace(done, files=done.files + 1, size=done.size + size)
        after = batch[-1]
    return done


def _unneeded(session: Session, *, before: datetime, after: str) -> list[str]:
    rows = select(Blob.sha256).where(
        Blob.sha256 > after,
        Blob.state != BlobState.DESTROYED,
        Blob.renewed_at < before,
        ~exists().where(Evidence.sha256 == Blob.sha256),
        ~exists().where(Destruction.sha256 == Blob.sha256),
    )
    return list(session.scalars(rows.order_by(Blob.sha256).limit(BATCH)))


def _remove(broom: Broom, sha256: str) -> int | None:
    """The row says that the bytes may be gone before they go: a backup does not look for them, a check does not miss
    them. Returns how many went."""
    with broom.database.writing() as session:
        blob = _held(session, sha256, broom.now() - SPARED)
        if blob is None:
            return None
        blob.state = BlobState.PENDING
    with broom.database.writing() as session:
        blob = _held(session, sha256, broom.now() - SPARED)
        if blob is None:
            return None
        broom.store.destroy(sha256)
        sights.forget(session, sha256)
        session.delete(blob)
        return blob.size


def _held(session: Session, sha256: str, before: datetime) -> Blob | None:
    """The row, locked, if it is still needed by nobody. What cites it is asked for once the lock is held: a statement
    that waited for it would not see what was committed meanwhile."""
    blob = session.get(Blob, sha256, with_for_update=True)
    if blob is None or blob.state == BlobState.DESTROYED or blob.renewed_at >= before:
        return None
    cited = select(
        or_(exists().where(Evidence.sha256 == sha256), exists().where(Destruction.sha256 == sha256)),
    )
    return None if session.scalar(cited) else blob


def _give_up(broom: Broom) -> int:
    """Uploads of which nothing came for a week, and those that nobody answered for in a month."""
    with broom.database.reading() as session:
        ids = list(session.scalars(select(Upload.id).where(_stands_still(broom.now())).order_by(Upload.id)))
    given_up = 0
    for upload_id in ids:
        with broom.database.writing() as session:
            upload = session.get(Upload, upload_id, with_for_update=True)
            still = session.scalar(select(Upload.id).where(Upload.id == upload_id, _stands_still(broom.now())))
            if upload is None or still is None:
                continue
            uploads.give_up(session, upload, by=SYSTEM, at=broom.now())
        broom.store.forget(upload_id)
        given_up += 1
    return given_up


def _stands_still(now: datetime) -> ColumnElement[bool]:
    def since(state: UploadState, pause: timedelta) -> ColumnElement[bool]:
        return (Upload.state == state) & (Upload.renewed_at < now - pause)

    return since(UploadState.ARRIVING, STILL) | since(UploadState.ASKED, UNANSWERED)


def _strays(broom: Broom) -> int:
    """Temporary files of processes that died, and the bytes of uploads that are over."""
    with broom.database.reading() as session:
        living = set(session.scalars(select(Upload.id).where(Upload.state.in_(LIVING))))
    return broom.store.tidy(living, before=broom.now() - SPARED)
