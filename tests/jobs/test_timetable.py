"""The timetable: what is owed by now and not done, once; and the worker that runs it."""

import signal
import time
from datetime import UTC, date, datetime

from sqlalchemy import select

from tests.jobs.conftest import Command
from tests.support.builders import City
from tests.support.clock import StoppedClock
from tests.support.mail import Postbox
from workflow.adapters.clock import at_hour
from workflow.audit.models import Sealed
from workflow.db import Database
from workflow.jobs.day import Worker
from workflow.jobs.models import Heartbeat, Run
from workflow.jobs.nightly import CHECK, SWEEP
from workflow.jobs.round import DIGESTS, MORNING
from workflow.jobs.timetable import SEAL, beat, round_if_owed, seal_if_owed, start_in_background, worker_for
from workflow.settings import Settings, from_environment

DAY = date(2026, 9, 2)


def a_worker(database: Database, environment: dict[str, str], clock: StoppedClock) -> Worker:
    return worker_for(from_environment(environment), database, clock)


def done(database: Database) -> list[str]:
    with database.reading() as session:
        return [f"{run.slot} {run.job}" for run in session.scalars(select(Run).order_by(Run.id)) if run.ended_at]


def test_notices_are_posted_at_half_past_seven_and_mails_leave_at_half_past_eight(
    city: City, database: Database, mailing_environment: dict[str, str], smtp: Postbox
) -> None:
    clock = StoppedClock(at_hour(DAY, 7, 29))
    worker = a_worker(database, mailing_environment, clock)
    assert round_if_owed(worker) is None
    clock.forward(minutes=1)
    round_if_owed(worker)
    assert done(database) == [f"2026-09-02 {MORNING}"]
    assert smtp.messages == []
    clock.set(at_hour(DAY, 8, 30))
    round_if_owed(worker)
    assert done(database) == [f"2026-09-02 {MORNING}", f"2026-09-02 08:30 {DIGESTS}"]
    assert len(smtp.messages) == 3


def test_a_round_is_run_once_a_day(
    city: City, database: Database, mailing_environment: dict[str, str], smtp: Postbox
) -> None:
    clock = StoppedClock(DAY)
    worker = a_worker(database, mailing_environment, clock)
    assert round_if_owed(worker) is not None
    clock.forward(minutes=1)
    assert round_if_owed(worker) is None
    assert len(smtp.messages) == 3


def test_missed_rounds_are_made_up_once_and_not_replayed(
    city: City, database: Database, mailing_environment: dict[str, str], smtp: Postbox
) -> None:
    """Thirty days of silence, then one mail each; the next day brings nothing that was said already."""
    clock = StoppedClock(date(2026, 9, 30))
    worker = a_worker(database, mailing_environment, clock)
    round_if_owed(worker)
    people = [mail.recipients[0] for mail in smtp.messages]
    assert len(people) == len(set(people)) == 6
    clock.set(date(2026, 10, 8))
    round_if_owed(worker)
    assert len(smtp.messages) == 6 + len([mail for mail in smtp.messages[6:] if "10月8日" in mail.subject])


def test_nothing_is_run_on_a_day_off(
    city: City, database: Database, mailing_environment: dict[str, str], smtp: Postbox
) -> None:
    assert round_if_owed(a_worker(database, mailing_environment, StoppedClock(date(2026, 10, 1)))) is None
    assert done(database) == []


def test_a_round_that_failed_is_noted_and_goes_on_at_the_next_tick(
    city: City, database: Database, mailing_environment: dict[str, str], smtp: Postbox
) -> None:
    class Broken(Exception): ...

    def no_way_out() -> None:
        raise Broken("no way out")

    worker = a_worker(database, mailing_environment, StoppedClock(DAY))
    broken = Worker(database, worker.clock, worker.press, no_way_out)  # type: ignore[arg-type] # fails on purpose
    try:
        round_if_owed(broken)
    except Broken:
        pass
    else:
        raise AssertionError("the failure was swallowed")
    with database.reading() as session:
        (trouble,) = session.scalars(select(Run.trouble).where(Run.job == DIGESTS))
    assert trouble == "Broken: no way out"
    assert done(database) == [f"2026-09-02 {MORNING}"]
    round_if_owed(worker)
    assert len(smtp.messages) == 3
    assert done(database) == [f"2026-09-02 {MORNING}", f"2026-09-02 08:30 {DIGESTS}"]


def test_the_history_is_sealed_once_a_night(
    city: City, database: Database, mailing_environment: dict[str, str]
) -> None:
    clock = StoppedClock(at_hour(DAY, 1, 59))
    worker = a_worker(database, mailing_environment, clock)
    assert seal_if_owed(worker) == 0
    clock.forward(minutes=1)
    assert seal_if_owed(worker) > 0
    assert seal_if_owed(worker) == 0
    with database.reading() as session:
        assert session.scalars(select(Sealed.event_id)).first() is not None


def test_a_worker_says_when_it_was_last_alive(database: Database, settings: Settings) -> None:
    clock = StoppedClock(datetime(2026, 9, 2, tzinfo=UTC))
    worker = worker_for(settings, database, clock)
    beat(worker)
    clock.forward(minutes=1)
    beat(worker)
    with database.reading() as session:
        assert session.scalars(select(Heartbeat.at)).all() == [clock.now()]


def test_the_timetable_runs_beside_the_web_application_and_stops_when_told(
    city: City, database: Database, mailing_environment: dict[str, str], smtp: Postbox
) -> None:
    stop = start_in_background(from_environment(mailing_environment), database, StoppedClock(DAY))
    try:
        nightly = {f"{DAY} {job}" for job in (SEAL, SWEEP, CHECK)}
        wait_for(lambda: len(smtp.messages) == 3 and nightly < set(done(database)))
    finally:  # no thread of it may be left to the tests that follow
        stop()
    assert len(smtp.messages) == 3


def test_the_worker_process_beats_and_stops_when_asked(
    city: City, database: Database, duban: Command, smtp: Postbox
) -> None:
    worker = duban(worker=True)
    wait_for(lambda: bool(heartbeats(database)))
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(30) == 0


def heartbeats(database: Database) -> list[datetime]:
    with database.reading() as session:
        return list(session.scalars(select(Heartbeat.at)))


def wait_for(true: object, *, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if true():  # type: ignore[operator] # a question without facts
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")
