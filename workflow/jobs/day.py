"""What every round works with: the worker, the day, what was done; a step is noted as it is taken."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from workflow.adapters.clock import Clock
from workflow.adapters.mail import Mailer
from workflow.db import Database
from workflow.jobs import runs
from workflow.lights import looks
from workflow.outbox import hours, queries, sending
from workflow.outbox.folding import Folded
from workflow.outbox.hours import Hours
from workflow.outbox.models import MessageState
from workflow.outbox.robot_rules import Talk
from workflow.outbox.rules import Press
from workflow.outbox.waiting import Mail
from workflow.settings import Settings
from workflow.wording import looks as wording
from workflow.workdays.queries import calendar
from workflow.workdays.rules import Calendar


@dataclass(frozen=True)
class Worker:
    """What a round works with. `mailer` opens the way out; it is closed when the round is over.

    Once `stopping` says so, no further message is begun."""

    database: Database
    clock: Clock
    press: Press
    mailer: Callable[[], Mailer]
    stopping: Callable[[], bool] = lambda: False
    talk: Talk | None = None  # how robots of chat groups speak; None: they do not
    settings: Settings | None = None  # where files and backups are; a round by hand needs none


@dataclass(frozen=True)
class Day:
    """The day of a round, and the instant that its rows carry."""

    on: date
    at: datetime
    calendar: Calendar
    by_hour: int | None = None  # digests only of whose hour has come by then; None: of everybody

    @property
    def slot(self) -> str:
        """Under which a job is noted: the day, with the hour where one is named."""
        return slot_of(self.on, self.by_hour)


@dataclass
class Done:
    """What a round did. `waiting` counts all messages that wait for another try; the rest is this round's own."""

    day: date
    working_day: bool
    opened: int = 0
    verdicts: int = 0
    posted: int = 0
    dropped: int = 0
    folded: int = 0
    at_once: int = 0  # mails beside the digests
    summaries: int = 0
    delivered: int = 0
    postponed: int = 0
    refused: int = 0
    waiting: int = 0
    trouble: str = ""
    mails: list[Mail] = field(default_factory=list)  # a rehearsal's

    def as_json(self) -> dict[str, Any]:
        said = asdict(self) | {"day": self.day.isoformat()}
        return said | {"mails": [{"to": mail.address, "subject": mail.subject} for mail in self.mails]}


def slot_of(day: date, hour: int | None) -> str:
    return str(day) if hour is None else f"{day} {hours.said(hour)}"


Step = Callable[[Session, Day], int]


def day_of_round(database: Database, on: date, *, at: datetime) -> Day:
    """The day with its calendar; what is written from now on prints lights in the city's own words."""
    with database.reading() as session:
        own = looks.kept(session)
        wording.use(lambda: own)
        return Day(on, at, calendar(session, around=on))


def hours_here(worker: Worker) -> Hours:
    with worker.database.reading() as session:
        return hours.kept(session)


def with_standing(database: Database, done: Done) -> Done:
    with database.reading() as session:
        done.waiting = queries.standing(session).get(MessageState.WAITING, 0)
    return done


def noted(worker: Worker, job: str, day: Day, done: Done, steps: dict[str, Step]) -> None:
    """Take steps one by one and note each; a step that fails is noted too, and the job stays owed."""
    with worker.database.writing() as session:
        runs.begin(session, job, day.slot, at=worker.clock.now())
    for name, step in steps.items():
        with worker.database.writing() as session:
            run = runs.hold(session, job, day.slot)
            count = step(session, day)
            runs.end(run, {name: count}, at=None)
        setattr(done, name, getattr(done, name) + count)


@contextmanager
def trouble_noted(worker: Worker, job: str, slot: str) -> Iterator[None]:
    """A part that fails is noted with its reason and stays owed: the next tick goes on with it."""
    try:
        yield
    except Exception as trouble:
        with worker.database.writing() as session:
            runs.begin(session, job, slot, at=worker.clock.now())
            runs.end(runs.hold(session, job, slot), {}, at=None, trouble=f"{type(trouble).__name__}: {trouble}")
        raise


def fold_all(worker: Worker, job: str, day: Day, fold: Callable[[Session, int], Folded]) -> int:
    """Fold a few people in each transaction, until nobody is left; returns how many mails were written."""
    written, after = 0, 0
    while True:
        with worker.database.writing() as session:
            run = runs.hold(session, job, day.slot)
            folded = fold(session, after)
            runs.end(run, {"folded": folded.written}, at=None)
        written += folded.written
        if folded.last is None:
            return written
        after = folded.last


def send(worker: Worker, done: Done) -> sending.Sent:
    """Send what waits and is due to be tried."""
    mailer = worker.mailer()
    try:
        sent = sending.send(worker.database, mailer, worker.clock, stopping=worker.stopping)
    finally:
        mailer.close()
    done.delivered, done.postponed, done.refused = sent.delivered, sent.postponed, sent.refused
    done.dropped, done.trouble = done.dropped + sent.dropped, sent.trouble
    return sent
