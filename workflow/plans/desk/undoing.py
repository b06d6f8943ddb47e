"""Undoing mends, and undoing that again. Nobody's later work is lost by it: rows must stand as the mend left them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.errors import Refused
from workflow.plans.desk import queries
from workflow.plans.desk.mending import Hand, Image, entries_of, hold, image, last_hand, note
from workflow.plans.desk.models import Intake, IntakeEdit, IntakeEntry
from workflow.plans.desk.rows import DoubtRow, TaintRow, TargetRow
from workflow.plans.desk.sheet import Sheet

SHOWN = 50


@dataclass(frozen=True)
class Mend:
    """A mend as the list shows it. `open`: it can be undone now; `taken`: it took another one back."""

    edit: IntakeEdit
    undone: bool
    open: bool
    taken: bool

    @property
    def again(self) -> bool:
        """It did again what had been taken back."""
        return self.edit.undoes_id is not None and not self.taken

    @property
    def key(self) -> str:
        return place_of(self.edit)


def place_of(edit: IntakeEdit) -> str:
    """Where on the desk a mend is seen: its first item that stands after it, else its first row."""
    standing = [key for key, images in edit.changes.items() if not images["after"]["gone"]] or list(edit.changes)
    return next((key for key in standing if key.startswith("i")), standing[0])


def did_again(session: Session, intake: Intake, edit: IntakeEdit) -> bool:
    """Whether it did again what had been taken back."""
    above, _undone = _undoings(session, intake)
    return edit.id in above and not _is_undoing(edit.id, above)


def undo(session: Session, edit: IntakeEdit, *, hand: Hand) -> IntakeEdit:
    """Put back what a mend changed; refused when it was undone, or somebody mended the same rows after it."""
    intake = session.get_one(Intake, edit.intake_id)
    hold(session, intake)
    if session.scalar(select(IntakeEdit.id).where(IntakeEdit.undoes_id == edit.id)) is not None:
        raise Refused("intake.undone")
    entries = entries_of(session, intake, edit.changes)
    kept: dict[str, dict[str, Image]] = {}
    for key, images in edit.changes.items():
        if image(entries[key]) != images["after"]:
            raise Refused("intake.mended_after", name=last_hand(session, intake, key))
        _restore(entries[key], images["before"])
        kept[key] = {"before": images["after"], "after": image(entries[key])}
    undoing = note(session, intake, edit.act, kept, words=edit.words, by=hand.by, at=hand.at)
    undoing.undoes_id = edit.id
    session.flush()
    _refuse_hanging(session, intake, kept)
    return undoing


def undo_last(session: Session, intake: Intake, *, hand: Hand) -> IntakeEdit:
    """Undo this person's own latest mend that still holds; another's is undone by name only."""
    hold(session, intake)
    mine = select(IntakeEdit).where(IntakeEdit.intake_id == intake.id, IntakeEdit.account_id == hand.by.account_id)
    above, undone = _undoings(session, intake)
    for edit in session.scalars(mine.order_by(IntakeEdit.ordinal.desc())):
        if edit.id not in undone and not _is_undoing(edit.id, above):
            return undo(session, edit, hand=hand)
    raise Refused("intake.nothing_to_undo")


def mends(session: Session, intake: Intake, *, before: int | None = None) -> list[Mend]:
    """The mends, newest first, and one more than is shown; which of them can be undone now."""
    rows = select(IntakeEdit).where(IntakeEdit.intake_id == intake.id)
    if before is not None:
        rows = rows.where(IntakeEdit.ordinal < before)
    edits = session.scalars(rows.order_by(IntakeEdit.ordinal.desc()).limit(SHOWN + 1)).all()
    (above, undone), now = _undoings(session, intake), _images(session, intake, edits)
    return [
        Mend(edit, edit.id in undone, edit.id not in undone and _holds(edit, now), _is_undoing(edit.id, above))
        for edit in edits
    ]


def _images(session: Session, intake: Intake, edits: Sequence[IntakeEdit]) -> dict[str, dict[str, Any]]:
    touched = {key for edit in edits for key in edit.changes}
    rows = session.execute(
        select(IntakeEntry.key, IntakeEntry.facts, IntakeEntry.position, IntakeEntry.gone).where(
            IntakeEntry.intake_id == intake.id, IntakeEntry.key.in_(touched)
        )
    )
    return {row.key: {"facts": row.facts, "position": row.position, "gone": row.gone} for row in rows}


def _holds(edit: IntakeEdit, now: dict[str, dict[str, Any]]) -> bool:
    return all(now.get(key) == images["after"] for key, images in edit.changes.items())


def _undoings(session: Session, intake: Intake) -> tuple[dict[int, int], set[int]]:
    """Each undoing with what it undid, and all that was undone."""
    rows = select(IntakeEdit.id, IntakeEdit.undoes_id).where(IntakeEdit.intake_id == intake.id)
    above = {row[0]: row[1] for row in session.execute(rows) if row[1] is not None}
    return above, set(above.values())


def _is_undoing(edit: int, above: dict[int, int]) -> bool:
    """Whether it took something back: to undo an undoing is to do it again."""
    taken = False
    while edit in above:
        edit, taken = above[edit], not taken
    return taken


def _restore(entry: IntakeEntry, before: Image) -> None:
    if before is None:
        entry.gone = True
    else:
        entry.facts, entry.gone, entry.position = before["facts"], before["gone"], before["position"]


def _refuse_hanging(session: Session, intake: Intake, kept: dict[str, Any]) -> None:
    """Nothing may come to hang on an item that is not there any more."""
    sheet = queries.sheet(session, intake)
    for key, item in _hung(sheet):
        if item not in sheet.items:
            raise Refused("intake.mended_after", name=last_hand(session, intake, item if key in kept else key))


def _hung(sheet: Sheet) -> Iterator[tuple[str, str]]:
    for key, one in sheet.rows():
        if isinstance(one, TargetRow | TaintRow | DoubtRow) and one.item is not None:
            yield key, one.item
