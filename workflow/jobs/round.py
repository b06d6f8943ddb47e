"""The morning round: what is owed is opened, judged and posted; then digests are folded and sent.

Its order is the order of steps here, each in a transaction of its own and safe to repeat.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from workflow.adapters.clock import Clock
from workflow.adapters.mail import Mailer
from workflow.db import Database
from workflow.deadlines import periods
from workflow.jobs import runs
from workflow.lights import looks
from workflow.lights import service as lights
from workflow.notices import service as notices
from workflow.outbox import folding, queries, sending, turning
from workflow.outbox.models import MessageState
from workflow.outbox.rules import Press
from workflow.wording import looks as wording
from workflow.workdays.queries import calendar
from workflow.workdays.rules import Calendar

MORNING, DIGESTS = "morning", "digests"


@dataclass(frozen=True)
class Worker:
    """What a round works with. `mailer` opens the way out; it is closed when the round is over.

    Once `stopping` says so, no further message is begun."""

    database: Database
    clock: Clock
    press: Press
    mailer: Callable[[], Mailer]
    stopping: Callable[[], bool] = lambda: False


@dataclass(frozen=True)
class Day:
    """The day of a round, and the instant that its rows carry."""

    on: date
    at: datetime
    calendar: Calendar


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
    delivered: int = 0
    postponed: int = 0
    refused: int = 0
    waiting: int = 0
    trouble: str = ""
    mails: list[tuple[str, str]] = field(default_factory=list)  # a rehearsal's: address and subject

    def as_json(self) -> dict[str, Any]:
        said = asdict(self) | {"day": self.day.isoformat()}
        return said | {"mails": [{"to": address, "subject": subject} for address, subject in self.mails]}


def _open(session: Session, day: Day) -> int:
    return periods.open_reports(session, today=day.on, calendar=day.calendar)


def _judge(session: Session, day: Day) -> int:
    return lights.keep_verdicts(session, at=day.at, today=day.on, calendar=day.calendar)


def _post(session: Session, day: Day) -> int:
    return notices.post(session, today=day.on, calendar=day.calendar)


def _drop(session: Session, day: Day) -> int:
    """Unsent digests of earlier days come back first, and those of people who are away now, so that what is no longer
    true in them is dropped too."""
    folding.take_back(session, today=day.on)
    turning.turn(session, today=day.on)
    return notices.drop_untrue(session, today=day.on)


Step = Callable[[Session, Day], int]
MORNING_STEPS: dict[str, Step] = {"opened": _open, "verdicts": _judge, "posted": _post}


def run_round(worker: Worker, on: date) -> Done:
    """The whole round of a day. On a day that is no working day nothing happens."""
    day = day_of_round(worker.database, on, at=worker.clock.now())
    done = Done(on, working_day=day.calendar.is_working(on))
    if done.working_day:
        morning(worker, day, done)
        digests(worker, day, done)
    return with_standing(worker.database, done)


def morning(worker: Worker, day: Day, done: Done) -> None:
    """Open report periods, keep the verdicts of periods, post the notices."""
    _noted(worker, MORNING, day, done, MORNING_STEPS)
    with worker.database.writing() as session:
        runs.end(runs.hold(session, MORNING, day.on), {}, at=worker.clock.now())


def digests(worker: Worker, day: Day, done: Done) -> None:
    """Fold what is new into mails and send everything that waits."""
    _noted(worker, DIGESTS, day, done, {"dropped": _drop})
    after: int | None = 0
    while after is not None:
        with worker.database.writing() as session:
            run = runs.hold(session, DIGESTS, day.on)
            folded = _fold(session, day, press=worker.press, after=after)
            runs.end(run, {"folded": folded.written}, at=None)
        done.folded += folded.written
        after = folded.last
    sent = send(worker, done)
    with worker.database.writing() as session:
        run = runs.hold(session, DIGESTS, day.on)
        counts = {"delivered": sent.delivered, "refused": sent.refused}
        runs.end(run, counts, at=worker.clock.now(), trouble=sent.trouble)


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


def rehearse(database: Database, press: Press, on: date, *, at: datetime) -> Done:
    """What the round of a day would do and send: all its steps in one transaction that is rolled back."""
    day = day_of_round(database, on, at=at)
    done = Done(on, working_day=day.calendar.is_working(on))
    if not done.working_day:
        return with_standing(database, done)
    session = database.writer()
    try:
        for name, step in (MORNING_STEPS | {"dropped": _drop}).items():
            setattr(done, name, step(session, day))
        after: int | None = 0
        while after is not None:
            folded = _fold(session, day, press=press, after=after)
            done.folded, after = done.folded + folded.written, folded.last
        done.mails = list(queries.waiting_mails(session))
    finally:
        session.rollback()
        session.close()
    return with_standing(database, done)


def day_of_round(database: Database, on: date, *, at: datetime) -> Day:
    """The day with its calendar; what is written from now on prints lights in the city's own words."""
    with database.reading() as session:
        own = looks.kept(session)
        wording.use(lambda: own)
        return Day(on, at, calendar(session, around=on))


def with_standing(database: Database, done: Done) -> Done:
    with database.reading() as session:
        done.waiting = queries.standing(session).get(MessageState.WAITING, 0)
    return done


def _fold(session: Session, day: Day, *, press: Press, after: int) -> folding.Folded:
    return folding.fold(session, today=day.on, at=day.at, calendar=day.calendar, press=press, after=after)


def _noted(worker: Worker, job: str, day: Day, done: Done, steps: dict[str, Step]) -> None:
    """Take steps one by one and note each; a step that fails is noted too, and the job stays owed."""
    with worker.database.writing() as session:
        runs.begin(session, job, day.on, at=worker.clock.now())
    for name, step in steps.items():
        with worker.database.writing() as session:
            run = runs.hold(session, job, day.on)
            count = step(session, day)
            runs.end(run, {name: count}, at=None)
        setattr(done, name, getattr(done, name) + count)
