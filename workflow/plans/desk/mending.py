"""A mend of the draft: rows change, what stood before is kept, and it can be undone.

Every act on the desk (mend a heading, merge, split, add a target) begins with `opened` and ends in `mend`. `seen` are
the versions of the rows as the person saw them: who comes second to the same row is told, and nothing of the first is
lost. Mends of one document follow one another: each holds the document until it is committed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow.audit.service import Actor
from workflow.errors import Refused
from workflow.plans.desk import queries
from workflow.plans.desk.models import Intake, IntakeEdit, IntakeEntry, IntakeState
from workflow.plans.desk.naming import plan_title
from workflow.plans.desk.rows import Front, Row, kind_of
from workflow.plans.desk.sheet import FRONT, Sheet
from workflow.plans.plain import plain, row

Image = dict[str, Any] | None  # facts, position and whether gone; None before the row was there


@dataclass(frozen=True)
class Hand:
    """Who mends and when; `seen` are versions as she saw them, other rows count as they stand."""

    by: Actor
    at: datetime
    seen: Mapping[str, int] = field(default_factory=dict)


def opened(session: Session, intake: Intake) -> Sheet:
    """The sheet as it stands, held until the transaction ends. Refused when the document left the desk."""
    hold(session, intake)
    return queries.sheet(session, intake)


def hold(session: Session, intake: Intake) -> None:
    """Nobody else mends the document until the transaction ends (SQLite's writers wait for one another anyway)."""
    session.refresh(intake, ("state", "title", "version"), with_for_update=True)
    if intake.state != IntakeState.ON_DESK:
        raise Refused("intake.closed")


def keep(
    session: Session,
    intake: Intake,
    sheet: Sheet,
    act: str,
    changes: Mapping[str, Row | None],
    *,
    words: str,
    hand: Hand,
) -> IntakeEdit | None:
    """Mend the rows that differ from the sheet; None where nothing does."""
    standing = dict(sheet.rows())
    changed = {key: one for key, one in changes.items() if standing.get(key) != one}
    if not changed:
        return None
    seen = {**sheet.versions, **hand.seen}
    return mend(session, intake, act, changed, seen=seen, words=words, by=hand.by, at=hand.at)


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
    hold(session, intake)
    entries = entries_of(session, intake, changes)
    _refuse_newer(session, intake, {key: entries[key] for key in changes if key in entries}, seen)
    kept: dict[str, dict[str, Image]] = {}
    for key, one in changes.items():
        entry = entries.get(key)
        before = image(entry) if entry is not None else None
        kept[key] = {"before": before, "after": image(_put(session, intake, key, entry, one))}
    return note(session, intake, act, kept, words=words, by=by, at=at)


def image(entry: IntakeEntry) -> dict[str, Any]:
    return {"facts": entry.facts, "position": entry.position, "gone": entry.gone}


def entries_of(session: Session, intake: Intake, keys: Iterable[str]) -> dict[str, IntakeEntry]:
    rows = select(IntakeEntry).where(IntakeEntry.intake_id == intake.id, IntakeEntry.key.in_(keys))
    fresh = session.scalars(rows.execution_options(populate_existing=True))
    return {entry.key: entry for entry in fresh}


def _refuse_newer(
    session: Session, intake: Intake, entries: Mapping[str, IntakeEntry], seen: Mapping[str, int]
) -> None:
    for key, entry in entries.items():
        unseen = entry.gone and key not in seen  # taken away before: nobody saw it
        if entry.version != seen.get(key) and not unseen:
            raise Refused("intake.mended_since", name=last_hand(session, intake, key))


def last_hand(session: Session, intake: Intake, key: str) -> str:
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
        entry = IntakeEntry(
            intake=intake, kind=kind_of(one), key=key, position=_place(one), facts=plain(one), gone=False
        )
        session.add(entry)
    elif one is None:
        entry.gone = True
    else:
        entry.facts, entry.gone = plain(one), False
    return entry


def _place(one: Row) -> int:
    """New rows are ordered by where they stand in the text."""
    return getattr(one, "start", 0)


def note(
    session: Session, intake: Intake, act: str, kept: dict[str, Any], *, words: str, by: Actor, at: datetime
) -> IntakeEdit:
    """Keep what a mend or its undoing changed."""
    if FRONT in kept:
        front = row(Front, kept[FRONT]["after"]["facts"])
        intake.title = plan_title(front, queries.sheet(session, intake).taints.values())
    session.flush()
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
