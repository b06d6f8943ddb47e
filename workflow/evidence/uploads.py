"""Files on their way in: what may begin, what stops one, what becomes of it. `taking_in` puts these steps together."""

import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from workflow.adapters.files import Received
from workflow.audit import service as audit
from workflow.errors import Refused
from workflow.evidence import quotas, rules, service
from workflow.evidence.arriving_models import Upload, UploadState
from workflow.evidence.describing import Proves, describe, prove
from workflow.evidence.inspecting import Doubt
from workflow.evidence.models import Evidence
from workflow.evidence.moves import MOVES, UploadAct

REASON_LEAST, REASON_LIMIT = 5, 300
Doubts = Sequence[tuple[Doubt, str]]


@dataclass(frozen=True)
class Room:
    """How large a file may be (bytes), and how much a department may keep (MB; 0: as much as it wants)."""

    limit: int
    quota: int = 0


def begin(
    session: Session,
    department_id: int,
    *,
    name: str,
    size: int,
    meant: dict[str, Any],
    room: Room,
    by: audit.Actor,
    at: datetime,
) -> Upload:
    """A file is announced: judged by its name and size before a single byte is sent. Its id cannot be guessed."""
    clean = rules.plain_name(name)
    if rules.ending(clean) not in rules.KINDS:
        raise Refused("evidence.kind_refused", name=clean)
    if size == 0:
        raise Refused("evidence.empty", name=clean)
    if size > room.limit:
        raise Refused("evidence.too_large", name=clean, limit=room.limit // quotas.MEGABYTE)
    quotas.must_have_room(session, department_id, size, default=room.quota)
    upload = Upload(id=secrets.token_hex(16), account_id=by.account_id, department_id=department_id, name=clean)
    upload.size, upload.state, upload.meant, upload.said = size, UploadState.ARRIVING, meant, {}
    upload.began_at = upload.renewed_at = at
    session.add(upload)
    session.flush()
    return upload


def held(session: Session, upload_id: str) -> Upload:
    """As it stands now, locked: two requests about one upload take turns."""
    return session.get_one(Upload, upload_id, with_for_update=True, populate_existing=True)


def renew(session: Session, upload_id: str, *, at: datetime) -> None:
    """A piece has come: it does not stand still."""
    held(session, upload_id).renewed_at = at


def ask(session: Session, upload: Upload, doubts: Doubts, *, by: audit.Actor, at: datetime) -> None:
    """Stop it: a person must say that it may be here. The history keeps what kind of doubt, never the words."""
    _move(upload, UploadAct.ASK, at=at)
    upload.said = {"doubts": [[doubt.value, words] for doubt, words in doubts]}
    _record(session, "upload.asked", upload, by=by, at=at, doubts=[doubt.value for doubt, _ in doubts])


def confirm(session: Session, upload: Upload, *, reason: str, by: audit.Actor, at: datetime) -> None:
    """It may be here; the reason stands beside the file with the person's name."""
    reason = " ".join(reason.split())
    if len(reason) < REASON_LEAST:
        raise Refused("upload.reason_short", least=REASON_LEAST)
    if len(reason) > REASON_LIMIT:
        raise Refused("evidence.reason_too_long", limit=REASON_LIMIT)
    _move(upload, UploadAct.CONFIRM, at=at)
    upload.reason = reason
    kinds = [kind for kind, _ in upload.said.get("doubts", [])]
    _record(session, "upload.confirmed", upload, by=by, at=at, reason=reason, doubts=kinds)


def give_up(session: Session, upload: Upload, *, by: audit.Actor, at: datetime) -> None:
    """It is not wanted any more. The caller forgets its bytes; what was found in them is forgotten here."""
    asked = upload.state == UploadState.ASKED
    _move(upload, UploadAct.GIVE_UP, at=at)
    upload.said = {}
    if asked:
        _record(session, "upload.given_up", upload, by=by, at=at)


def refuse(upload: Upload, why: Refused, *, at: datetime) -> None:
    """It is of no kind that is taken, or not what it says."""
    _move(upload, UploadAct.REFUSE, at=at)
    upload.said = {"key": why.key, "facts": why.facts}


def quarantine(session: Session, upload: Upload, finding: str, *, by: audit.Actor, at: datetime) -> None:
    """The scanner found something: the bytes stay where nobody gets them until the administrator destroys them."""
    _move(upload, UploadAct.QUARANTINE, at=at)
    upload.said = {"finding": finding}
    _record(session, "upload.quarantined", upload, by=by, at=at, finding=finding)


def destroy(session: Session, upload: Upload, *, by: audit.Actor, at: datetime) -> None:
    """The administrator destroys what the scanner stopped; the caller forgets its bytes."""
    _move(upload, UploadAct.DESTROY, at=at)
    upload.said = {"key": "upload.infected", "facts": {"name": upload.name}} | upload.said
    _record(session, "upload.destroyed", upload, by=by, at=at, finding=upload.said.get("finding", ""))


def expect(session: Session, upload: Upload, received: Received, *, room: Room, at: datetime) -> bool:
    """The blob's row before the bytes are in their place; whether known bytes are broken and come anew."""
    if upload.state != UploadState.ARRIVING:
        MOVES.after(upload.state, UploadAct.TAKE)
    quotas.must_have_room(session, upload.department_id, upload.size, default=room.quota)
    blob = service.expect(session, received, at=at, name=upload.name)
    upload.sha256, upload.renewed_at = received.sha256, at
    return blob.fault is not None


def take(
    session: Session, upload: Upload, received: Received, *, today: date, by: audit.Actor, at: datetime
) -> Evidence:
    """The evidence, once the bytes are in their place, with what the person said of it."""
    _move(upload, UploadAct.TAKE, at=at)
    evidence = service.put(session, received, name=upload.name, department_id=upload.department_id, by=by, at=at)
    upload.evidence_id = evidence.id
    _say(session, upload.meant, evidence, today=today, by=by, at=at)
    return evidence


def _say(
    session: Session, meant: dict[str, Any], evidence: Evidence, *, today: date, by: audit.Actor, at: datetime
) -> None:
    """What was meant and does not hold any more (a share that has ended meanwhile) takes no file down."""
    if meant.get("kind") or meant.get("dated_on"):
        day = date.fromisoformat(meant["dated_on"]) if meant.get("dated_on") else None
        with suppress(Refused):
            describe(session, evidence, kind=meant.get("kind", ""), dated_on=day, today=today, by=by, at=at)
    if meant.get("task_id"):
        named = {name: meant[name] for name in ("target_id", "period", "claim") if meant.get(name)}
        with suppress(Refused):
            prove(session, evidence, Proves(meant["task_id"], **named), by=by, at=at)


def _move(upload: Upload, act: UploadAct, *, at: datetime) -> None:
    upload.state = MOVES.after(upload.state, act)
    upload.renewed_at = at


def _record(session: Session, act: str, upload: Upload, *, by: audit.Actor, at: datetime, **facts: Any) -> None:
    audit.record(session, act, "upload", by=by, at=at, name=upload.name, **facts)
