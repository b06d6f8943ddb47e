"""Files from one store to another while people work. What is there already is not brought again, so that it may be cut
off at any point; in the end every file there is read. Nothing is taken from where it was."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.adapters.files import FileStore
from workflow.backup.copying import Copied, bring, copy
from workflow.backup.lock import files_stay
from workflow.backup.restoring import NAMED, altered
from workflow.backup.watching import Watch
from workflow.db import Database
from workflow.errors import Refused
from workflow.evidence.arriving_models import Upload
from workflow.evidence.models import Blob, BlobState
from workflow.evidence.sweeping import LIVING

SWEEPING = 60  # seconds: a sweep lets go of its lock after a batch


@dataclass(frozen=True)
class Moved:
    """`files` that the database names; of them `left_out` are broken where they are; `uploads` under way."""

    files: int
    copied: Copied
    left_out: int
    uploads: int


def move(database: Database, source: FileStore, target: FileStore, watch: Watch, *, wait: float = SWEEPING) -> Moved:
    """Bring everything that the database names. Raises Refused with a sentence; then it goes on where it stopped."""
    if source.place == target.place:
        raise Refused("move.same_place", place=source.place)
    with files_stay(database, wait=wait):
        with database.reading() as session:
            named, broken = _named(session)
            uploads = list(session.scalars(select(Upload.id).where(Upload.state.in_(LIVING)).order_by(Upload.id)))
            destroyed = list(session.scalars(select(Blob.sha256).where(Blob.state == BlobState.DESTROYED)))
        copied = copy(source, target, named, watch)
        _must_be_whole(source, target, named, watch)
        brought = sum(_bring_upload(source, target, upload) for upload in uploads)
        for sha256 in destroyed:  # an earlier try may have brought it
            target.destroy(sha256)
    return Moved(len(named), copied, len(broken), brought)


def _named(session: Session) -> tuple[dict[str, int], list[str]]:
    """Size by SHA-256 of what is whole; and what is known to be broken."""
    rows = session.execute(select(Blob.sha256, Blob.size, Blob.fault).where(Blob.state == BlobState.STORED)).all()
    whole = {sha256: size for sha256, size, fault in rows if fault is None}
    return whole, [sha256 for sha256, _, fault in rows if fault is not None]


def _must_be_whole(source: FileStore, target: FileStore, named: dict[str, int], watch: Watch) -> None:
    """Read all of it there; what is not right is brought once more."""
    wrong: Sequence[str] = list(altered(target, sorted(named), watch))
    for sha256 in wrong:
        bring(source, target, sha256, named[sha256])
    if wrong and (wrong := list(altered(target, wrong, watch))):
        raise Refused("move.not_whole", place=target.place, n=len(wrong), some="、".join(wrong[:NAMED]))


def _bring_upload(source: FileStore, target: FileStore, upload: str) -> bool:
    """What has arrived of an upload, or waits for somebody's word."""
    size = source.arrived(upload)
    if not size or target.arrived(upload) == size:
        return False
    target.forget(upload)
    with source.opened(upload) as stream:
        target.append(upload, stream, at=0, limit=size)
    return True
