"""The morning round: what is owed is opened, judged and posted; then digests are folded and sent.

Its order is the order of steps here, each in a transaction of its own and safe to repeat.
"""

from datetime import date
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from workflow.deadlines import periods
from workflow.jobs import at_once, runs, summaries
from workflow.jobs.day import Day, Done, Step, Worker, day_of_round, fold_all, noted, send, with_standing
from workflow.lights import service as lights
from workflow.notices import service as notices
from workflow.outbox import choosing, folding, restored, turning
from workflow.outbox.rules import Press

MORNING, DIGESTS = "morning", "digests"


def _open(session: Session, day: Day) -> int:
    return periods.open_reports(session, today=day.on, calendar=day.calendar)


def _judge(session: Session, day: Day) -> int:
    return lights.keep_verdicts(session, at=day.at, today=day.on, calendar=day.calendar)


def _post(session: Session, day: Day) -> int:
    if restored.is_held(session):
        return 0  # what people were told is not known yet
    return notices.post(session, today=day.on, calendar=day.calendar)


def drop(session: Session, day: Day) -> int:
    """Unsent digests of earlier days come back first, and those of people who are away now, so that what is no longer
    true in them is dropped too. Then what people want no mail of is set aside."""
    folding.take_back(session, today=day.on)
    turning.turn(session, today=day.on)
    dropped = notices.drop_untrue(session, today=day.on)
    choosing.mute(session, today=day.on)
    return dropped


MORNING_STEPS: dict[str, Step] = {"opened": _open, "verdicts": _judge, "posted": _post}


def run_round(worker: Worker, on: date) -> Done:
    """The whole round of a day. On a day that is no working day nothing happens."""
    day = day_of_round(worker.database, on, at=worker.clock.now())
    done = Done(on, working_day=day.calendar.is_working(on))
    if done.working_day:
        morning(worker, day, done)
        at_once.write(worker, day, done)
        summaries.write_of_day(worker, day, done)
        digests(worker, day, done)
    return with_standing(worker.database, done)


def morning(worker: Worker, day: Day, done: Done) -> None:
    """Open report periods, keep the verdicts of periods, post the notices."""
    noted(worker, MORNING, day, done, MORNING_STEPS)
    with worker.database.writing() as session:
        runs.end(runs.hold(session, MORNING, day.slot), {}, at=worker.clock.now())


def digests(worker: Worker, day: Day, done: Done) -> None:
    """Fold what is new into mails and send everything that waits. Held after a restore they stay owed."""
    with worker.database.reading() as session:
        if restored.is_held(session):
            return
    noted(worker, DIGESTS, day, done, {"dropped": drop})
    done.folded += fold_all(worker, DIGESTS, day, partial(fold, day, worker.press))
    sent = send(worker, done)
    with worker.database.writing() as session:
        run = runs.hold(session, DIGESTS, day.slot)
        counts = {"delivered": sent.delivered, "refused": sent.refused}
        runs.end(run, counts, at=worker.clock.now(), trouble=sent.trouble)


def fold(day: Day, press: Press, session: Session, after: int) -> folding.Folded:
    facts: Any = {"today": day.on, "at": day.at, "calendar": day.calendar, "by_hour": day.by_hour}
    return folding.fold(session, **facts, press=press, after=after)
