"""A city in its database, a worker for a day, and mail servers that misbehave."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.support.builders import START, City, a_plan_under_way
from tests.support.clock import StoppedClock
from tests.support.mail import Postbox
from tests.support.ports import free_port
from workflow.db import Database
from workflow.jobs.day import Worker
from workflow.jobs.timetable import worker_for
from workflow.settings import Settings


@pytest.fixture
def city(database: Database) -> City:
    with database.writing() as session:
        return a_plan_under_way(session)


@pytest.fixture
def clock() -> StoppedClock:
    """The first working day after the start: everybody is to acknowledge within two days."""
    return StoppedClock(START.replace(day=2))


WorkerFor = Callable[[Settings], Worker]


@pytest.fixture
def to_smtp(mailing_settings: Settings) -> Settings:
    """Mail goes to the `smtp` server; the city's own domain may have text."""
    return replace(mailing_settings, mail=replace(mailing_settings.mail, domains=frozenset({"city.test"}), timeout=3))


@pytest.fixture
def worker(to_smtp: Settings, database: Database, clock: StoppedClock) -> Worker:
    return worker_for(to_smtp, database, clock)


@dataclass
class Moody(Postbox):
    """A server with moods: it may vanish or hang after the body, or ask newcomers to come later."""

    vanish: int = 0  # so many times it takes the body and drops the connection without an answer
    hang: int = 0  # so many times it takes the body and says nothing for longer than anybody waits
    later: int = 0  # so many recipients are asked to come later
    take: int | None = None  # messages in one connection before it is ended with 421

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.later:
            self.later -= 1
            return "450 greylisted, come again"
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        taken = getattr(session, "taken", 0)
        if self.take is not None and taken >= self.take:
            return "421 enough for one connection"
        session.taken = taken + 1  # type: ignore[attr-defined] # the server's own scratch object
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = await super().handle_DATA(server, session, envelope)
        if self.hang:
            self.hang -= 1
            await asyncio.sleep(1)
        if self.vanish:
            self.vanish -= 1
            assert server.transport is not None
            server.transport.abort()
            await asyncio.sleep(0)
        return answer


@pytest.fixture
def moody(to_smtp: Settings) -> Iterator[Moody]:
    box = Moody(port=free_port())
    controller = Controller(box, hostname=box.host, port=box.port)
    controller.start()
    yield box
    controller.stop()


@pytest.fixture
def moody_worker(moody: Moody, to_smtp: Settings, database: Database, clock: StoppedClock) -> Worker:
    return worker_for(replace(to_smtp, mail=replace(to_smtp.mail, port=moody.port)), database, clock)
