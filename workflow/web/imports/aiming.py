"""Between the target's form and the target; and what proposes itself in the sentences of an item."""

from dataclasses import dataclass

from flask import request

from workflow.plans.desk import naming, sentences
from workflow.plans.desk.rows import TargetRow
from workflow.plans.desk.sentences import Found, Stretch
from workflow.plans.desk.sheet import Sheet
from workflow.plans.models import TargetKind
from workflow.web.imports.forms import TargetForm


@dataclass(frozen=True)
class Offered:
    """A sentence as it is shown, and the values in it that no target has taken up."""

    place: Stretch
    words: str
    found: list[Found]


def offered_in(sheet: Sheet, key: str) -> list[Offered]:
    issued = sheet.front.issued_on
    taken = [(target.start, target.end) for target in sheet.targets.values() if target.value is not None]
    return [
        Offered(
            one,
            naming.original(sheet, one.start, one.end),
            [
                found
                for found in sentences.found_in(one, issued.year if issued else None)
                if not any(start < found.words.end and found.words.start < end for start, end in taken)
            ],
        )
        for one in sentences.sentences(sheet.text, sheet.items[key])
    ]


def proposed(offered: list[Offered], key: str) -> TargetRow | None:
    """What was chosen: a value found in a sentence, or the sentence itself as a goal."""
    at = request.values.get("at", -1, type=int)
    until = request.values.get("until", -1, type=int)
    for one in offered:
        for found in one.found:
            if (found.words.start, found.words.end) == (at, until):
                return _row_of(key, one.place, found)
        if (one.place.start, one.place.end) == (at, until):
            words = one.place.words
            return TargetRow(key, TargetKind.GOAL, words[:100].rstrip("。；"), words, words, at, until)
    return None


def _row_of(key: str, sentence: Stretch, found: Found) -> TargetRow:
    words = found.words
    return TargetRow(
        item=key,
        kind=TargetKind.CHANGE if found.baseline_year else TargetKind.LEVEL,
        indicator=sentences.named(words.words),
        wording=words.words,
        sentence=sentence.words,
        start=words.start,
        end=words.end,
        comparator=found.comparator,
        value=found.value,
        unit=found.unit,
        due_on=found.due_on,
        baseline_year=found.baseline_year,
    )


def filled(sheet: Sheet, row: TargetRow, seen: str) -> TargetForm:
    facts = {
        "at": row.start,
        "until": row.end,
        "kind": row.kind,
        "indicator": naming.veiled(row.indicator, sheet.taints.values()),
        "comparator": row.comparator or ">=",
        "unit": row.unit,
        "baseline_year": row.baseline_year,
        "hedge": row.hedge,
        "firmness": row.firmness,
        "seen": seen,
    }
    form = TargetForm.read(data=facts)
    if not form.is_submitted():
        form.value.show(row.value)
        form.due.show(row.due_on)
    return form


def wanted_of(form: TargetForm, was: TargetRow) -> TargetRow:
    return TargetRow(
        item=was.item,
        kind=form.kind.data or was.kind,
        indicator=form.indicator.data or "",
        wording=was.wording,
        sentence=was.sentence,
        start=was.start,
        end=was.end,
        comparator=form.comparator.data,
        value=form.value.number,
        unit=form.unit.data or "",
        due_on=form.due.day,
        baseline_year=form.baseline_year.data,
        hedge=form.hedge.data or "",
        firmness=form.firmness.data or "",
    )
