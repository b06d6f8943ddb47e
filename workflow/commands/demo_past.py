"""The days of a demonstration's past, counted back from the day on which it is looked at."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from workflow.adapters.clock import at_hour
from workflow.workdays.rules import Calendar, Period, period_of, report_due

QUARTERS = 4


@dataclass(frozen=True)
class Past:
    """The days of the demonstration's past, counted back from today. `periods` are the quarters that were reported,
    the last one being the one whose reports have been due for some days."""

    today: date
    calendar: Calendar
    periods: tuple[Period, ...]
    started_on: date

    @property
    def period(self) -> Period:
        return self.periods[-1]

    def day(self, back: int) -> date:
        """The working day `back` working days ago."""
        return self.calendar.add(self.today, -back)

    def ahead(self, days: int) -> date:
        """The working day `days` working days from now."""
        return self.calendar.add(self.today, days)

    def due(self, place: int) -> date:
        """When the reports of a quarter were due."""
        return report_due(self.calendar, self.periods[place])

    @property
    def verdicts_on(self) -> date:
        """In the middle of the third quarter reported, when the yearly figures are out."""
        return self.calendar.roll(self.periods[2].first + timedelta(weeks=7))

    def hour(self, day: date, hour: int, minute: int = 0) -> datetime:
        return at_hour(self.calendar.roll(day), hour, minute)


def past_of(today: date, calendar: Calendar) -> Past:
    """A year of reports, and a start four weeks before the end of the first quarter reported."""
    period = period_of(today).preceding
    if calendar.between(report_due(calendar, period), today) < 8:
        period = period.preceding
    periods = [period]
    while len(periods) < QUARTERS:
        periods.insert(0, periods[0].preceding)
    return Past(today, calendar, tuple(periods), calendar.roll(periods[0].last - timedelta(weeks=4)))
