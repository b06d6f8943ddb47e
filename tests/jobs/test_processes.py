"""Several processes on one database, and one that is killed at any step: nobody is forgotten, nothing is sent twice."""

from collections import Counter
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from tests.jobs.conftest import addresses
from tests.jobs.town import DAY, a_town
from tests.support.clock import StoppedClock
from tests.support.mail import Postbox
from tests.support.rounds import Doom, Rounds
from workflow.adapters.clock import at_hour
from workflow.db import Database
from workflow.jobs.timetable import round_if_owed, send_waiting, worker_for
from workflow.notices.models import Notice
from workflow.outbox import folding, sending
from workflow.outbox.models import Message, MessageState
from workflow.settings import Settings

AT = at_hour(DAY, 8, 30)
ON_POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
BEFORE_IT_LEFT = (
    Doom("workflow.notices.service:add", 3),  # while notices are posted
    Doom("workflow.jobs.round:morning", after=True),  # all are posted, nothing is folded
    Doom("workflow.outbox.folding:link"),  # mails are written, their notices not noted yet
    Doom("workflow.jobs.round:fold", after=True),  # they are folded, and nothing of it is committed
    Doom("workflow.outbox.sending:_hand_over", 7),  # an attempt is recorded, the server knows nothing of it
    Doom("workflow.outbox.sending:_claim", 2),  # between two batches
    Doom("workflow.outbox.sending:_claim", 2, after=True),  # a batch is taken, and that is not committed
)
IN_FLIGHT = (
    Doom("workflow.adapters.mail:SmtpMailer.deliver", 7, after=True),  # the server has it, nobody has noted that
    Doom("workflow.outbox.sending:_release", after=True),  # the last of a batch is noted, and that is not committed
)


@pytest.fixture
def to_town(mailing_settings: Settings) -> Settings:
    return replace(mailing_settings, mail=replace(mailing_settings.mail, domains=frozenset({"city.test"})))


def test_two_rounds_at_once_tell_and_mail_each_of_two_hundred_people_once(
    to_town: Settings, rounds: Rounds, smtp: Postbox, database: Database
) -> None:
    with database.writing() as session:
        town = a_town(session, 25, 8).addresses
    started = [rounds.start(to_town, AT) for _ in range(2)]
    done = [one.done() for one in started]
    assert sum(each.delivered for each in done) == len(town)
    assert sum(each.folded for each in done) == len(town)
    assert addresses(smtp) == town
    with database.reading() as session:
        posted = session.scalar(select(func.count()).select_from(Notice))
    assert sum(each.posted for each in done) == posted


@ON_POSTGRESQL
def test_four_workers_at_once_send_each_of_a_thousand_people_exactly_one_mail(
    to_town: Settings, rounds: Rounds, smtp: Postbox, database: Database
) -> None:
    with database.writing() as session:
        people = a_town(session, 25, 40).addresses
    assert len(people) > 1000
    started = [rounds.start(to_town, AT) for _ in range(4)]
    done = [one.done() for one in started]
    assert addresses(smtp) == people
    assert sum(each.delivered for each in done) == len(people)
    assert all(each.delivered for each in done), "each has its part in it"


@ON_POSTGRESQL
def test_a_process_killed_between_two_parts_of_folding_tells_the_rest_and_nobody_twice(
    to_town: Settings, rounds: Rounds, smtp: Postbox, database: Database
) -> None:
    with database.writing() as session:
        town = a_town(session, 15, 8).addresses
    rounds.start(to_town, AT, Doom("workflow.jobs.round:fold", 2)).killed()
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Message)) == folding.PEOPLE
    go_on(database, to_town)
    assert addresses(smtp) == town
    assert unsent(database) == 0


@ON_POSTGRESQL
@pytest.mark.parametrize("doom", BEFORE_IT_LEFT, ids=str)
def test_a_process_killed_before_a_mail_left_loses_nothing_and_doubles_nothing(
    town: list[str], to_town: Settings, rounds: Rounds, smtp: Postbox, database: Database, doom: Doom
) -> None:
    rounds.start(to_town, AT, doom).killed()
    go_on(database, to_town)
    assert addresses(smtp) == town
    assert unsent(database) == 0


