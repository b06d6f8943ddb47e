"""Answers to the reader's questions. Some only say what a person knows; some mend the rows in the same edit."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy.orm import Session

from workflow.errors import Refused
from workflow.plans.desk import shares
from workflow.plans.desk.mending import Hand, keep, opened
from workflow.plans.desk.models import Intake, IntakeEdit
from workflow.plans.desk.naming import spoken
from workflow.plans.desk.rows import DayRow, DoubtRow, ItemRow, Row
from workflow.plans.desk.sheet import Sheet
from workflow.plans.models import BodyRole, ItemKind
from workflow.plans.reader.days import Years, mentions
from workflow.plans.reader.signs import folded

MENDED = "mended"  # settled by a mend of the row it was about
ANSWERS: dict[str, tuple[str, ...]] = {
    "lead_not_stated": ("first_leads", "ask_later"),
    "open_list": ("nobody_else", "ask_later"),
    "day_ambiguous": ("with_year", "before_year", "no_deadline"),
    "value_set_above": ("wait",),
    "day_no_year": ("year_of_issue", "no_deadline"),
    "day_unclear": ("no_deadline",),
    "body_odd": ("is_body", "generic", "no_body"),
    "body_none": ("standing", "general", "kept"),
    "body_inherited": ("inherit", "standing", "kept"),
    "body_in_prose": ("as_told", "standing", "kept"),
    "half_sentence": ("complete", "check_paper"),
    "number_gap": ("complete", "check_paper"),
    "control_signs": ("kept", "check_paper"),
    "page_number": ("left_out", "check_paper"),
    "page_furniture": ("web_words", "check_paper"),
    "bracket_half": ("complete", "check_paper"),
    "name_missing": ("kept", "check_paper"),
}
"""The answers that a question offers, in the order of their buttons."""
OTHERS = ("kept",)  # for a question that is not listed


@dataclass
class Answering:
    """The rows as they become while one or many questions are answered."""

    sheet: Sheet
    changes: dict[str, Row | None] = field(default_factory=dict)

    def item(self, key: str | None) -> ItemRow | None:
        changed = self.changes.get(key or "")
        return changed if isinstance(changed, ItemRow) else self.sheet.items.get(key or "")


def answers(question: str) -> tuple[str, ...]:
    return ANSWERS.get(question, OTHERS)


def answer(
    session: Session, intake: Intake, key: str, said: str, *, alike: bool, hand: Hand
) -> tuple[IntakeEdit | None, int]:
    """Answer a question, or with `alike` every open one of its kind; an empty answer opens it again. Returns the mend
    and how many were answered."""
    sheet = opened(session, intake)
    doubt = sheet.doubts.get(key)
    if doubt is None:
        raise Refused("intake.gone")
    if said and said not in answers(doubt.question):
        raise Refused("intake.no_answer")
    chosen = [key] if not (alike and said) else _open_alike(sheet, doubt.question)
    answering = Answering(sheet)
    for one in chosen:
        asked = sheet.doubts[one]
        answering.changes[one] = replace(asked, answer=said or None)
        effect = EFFECTS.get((asked.question, said))
        if effect:
            effect(answering, asked)
    act = "doubts.answered" if len(chosen) > 1 else "doubt.answered" if said else "doubt.reopened"
    edit = keep(session, intake, sheet, act, answering.changes, words=spoken(sheet, key) or doubt.quote, hand=hand)
    return edit, len(chosen)


def _open_alike(sheet: Sheet, question: str) -> list[str]:
    return [key for key, one in sheet.doubts.items() if one.question == question and one.answer is None]


def _day_becomes(answering: Answering, doubt: DoubtRow, due_on: date | None, *, owed: bool | None = None) -> None:
    """The day that is in question, and the targets that took their day from it."""
    item = answering.item(doubt.item)
    if item is None or doubt.item is None:
        return

    def settled(day: DayRow) -> DayRow:
        here = day.start == doubt.start and not day.by_office
        mended = replace(day, due_on=due_on, question=None, owed=day.owed if owed is None else owed)
        return mended if here else day

    was = next((day.due_on for day in item.days if day.start == doubt.start and not day.by_office), None)
    answering.changes[doubt.item] = replace(item, days=tuple(map(settled, item.days)))
    if was is None or due_on is None or was == due_on:
        return
    for key, target in answering.sheet.targets_of(doubt.item).items():
        if doubt.quote in target.sentence and target.due_on == was:
            answering.changes[key] = replace(target, due_on=due_on)


def _day(answering: Answering, doubt: DoubtRow) -> date | None:
    item = answering.item(doubt.item)
    return next((day.due_on for day in item.days if day.start == doubt.start), None) if item else None


def _with_year(answering: Answering, doubt: DoubtRow) -> None:
    _day_becomes(answering, doubt, _day(answering, doubt))


def _before_year(answering: Answering, doubt: DoubtRow) -> None:
    day = _day(answering, doubt)
    _day_becomes(answering, doubt, date(day.year - 1, 12, 31) if day else None)


def _no_deadline(answering: Answering, doubt: DoubtRow) -> None:
    _day_becomes(answering, doubt, _day(answering, doubt), owed=False)


def _year_of_issue(answering: Answering, doubt: DoubtRow) -> None:
    issued = answering.sheet.front.issued_on
    if issued is None:
        raise Refused("intake.no_issue_day")
    flat = folded(doubt.quote)
    named = [day.due_on for day in mentions(flat, 0, len(flat), Years(issued.year)) if day.due_on]
    _day_becomes(answering, doubt, named[0] if named else date(issued.year, 12, 31))


def _kind(kind: ItemKind) -> Callable[[Answering, DoubtRow], None]:
    def effect(answering: Answering, doubt: DoubtRow) -> None:
        item = answering.item(doubt.item)
        if item is not None and doubt.item is not None:
            answering.changes[doubt.item] = replace(item, kind=kind)

    return effect


def _inherit(answering: Answering, doubt: DoubtRow) -> None:
    item = answering.item(doubt.item)
    if item is not None and doubt.item is not None:
        answering.changes[doubt.item] = shares.inherited(item)


def _as_told(answering: Answering, doubt: DoubtRow) -> None:
    """The bodies that the sentence names become the item's."""
    item = answering.item(doubt.item)
    if item is not None and doubt.item is not None and not item.bodies:
        others = [name for name in doubt.facts.get("others", "").split(";") if name]
        wanted = [shares.Share(len(item.clauses), doubt.facts["lead"], BodyRole.LEAD)]
        wanted += [shares.Share(len(item.clauses), name, BodyRole.CO) for name in others]
        answering.changes[doubt.item] = shares.with_shares(item, wanted, ())


