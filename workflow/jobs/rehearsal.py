"""Rehearsal: what the round of a day would do and send, after the rounds of the days before; nothing is kept."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy.orm import Session

from workflow.adapters.clock import at_hour
from workflow.backup import sqlite
from workflow.backup.watching import Watch
from workflow.db import Database
from workflow.jobs import letters, summaries
from workflow.jobs.day import Day, Done, day_of_round, with_standing
from workflow.jobs.round import MORNING_STEPS, drop, fold
from workflow.outbox import at_once, waiting
from workflow.outbox.folding import Folded
from workflow.outbox.rules import Press
from workflow.settings import Settings
from workflow.workdays.queries import calendar
from workflow.workdays.rules import Calendar

LONGEST = 10  # working days that are gone through before; a round makes up for those before it, so ten do for all
DIGEST_HOUR = (8, 30)


def rehearse(database: Database, press: Press, on: date, *, today: date, outside: bool = False) -> Done:
    """All steps of the rounds from today to the day, in one transaction that is rolled back. Of more than ten working
    days the last ten are gone through. `outside`: as somebody may see it who belongs to no department."""
    day = day_of_round(database, on, at=at_hour(on, *DIGEST_HOUR))
    done = Done(on, working_day=day.calendar.is_working(on))
    if not done.working_day:
        return with_standing(database, done)
    with _taken_back(database) as session:
        for before in _days_before(day.calendar, on, today):
            _go_through(session, _day(session, before), press, Done(before, working_day=True), outside=outside)
            waiting.as_if_delivered(session)
        _go_through(session, day, press, done, outside=outside)
        done.mails = waiting.mails(session)
    return with_standing(database, done)


@contextmanager
def _taken_back(database: Database) -> Iterator[Session]:
    """A session whose writing is taken back. On SQLite it writes into a copy, so that nobody waits for it."""
    with TemporaryDirectory() as made:
        if database.is_sqlite:
            path = Path(made) / "rehearsal.db"
            sqlite.copy(database, path, Watch())
            database = Database(f"sqlite:///{path}")
        session = database.writer()
        try:
            yield session
        finally:
            session.rollback()
            session.close()
            if database.is_sqlite:
                database.close()


def rehearsing(settings: Settings, database: Database) -> Callable[[date, date], Done]:
    """The rehearsal of a day as the office may see it, for its page. The words are laid out when first asked for."""
    press = cache(lambda: letters.press(settings))
    return lambda on, today: rehearse(database, press(), on, today=today, outside=True)


def _days_before(days: Calendar, on: date, today: date) -> list[date]:
    """Working days from today up to the day before, the last ones of many."""
    before: list[date] = []
    day = on - timedelta(days=1)
    while day >= today and len(before) < LONGEST:
        if days.is_working(day):
            before.insert(0, day)
        day -= timedelta(days=1)
    return before


def _day(session: Session, on: date) -> Day:
    return Day(on, at_hour(on, *DIGEST_HOUR), calendar(session, around=on))


def _go_through(session: Session, day: Day, press: Press, done: Done, *, outside: bool) -> None:
    for name, step in (MORNING_STEPS | {"dropped": drop}).items():
        setattr(done, name, step(session, day))
    if outside:
        waiting.leave_out_unsigned(session, today=day.on)
    facts: Any = {"today": day.on, "at": day.at, "calendar": day.calendar, "press": press}
    done.summaries = sum(summaries.write_one(session, day, press, one) for one in summaries.of_day(session, day))
    done.at_once = _all(lambda after: at_once.fold(session, **facts, after=after))
    done.folded = _all(lambda after: fold(day, press, session, after))


def _all(fold_some: Callable[[int], Folded]) -> int:
    written, after = 0, 0
    while True:
        folded = fold_some(after)
        written += folded.written
        if folded.last is None:
            return written
        after = folded.last
