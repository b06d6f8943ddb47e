"""A year as twelve months of weeks, each day with what is said of it."""

from calendar import Calendar as Weeks
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workflow.workdays.service import Special

WEEKS = Weeks()  # from Monday


@dataclass(frozen=True)
class Cell:
    """A day; `special` where the calendar names it."""

    day: date
    working: bool
    special: Special | None = None

    @property
    def kind(self) -> str:
        if self.special is not None:
            return "worked" if self.special.working else "holiday"
        return "plain" if self.working else "weekend"


@dataclass(frozen=True)
class Month:
    number: int
    weeks: Sequence[Sequence[Cell | None]]
    working: int  # days


def months(year: int, days: Sequence[Special]) -> list[Month]:
    named = {one.day: one for one in days}
    return [_month(year, number, named) for number in range(1, 13)]


def _month(year: int, number: int, named: Mapping[date, Special]) -> Month:
    weeks = [
        [_cell(date(year, number, day), named) if day else None for day in week]
        for week in WEEKS.monthdayscalendar(year, number)
    ]
    return Month(number, weeks, sum(cell.working for week in weeks for cell in week if cell))


def _cell(day: date, named: Mapping[date, Special]) -> Cell:
    special = named.get(day)
    return Cell(day, special.working if special else day.weekday() < 5, special)
