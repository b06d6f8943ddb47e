"""What a robot says on a day, as facts: counts and nothing else. The doors put them into words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from workflow.adapters.chat import Chat
from workflow.adapters.clock import day_of
from workflow.deadlines.models import LadderKind
from workflow.outbox.hours import Hours
from workflow.outbox.rules import PAUSES, Count, Overall

SHOWN = 4  # signs of a token, so that two robots can be told apart


@dataclass(frozen=True)
class Told:
    """Of a department how much is open; of the office (`overall`) what is late everywhere. Work and forms apart."""

    day: date
    department: str
    counts: tuple[Count, ...] = ()
    overall: Overall | None = None

    def open(self, ladder: LadderKind) -> int:
        return sum(count.open for count in self.counts if count.ladder == ladder)

    def late(self, ladder: LadderKind) -> int:
        return sum(count.late for count in self.counts if count.ladder == ladder)

    @property
    def this_week(self) -> int:
        return sum(count.this_week for count in self.counts)

    @property
    def is_nothing(self) -> bool:
        """Nothing is open, or late anywhere: a robot is silent then."""
        late = self.overall is not None and (self.overall.work or self.overall.forms)
        return not late and not any(count.open for count in self.counts)


@dataclass(frozen=True)
class Talk:
    """How robots speak here: the words, and the way out."""

    say: Callable[[Told], str]
    chat: Chat


def next_try(*, tries: int, at: datetime, hours: Hours) -> datetime | None:
    """When to try again after so many tries: growing pauses within the day; None when the day is over."""
    again = at + PAUSES[min(tries, len(PAUSES)) - 1]
    return again if day_of(again) == day_of(at) and not hours.is_quiet(again) else None


def masked(address: str) -> str:
    """A robot's address as it may be shown: the server, and the last signs of the token."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/…{address[-SHOWN:]}" if address else ""
