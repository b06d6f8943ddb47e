"""Thirty days without a worker, and thirty days without a mail server: one mail each, of what is still true."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.outbox.scene import dead
from tests.support import builders
from tests.support.builders import City
from tests.support.clock import StoppedClock
from tests.support.mail import Postbox
from workflow.adapters.clock import at_hour
from workflow.audit.service import SYSTEM
from workflow.db import Database
from workflow.deadlines import acknowledging
from workflow.jobs.day import Worker
from workflow.jobs.timetable import round_if_owed, send_waiting, worker_for
from workflow.notices.models import Notice
from workflow.outbox.models import Message, MessageState
from workflow.people.models import Holding, PostKind
from workflow.settings import Settings
from workflow.tasks.models import Assignment

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
FIRST, LAST = date(2026, 9, 2), date(2026, 9, 30)


def tick(worker: Worker) -> None:
    round_if_owed(worker)
    send_waiting(worker)


def at_half_past_nine(clock: StoppedClock, day: date) -> None:
    clock.set(at_hour(day, 9, 30))


def meanwhile(database: Database, city: City, clock: StoppedClock) -> None:
    """The second department acknowledges everything; the third has another liaison."""
    with database.writing() as session:
        body = city.departments["industry"].id
        shares = select(Assignment).where(Assignment.department_id == body, Assignment.to_on.is_(None))
        for share in session.scalars(shares):
            acknowledging.acknowledge(session, share, by=SYSTEM, at=clock.now())
        held = select(Holding).where(Holding.account_id == city.accounts["third"].id)
        session.scalars(held).one().to_on = clock.today() - timedelta(days=1)
        builders.an_account(session, "successor", city.departments["housing"], PostKind.LIAISON)


def one_mail_each(smtp: Postbox) -> dict[str, str]:
    """By address, the words of the only mail that came there."""
    people = [mail.recipients[0] for mail in smtp.messages]
    assert len(people) == len(set(people)), "one each"
    return {mail.recipients[0]: mail.text for mail in smtp.messages}


def says_what_is_true(said: dict[str, str]) -> None:
    assert "报送逾期" in said["liaison@city.test"] and "签收" in said["liaison@city.test"]
    assert "签收" not in said.get("other@city.test", ""), "what was acknowledged meanwhile is not asked for"
    assert "third@city.test" not in said, "she has left"
    assert "报送逾期" in said["successor@city.test"], "who came hears of it"


def test_after_thirty_days_without_a_worker_there_is_one_mail_each_of_what_is_still_true(
    city: City, worker: Worker, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    at_half_past_nine(clock, date(2026, 9, 16))
    meanwhile(database, city, clock)
    at_half_past_nine(clock, LAST)
    tick(worker)
    says_what_is_true(one_mail_each(smtp))
    clock.forward(minutes=5)
    tick(worker)
    one_mail_each(smtp)


def test_after_thirty_days_without_a_mail_server_there_is_one_mail_each_of_what_is_still_true(
    city: City, worker: Worker, to_smtp: Settings, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    """The worker ran all the time, and tried."""
    unheard = worker_for(dead(to_smtp), database, clock)
    for day in range((LAST - FIRST).days):
        at_half_past_nine(clock, FIRST + timedelta(days=day))
        tick(unheard)
        if day == 14:
            meanwhile(database, city, clock)
    at_half_past_nine(clock, LAST)
    tick(worker)
    says_what_is_true(one_mail_each(smtp))
    with database.reading() as session:
        waiting = select(Message.id).where(Message.state == MessageState.WAITING)
        assert session.scalars(waiting).all() == []
        untold = select(Notice.id).where(Notice.message_id.is_(None), Notice.dropped_on.is_(None))
        assert session.scalars(untold).all() == []
