"""That a backup was made stands in the history, from where the office's page reads it."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.audit.models import Event
from workflow.audit.service import Actor, record
from workflow.backup.making import Made

THING, ACT = "backup", "backup.made"


def keep(session: Session, made: Made, *, by: Actor, at: datetime) -> None:
    manifest, folder = made.manifest, made.folder
    facts: dict[str, Any] = {"name": folder.name, "folder": str(folder.parent), "size": manifest.size}
    facts |= {"files": len(manifest.files), "left_out": len(manifest.left_out)}
    record(session, ACT, THING, by=by, at=at, **facts)


def latest(session: Session) -> Event | None:
    """The last one that was made, as the history has it."""
    made = select(Event).where(Event.thing == THING, Event.thing_id.is_(None), Event.act == ACT)
    return session.scalars(made.order_by(Event.id.desc()).limit(1)).first()
