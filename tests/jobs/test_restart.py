"""The database is restarted in the middle of a round, as after a crash: the worker goes on at its next ticks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from tests.jobs.conftest import addresses
from tests.jobs.test_processes import AT, Fuse, twice, unsent
from tests.jobs.town import a_town
from tests.support.clock import StoppedClock
from tests.support.mail import Postbox
from tests.support.postgres import Cluster, Server, own_cluster
from tests.support.web import mail_to
from workflow import migrations
from workflow.db import Database
from workflow.jobs.day import Worker
from workflow.jobs.timetable import round_if_owed, send_waiting, worker_for
from workflow.outbox.rules import Digest, Press, Written
from workflow.settings import Settings, from_environment

DURABLE = ("fsync=off", "autovacuum=off", "shared_buffers=32MB")  # what was committed outlives the server's crash


@dataclass(frozen=True)
class Own:
    """A server of this module's own, and a migrated database on it."""

    cluster: Cluster
    server: Server
    name: str


@pytest.fixture(scope="module")
def own() -> Iterator[Own]:
    with own_cluster(DURABLE) as cluster:
        server = cluster.begin()
        name = server.create()
        database = Database(server.address(name))
        migrations.upgrade(database)
        database.close()
        yield Own(cluster, server, name)


@pytest.fixture
def town(own: Own) -> Iterator[tuple[Database, list[str]]]:
    """A town in the database, and the addresses of all who get mail on DAY."""
    database = Database(own.server.address(own.name))
    with database.writing() as session:
        addresses = a_town(session, 6, 7).addresses
    yield database, addresses
    database.close()
    own.server.empty(own.name)


@pytest.fixture
def settings(tmp_path: Path, smtp: Postbox) -> Settings:
    """Mail goes to the `smtp` server; the database is given to the worker itself."""
    made = from_environment({"DUBAN_DATA": str(tmp_path), "DUBAN_SECRET_KEY": "only for tests"})
    mail = replace(mail_to(smtp, made.mail), domains=frozenset({"city.test"}))
    return replace(made, mail=mail)


class Interrupted(StoppedClock):
    """The database is restarted while a mail's delivery is being noted: the second time that the clock is read when so
    many mails have arrived."""

    def __init__(self, smtp: Postbox, arrived: int, restart: Callable[[], None]) -> None:
        super().__init__(AT)
        self._smtp, self._arrived, self._restart, self._read = smtp, arrived, restart, 0

    def now(self) -> datetime:
        if len(self._smtp.messages) == self._arrived:
            self._read += 1
            if self._read == 2:
                self._restart()
        return super().now()


def test_a_restart_while_a_delivery_is_noted_doubles_that_mail_alone_and_loses_none(
    own: Own, town: tuple[Database, list[str]], settings: Settings, smtp: Postbox
) -> None:
    database, people = town
    clock = Interrupted(smtp, 25, own.cluster.restart)
    worker = worker_for(settings, database, clock)
    with pytest.raises(DBAPIError):
        round_if_owed(worker)
    assert len(smtp.messages) == 25
    go_on(worker, clock)
    assert set(addresses(smtp)) == set(people), "nobody is forgotten"
    assert len(smtp.messages) == len(people) + 1
    assert len(twice(smtp)) == 1
    assert unsent(database) == 0


def test_a_restart_while_a_mail_is_on_its_way_is_not_even_felt(
    own: Own, town: tuple[Database, list[str]], settings: Settings, smtp: Postbox
) -> None:
    database, people = town
    smtp.messages = Fuse(25, own.cluster.restart)
    round_if_owed(worker_for(settings, database, StoppedClock(AT)))
    assert addresses(smtp) == people
    assert unsent(database) == 0


def test_a_restart_while_mails_are_folded_doubles_none_and_loses_none(
    own: Own, town: tuple[Database, list[str]], settings: Settings, smtp: Postbox
) -> None:
    database, people = town
    clock = StoppedClock(AT)
    worker = worker_for(settings, database, clock)
    broken = replace(worker, press=_breaking(worker.press, 4, own.cluster.restart))
    with pytest.raises(DBAPIError):
        round_if_owed(broken)
    assert smtp.messages == []
    go_on(worker, clock)
    assert addresses(smtp) == people
    assert unsent(database) == 0


def _breaking(press: Press, at: int, act: Callable[[], object]) -> Press:
    """The same press; something happens when it puts its n-th mail into words."""
    calls = iter(range(1, 1000))

    def render(digest: Digest) -> Written:
        if next(calls) == at:
            act()
        return press.render(digest)

    return replace(press, render=render)


def go_on(worker: Worker, clock: StoppedClock) -> None:
    """The same worker ticks a minute later, and again when the lease of what it had in hand has ended."""
    for minutes in (1, 15):
        clock.forward(minutes=minutes)
        round_if_owed(worker)
        send_waiting(worker)
