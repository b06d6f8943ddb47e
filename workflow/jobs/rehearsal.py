"""Rehearsal: what the round of a day would do and send; nothing is kept and nothing leaves."""

from datetime import date, datetime

from workflow.db import Database
from workflow.jobs.day import Done, day_of_round, with_standing
from workflow.jobs.round import MORNING_STEPS, drop, fold
from workflow.outbox import queries
from workflow.outbox.rules import Press


def rehearse(database: Database, press: Press, on: date, *, at: datetime) -> Done:
    """What the round of a day would do and send: all its steps in one transaction that is rolled back."""
    day = day_of_round(database, on, at=at)
    done = Done(on, working_day=day.calendar.is_working(on))
    if not done.working_day:
        return with_standing(database, done)
    session = database.writer()
    try:
        for name, step in (MORNING_STEPS | {"dropped": drop}).items():
            setattr(done, name, step(session, day))
        after: int | None = 0
        while after is not None:
            folded = fold(day, press, session, after)
            done.folded, after = done.folded + folded.written, folded.last
        done.mails = list(queries.waiting_mails(session))
    finally:
        session.rollback()
        session.close()
    return with_standing(database, done)
