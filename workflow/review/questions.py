"""What an honest reader would ask about a report. Pure: nothing is accepted, refused or accused by it."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from workflow.plans.models import TargetKind
from workflow.reports.models import Standing
from workflow.review import in_words
from workflow.review.rules import Around, Asked, Elsewhere, Figure, Measure, Question, Told

POINTS, SOME_POINTS = 20, 5  # of a percentage: much in any case; enough beside half of the last value
SMALL = 10  # whole numbers below it double easily


def questions(told: Told, before: Told | None, around: Around) -> list[Asked]:
    """What an honest reader would ask about a report. What is said again by one click says nothing new."""
    found = list(_of_words(told, before))
    for target_id, figure in told.figures.items():
        if figure.value is None:
            continue
        last = before.figures.get(target_id) if before is not None else None
        measure = around.measures.get(target_id, Measure())
        asked = [
            *_of_source(figure, around.period_first),
            *_beside_last(figure, last, measure),
            *_beside_aims(figure, last, measure),
            *_beside_words(target_id, told, measure, around),
            *_beside_others(figure.value, measure, around.elsewhere.get(target_id, ())),
        ]
        found += [Asked(question, target_id, facts) for question, facts in asked]
    return found


Pairs = Iterator[tuple[Question, dict[str, object]]]


def _of_words(told: Told, before: Told | None) -> Iterator[Asked]:
    if before is not None and not told.unchanged:
        same = 100 if told.text.strip() == before.text.strip() else in_words.alike(told.text, before.text)
        if same >= in_words.ALIKE:
            yield Asked(Question.SAME_WORDS, None, {"percent": same})
    if told.standing == Standing.DONE and not told.evidence:
        yield Asked(Question.DONE_WITHOUT_EVIDENCE)


def _of_source(figure: Figure, period_first: date | None) -> Pairs:
    if not figure.source:
        yield Question.NO_SOURCE, {}
    if period_first is not None and figure.as_of is not None and figure.as_of < period_first:
        yield Question.OLD_DAY, {"as_of": figure.as_of, "first": period_first}


def _beside_last(figure: Figure, last: Figure | None, measure: Measure) -> Pairs:
    """At most one question: the plainest."""
    if last is None or last.value is None or figure.value is None:
        return
    apart = abs(figure.value - last.value)
    facts: dict[str, object] = {"now": figure.value, "last": last.value}
    if not apart:
        if figure.as_of != last.as_of:
            yield Question.SAME_VALUE, facts
    elif measure.is_cumulative and figure.value < last.value:
        yield Question.FALLS, facts
    elif figure.value * last.value < 0 and not (measure.kind == TargetKind.CHANGE and apart <= SOME_POINTS):
        yield Question.TURNED, facts
    elif _leaps(figure.value, last.value, apart, measure):
        far = {"points": apart} if measure.is_percent else {"percent": round(apart / abs(last.value) * 100)}
        yield Question.LEAP, facts | far


def _leaps(value: Decimal, last: Decimal, apart: Decimal, measure: Measure) -> bool:
    if measure.is_percent:
        return apart > POINTS or (apart > SOME_POINTS and apart * 2 > abs(last))
    whole = value == int(value) and last == int(last)
    if not last or (whole and max(abs(value), abs(last)) < SMALL):
        return False
    return apart * 2 > abs(last)


def _beside_aims(figure: Figure, last: Figure | None, measure: Measure) -> Pairs:
    """Equal to the target to the digit, at or before its day; what is full cannot be more."""
    if (last is not None and last.value == figure.value) or (measure.is_percent and figure.value == 100):
        return
    for wanted, due_on in measure.aims:
        if wanted == figure.value and (due_on is None or figure.as_of is None or figure.as_of <= due_on):
            yield Question.AT_TARGET, {"now": wanted}
            return


def _beside_words(target_id: int, told: Told, measure: Measure, around: Around) -> Pairs:
    value = told.figures[target_id].value
    if value is None or told.unchanged or measure.kind == TargetKind.CHANGE:
        return
    others = [
        one.value
        for other, one in told.figures.items()
        if other != target_id and one.value is not None and around.measures.get(other, Measure()).unit == measure.unit
    ]
    words = in_words.other_number(told.text, value, unit=measure.unit, indicator=measure.indicator, others=others)
    if words:
        yield Question.TEXT_DIFFERS, {"now": value, "words": words}


def _beside_others(value: Decimal, measure: Measure, said: Sequence[Elsewhere]) -> Pairs:
    for one in said:
        ours = in_words.quantity(value.normalize(), measure.unit)
        if not ours.is_about(in_words.quantity(one.value.normalize(), measure.unit)):
            yield Question.OTHERS_DIFFER, {"now": value, "theirs": one.value, "department": one.department}
            return
