"""The clock: the one place where time is read. Days are days in the city, instants are UTC."""

from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

CITY = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    def now(self) -> datetime: ...

    def today(self) -> date: ...


def day_of(instant: datetime) -> date:
    """The day in the city on which an instant falls."""
    return instant.astimezone(CITY).date()


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return day_of(self.now())


class ShiftedClock:
    """A demonstration's clock: it runs like the real one, from another day."""

    def __init__(self, starts_on: date) -> None:
        real = SystemClock()
        self._shift: timedelta = starts_on - real.today()
        self._real = real

    def now(self) -> datetime:
        return self._real.now() + self._shift

    def today(self) -> date:
        return day_of(self.now())


class StoppedClock:
    """A clock that stands at one instant until it is set: for rehearsals and demonstrations of a past day."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def now(self) -> datetime:
        return self.instant

    def today(self) -> date:
        return day_of(self.instant)


def at_hour(day: date, hour: int, minute: int = 0) -> datetime:
    """The UTC instant at which the city's clocks show this hour of this day."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=CITY).astimezone(UTC)
