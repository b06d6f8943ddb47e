"""Working days: Monday to Friday, less holidays, plus make-up days. Pure functions of a calendar."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

DAY = timedelta(days=1)
SPAN_BEFORE, SPAN_AFTER = 500, 800  # days kept in order around the middle of a calendar


@dataclass(frozen=True)
class Calendar:
    """Days that differ from Monday-to-Friday, and the years whose calendar is published.

    A year that is not published is Monday to Friday; that is never an error, only worth a banner.
    """

    special: Mapping[date, bool]
    published: frozenset[int]
    middle: date = date(2026, 1, 1)
    _days: list[date] = field(default_factory=list, repr=False, compare=False)

    def __post_init__(self) -> None:
        first = self.middle - timedelta(days=SPAN_BEFORE)
        span = (first + timedelta(days=n) for n in range(SPAN_BEFORE + SPAN_AFTER))
        self._days.extend(day for day in span if self.is_working(day))

    def is_working(self, day: date) -> bool:
        return self.special.get(day, day.weekday() < 5)

    def roll(self, day: date) -> date:
        """The day itself when it is a working day, else the next one."""
        while not self.is_working(day):
            day += DAY
        return day

    def roll_back(self, day: date) -> date:
        """The day itself when it is a working day, else the one before."""
        while not self.is_working(day):
            day -= DAY
        return day

    def add(self, day: date, count: int) -> date:
        """The working day that lies `count` working days after (or before) a day; 0 rolls forward."""
        if count == 0:
            return self.roll(day)
        step = DAY if count > 0 else -DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` comes first."""
        if end < start:
            return -self.between(end, start)
        if self._days and self._days[0] <= start and end <= self._days[-1]:
            return bisect_right(self._days, end) - bisect_right(self._days, start)
        return sum(self.is_working(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))

    def late(self, due_on: date, today: date) -> int:
        """How many working days a thing due on `due_on` is late; 0 on the day itself."""
        return max(0, self.between(due_on, today))

    def unpublished(self, start: date, end: date) -> list[int]:
        """The years between two days for which no calendar has been published."""
        return [year for year in range(start.year, end.year + 1) if year not in self.published]


@dataclass(frozen=True)
class Period:
    """A quarter of a year, the usual period of reports."""

    year: int
    quarter: int

    @property
    def key(self) -> str:
        """How it is stored: 2026Q3."""
        return f"{self.year}Q{self.quarter}"

    @property
    def first(self) -> date:
        return date(self.year, 3 * self.quarter - 2, 1)

    @property
    def last(self) -> date:
        return self.following.first - DAY

    @property
    def following(self) -> "Period":
        return Period(self.year + 1, 1) if self.quarter == 4 else Period(self.year, self.quarter + 1)

    @property
    def preceding(self) -> "Period":
        return Period(self.year - 1, 4) if self.quarter == 1 else Period(self.year, self.quarter - 1)


@dataclass(frozen=True)
class Month:
    """A month that is reported by itself, beside the quarters. The last one of a quarter never is: its report is that
    of the quarter."""

    year: int
    month: int

    @property
    def key(self) -> str:
        """How it is stored: 2026M10."""
        return f"{self.year}M{self.month:02}"

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return self.following.first - DAY

    @property
    def following(self) -> "Month":
        return Month(self.year + 1, 1) if self.month == 12 else Month(self.year, self.month + 1)

    @property
    def preceding(self) -> "Month":
        return Month(self.year - 1, 12) if self.month == 1 else Month(self.year, self.month - 1)

    @property
    def ends_quarter(self) -> bool:
        return self.month % 3 == 0


AnyPeriod = Period | Month
YEAR = "((?:19|20)[0-9]{2})"  # no year in which nobody works on a plan: a calendar ends somewhere
QUARTER, MONTH = re.compile(YEAR + "Q([1-4])"), re.compile(YEAR + "M(0[1-9]|1[0-2])")
QUARTERS_LIKE = "____Q_"  # the stored keys of quarters, for a condition


def period_of(day: date) -> Period:
    return Period(day.year, (day.month + 2) // 3)


def month_of(day: date) -> Month:
    return Month(day.year, day.month)


def period_named(key: str) -> AnyPeriod:
    """The period of a stored key. Raises ValueError for another word."""
    if found := QUARTER.fullmatch(key):
        return Period(int(found[1]), int(found[2]))
    if found := MONTH.fullmatch(key):
        return Month(int(found[1]), int(found[2]))
    raise ValueError(f"no period: {key}")


def is_period(key: str) -> bool:
    """A quarter or a month."""
    return bool(QUARTER.fullmatch(key) or MONTH.fullmatch(key))


def is_quarter(key: str) -> bool:
    return bool(QUARTER.fullmatch(key))


def report_due(calendar: Calendar, period: AnyPeriod) -> date:
    """Of a quarter the 15th of the month after it, rolled to a working day; of a month the 10th.

    A month's report says less and is wanted while the next month can still be steered by it."""
    return calendar.roll(period.following.first.replace(day=10 if isinstance(period, Month) else 15))


def share_due(calendar: Calendar, period: AnyPeriod) -> date:
    """Five working days before the lead's report is due."""
    return calendar.add(report_due(calendar, period), -5)
