"""Reasons of a return, days for a correction, and what questions about a report are made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from workflow.plans.models import TargetKind
from workflow.reports.models import Standing
from workflow.workdays.rules import Calendar

CORRECTION_DAYS = 2  # working days
PERCENT = frozenset({"%", "％", "百分点", "个百分点"})


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
    TURNED = "turned"
    FALLS = "falls"
    AT_TARGET = "at_target"
    TEXT_DIFFERS = "text_differs"
    OTHERS_DIFFER = "others_differ"
    NO_SOURCE = "no_source"
    OLD_DAY = "old_day"
    DONE_WITHOUT_EVIDENCE = "done_without_evidence"


@dataclass(frozen=True)
class Asked:
    """A question with the target it concerns (None: the whole report) and the facts that its sentence names."""

    question: Question
    target_id: int | None = None
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return key_of(self.question, self.target_id)


def key_of(question: str, target_id: int | None) -> str:
    """How a form names a question: leap.17, same_words."""
    return f"{question}.{target_id}" if target_id is not None else str(question)


@dataclass(frozen=True)
class Figure:
    value: Decimal | None
    as_of: date | None
    source: str = ""


@dataclass(frozen=True)
class Measure:
    """What a figure measures, and what the paper wants of it: values, each with its day."""

    indicator: str = ""
    unit: str = ""
    kind: TargetKind = TargetKind.LEVEL
    aims: Sequence[tuple[Decimal, date | None]] = ()

    @property
    def is_percent(self) -> bool:
        return self.unit.strip() in PERCENT

    @property
    def is_cumulative(self) -> bool:
        return self.kind == TargetKind.CUMULATIVE or "累计" in self.indicator


@dataclass(frozen=True)
class Elsewhere:
    """What another department said of the same indicator for the same time."""

    department: str
    value: Decimal


@dataclass(frozen=True)
class Told:
    """What a report says, as far as questions look at it; figures by target."""

    standing: Standing
    text: str
    figures: Mapping[int, Figure] = field(default_factory=dict)
    evidence: int = 0
    unchanged: bool = False


@dataclass(frozen=True)
class Around:
    """What is known beside a report, by target."""

    period_first: date | None = None
    measures: Mapping[int, Measure] = field(default_factory=dict)
    elsewhere: Mapping[int, Sequence[Elsewhere]] = field(default_factory=dict)


def correct_by(today: date, calendar: Calendar) -> date:
    """The usual day for a correction."""
    return calendar.add(today, CORRECTION_DAYS)
