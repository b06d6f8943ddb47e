"""As of a day: whether a page was asked for as it stood at the end of a past day, and the rows of that day."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from flask import request
from sqlalchemy.orm import Session

from workflow.insight.then import laid_out
from workflow.plans.models import Plan
from workflow.web.request import session, today
from workflow.workdays.queries import calendar
from workflow.workdays.rules import Calendar, period_of

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Seen:
    """What a page looks at: the rows as they are, or as they stood at the end of a past day."""

    session: Session
    day: date
    calendar: Calendar
    past: bool = False
    since: date | None = None  # the first day of which anything can be said

    @property
    def asked(self) -> str | None:
        """For the address of a page of the same day."""
        return self.day.isoformat() if self.past else None

    @property
    def today(self) -> date:
        return today()

    @property
    def latest(self) -> date:
        """The last day that is over."""
        return today() - ONE_DAY

    @property
    def quarter_end(self) -> date:
        return period_of(today()).preceding.last


def asked_day(since: date | None) -> date | None:
    """The past day in the address; None: today. A day before the first one is the first one."""
    try:
        day = date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return None
    if day >= today():
        return None
    return max(day, since) if since is not None else day


@contextmanager
def seen(plan: Plan | None = None, *, since: date | None = None) -> Iterator[Seen]:
    """The rows of a plan (None: of all plans) on the day that was asked for."""
    since = plan.started_on if plan is not None else since
    day = asked_day(since)
    if day is None or since is None or since >= today():
        yield Seen(session(), today(), calendar(session(), around=today()), since=since)
        return
    days = calendar(session(), around=day)
    with laid_out(session(), day, plan_id=plan.id if plan is not None else None) as then:
        yield Seen(then, day, days, past=True, since=since)
