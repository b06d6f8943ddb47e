"""What a digest says, as facts; the doors put them into words. Pure functions and values."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from workflow.deadlines.models import DeadlineKind, LadderKind
from workflow.notices.models import Why
from workflow.notices.rules import SCORED, UNDATED

DIGEST = "digest"
AT_ONCE = "now:"  # a mail of its own for one occasion: now:return:5
LINES = 20  # in one mail
KEPT_FOR_OFFICE = 8  # of them, when a person both owes and supervises
PAUSES = (timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4))
LATER = timedelta(hours=6)
GIVE_UP = timedelta(days=3)  # for one address that answers "later" all the time; it stays visible as undelivered


@dataclass(frozen=True)
class Line:
    """One new notice: what is owed, by when, and how that stands on the digest's day (in working days)."""

    deadline_id: int
    department: str
    number: str
    heading: str
    kind: DeadlineKind
    occasion: str
    ladder: LadderKind
    due_on: date
    late: int
    ahead: int
    rung: str
    why: Why
    place: int  # the task's place in the plan
    added: str = ""  # what the office wrote beside an urge, or why it returned a report
    behalf: str = ""  # the lead on whose behalf the office reminds of a share
    instead_of: str = ""  # who is away, and for whom this person is told
    undated: bool = False  # it waits for her signature, and no day is set for that; or nothing is owed any more

    @property
    def thing(self) -> tuple[int, str]:
        """What the line is about: its deadline, or what only hangs on it."""
        return self.deadline_id, self.rung if self.rung.startswith((*UNDATED, SCORED)) else ""

    @property
    def urgency(self) -> tuple[object, ...]:
        """Late work first, then late forms, the oldest on top; then what is due soonest."""
        return (not self.late, bool(self.late) and self.ladder != LadderKind.WORK, self.due_on, self.place)


@dataclass(frozen=True)
class Count:
    """How much of one kind is still open."""

    kind: DeadlineKind
    ladder: LadderKind
    open: int
    late: int
    this_week: int


@dataclass(frozen=True)
class Overall:
    """What is late everywhere, for the leading-group office: things and departments, never added up; and how many stand
    on each rung, the highest first (those with none are left out). The same numbers as in the escalation view."""

    work: int
    work_departments: int
    forms: int
    forms_departments: int
    rungs: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Digest:
    """The facts of one mail, without the person's name, so that equal mails are written once.

    `whole` is False for an address outside the allowed domains: then only counts and a link may leave."""

    day: date
    locale: str
    whole: bool
    departments: tuple[str, ...]
    lines: tuple[Line, ...]
    more: int
    office_lines: tuple[Line, ...]
    office_more: int
    reached: tuple[tuple[str, int], ...]  # new for the office: rung and how many
    counts: tuple[Count, ...]
    overall: Overall | None
    at_once: str = ""  # the occasion of a mail of its own: return:5

    @property
    def work_late(self) -> int:
        return sum(count.late for count in self.counts if count.ladder == LadderKind.WORK)

    @property
    def forms_late(self) -> int:
        return sum(count.late for count in self.counts if count.ladder == LadderKind.REPORTING)

    @property
    def this_week(self) -> int:
        return sum(count.this_week for count in self.counts)

    @property
    def reasons(self) -> tuple[Why, ...]:
        """Why this mail is sent, the nearest reason first."""
        told = {line.why for line in (*self.lines, *self.office_lines)}
        return tuple(why for why in Why if why in told)


@dataclass(frozen=True)
class Written:
    """A mail in words. Where the person is greeted by name stands `NAME`."""

    subject: str
    text: str
    html: str


class Letter(Protocol):
    """Whatever is put into words as a mail: a digest, a summary."""

    @property
    def locale(self) -> str: ...


class Render(Protocol):
    def __call__(self, letter: Letter) -> Written: ...


NAME = "{{person}}"


@dataclass(frozen=True)
class Press:
    """How mails are written here: the words, which addresses may have text, the host in a Message-ID."""

    render: Render
    whole: Callable[[str], bool]
    host: str


def mail_id(account_id: int, day: date, kind: str, host: str) -> str:
    """The Message-ID of a mail (without brackets), made from its key: the same again for the same mail."""
    return f"{day:%Y%m%d}.{kind.replace(':', '-')}.{account_id}@{host}"


def urgent_first(lines: Iterable[Line]) -> list[Line]:
    """One line a thing, most urgent first. An urge or a return says more than the rung it stands beside."""
    said: dict[tuple[int, str], Line] = {}
    for line in lines:
        known = said.get(line.thing)
        if known is None or (":" in line.rung) > (":" in known.rung):
            said[line.thing] = line
    return sorted(said.values(), key=lambda line: line.urgency)


def share_out(own: int, office: int) -> tuple[int, int]:
    """How many lines of each sort a mail shows."""
    mine = min(own, LINES - min(office, KEPT_FOR_OFFICE))
    return mine, min(office, LINES - mine)


def next_try(*, tries: int, written_at: datetime, at: datetime) -> datetime | None:
    """When to try again after so many tries: growing pauses; None when the address has had three days."""
    pause = PAUSES[tries - 1] if tries <= len(PAUSES) else LATER
    return at + pause if at + pause <= written_at + GIVE_UP else None


def end_of_week(day: date) -> date:
    return day + timedelta(days=6 - day.weekday())
