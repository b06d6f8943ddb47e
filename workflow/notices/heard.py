"""A reminder says nothing new to whoever was told of a thing when it was as near already: by a paper, a return, an
instruction."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement, Date, case, exists, literal

from workflow.deadlines.models import Deadline
from workflow.escalation.rules import Rung, Span
from workflow.notices.models import Notice
from workflow.workdays.rules import DAY, Calendar

Since = ColumnElement[date] | None
BEFORE = frozenset({Rung.REMIND_10, Rung.REMIND_3, Rung.REMIND_1})


def heard(rung: Rung, span: Span, calendar: Calendar) -> Since:
    """From which day on an occasion was as good as this reminder, by the day due; None where it never is."""
    if rung not in BEFORE or span.after is None:
        return None
    whens = [(Deadline.due_on == due, literal(reached_on(due, span, calendar), Date)) for due in _days(span)]
    return case(*whens) if whens else None


def reached_on(due_on: date, span: Span, calendar: Calendar) -> date:
    """The day on which something due then came to the step of this span."""
    return calendar.add(calendar.roll_back(due_on), span.days)


def _days(span: Span) -> Iterator[date]:
    day = span.after
    while day is not None and day < span.upto:
        day += DAY
        yield day


def news(account_id: ColumnElement[int], since: Since) -> tuple[ColumnElement[bool], ...]:
    """Condition, where a day is given: she was not told of it on an occasion of its own since then."""
    if since is None:
        return ()
    of_hers = (Notice.account_id == account_id, Notice.deadline_id == Deadline.id, Notice.due_on == Deadline.due_on)
    occasion = (Notice.rung.contains(":"), Notice.dropped_on.is_(None), Notice.posted_on >= since)
    return (~exists().where(*of_hers, *occasion).correlate_except(Notice),)
