"""Mending targets and goals: add one at a sentence, mend it, drop it."""

from dataclasses import replace

from sqlalchemy.orm import Session

from workflow.errors import Refused
from workflow.plans.desk import queries
from workflow.plans.desk.doubts import MENDED
from workflow.plans.desk.items import item_of
from workflow.plans.desk.mending import Hand, keep, opened
from workflow.plans.desk.models import Intake, IntakeEdit
from workflow.plans.desk.naming import spoken, veiled
from workflow.plans.desk.rows import Row, TargetRow
from workflow.plans.desk.sentences import sentence_at
from workflow.plans.desk.sheet import Sheet
from workflow.plans.models import TargetKind

VALUELESS = (TargetKind.GOAL, TargetKind.PROVINCE)


def target_of(sheet: Sheet, key: str) -> TargetRow:
    """The target on the desk; refused when it was dropped."""
    if key not in sheet.targets:
        raise Refused("intake.gone")
    return sheet.targets[key]


def save(session: Session, intake: Intake, key: str, wanted: TargetRow, *, hand: Hand) -> IntakeEdit | None:
    """Mend a target; where it stands in the text stays as it is."""
    sheet = opened(session, intake)
    was, taints = target_of(sheet, key), list(sheet.taints.values())
    indicator = was.indicator if wanted.indicator == veiled(was.indicator, taints) else wanted.indicator
    placed = replace(
        wanted,
        item=was.item,
        indicator=indicator,
        wording=was.wording,
        sentence=was.sentence,
        start=was.start,
        end=was.end,
    )
    return keep(session, intake, sheet, "target.mended", {key: _valued(placed)}, words=spoken(sheet, key), hand=hand)


def add(session: Session, intake: Intake, item: str, wanted: TargetRow, *, hand: Hand) -> tuple[IntakeEdit | None, str]:
    """A target that reading did not find; `start` and `end` are its phrase in a sentence of the item."""
    sheet = opened(session, intake)
    row = item_of(sheet, item)
    sentence = sentence_at(sheet.text, row, wanted.start)
    if sentence is None or not wanted.start <= wanted.end <= sentence.end:
        raise Refused("intake.no_sentence")
    key = queries.new_key(session, intake, "t")
    start, end = (wanted.start, wanted.end) if wanted.end > wanted.start else (sentence.start, sentence.end)
    placed = replace(wanted, item=item, sentence=sentence.words, wording=sheet.text[start:end], start=start, end=end)
    words = f"{spoken(sheet, item)} {wanted.indicator}"
    return keep(session, intake, sheet, "target.added", {key: _valued(placed)}, words=words, hand=hand), key


def drop(session: Session, intake: Intake, key: str, *, hand: Hand) -> tuple[IntakeEdit | None, TargetRow]:
    """It is no target. A question about it is settled."""
    sheet = opened(session, intake)
    target = target_of(sheet, key)
    changes: dict[str, Row | None] = {key: None}
    for asked, doubt in sheet.doubts.items():
        if doubt.question == "value_set_above" and doubt.start == target.start and doubt.answer is None:
            changes[asked] = replace(doubt, answer=MENDED)
    return keep(session, intake, sheet, "target.dropped", changes, words=spoken(sheet, key), hand=hand), target


def _valued(target: TargetRow) -> TargetRow:
    """A goal has no value, a target has one."""
    if target.kind in VALUELESS:
        return replace(target, value=None, unit="", comparator=None, baseline_year=None)
    if target.value is None:
        raise Refused("intake.value_missing")
    return target
