"""Reasons of a return, days for a correction, and what an honest reader would ask about a report."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from workflow.reports.models import Standing
from workflow.workdays.rules import Calendar

CORRECTION_DAYS = 2  # working days


class ReasonKind(StrEnum):
    """Why a report is given back."""

    VAGUE = "vague"
    FIGURES = "figures"
    EVIDENCE = "evidence"
    BLOCKERS = "blockers"
    NEXT_STEP = "next_step"
    OTHER = "other"


class Question(StrEnum):
    """What the figures and words of a report make one ask; it accuses nobody."""

    SAME_WORDS = "same_words"
    SAME_VALUE = "same_value"
    LEAP = "leap"
    NO_SOURCE = "no_source"
    OLD_DAY = "old_day"
    DONE_WITHOUT_EVIDENCE = "done_without_evidence"


@dataclass(frozen=True)
class Figure:
    value: Decimal | None
    as_of: date | None
    source: str = ""


@dataclass(frozen=True)
class Told:
    """What a report says, as far as questions look at it; figures by target."""

    standing: Standing
    text: str
    figures: Mapping[int, Figure] = field(default_factory=dict)
    evidence: int = 0
    unchanged: bool = False


def correct_by(today: date, calendar: Calendar) -> date:
    """The usual day for a correction."""
    return calendar.add(today, CORRECTION_DAYS)


def questions(told: Told, before: Told | None, *, period_first: date | None) -> list[tuple[Question, int | None]]:
    """What to ask, each with the target it concerns (None: the whole report)."""
    found: list[tuple[Question, int | None]] = []
    if before is not None and not told.unchanged and told.text.strip() == before.text.strip():
        found.append((Question.SAME_WORDS, None))
    if told.standing == Standing.DONE and not told.evidence:
        found.append((Question.DONE_WITHOUT_EVIDENCE, None))
    for target_id, figure in told.figures.items():
        last = before.figures.get(target_id) if before is not None else None
        found += [(question, target_id) for question in _of_figure(figure, last, period_first)]
    return found


def _of_figure(figure: Figure, last: Figure | None, period_first: date | None) -> Iterator[Question]:
    if figure.value is None:
        return
    if not figure.source:
        yield Question.NO_SOURCE
    if period_first is not None and figure.as_of is not None and figure.as_of < period_first:
        yield Question.OLD_DAY
    if last is None or last.value is None:
        return
    if figure.value == last.value and figure.as_of != last.as_of:
        yield Question.SAME_VALUE
    if last.value and abs(figure.value - last.value) * 2 > abs(last.value):
        yield Question.LEAP
