"""Whoever is away on the day of sending, or has left, gets no mail, though that was entered after it was written."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.outbox.scene import a_round, dead, post_only
from tests.support import builders
from tests.support.builders import City, the_deadline
from tests.support.clock import StoppedClock
from tests.support.mail import Postbox
from workflow.audit.service import SYSTEM
from workflow.db import Database
from workflow.deadlines.models import DeadlineKind
from workflow.jobs.day import Worker, day_of_round
from workflow.jobs.round import drop
from workflow.jobs.timetable import send_waiting, worker_for
from workflow.notices.service import tell
from workflow.outbox import sending
from workflow.outbox.models import Message, MessageState
from workflow.outbox.turning import AWAY
from workflow.people import absences
from workflow.people.models import Absence, Holding, Post, PostKind
from workflow.settings import Settings

URGED = "urge:1"


@pytest.fixture
def deputy(city: City, database: Database) -> str:
    """A deputy of the first department's liaison, and something with an occasion of its own to be told."""
    with database.writing() as session:
        builders.an_account(session, "deputy", city.departments["energy"], PostKind.LIAISON, rank=2)
        tell(session, [the_deadline(session, city, "energy", DeadlineKind.TARGET).id], rung=URGED, on=builders.START)
    return "deputy@city.test"


def leaves(database: Database, city: City, clock: StoppedClock, person: str = "liaison", days: int = 1) -> None:
    """From today on she is away."""
    with database.writing() as session:
        holding = session.scalars(select(Holding).where(Holding.account_id == city.accounts[person].id)).one()
        last = date.fromordinal(clock.today().toordinal() + days)
        absences.note(session, holding, from_on=clock.today(), to_on=last, by=SYSTEM, at=clock.now())


def of(database: Database, person: str) -> list[tuple[MessageState, str]]:
    with database.reading() as session:
        rows = session.execute(select(Message.state, Message.last_reply).where(Message.address == person))
        return [(state, reply) for state, reply in rows]


def test_a_mail_that_waits_is_turned_on_the_same_day(
    city: City, worker: Worker, to_smtp: Settings, database: Database, clock: StoppedClock, smtp: Postbox, deputy: str
) -> None:
    a_round(worker_for(dead(to_smtp), database, clock))
    leaves(database, city, clock)
    send_waiting(worker)
    send_waiting(worker)
    assert not smtp.to("liaison@city.test")
    (mail,) = smtp.to(deputy)
    assert "办公室催办" in mail.text and "签收" in mail.text and "代liaison" in mail.text
    assert of(database, "liaison@city.test") == [(MessageState.DROPPED, AWAY)]
    assert len(smtp.to("third@city.test")) == 1


def test_a_mail_of_yesterday_is_turned_by_todays_round(
    city: City, worker: Worker, to_smtp: Settings, database: Database, clock: StoppedClock, smtp: Postbox, deputy: str
) -> None:
    a_round(worker_for(dead(to_smtp), database, clock))
    clock.set(date(2026, 9, 3))
    leaves(database, city, clock)
    a_round(worker)
    assert not smtp.to("liaison@city.test")
    (mail,) = smtp.to(deputy)
    assert "办公室催办" in mail.text


def test_where_nobody_else_is_there_the_mail_stays_hers(
    city: City, worker: Worker, to_smtp: Settings, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    a_round(worker_for(dead(to_smtp), database, clock))
    for person in ("third", "office"):
        leaves(database, city, clock, person)
    send_waiting(worker)
    assert len(smtp.to("third@city.test")) == 1


def test_on_a_day_off_the_mail_waits_for_the_next_round(
    city: City, worker: Worker, to_smtp: Settings, database: Database, clock: StoppedClock, smtp: Postbox, deputy: str
) -> None:
    clock.set(date(2026, 9, 4))
    a_round(worker_for(dead(to_smtp), database, clock))
    clock.set(date(2026, 9, 5))
    leaves(database, city, clock, days=3)
    send_waiting(worker)
    assert not smtp.to("liaison@city.test") and not smtp.to(deputy)
    clock.set(date(2026, 9, 7))
    a_round(worker)
    assert not smtp.to("liaison@city.test") and len(smtp.to(deputy)) == 1


def hands_over(database: Database, city: City, clock: StoppedClock, *, elsewhere: bool) -> None:
    """From today on the first department has another liaison; the one before has another post, or none."""
    with database.writing() as session:
        held = select(Holding).where(Holding.account_id == city.accounts["liaison"].id)
        session.scalars(held).one().to_on = clock.today() - timedelta(days=1)
        builders.an_account(session, "successor", city.departments["energy"], PostKind.LIAISON)
        if elsewhere:
            post = session.scalars(
                select(Post).where(Post.department_id == city.departments["housing"].id, Post.kind == PostKind.LIAISON)
            ).one()
            facts = {"rank": 2, "from_on": clock.today()}
            session.add(Holding(post=post, account_id=city.accounts["liaison"].id, **facts))


@pytest.mark.parametrize("elsewhere", [False, True], ids=["left", "moved"])
@pytest.mark.parametrize("day", [date(2026, 9, 2), date(2026, 9, 3)], ids=["same-day", "next-day"])
def test_a_post_handed_over_between_folding_and_sending_leaves_all_of_it_to_the_successor(
    city: City, worker: Worker, to_smtp: Settings, database: Database, clock: StoppedClock, smtp: Postbox, deputy: str,
    elsewhere: bool, day: date,
) -> None:  # fmt: skip
    a_round(worker_for(dead(to_smtp), database, clock))
    clock.set(day)
    hands_over(database, city, clock, elsewhere=elsewhere)
    if day == builders.START.replace(day=2):
        send_waiting(worker)
    else:
        a_round(worker)
    assert not smtp.to("liaison@city.test")
    (mail,) = smtp.to("successor@city.test")
    assert "办公室催办" in mail.text and "签收" in mail.text


def test_who_is_found_gone_at_the_very_moment_of_sending_leaves_it_to_the_successor_too(
    city: City, worker: Worker, to_smtp: Settings, database: Database, clock: StoppedClock, smtp: Postbox, deputy: str
) -> None:
    a_round(worker_for(dead(to_smtp), database, clock))
    hands_over(database, city, clock, elsewhere=False)
    mailer = worker.mailer()
    sending.send(database, mailer, clock)  # nobody looked before
    mailer.close()
    assert not smtp.to("liaison@city.test")
    clock.set(date(2026, 9, 3))
    a_round(worker)
    (mail,) = smtp.to("successor@city.test")
    assert "办公室催办" in mail.text and "签收" in mail.text


def test_an_absence_that_is_cancelled_before_the_deputy_heard_leaves_everything_with_her(
    city: City, worker: Worker, database: Database, clock: StoppedClock, smtp: Postbox, deputy: str
) -> None:
    """What was taken from her was never sent to anybody; it must not count as told."""
    day = day_of_round(database, clock.today(), at=clock.now())
    post_only(worker)
    leaves(database, city, clock)
    with database.writing() as session:
        drop(session, day)
    with database.writing() as session:
        session.scalars(select(Absence)).one().cancelled_at = clock.now()
    a_round(worker)
    assert not smtp.to(deputy)
    (mail,) = smtp.to("liaison@city.test")
    assert "办公室催办" in mail.text and "签收" in mail.text
