"""误传清除: what must never have been uploaded is destroyed by two persons. Hash, reason and both names stay.

From the moment that somebody asks, the file is not served. The second person's word is committed first, then the bytes
go: whatever stops between the two, they are served no more, and `finish` takes them away.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, exists, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from workflow.adapters.files import FileStore
from workflow.audit import service as audit
from workflow.db import Database
from workflow.errors import Refused, Stale
from workflow.evidence import rules, sights
from workflow.evidence.arriving_models import Destruction, DestructionState, Upload
from workflow.evidence.destruction_moves import MOVES, DestructionAct
from workflow.evidence.models import Blob, BlobState, Evidence

REASON_LIMIT = 300
NAMELESS = "（名称已清除）"


class Why(StrEnum):
    """Why bytes must not be here."""

    SECRET = "secret"
    IDENTITY = "identity"  # somebody's identity, or other personal data
    OTHER = "other"


def ask(
    session: Session, evidence: Evidence, *, why: Why, reason: str, name_too: bool, by: audit.Actor, at: datetime
) -> Destruction:
    """Ask that the bytes of a file be destroyed, wherever they are cited. Nobody gets them from now on."""
    blob = session.get_one(Blob, evidence.sha256, with_for_update=True)
    if blob.state == BlobState.DESTROYED:
        raise Stale("evidence.destroyed", name=evidence.name)
    asked = Destruction(sha256=blob.sha256, state=DestructionState.ASKED, why=why.value, name_too=name_too, backups=[])
    asked.reason = rules.reason(reason, most=REASON_LIMIT)
    asked.asked_by, asked.asked_by_name, asked.asked_at = by.account_id or 0, by.name, at
    session.add(asked)
    try:
        session.flush()
    except IntegrityError:
        raise Stale("destruction.asked_already") from None
    return _record(session, "destruction.asked", asked, by=by, at=at, reason=asked.reason)


def take_back(session: Session, asked: Destruction, *, by: audit.Actor, at: datetime) -> Destruction:
    """The one who asked thinks better of it: the file is served again."""
    if by.account_id != asked.asked_by:
        raise Refused("destruction.not_yours")
    return _answer(session, asked, DestructionAct.TAKE_BACK, words="", by=by, at=at)


def refuse(session: Session, asked: Destruction, *, words: str, by: audit.Actor, at: datetime) -> Destruction:
    """The second person finds that the file may be here: it is served again."""
    _second(asked, by)
    return _answer(session, asked, DestructionAct.REFUSE, words=rules.reason(words, most=REASON_LIMIT), by=by, at=at)


def confirm(
    session: Session, asked: Destruction, *, backups: Sequence[str], by: audit.Actor, at: datetime
) -> Destruction:
    """The second person's word: from here on the bytes are gone for good. `backups`: those that hold them today."""
    _second(asked, by)
    _answer(session, asked, DestructionAct.DESTROY, words="", by=by, at=at)
    asked.backups = list(backups)
    # Uploads before their bytes, as when a file is taken in; words around a mark go.
    session.execute(update(Upload).where(Upload.sha256 == asked.sha256).values(said={}))
    session.get_one(Blob, asked.sha256, with_for_update=True).state = BlobState.DESTROYED
    sights.forget(session, asked.sha256)
    if asked.name_too:
        _clear_names(session, asked.sha256)
    return asked


def _clear_names(session: Session, sha256: str) -> None:
    """Only the ending stays, which says of what kind it was."""
    for file in session.scalars(select(Evidence).where(Evidence.sha256 == sha256)):
        file.name = _nameless(file.name)
    for upload in session.scalars(select(Upload).where(Upload.sha256 == sha256)):
        upload.name = _nameless(upload.name)


def _nameless(name: str) -> str:
    return NAMELESS + (name[name.rfind(".") :] if "." in name else "")


def _second(asked: Destruction, by: audit.Actor) -> None:
    if by.account_id == asked.asked_by:
        raise Refused("destruction.another_person")


def _answer(
    session: Session, asked: Destruction, act: DestructionAct, *, words: str, by: audit.Actor, at: datetime
) -> Destruction:
    session.refresh(asked, with_for_update=True)
    asked.state = MOVES.after(asked.state, act)
    asked.answered_by, asked.answered_by_name, asked.answered_at = by.account_id, by.name, at
    asked.answer = words
    return _record(session, f"destruction.{asked.state.value}", asked, by=by, at=at, reason=words or asked.reason)


def _record(
    session: Session, act: str, asked: Destruction, *, by: audit.Actor, at: datetime, reason: str
) -> Destruction:
    session.flush()
    audit.record(session, act, asked, by=by, at=at, sha256=asked.sha256, reason=reason)
    return asked


def is_asked() -> ColumnElement[bool]:
    """Condition on a file: somebody asked that it be destroyed, and nobody answered yet."""
    return exists().where(Destruction.sha256 == Evidence.sha256, Destruction.state == DestructionState.ASKED)


def open_request(session: Session, sha256: str) -> Destruction | None:
    waits = Destruction.state == DestructionState.ASKED
    return session.scalar(select(Destruction).where(Destruction.sha256 == sha256, waits))


def destroyed(session: Session) -> dict[str, bool]:
    """The hashes of all that must be gone and stay gone; whether the names went too."""
    name_too = exists().where(Destruction.sha256 == Blob.sha256, Destruction.name_too.is_(True))
    rows = select(Blob.sha256, name_too).where(Blob.state == BlobState.DESTROYED).order_by(Blob.sha256)
    return {sha256: bool(too) for sha256, too in session.execute(rows)}


def keep_gone(session: Session, gone: Mapping[str, bool], *, by: audit.Actor, at: datetime) -> int:
    """After a restore from before the destruction: what is on the list is gone here too, names where they went too."""
    blobs = session.scalars(select(Blob).where(Blob.sha256.in_(gone), Blob.state != BlobState.DESTROYED)).all()
    for blob in blobs:
        blob.state = BlobState.DESTROYED
        sights.forget(session, blob.sha256)
        if gone[blob.sha256]:
            _clear_names(session, blob.sha256)
        audit.record(session, "destruction.kept_gone", "blob", by=by, at=at, sha256=blob.sha256)
    return len(blobs)


def finish(database: Database, store: FileStore, write_down: Callable[[Mapping[str, bool]], None]) -> int:
    """Take away bytes that must be gone and are still there; returns how many. `write_down` makes restores keep them
    out: it comes first, so that no backup in between brings them back."""
    with database.reading() as session:
        gone = destroyed(session)
    if gone:
        write_down(gone)
    there = [sha256 for sha256 in gone if store.size(sha256) is not None]
    for sha256 in there:
        store.destroy(sha256)
    return len(there)
