"""Mending one item: heading, kind, bodies, days; and the head of the document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy.orm import Session

from workflow.errors import Refused
from workflow.plans.desk import shares
from workflow.plans.desk.doubts import MENDED
from workflow.plans.desk.mending import Hand, keep, opened
from workflow.plans.desk.models import Intake, IntakeEdit
from workflow.plans.desk.naming import heading, spoken, veiled
from workflow.plans.desk.rows import DayRow, DoubtRow, Front, ItemRow, Row
from workflow.plans.desk.sheet import FRONT, Sheet
from workflow.plans.models import ItemKind


@dataclass(frozen=True)
class WantedDay:
    """A day as a person wants it; `start` is None for one that the office sets."""

    words: str
    start: int | None
    due_on: date | None
    owed: bool


@dataclass(frozen=True)
class Wanted:
    """An item as a person wants it. `everywhere` are printed names that mean a department in other items too."""

    heading: str
    kind: ItemKind
    shares: Sequence[shares.Share]
    open_ended: Sequence[bool]
    days: Sequence[WantedDay]
    everywhere: Mapping[str, int] = field(default_factory=dict)


def item_of(sheet: Sheet, key: str) -> ItemRow:
    """The item on the desk; refused when it was merged away."""
    if key not in sheet.items:
        raise Refused("intake.gone")
    return sheet.items[key]


def save(session: Session, intake: Intake, key: str, wanted: Wanted, *, hand: Hand) -> IntakeEdit | None:
    """Mend an item as a whole. Questions that the mend settles are answered with it."""
    sheet = opened(session, intake)
    item = item_of(sheet, key)
    shown = heading(item, sheet.taints.values())
    changed = replace(
        shares.with_shares(item, wanted.shares, wanted.open_ended),
        kind=wanted.kind,
        heading=item.heading if wanted.heading == shown else wanted.heading,
        days=tuple(_day(item, day) for day in wanted.days),
    )
    mended = {key: changed}
    for name, department in wanted.everywhere.items():
        others = replace(sheet, items=sheet.items | mended)
        mended |= shares.known_everywhere(others, name, department, is_generic=False)
    return kept(session, intake, sheet, "item.mended", mended, hand=hand)


def _day(item: ItemRow, wanted: WantedDay) -> DayRow:
    printed = next((d for d in item.days if d.start == wanted.start and not d.by_office), None)
    if printed is None:
        return DayRow(wanted.words, item.start, item.start, wanted.due_on, by_office=True, owed=wanted.owed)
    question = None if printed.due_on != wanted.due_on else printed.question
    return replace(printed, due_on=wanted.due_on, owed=wanted.owed, question=question)


def swap_lead(session: Session, intake: Intake, key: str, *, place: int, hand: Hand) -> IntakeEdit | None:
    """Another body of the item leads its clause; `place` counts the item's bodies."""
    sheet = opened(session, intake)
    item = item_of(sheet, key)
    if not 0 <= place < len(item.bodies):
        raise Refused("intake.gone")
    return kept(session, intake, sheet, "item.lead_swapped", {key: shares.led_by(item, place)}, hand=hand)


def set_kind(session: Session, intake: Intake, key: str, *, kind: ItemKind, hand: Hand) -> IntakeEdit | None:
    sheet = opened(session, intake)
    changed = replace(item_of(sheet, key), kind=kind)
    return kept(session, intake, sheet, "item.kind_set", {key: changed}, hand=hand)


def inherit(session: Session, intake: Intake, key: str, *, hand: Hand) -> IntakeEdit | None:
    """沿用: the bodies of the part around an item become its own."""
    sheet = opened(session, intake)
    changed = shares.inherited(item_of(sheet, key))
    return kept(session, intake, sheet, "item.inherited", {key: changed}, hand=hand)


def kept(
    session: Session, intake: Intake, sheet: Sheet, act: str, mended: Mapping[str, ItemRow], *, hand: Hand
) -> IntakeEdit | None:
    """Keep mended items. Questions that the mend settles are answered with it."""
    changes: dict[str, Row | None] = {**mended}
    for asked, doubt in sheet.doubts.items():
        key = doubt.item or ""
        if key in mended and doubt.answer is None and settles(doubt, sheet.items[key], mended[key]):
            changes[asked] = replace(doubt, answer=MENDED)
    return keep(session, intake, sheet, act, changes, words=spoken(sheet, next(iter(mended))), hand=hand)


def settles(doubt: DoubtRow, before: ItemRow, after: ItemRow) -> bool:
    """Whether a mend of its item answers a question."""
    if doubt.question == "lead_not_stated":
        return (before.lead and before.lead.name) != (after.lead and after.lead.name)
    if doubt.question == "open_list":
        return {body.name for body in after.bodies} > {body.name for body in before.bodies}
    if doubt.question in ("body_none", "body_inherited", "body_in_prose"):
        return bool(after.bodies) or after.kind != ItemKind.MEASURE
    if doubt.question == "body_odd":
        body = next((one for one in after.bodies if one.start == doubt.start), None)
        return body is None or body.generic or body.department_id is not None
    if doubt.question.startswith("day_"):
        return _day_at(before, doubt.start) != _day_at(after, doubt.start)
    return False


def _day_at(item: ItemRow, start: int) -> DayRow | None:
    return next((day for day in item.days if day.start == start and not day.by_office), None)


def save_front(session: Session, intake: Intake, front: Front, *, hand: Hand) -> IntakeEdit | None:
    """Title, document number, issuer and day. Words shown masked and left so stay what they were."""
    sheet = opened(session, intake)
    taints, was = list(sheet.taints.values()), sheet.front
    title = was.title if front.title == veiled(was.title, taints) else front.title
    plan = was.plan_title if front.plan_title == veiled(was.plan_title, taints) else front.plan_title
    changes: dict[str, Row | None] = {FRONT: replace(front, title=title, plan_title=plan)}
    return keep(session, intake, sheet, "front.mended", changes, words=spoken(sheet, FRONT), hand=hand)
