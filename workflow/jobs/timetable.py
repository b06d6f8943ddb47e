"""The timetable: a tick every minute asks what is owed now, so that a missed round is made up once.

APScheduler only ticks, in memory; that a thing is done once is said by unique keys in the database.
"""

import logging
import socket
import threading
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from apscheduler.schedulers.background import BackgroundScheduler

from workflow.adapters.clock import CITY, Clock, SystemClock, at_hour
from workflow.adapters.mail import mailer_for
from workflow.audit import sealing
from workflow.db import Database
from workflow.jobs import letters, runs
from workflow.jobs.at_once import send_at_once
from workflow.jobs.day import Done, Worker, day_of_round, send, trouble_noted
from workflow.jobs.round import DIGESTS, MORNING, digests, morning
from workflow.outbox import turning
from workflow.outbox.rules import is_quiet
from workflow.plans.desk import reading
from workflow.settings import Settings

log = logging.getLogger("duban.timetable")
ROUND = {MORNING: (7, 30), DIGESTS: (8, 30)}  # working days only, in this order
SEAL, SEAL_AT = "seal", (2, 0)  # every night
TICK = timedelta(minutes=1)
RETRY = timedelta(minutes=3)


def worker_for(
    settings: Settings, database: Database, clock: Clock, *, stopping: Callable[[], bool] = lambda: False
) -> Worker:
    """A worker as the settings describe it."""
    return Worker(database, clock, letters.press(settings), partial(mailer_for, settings), stopping)


def round_if_owed(worker: Worker) -> Done | None:
    """Run the parts of today's round that are owed by now and not done; None when there are none."""
    now, today = worker.clock.now(), worker.clock.today()
    owed = [job for job, hour in ROUND.items() if now >= at_hour(today, *hour) and not _is_done(worker, job, today)]
    if not owed:
        return None
    day = day_of_round(worker.database, today, at=now)
    done = Done(today, working_day=day.calendar.is_working(today))
    if not done.working_day:
        return None
    for job in owed:
        log.info("%s of %s", job, today)
        with trouble_noted(worker, job, today):
            (morning if job == MORNING else digests)(worker, day, done)
    return done


def seal_if_owed(worker: Worker) -> int:
    """Chain the history's new rows, once a night."""
    today = worker.clock.today()
    if worker.clock.now() < at_hour(today, *SEAL_AT) or _is_done(worker, SEAL, today):
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
    here = worker.clock.now().astimezone(CITY)
    if not is_quiet((here.hour, here.minute)):
        send_waiting(worker)


def send_waiting(worker: Worker) -> None:
    """Try again what the mail server did not take. Where somebody is away by now, the day's round, if it was done, is
    gone through once more for whoever is there: its steps are safe to repeat."""
    today = worker.clock.today()
    done = Done(today, working_day=True)
    with worker.database.writing() as session:
        turned = turning.turn(session, today=today)
    if turned and _is_done(worker, DIGESTS, today):
        day = day_of_round(worker.database, today, at=worker.clock.now())
        morning(worker, day, done)
        digests(worker, day, done)
    else:
        send(worker, done)


def read_handed_in(worker: Worker) -> None:
    """Read the documents of the import desk that nobody reads: those whose reading was killed."""
    reading.read_waiting(worker.database, worker.clock)


def beat(worker: Worker) -> None:
    with worker.database.writing() as session:
        runs.beat(session, socket.gethostname()[:120], at=worker.clock.now())


def _is_done(worker: Worker, job: str, slot: date) -> bool:
    with worker.database.reading() as session:
        return runs.is_done(session, job, slot)


def _seal_some(worker: Worker) -> int:
    with worker.database.writing() as session:
        return sealing.seal(session, at=worker.clock.now())


TICKING = (
    (beat, TICK),
    (send_at_once, TICK),
    (round_if_owed, TICK),
    (read_handed_in, TICK),
    (send_waiting_by_day, RETRY),
    (seal_if_owed, TICK),
)


def start_in_background(settings: Settings, database: Database, clock: Clock) -> Callable[[], None]:
    """Start the timetable in threads of this process; the answer stops it, after the message being sent."""
    stopping = threading.Event()
    worker = worker_for(settings, database, clock, stopping=stopping.is_set)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    scheduler = BackgroundScheduler(timezone=CITY)
    defaults = {"max_instances": 1, "coalesce": True, "misfire_grace_time": None}
    soon = SystemClock().now()  # the threads tick in real time, whatever day a demonstration shows
    for job, pause in TICKING:
        scheduler.add_job(job, "interval", (worker,), seconds=pause.total_seconds(), next_run_time=soon, **defaults)
    scheduler.start()

    def stop() -> None:
        stopping.set()
        scheduler.shutdown(wait=True)

    return stop
