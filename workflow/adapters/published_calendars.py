"""The State Council's calendars as a kept library has them. A year counts only when its make-up days are there: for a
year to come the library guesses the holidays and knows no make-up day."""

from dataclasses import dataclass
from datetime import date

from holidays import country_holidays

FIRST = 2015
BEHIND = ("（补假）", "（休息日）")
EXCHANGED, EXCHANGED_FOR = "休息日", "调休放假"
MAKE_UP = "调休上班"


@dataclass(frozen=True)
class PublishedDay:
    day: date
    working: bool
    name: str


def published(year: int) -> list[PublishedDay]:
    """The holidays and make-up days of a year in order; empty, when the library has not its official calendar."""
    kept = country_holidays("CN", years=year, language="zh_CN")
    worked = sorted(day for day in kept.weekend_workdays if day.year == year)
    if year < FIRST or not worked:
        return []
    off = [PublishedDay(day, False, _plain(name)) for day, name in kept.items() if day.year == year]
    return sorted([*off, *(PublishedDay(day, True, MAKE_UP) for day in worked)], key=lambda one: one.day)


def _plain(name: str) -> str:
    """元旦 of 元旦（补假）; a day off for another that is worked is 调休放假."""
    if name.startswith(EXCHANGED):
        return EXCHANGED_FOR
    for words in BEHIND:
        name = name.replace(words, "")
    return name
