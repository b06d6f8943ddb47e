"""A later edition on the desk beside the edition in force: what continues what, and what the office decided of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.audit.service import Actor
from workflow.plans import queries as plans
from workflow.plans.comparing import Continues, Pair, Passage, compare
from workflow.plans.desk.mending import mend
from workflow.plans.desk.models import Intake, IntakeEdit
from workflow.plans.desk.naming import heading
from workflow.plans.desk.rows import ChangeRow
from workflow.plans.desk.sheet import Sheet
from workflow.plans.models import Edition, Item, ItemKind
from workflow.plans.rules import mask, spoken_number

AS_TASKS = (ItemKind.MEASURE, ItemKind.STANDING)
ASKED = (Continues.CHANGED, Continues.NEW, Continues.GONE)  # a person decides; the rest goes on as it is


@dataclass(frozen=True)
class Beside:
    """An item of either edition with what became of it. `carry`: its task goes on; `decided` says a person said so.
    Where neither has a task (general requirements) there is nothing to decide."""

    key: str
    how: Continues
    old: Passage[int] | None
    new: Passage[str] | None
    carry: bool
    decided: bool
    has_task: bool

    @property
    def asked(self) -> bool:
        return self.has_task and self.how in ASKED and not self.decided


@dataclass(frozen=True)
class Outcome:
    """How many tasks go on, begin and end once the edition is confirmed, and how many decisions are still missing."""

    goes_on: int
    begins: int
    ends: int
    asked: int


def outcome(pairs: Sequence[Beside]) -> Outcome:
    tasks = [pair for pair in pairs if pair.has_task]
    return Outcome(
        goes_on=sum(pair.old is not None and pair.carry for pair in tasks),
        begins=sum(pair.new is not None and not pair.carry for pair in tasks),
        ends=sum(pair.old is not None and not pair.carry for pair in tasks),
        asked=sum(pair.asked for pair in pairs),
    )


def beside(session: Session, intake: Intake, sheet: Sheet, edition: Edition | None = None) -> list[Beside]:
    """Every item of both editions once, in the order of the new one; those that are gone at the end. `edition` is the
    one to compare with, else the one in force."""
    if intake.amends_id is None:
        return []
    edition = edition or plans.edition_in_force(session, intake.amends_id)
    old = {} if edition is None else {one.key: one for one in _passages(session, edition)}
    new = {one.key: one for one in _drafted(sheet)}
    said = {key: row for key, row in sheet.changes.items() if _holds(row, old, new)}
    pairs = compare(list(old.values()), list(new.values()), decided=[(row.old, row.new) for row in said.values()])
    tasks = _with_task(session, edition) | {key for key, item in sheet.items.items() if item.kind in AS_TASKS}
    return [_beside(pair, old, new, said, tasks) for pair in pairs]


def _holds(row: ChangeRow, old: Collection[int], new: Collection[str]) -> bool:
    """A decision about items that are still there."""
    return (row.old is None or row.old in old) and (row.new is None or row.new in new)


def _beside(
    pair: Pair[int, str],
    old: dict[int, Passage[int]],
    new: dict[str, Passage[str]],
    said: dict[str, ChangeRow],
    tasks: set[int | str],
) -> Beside:
    key = entry_key(pair.old, pair.new)
    row = said.get(key)
    return Beside(
        key=key,
        how=pair.how,
        old=None if pair.old is None else old[pair.old],
        new=None if pair.new is None else new[pair.new],
        carry=pair.old is not None and pair.new is not None if row is None else row.carry,
        decided=row is not None,
        has_task=pair.old in tasks or pair.new in tasks,
    )


def _with_task(session: Session, edition: Edition | None) -> set[int | str]:
    """The items of an edition that became tasks."""
    if edition is None:
        return set()
    return set(session.scalars(select(Item.id).where(Item.edition_id == edition.id, Item.kind.in_(AS_TASKS))))


def entry_key(old: int | None, new: str | None) -> str:
    """The key of the decision on an item: by the new one's key, by the old one's id where it is gone."""
    return f"c{new}" if new is not None else f"c{old}"


def _passages(session: Session, edition: Edition) -> list[Passage[int]]:
    rows = session.scalars(
        select(Item).where(Item.edition_id == edition.id, Item.kind != ItemKind.CHAPTER).order_by(Item.ordinal)
    )
    taints = plans.taints(session, edition.id)
    return [
        Passage(item.id, item.number, item.heading, mask(edition.text[item.start : item.end], item.start, taints))
        for item in rows
    ]


def _drafted(sheet: Sheet) -> list[Passage[str]]:
    taints = list(sheet.taints.values())
    return [
        Passage(
            key,
            spoken_number(item.path),
            heading(item, taints),
            mask(sheet.text[item.start : item.end], item.start, taints),
        )
        for key, item in sheet.items.items()
    ]


def decide(
    session: Session, intake: Intake, sheet: Sheet, rows: dict[str, ChangeRow], *, by: Actor, at: datetime
) -> IntakeEdit | None:
    """Keep what a person decided; nothing to do where it was said before."""
    changed = {key: row for key, row in rows.items() if sheet.changes.get(key) != row}
    if not changed:
        return None
    return mend(session, intake, "decide_change", changed, seen=sheet.versions, words="", by=by, at=at)


def continued(
    session: Session, intake: Intake, sheet: Sheet, edition: Edition
) -> list[tuple[Item | None, Item | None, bool]]:
    """The confirmed edition's items with those of the edition before it: (old, new, whether the task goes on)."""
    before = session.scalar(
        select(Edition).where(Edition.plan_id == edition.plan_id, Edition.ordinal == edition.ordinal - 1)
    )
    made = {
        (item.start, item.end): item
        for item in session.scalars(select(Item).where(Item.edition_id == edition.id, Item.kind != ItemKind.CHAPTER))
    }
    found: list[tuple[Item | None, Item | None, bool]] = []
    for one in beside(session, intake, sheet, before):
        row = sheet.items[one.new.key] if one.new else None
        new = made[row.start, row.end] if row else None
        found.append((session.get(Item, one.old.key) if one.old else None, new, one.carry))
    return found
