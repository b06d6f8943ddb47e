"""By which rule the day of a deadline was found, and which day that rule gives under a calendar. Pure.

A rule that no line here knows is a day that a person or the paper set: no calendar moves it."""

import re
from datetime import date
from typing import Protocol

from workflow.deadlines.rules import ACKNOWLEDGE_DAYS
from workflow.workdays.rules import AnyPeriod, Calendar, is_period, period_named, report_due, share_due

ACKNOWLEDGE, ASKED = "acknowledge", "asked"
MONTHLY, QUARTERLY = "report.monthly", "report.quarterly"
PUBLISHED = "target.published"  # when the figures of a year are known
IN_DAYS = re.compile(r".+\.days:(\d+)")
IN_DAYS_LIKE = "%.days:%"  # the same for a condition
FOLLOWING = (ACKNOWLEDGE, ASKED, MONTHLY, QUARTERLY, PUBLISHED)
LEAST_DAYS = 3  # working days to answer what is asked
VERIFY_MONTH = 6  # figures of a year are verified by the end of June of the next


class Found(Protocol):
    """What a day was found from: a deadline, or a row with these columns."""

    @property
    def due_rule(self) -> str: ...
    @property
    def occasion(self) -> str: ...
    @property
    def opens_on(self) -> date: ...
    @property
    def set_on(self) -> date | None: ...
    @property
    def handed_on(self) -> date | None: ...


def in_days(what: str, count: int) -> str:
    """The rule: so many working days after the day on which it opens."""
    return f"{what}.days:{count}"


def day(found: Found, calendar: Calendar) -> date | None:
    """The day under this calendar; None: it was set, and stays whatever the calendar says."""
    by_rule = found.set_on or _by_rule(found, calendar)
    if by_rule is None or found.handed_on is None:
        return by_rule
    return max(by_rule, calendar.add(found.handed_on, ACKNOWLEDGE_DAYS))


def follows(found: Found) -> bool:
    """Whether its rule counts working days."""
    return found.due_rule in FOLLOWING or IN_DAYS.fullmatch(found.due_rule) is not None


def _by_rule(found: Found, calendar: Calendar) -> date | None:
    rule = found.due_rule
    if counted := IN_DAYS.fullmatch(rule):
        return calendar.add(found.opens_on, int(counted[1]))
    if rule == ACKNOWLEDGE:
        return calendar.add(found.opens_on, ACKNOWLEDGE_DAYS)
    if rule == PUBLISHED:
        return verify_by(found.opens_on, calendar)
    key = found.occasion.partition(":")[0]  # what passed on more than once is 2026Q3:2
    if rule not in (ASKED, MONTHLY, QUARTERLY) or not is_period(key):
        return None
    period = period_named(key)
    return share_asked(calendar, period, on=found.opens_on) if rule == ASKED else report_due(calendar, period)


def verify_by(aimed_on: date, calendar: Calendar) -> date:
    """The day on which the outcome of a target with this day is verified: the office's day, not the paper's."""
    return calendar.roll_back(date(aimed_on.year + 1, VERIFY_MONTH, 30))


def share_asked(calendar: Calendar, period: AnyPeriod, *, on: date) -> date:
    """Five working days before the lead's report, and never sooner than three working days from the day it was
    asked for."""
    return max(share_due(calendar, period), calendar.add(on, LEAST_DAYS))
