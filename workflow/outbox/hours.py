"""The hours of the timetable, as minutes after midnight on the city's clocks."""

from collections.abc import Collection
from datetime import datetime

from workflow.adapters.clock import CITY

SEAL = 2 * 60  # the history, every night
CHECK = 2 * 60 + 30  # and then what must be what it was; the backup after it
MORNING = 7 * 60 + 30  # working days: what is owed is opened, judged and posted
DIGESTS = 8 * 60 + 30  # working days: for whoever chose no hour of her own
CHOICES = range(MORNING, 17 * 60 + 31, 30)  # of a person's digest
QUIET_FROM, QUIET_TO = 21 * 60, 7 * 60  # nothing leaves at night


def minutes(at: datetime) -> int:
    here = at.astimezone(CITY)
    return here.hour * 60 + here.minute


def is_quiet(at: datetime) -> bool:
    now = minutes(at)
    return now >= QUIET_FROM or now < QUIET_TO


def said(hour: int) -> str:
    """08:30."""
    return f"{hour // 60:02}:{hour % 60:02}"


def reached(hours: Collection[int], at: datetime) -> int | None:
    """The last of these hours that has come; None: none has yet."""
    return max((hour for hour in hours if hour <= minutes(at)), default=None)
