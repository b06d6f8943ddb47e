"""The hours of the timetable, as minutes after midnight on the city's clocks: the usual ones, or those set here."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from workflow.adapters.clock import CITY
from workflow.outbox.models import Timetable

STEP = 30
LAST_DIGEST = 17 * 60 + 30  # nobody reads a reminder of the day later than this
THE_ONE = 1  # the id of the only row


@dataclass(frozen=True)
class Hours:
    """When what is done. The summaries leave only where they are wanted."""

    morning: int = 7 * 60 + 30  # working days: what is owed is opened, judged and posted
    digests: int = 8 * 60 + 30  # working days: for whoever chose no hour; on Mondays the office's summary too
    month_end: int = 16 * 60  # the month's last working day: the leaders' page
    quiet_from: int = 21 * 60  # nothing leaves at night
    quiet_to: int = 7 * 60
    night: int = 2 * 60  # the history is sealed
    weekly: bool = True
    monthly: bool = True

    def is_quiet(self, at: datetime) -> bool:
        now = minutes(at)
        return now >= self.quiet_from or now < self.quiet_to

    @property
    def quiet(self) -> dict[str, str]:
        """The quiet hours in digits, for pages."""
        return {"quiet_from": said(self.quiet_from), "quiet_to": said(self.quiet_to)}

    @property
    def check(self) -> int:
        """Half an hour after the sealing: what must be what it was; the backup after it."""
        return self.night + STEP

    @property
    def choices(self) -> range:
        """The hours that a person may choose for her digest."""
        return range(self.morning, LAST_DIGEST + 1, STEP)


USUAL = Hours()


def of(row: Timetable) -> Hours:
    return Hours(**{name: getattr(row, name) for name in Hours.__dataclass_fields__})


def kept(session: Session) -> Hours:
    """The hours that are in force."""
    row = session.get(Timetable, THE_ONE)
    return of(row) if row is not None else USUAL


def minutes(at: datetime) -> int:
    here = at.astimezone(CITY)
    return here.hour * 60 + here.minute


def said(hour: int) -> str:
    """08:30."""
    return f"{hour // 60:02}:{hour % 60:02}"


def reached(hours: Collection[int], at: datetime) -> int | None:
    """The last of these hours that has come; None: none has yet."""
    return max((hour for hour in hours if hour <= minutes(at)), default=None)
