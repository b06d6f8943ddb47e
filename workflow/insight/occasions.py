"""When the summaries are owed: on the first working day of a week, on the last one of a month; made up once. Pure."""

from datetime import date, timedelta

from workflow.insight.week import WEEK, monday_of
from workflow.workdays.rules import DAY, Calendar

LATE_FOR_MONTH = 5  # working days within which a month's page is still news


def week_of(day: date) -> str:
    """2026-W36."""
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02}"


def first_of_week(day: date, calendar: Calendar) -> date:
    """The first working day of the day's week; after a week without one, the next working day."""
    return calendar.roll(monday_of(day))


def last_of_month(day: date, calendar: Calendar) -> date:
    """The last working day of the day's month."""
    after = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return calendar.roll_back(after - DAY)


def coming_week(day: date, calendar: Calendar) -> date:
    """The next day, this one included, that is the first working day of its week."""
    first = first_of_week(day, calendar)
    return first if first >= day else first_of_week(day + WEEK, calendar)


def coming_month(day: date, calendar: Calendar) -> date:
    """The next day, this one included, that is the last working day of its month."""
    last = last_of_month(day, calendar)
    return last if last >= day else last_of_month(last + timedelta(days=20), calendar)


def month_owed(day: date, calendar: Calendar, *, come: bool) -> date | None:
    """The last working day of the month whose page is owed on a day: of this month once its hour has `come`, else of
    the month before, for a few days."""
    this = last_of_month(day, calendar)
    if day > this or (day == this and come):
        return this
    before = last_of_month(day.replace(day=1) - DAY, calendar)
    return before if calendar.between(before, day) <= LATE_FOR_MONTH else None
