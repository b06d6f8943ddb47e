"""How marks are found: shares of weighed facts, never bare counts, so that few tasks are no advantage.

Only facts about the work are weighed. How the software is used (when a form came in, who signed in, what was read)
never comes here."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from workflow.errors import Refused
from workflow.insight.scores.models import ScoreKind
from workflow.workdays.rules import YEAR, Period, is_quarter, period_named

FULL = Decimal(100)
CENT = Decimal("0.01")
CO_WEIGHT = Decimal("0.3")
OBJECTION_DAYS, MOST_DAYS = 5, 60  # working days
MOST_TIMES, MOST_BY_HAND = Decimal(10), Decimal(20)
PROVING = frozenset({ScoreKind.TARGETS, ScoreKind.IN_TIME, ScoreKind.RED})  # without one of them nothing is scored
WHOLE_YEAR = re.compile(YEAR)
NONE, ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True)
class Criterion:
    """A rule of a sheet, as it is typed."""

    name: str
    kind: ScoreKind
    full: Decimal
    times: Decimal = ONE
    partial: Decimal = NONE
    basis: str = ""


@dataclass(frozen=True)
class Weighed:
    """A fact behind a criterion: what it counts, and how well it went (0 to 1; None: 不计分)."""

    weight: Decimal
    credit: Decimal | None


@dataclass(frozen=True)
class Scored:
    """A line as it enters the total."""

    kind: ScoreKind
    full: Decimal
    marks: Decimal | None


@dataclass(frozen=True)
class Total:
    """`got` of `applicable` marks, brought to 100, and the points given by hand."""

    got: Decimal
    applicable: Decimal
    scaled: Decimal
    by_hand: Decimal

    @property
    def score(self) -> Decimal:
        return max(NONE, self.scaled + self.by_hand)


def rounded(number: Decimal) -> Decimal:
    return number.quantize(CENT, ROUND_HALF_UP)


def counted(rows: Iterable[Weighed]) -> list[Weighed]:
    return [row for row in rows if row.credit is not None and row.weight > 0]


def marks(rows: Iterable[Weighed], *, full: Decimal, times: Decimal) -> Decimal | None:
    """The full marks, less `times` the weighed share of what went wrong, down to nothing; None: nothing counts."""
    found = counted(rows)
    if not found:
        return None
    wrong = sum((row.weight * (ONE - (row.credit or NONE)) for row in found), NONE)
    return rounded(full * max(NONE, ONE - times * wrong / sum(row.weight for row in found)))


def by_hand(points: Iterable[Decimal], *, most: Decimal) -> Decimal:
    """The points given by hand, to the most either way."""
    return min(most, max(-most, sum(points, NONE)))


def total(lines: Collection[Scored]) -> Total | None:
    """None where nothing about the work was proven in the period: then there is no score, not a full one."""
    judged = [one for one in lines if one.kind != ScoreKind.BY_HAND and one.marks is not None]
    if not any(one.kind in PROVING for one in judged):
        return None
    got, applicable = sum((one.marks or NONE for one in judged), NONE), sum((one.full for one in judged), NONE)
    given = sum((one.marks or NONE for one in lines if one.kind == ScoreKind.BY_HAND), NONE)
    return Total(got, applicable, rounded(got * FULL / applicable), given)


def ranks(scores: Sequence[Decimal | None]) -> list[int | None]:
    """Places by score, equal ones together; without a score, no place."""
    return [None if one is None else 1 + sum(other is not None and other > one for other in scores) for one in scores]


def span(period: str) -> tuple[date, date]:
    """The first and the last day of a year or a quarter. Raises ValueError for another word."""
    if WHOLE_YEAR.fullmatch(period):
        return date(int(period), 1, 1), date(int(period), 12, 31)
    if is_quarter(period):
        named = period_named(period)
        return named.first, named.last
    raise ValueError(f"no period of a score sheet: {period}")


def periods(first: date, today: date) -> list[str]:
    """What may be scored: the years and quarters from a day on that have begun, the latest first."""
    found = []
    for year in range(today.year, first.year - 1, -1):
        found.append(str(year))
        quarters = (Period(year, number) for number in (4, 3, 2, 1))
        found += [one.key for one in quarters if one.last >= first and one.first <= today]
    return found


def check(criteria: Sequence[Criterion], *, co_weight: Decimal, objection_days: int) -> None:
    """Full marks add up to 100; each number lies where it makes sense; every criterion states its basis.

    Below 1, `times` would leave marks where all went wrong, and a body could gain by being late."""
    judged = [one for one in criteria if one.kind != ScoreKind.BY_HAND]
    if not any(one.kind in PROVING for one in judged):
        raise Refused("score.no_work")
    if any(not one.name or not one.basis for one in criteria):
        raise Refused("score.basis_missing")
    if len({one.name for one in criteria}) < len(criteria):
        raise Refused("score.name_twice")
    if len([one for one in criteria if one.kind == ScoreKind.BY_HAND]) > 1:
        raise Refused("score.by_hand_twice")
    if any(one.full <= 0 or not NONE <= one.partial <= 1 or not 1 <= one.times <= MOST_TIMES for one in criteria):
        raise Refused("score.number_impossible", times=MOST_TIMES)
    if any(one.full > MOST_BY_HAND for one in criteria if one.kind == ScoreKind.BY_HAND):
        raise Refused("score.by_hand_too_much", most=MOST_BY_HAND)
    whole = sum((one.full for one in judged), NONE)
    if whole != FULL:
        raise Refused("score.not_hundred", sum=f"{whole.normalize():f}")
    if not NONE <= co_weight <= 1 or not 1 <= objection_days <= MOST_DAYS:
        raise Refused("score.setting_impossible", days=MOST_DAYS)
