"""Putting files in. Three steps: the blob's row (committed), the bytes in their place, the evidence row.

Whatever stops between them leaves a pending row without bytes or bytes with a row, never evidence without bytes.
"""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from workflow.adapters.files import FileStore, Received, TooLarge
from workflow.adapters.files_face import FULL
from workflow.audit import service as audit
from workflow.errors import Refused
from workflow.evidence import inspecting, quotas, rules
from workflow.evidence.models import Blob, BlobState, Evidence


def receive(store: FileStore, stream: object, *, name: str, limit: int) -> Received:
    """For programs (pages: `taking_in`). Raises Refused when it is empty, too large, or not of an allowed kind."""
    clean = rules.plain_name(name)
    try:
        received = store.receive(stream, limit=limit)  # type: ignore[arg-type] # an upload reads like a file
    except TooLarge:
        raise Refused("evidence.too_large", name=clean, limit=limit // quotas.MEGABYTE) from None
    except OSError as error:
        if error.errno in FULL:
            raise Refused("files.full", name=clean) from None
        raise
    try:
        if received.size == 0:
            raise Refused("evidence.empty", name=clean)
        _must_be_beyond_doubt(inspecting.inspect(received.path, name), clean)
    except Refused:
        store.discard(received)
        raise
    return received


def _must_be_beyond_doubt(seen: inspecting.Seen, name: str) -> None:
    """A program has nobody to ask: what a person must vouch for comes in by the pages."""
    for doubt, said in seen.doubts:
        raise Refused(f"evidence.{doubt.value}", name=name, said=said)


def expect(session: Session, received: Received, *, at: datetime, name: str = "") -> Blob:
    """The blob's row before its bytes; known bytes are renewed, so that a sweep leaves them alone. Bytes that were
    destroyed do not come back."""
    blob = session.get(Blob, received.sha256, with_for_update=True)
    if blob is None:
        try:
            with session.begin_nested():
                blob = Blob(sha256=received.sha256, size=received.size, state=BlobState.PENDING)
                blob.renewed_at = blob.checked_at = at
                session.add(blob)
        except IntegrityError:  # somebody puts the same bytes in at this moment
            blob = session.get_one(Blob, received.sha256, with_for_update=True)
    _must_not_be_destroyed(blob, name)
    blob.renewed_at = at
    session.flush()
    return blob


def _must_not_be_destroyed(blob: Blob, name: str) -> None:
    if blob.state == BlobState.DESTROYED:
        raise Refused("evidence.destroyed_before", name=name)


def put(
    session: Session,
    received: Received,
    *,
    name: str,
    department_id: int,
    by: audit.Actor,
    at: datetime,
    demo: bool = False,
) -> Evidence:
    """The evidence row, once the bytes are in their place. Bytes that were broken are whole again by this."""
    blob = session.get(Blob, received.sha256, with_for_update=True)
    if blob is None:
        raise Refused("evidence.broken", name=name)
    _must_not_be_destroyed(blob, name)
    blob.state = BlobState.STORED
    blob.broken_since = blob.fault = None
    clean = rules.clean_name(name)
    evidence = Evidence(
        department_id=department_id,
        sha256=received.sha256,
        name=clean,
        media_type=rules.KINDS[rules.ending(clean)][0],
        put_by=by.account_id or 0,
        put_at=at,
        demo=demo,
    )
    session.add(evidence)
    session.flush()
    audit.record(session, "evidence.put", evidence, by=by, at=at, sha256=received.sha256, name=clean)
    return evidence