@ON_POSTGRESQL
@pytest.mark.parametrize("doom", IN_FLIGHT, ids=str)
def test_a_process_killed_when_the_server_had_a_mail_doubles_that_one_alone_and_loses_nothing(
    town: list[str], to_town: Settings, rounds: Rounds, smtp: Postbox, database: Database, doom: Doom
) -> None:
    rounds.start(to_town, AT, doom).killed()
    arrived = len(smtp.messages)
    assert 0 < arrived < len(town)
    go_on(database, to_town)
    assert set(addresses(smtp)) == set(town), "nobody is forgotten"
    assert len(smtp.messages) == len(town) + 1
    assert len(twice(smtp)) == 1
    assert unsent(database) == 0


@ON_SQLITE
@pytest.mark.parametrize("doom", (BEFORE_IT_LEFT[0], BEFORE_IT_LEFT[2], IN_FLIGHT[0]), ids=str)
def test_so_it_is_on_sqlite_too(
    town: list[str], to_town: Settings, rounds: Rounds, smtp: Postbox, database: Database, doom: Doom
) -> None:
    rounds.start(to_town, AT, doom).killed()
    go_on(database, to_town)
    assert set(addresses(smtp)) == set(town)
    assert len(twice(smtp)) == (doom in IN_FLIGHT)
    assert unsent(database) == 0


@ON_POSTGRESQL
def test_a_process_killed_from_outside_while_it_sends_doubles_one_mail_at_most(
    town: list[str], to_town: Settings, rounds: Rounds, smtp: Postbox, database: Database
) -> None:
    killed = rounds.start(to_town, AT)
    smtp.messages = Fuse(25, killed.kill)  # the server has the 25th mail, the process never hears so
    killed.killed()
    assert len(smtp.messages) == 25
    go_on(database, to_town)
    assert set(addresses(smtp)) == set(town)
    assert len(smtp.messages) == len(town) + 1
    assert len(twice(smtp)) == 1
    assert unsent(database) == 0


@ON_POSTGRESQL
def test_a_round_killed_while_sending_goes_on_when_it_is_called_again(
    town: list[str], to_town: Settings, rounds: Rounds, smtp: Postbox
) -> None:
    killed = rounds.start(to_town, AT)
    smtp.messages = Fuse(10, killed.kill)
    killed.killed()
    again = rounds.start(to_town, AT).done()
    assert again.posted == again.folded == 0
    assert again.delivered == len(town) - sending.BATCH, "all but the batch that the dead process still holds"
    assert again.waiting == sending.BATCH - 9


class Fuse(list):  # type: ignore[type-arg] # a list of received mails
    """A list that does something when it has grown to a length."""

    def __init__(self, length: int, act: object) -> None:
        super().__init__()
        self._length, self._act = length, act

    def append(self, thing: object) -> None:
        super().append(thing)
        if len(self) == self._length:
            self._act()  # type: ignore[operator] # what was given to be called


def go_on(database: Database, settings: Settings) -> None:
    """Another worker ticks a minute later, and again when the dead one's lease has ended."""
    clock = StoppedClock(AT)
    worker = worker_for(settings, database, clock)
    for minutes in (1, 15):
        clock.forward(minutes=minutes)
        round_if_owed(worker)
        send_waiting(worker)


def twice(smtp: Postbox) -> list[str]:
    """The Message-IDs that arrived more than once."""
    seen = Counter(str(mail.message["message-id"]) for mail in smtp.messages)
    return [key for key, count in seen.items() if count > 1]


def unsent(database: Database) -> int:
    """Messages that were not delivered, and notices that are in none and were not dropped."""
    with database.reading() as session:
        messages = select(func.count()).select_from(Message).where(Message.state != MessageState.DELIVERED)
        notices = select(func.count()).select_from(Notice).where(Notice.message_id.is_(None))
        return (session.scalar(messages) or 0) + (session.scalar(notices.where(Notice.dropped_on.is_(None))) or 0)
