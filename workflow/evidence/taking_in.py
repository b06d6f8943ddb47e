"""Taking a file in whose bytes have all arrived: looked into, asked about, kept, and then evidence.

Each step is committed before the next begins and is safe to repeat: killed anywhere, the last request sent again
finishes it; two at once make one evidence. No transaction is open while bytes move or a file is looked into.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from workflow.adapters.files import FileStore, Received
from workflow.adapters.scanner import Scanner, ScannerAway
from workflow.audit.service import Actor
from workflow.db import Database
from workflow.errors import Refused
from workflow.evidence import sights, uploads
from workflow.evidence.arriving_models import Upload, UploadState
from workflow.evidence.inspecting import Seen, inspect
from workflow.evidence.moves import MOVES, UploadAct
from workflow.evidence.uploads import Room


@dataclass(frozen=True)
class Ground:
    """What taking in needs beside the upload itself."""

    database: Database
    store: FileStore
    scanner: Scanner | None
    room: Room
    today: date
    now: Callable[[], datetime]


def arrived(store: FileStore, upload: Upload) -> int:
    """How many bytes are here; all of them once it was looked into, wherever they are now."""
    if upload.state != UploadState.ARRIVING or _is_kept(store, upload):
        return upload.size
    return store.arrived(upload.id)


def _is_kept(store: FileStore, upload: Upload) -> bool:
    return upload.sha256 is not None and store.size(upload.sha256) == upload.size


def finish(ground: Ground, upload_id: str, *, by: Actor) -> Upload:
    """The upload, TAKEN or ASKED. Raises Refused where it is stopped for good, or cannot be finished now."""
    upload = _read(ground, upload_id)
    if upload.state in (UploadState.TAKEN, UploadState.ASKED):
        return upload
    _must_go_on(upload)
    seen: Seen | None = None
    if not _is_kept(ground.store, upload) or ground.store.arrived(upload_id) == upload.size:
        try:
            received, seen = _received(ground, upload, by=by)
        except FileNotFoundError:  # another request has put them in their place at this moment
            return _again(ground, upload_id, by=by)
        if seen is None:
            return _read(ground, upload_id)
        try:
            _keep(ground, upload, received)
        except Refused as why:
            _let_go(ground.store, upload, received)
            if why.key == "evidence.destroyed_before":  # it must not lie here, not even on its way in
                _refuse(ground, upload, why)
            raise
    upload = _put(ground, upload_id, seen, by=by)
    ground.store.forget(upload_id)
    return upload


def _read(ground: Ground, upload_id: str) -> Upload:
    with ground.database.reading() as session:
        return session.get_one(Upload, upload_id)


def _again(ground: Ground, upload_id: str, *, by: Actor) -> Upload:
    upload = _read(ground, upload_id)
    if upload.state == UploadState.ARRIVING and not _is_kept(ground.store, upload):
        raise Refused("upload.not_all", name=upload.name)
    return finish(ground, upload_id, by=by)


def _must_go_on(upload: Upload) -> None:
    """Raises Refused, with the sentence of the first time, where it was stopped for good."""
    if upload.state == UploadState.REFUSED:
        raise Refused(upload.said["key"], **upload.said["facts"])
    if upload.state == UploadState.QUARANTINED:
        raise Refused("upload.infected", name=upload.name)
    if upload.state != UploadState.ARRIVING:
        MOVES.after(upload.state, UploadAct.TAKE)


def _received(ground: Ground, upload: Upload, *, by: Actor) -> tuple[Received, Seen | None]:
    """The bytes and what was seen in them; None: a person must say that they may be here."""
    if ground.store.arrived(upload.id) != upload.size:
        raise Refused("upload.not_all", name=upload.name)
    received = ground.store.gather(upload.id)
    try:
        seen = _looked_into(ground, upload, received, by=by)
    except BaseException:
        _let_go(ground.store, upload, received)
        raise
    if not seen.doubts or upload.reason:
        return received, seen
    _let_go(ground.store, upload, received)
    _settle(ground, upload, lambda session, held: uploads.ask(session, held, seen.doubts, by=by, at=ground.now()))
    return received, None


def _settle(ground: Ground, upload: Upload, act: Callable[[Session, Upload], None]) -> None:
    """Once, where two requests find the same."""
    with ground.database.writing() as session:
        held = uploads.held(session, upload.id)
        if held.state == UploadState.ARRIVING:
            act(session, held)


def _refuse(ground: Ground, upload: Upload, why: Refused) -> None:
    """For good: nothing of it stays."""
    _settle(ground, upload, lambda session, held: uploads.refuse(held, why, at=ground.now()))
    ground.store.forget(upload.id)


def _let_go(store: FileStore, upload: Upload, received: Received) -> None:
    """A copy that was gathered on this machine goes; where it is the upload itself, it stays."""
    if received.path.stem != upload.id:
        store.discard(received)


def _looked_into(ground: Ground, upload: Upload, received: Received, *, by: Actor) -> Seen:
    try:
        seen = inspect(received.path, upload.name)
    except Refused as why:
        _refuse(ground, upload, why)
        raise
    try:
        finding = ground.scanner.scan(received.path) if ground.scanner else ""
    except ScannerAway:
        raise Refused("evidence.scanner_away", name=upload.name) from None
    if finding:
        _settle(
            ground, upload, lambda session, held: uploads.quarantine(session, held, finding, by=by, at=ground.now())
        )
        raise Refused("upload.infected", name=upload.name)
    return seen


def _keep(ground: Ground, upload: Upload, received: Received) -> None:
    with ground.database.writing() as session:
        held = uploads.held(session, upload.id)
        if held.state == UploadState.TAKEN:  # by another request, at this moment
            return
        broken = uploads.expect(session, held, received, room=ground.room, at=ground.now())
    try:
        ground.store.keep(received, anew=broken)
    except FileNotFoundError:  # another request put the same bytes there
        if ground.store.size(received.sha256) != received.size:
            raise


def _put(ground: Ground, upload_id: str, seen: Seen | None, *, by: Actor) -> Upload:
    with ground.database.writing() as session:
        upload = uploads.held(session, upload_id)
        if upload.state == UploadState.TAKEN or upload.sha256 is None:
            return upload
        received = Received(Path(upload_id), upload.sha256, upload.size)
        uploads.take(session, upload, received, today=ground.today, by=by, at=ground.now())
        if seen is not None:
            sights.keep(session, upload.sha256, seen, at=ground.now())
        return upload
