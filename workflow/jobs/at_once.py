"""What leaves at once: within the minute, any day, but not at night, when it waits for the morning."""

from functools import partial

from sqlalchemy.orm import Session

from workflow.jobs import runs
from workflow.jobs.day import Day, Done, Worker, day_of_round, fold_all, hours_here, noted, send, trouble_noted
from workflow.notices import service as notices
from workflow.outbox import at_once, restored
from workflow.outbox.folding import Folded
from workflow.outbox.rules import Press

AT_ONCE = "at_once"


def send_at_once(worker: Worker) -> Done | None:
    """Write and send what cannot wait for a digest; None when there is nothing, or it is night."""
    now, today = worker.clock.now(), worker.clock.today()
    if hours_here(worker).is_quiet(now) or not _waits(worker):
        return None
    day = day_of_round(worker.database, today, at=now)
    done = Done(today, working_day=day.calendar.is_working(today))
    with trouble_noted(worker, AT_ONCE, day.slot):
        write(worker, day, done)
        sent = send(worker, done)
        with worker.database.writing() as session:
            counts = {"delivered": sent.delivered, "refused": sent.refused}
            runs.end(runs.hold(session, AT_ONCE, day.slot), counts, at=worker.clock.now(), trouble=sent.trouble)
    return done


def write(worker: Worker, day: Day, done: Done) -> None:
    """The mails of what still stands and is for this person; the round of a day writes them too."""
    if not _waits(worker):
        return
    noted(worker, AT_ONCE, day, done, {"dropped": _drop})
    done.at_once += fold_all(worker, AT_ONCE, day, partial(_fold, day, worker.press))
    with worker.database.writing() as session:
        runs.end(runs.hold(session, AT_ONCE, day.slot), {}, at=worker.clock.now())


def _waits(worker: Worker) -> bool:
    with worker.database.reading() as session:
        return at_once.waits(session) and not restored.is_silent(session, today=worker.clock.today())


def _drop(session: Session, day: Day) -> int:
    return notices.drop_untrue(session, today=day.on, at_once=True)


def _fold(day: Day, press: Press, session: Session, after: int) -> Folded:
    return at_once.fold(session, today=day.on, at=day.at, calendar=day.calendar, press=press, after=after)