def _generic(answering: Answering, doubt: DoubtRow) -> None:
    item = answering.item(doubt.item)
    if item is not None and doubt.item is not None:
        answering.changes[doubt.item] = shares.generic(item, doubt.start)


def _no_body(answering: Answering, doubt: DoubtRow) -> None:
    item = answering.item(doubt.item)
    if item is not None and doubt.item is not None:
        answering.changes[doubt.item] = shares.without(item, doubt.start)


EFFECTS: dict[tuple[str, str], Callable[[Answering, DoubtRow], None]] = {
    ("day_ambiguous", "with_year"): _with_year,
    ("day_ambiguous", "before_year"): _before_year,
    ("day_ambiguous", "no_deadline"): _no_deadline,
    ("day_no_year", "year_of_issue"): _year_of_issue,
    ("day_no_year", "no_deadline"): _no_deadline,
    ("day_unclear", "no_deadline"): _no_deadline,
    ("body_odd", "generic"): _generic,
    ("body_odd", "no_body"): _no_body,
    ("body_none", "standing"): _kind(ItemKind.STANDING),
    ("body_none", "general"): _kind(ItemKind.GENERAL),
    ("body_inherited", "inherit"): _inherit,
    ("body_inherited", "standing"): _kind(ItemKind.STANDING),
    ("body_in_prose", "as_told"): _as_told,
    ("body_in_prose", "standing"): _kind(ItemKind.STANDING),
}
