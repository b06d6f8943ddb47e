"""The clock jumps, as after a wrong time was corrected: nothing is sent twice, nothing is replayed, nothing is lost."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.outbox.scene import dead
from tests.support.builders import City
from tests.support.clock import StoppedClock
from tests.support.mail import Postbox
from workflow.adapters.clock import at_hour
from workflow.db import Database
from workflow.jobs.day import Worker
from workflow.jobs.timetable import round_if_owed, send_waiting, worker_for
from workflow.outbox import sending
from workflow.outbox.models import Message
from workflow.outbox.rules import Digest, Press, Written
from workflow.settings import Settings

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
BEFORE, DAY = (date(2026, 9, 2), date(2026, 9, 3)), date(2026, 9, 4)  # three working days; on the last much is due
BACK = [timedelta(hours=1), timedelta(days=1)]


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(BEFORE[0])


@pytest.fixture
def to_smtp(mailing_settings: Settings) -> Settings:
    return replace(mailing_settings, mail=replace(mailing_settings.mail, domains=frozenset({"city.test"})))


@pytest.fixture
def worker(city: City, to_smtp: Settings, database: Database, clock: StoppedClock, smtp: Postbox) -> Worker:
    """On DAY, and it was at work on the days before."""
    found = worker_for(to_smtp, database, clock)
    for day in BEFORE:
        clock.set(at_hour(day, 8, 30))
        tick(found)
    smtp.messages.clear()
    clock.set(at_hour(DAY, 8, 30))
    return found


def tick(worker: Worker) -> None:
    round_if_owed(worker)
    send_waiting(worker)


def told(smtp: Postbox) -> list[str]:
    return sorted(mail.recipients[0] for mail in smtp.messages)


def jumping(press: Press, clock: StoppedClock, by: timedelta) -> Press:
    """The clock jumps while the second mail is put into words."""
    calls = iter(range(1, 1000))

    def render(digest: Digest) -> Written:
        if next(calls) == 2:
            clock.instant += by
        return press.render(digest)

    return replace(press, render=render)


@pytest.mark.parametrize("by", [timedelta(days=1), *(-back for back in BACK)], ids=str)
def test_a_jump_in_the_middle_of_a_round_neither_loses_nor_doubles_a_mail(
    worker: Worker, clock: StoppedClock, smtp: Postbox, by: timedelta
) -> None:
    round_if_owed(replace(worker, press=jumping(worker.press, clock, by)))
    tick(worker)
    clock.set(at_hour(DAY, 9))
    tick(worker)
    assert told(smtp) == ["liaison@city.test", "other@city.test", "third@city.test"]


@pytest.mark.parametrize("back", BACK, ids=str)
def test_a_clock_set_back_after_the_round_replays_nothing(
    worker: Worker, clock: StoppedClock, smtp: Postbox, back: timedelta
) -> None:
    tick(worker)
    assert len(smtp.messages) == 3
    clock.instant -= back
    for _ in range(3):
        tick(worker)
        clock.forward(minutes=20)
    clock.set(at_hour(DAY, 8, 40))
    tick(worker)
    assert len(smtp.messages) == 3


@pytest.mark.parametrize("back", BACK, ids=str)
def test_a_lease_outlives_a_clock_that_is_set_back(
    worker: Worker, to_smtp: Settings, database: Database, clock: StoppedClock, smtp: Postbox, back: timedelta
) -> None:
    """Whoever holds it may still be sending; when it has ended at last, the mails leave."""
    tick(worker_for(dead(to_smtp), database, clock))
    with database.writing() as session:
        for message in session.scalars(select(Message)):
            message.claimed_until = clock.now() + sending.LEASE
    clock.instant -= back
    tick(worker)
    assert smtp.messages == []
    clock.instant += back
    clock.forward(minutes=15)
    tick(worker)
    assert len(smtp.messages) == 3


@pytest.mark.parametrize("back", BACK, ids=str)
def test_a_pause_outlives_a_clock_that_is_set_back(
    worker: Worker, clock: StoppedClock, smtp: Postbox, back: timedelta
) -> None:
    smtp.broken = True
    tick(worker)
    smtp.broken = False
    clock.instant -= back
    tick(worker)
    assert smtp.messages == [], "not before the server's five minutes are over"
    clock.instant += back
    clock.forward(minutes=5)
    tick(worker)
    assert len(smtp.messages) == 3
