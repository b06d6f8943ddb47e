"""A mend of the draft: rows change, what stood before is kept, and it can be undone.

Every act on the desk (mend a heading, merge, split, add a target) ends in `mend`. `seen` are the versions of the
rows as the person saw them: who comes second to the same row is told, and nothing of the first is lost.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow.audit.service import Actor
from workflow.errors import Refused
from workflow.plans.desk.models import Intake, IntakeEdit, IntakeEntry, IntakeState
from workflow.plans.desk.rows import Row, kind_of
from workflow.plans.plain import plain

Image = dict[str, Any] | None  # facts, position and whether gone; None before the row was there


def mend(
    session: Session,
    intake: Intake,
    act: str,
    changes: Mapping[str, Row | None],
    *,
    seen: Mapping[str, int],
    words: str,
    by: Actor,
    at: datetime,
) -> IntakeEdit:
    """Put new rows in place of old ones; None takes a row away, a new key adds one. Refused when somebody mended one
    of the rows since it was seen (`intake.mended_since`, with her name), or the document left the desk."""
    if intake.state != IntakeState.ON_DESK:
        raise Refused("intake.closed")
    entries = _entries(session, intake, changes)
    _refuse_newer(session, intake, {key: entries[key] for key in changes if key in entries}, seen)
    kept: dict[str, dict[str, Image]] = {}
    for key, one in changes.items():
        entry = entries.get(key)
        before = image(entry) if entry is not None else None
        kept[key] = {"before": before, "after": image(_put(session, intake, key, entry, one))}
    session.flush()
    return _note(session, intake, act, kept, words=words, by=by, at=at)


def undo(session: Session, edit: IntakeEdit, *, by: Actor, at: datetime) -> IntakeEdit:
    """Put back what a mend changed; refused when it was undone, or somebody mended the same rows after it."""
    intake = session.get_one(Intake, edit.intake_id)
    if intake.state != IntakeState.ON_DESK:
        raise Refused("intake.closed")
    if session.scalar(select(IntakeEdit.id).where(IntakeEdit.undoes_id == edit.id)) is not None:
        raise Refused("intake.undone")
    entries = _entries(session, intake, edit.changes)
    kept: dict[str, dict[str, Image]] = {}
    for key, images in edit.changes.items():
        if image(entries[key]) != images["after"]:
            raise Refused("intake.mended_after", name=_last_hand(session, intake, key))
        _restore(entries[key], images["before"])
        kept[key] = {"before": images["after"], "after": image(entries[key])}
    session.flush()
    undoing = _note(session, intake, edit.act, kept, words=edit.words, by=by, at=at)
    undoing.undoes_id = edit.id
    session.flush()
    return undoing


def image(entry: IntakeEntry) -> dict[str, Any]:
    return {"facts": entry.facts, "position": entry.position, "gone": entry.gone}


def _entries(session: Session, intake: Intake, keys: Mapping[str, Any]) -> dict[str, IntakeEntry]:
    rows = session.scalars(select(IntakeEntry).where(IntakeEntry.intake_id == intake.id, IntakeEntry.key.in_(keys)))
    return {entry.key: entry for entry in rows}


def _refuse_newer(
    session: Session, intake: Intake, entries: Mapping[str, IntakeEntry], seen: Mapping[str, int]
) -> None:
    for key, entry in entries.items():
        if entry.version != seen.get(key):
            raise Refused("intake.mended_since", name=_last_hand(session, intake, key))


def _last_hand(session: Session, intake: Intake, key: str) -> str:
    """Who mended a row last."""
    edits = session.execute(
        select(IntakeEdit.actor, IntakeEdit.changes)
        .where(IntakeEdit.intake_id == intake.id)
        .order_by(IntakeEdit.ordinal.desc())
    )
    return next((actor for actor, changes in edits if key in changes), "")


def _put(session: Session, intake: Intake, key: str, entry: IntakeEntry | None, one: Row | None) -> IntakeEntry:
    if entry is None:
        if one is None:
            raise Refused("intake.gone")
        entry = IntakeEntry(intake=intake, kind=kind_of(one), key=key, position=_place(one), facts=plain(one))
        session.add(entry)
    elif one is None:
        entry.gone = True
    else:
        entry.facts, entry.gone = plain(one), False
    return entry


def _place(one: Row) -> int:
    """New rows are ordered by where they stand in the text."""
    return getattr(one, "start", 0)


def _restore(entry: IntakeEntry, before: Image) -> None:
    if before is None:
        entry.gone = True
    else:
        entry.facts, entry.gone, entry.position = before["facts"], before["gone"], before["position"]


def _note(
    session: Session, intake: Intake, act: str, kept: dict[str, Any], *, words: str, by: Actor, at: datetime
) -> IntakeEdit:
    last = session.scalar(select(func.max(IntakeEdit.ordinal)).where(IntakeEdit.intake_id == intake.id)) or 0
    edit = IntakeEdit(
        intake_id=intake.id,
        ordinal=last + 1,
        act=act,
        words=words[:300],
        changes=kept,
        account_id=by.account_id,
        actor=by.name,
        at=at,
    )
    session.add(edit)
    session.flush()
    return edit
