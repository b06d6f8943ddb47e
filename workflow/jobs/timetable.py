"""The timetable: a tick every minute asks what is owed now, so that a missed round is made up once.

APScheduler only ticks, in memory; that a thing is done once is said by unique keys in the database.
"""

import logging
import socket
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from workflow.adapters.clock import Clock
from workflow.adapters.mail import mailer_for
from workflow.audit import sealing
from workflow.db import Database
from workflow.jobs import letters, runs
from workflow.jobs.at_once import send_at_once
from workflow.jobs.chat import send_to_robots, talk
from workflow.jobs.day import Done, Worker, day_of_round, hours_here, send, slot_of, trouble_noted
from workflow.jobs.looking import look_at_kept
from workflow.jobs.nightly import check_if_owed
from workflow.jobs.round import DIGESTS, MORNING, digests, morning
from workflow.jobs.summaries import send_summaries
from workflow.jobs.ticking import Ticking, Watch
from workflow.outbox import choosing, hours, turning
from workflow.plans.desk import reading
from workflow.settings import Settings

log = logging.getLogger("duban.timetable")
SEAL = "seal"
TICK = timedelta(minutes=1)
RETRY = timedelta(minutes=3)


def worker_for(
    settings: Settings, database: Database, clock: Clock, *, stopping: Callable[[], bool] = lambda: False
) -> Worker:
    """A worker as the settings describe it."""
    press, mailer = letters.press(settings), partial(mailer_for, settings)
    return Worker(database, clock, press, mailer, stopping, talk(settings), settings)


def round_if_owed(worker: Worker) -> Done | None:
    """Run the parts of today's round that are owed by now and not done; None when there are none.

    Digests are owed at the last hour that somebody chose and that has come; it makes up for all before it."""
    now, today, here = worker.clock.now(), worker.clock.today(), hours_here(worker)
    if hours.minutes(now) < here.morning:
        return None
    by_hour = None if here.is_quiet(now) else _digest_hour(worker, now)
    owed = [MORNING] if not _is_done(worker, MORNING, str(today)) else []
    owed += [DIGESTS] if by_hour is not None and not _is_done(worker, DIGESTS, slot_of(today, by_hour)) else []
    day = day_of_round(worker.database, today, at=now) if owed else None
    if day is None or not day.calendar.is_working(today):
        return None
    done = Done(today, working_day=True)
    for job in owed:
        log.info("%s of %s", job, today)
        part = replace(day, by_hour=by_hour) if job == DIGESTS else day
        with trouble_noted(worker, job, part.slot):
            (morning if job == MORNING else digests)(worker, part, done)
    return done


def _digest_hour(worker: Worker, now: datetime) -> int | None:
    with worker.database.reading() as session:
        return hours.reached(choosing.digest_hours(session), now)


def seal_if_owed(worker: Worker) -> int:
    """Chain the history's new rows, once a night."""
    today = str(worker.clock.today())
    if hours.minutes(worker.clock.now()) < hours_here(worker).night or _is_done(worker, SEAL, today):
        return 0
    with worker.database.writing() as session:
        runs.begin(session, SEAL, today, at=worker.clock.now())
    total = 0
    while count := _seal_some(worker):
        total += count
    with worker.database.writing() as session:
        runs.end(runs.hold(session, SEAL, today), {"sealed": total}, at=worker.clock.now())
    return total


def send_waiting_by_day(worker: Worker) -> None:
    """At night nothing is tried again."""
    if not hours_here(worker).is_quiet(worker.clock.now()):
        send_waiting(worker)


def send_waiting(worker: Worker) -> None:
    """Try again what the mail server did not take. Where somebody is away by now, the day's round, if it was done, is
    gone through once more for whoever is there: its steps are safe to repeat."""
    today = worker.clock.today()
    done = Done(today, working_day=True)
    with worker.database.writing() as session:
        turned = turning.turn(session, today=today)
    by_hour = _digest_hour(worker, worker.clock.now())
    slots = () if by_hour is None else (str(today), slot_of(today, by_hour))  # called by hand, or by the timetable
    if turned and by_hour is not None and any(_is_done(worker, DIGESTS, slot) for slot in slots):
        day = day_of_round(worker.database, today, at=worker.clock.now())
        morning(worker, day, done)
        digests(worker, replace(day, by_hour=by_hour), done)
    else:
        send(worker, done)


def read_handed_in(worker: Worker) -> None:
    """Read the documents of the import desk that nobody reads: those whose reading was killed."""
    reading.read_waiting(worker.database, worker.clock)


def beat(worker: Worker) -> None:
    with worker.database.writing() as session:
        runs.beat(session, socket.gethostname()[:120], at=worker.clock.now())


def _is_done(worker: Worker, job: str, slot: str) -> bool:
    with worker.database.reading() as session:
        return runs.is_done(session, job, slot)


def _seal_some(worker: Worker) -> int:
    with worker.database.writing() as session:
        return sealing.seal(session, at=worker.clock.now())


TICKING = (
    (beat, TICK),
    (send_at_once, TICK),
    (round_if_owed, TICK),
    (send_summaries, TICK),
    (send_to_robots, TICK),
    (read_handed_in, TICK),
    (send_waiting_by_day, RETRY),
    (seal_if_owed, TICK),
    (check_if_owed, TICK),
    (look_at_kept, TICK),
)


def start_in_background(settings: Settings, database: Database, clock: Clock) -> Callable[[], None]:
    """Start the timetable in threads of this process; the answer stops it, after the message being sent."""
    stopping = threading.Event()
    worker = worker_for(settings, database, clock, stopping=stopping.is_set)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    ticking = Ticking([(partial(job, worker), pause) for job, pause in TICKING], Watch())
    ticking.start()

    def stop() -> None:
        stopping.set()
        ticking.stop()

    return stop
