"""Mail servers that do not talk: one that hangs, one that nobody can trust. The worker gets on, and nothing is lost."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from tests.outbox.conftest import Moody
from tests.outbox.scene import a_round
from tests.support.builders import City
from tests.support.clock import StoppedClock
from tests.support.mail import Postbox
from tests.support.ports import free_port
from tests.support.silent import hanging_port, untrusted
from workflow.db import Database
from workflow.jobs.models import Run
from workflow.jobs.round import DIGESTS
from workflow.jobs.timetable import send_waiting, worker_for
from workflow.outbox.models import Attempt
from workflow.settings import Settings

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def at_port(settings: Settings, port: int, **mail: object) -> Settings:
    return replace(settings, mail=replace(settings.mail, port=port, **mail))  # type: ignore[arg-type] # a setting's own


def test_a_server_that_hangs_costs_its_timeout_once_and_everything_waits(
    city: City, to_smtp: Settings, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    with hanging_port() as port:
        done = a_round(worker_for(at_port(to_smtp, port, timeout=0.3), database, clock))
    assert (done.delivered, done.waiting) == (0, 3)
    assert "timed out" in done.trouble
    with database.reading() as session:
        assert len(session.scalars(select(Attempt.id)).all()) == 1, "it waits once, not for each of the mails"
    send_waiting(worker_for(to_smtp, database, clock))
    assert len(smtp.messages) == 3


def test_a_server_that_hangs_after_the_body_stops_nobody_else_and_that_mail_comes_twice_at_most(
    city: City, to_smtp: Settings, database: Database, clock: StoppedClock, moody: Moody
) -> None:
    moody.hang = 1
    worker = worker_for(at_port(to_smtp, moody.port, timeout=0.3), database, clock)
    done = a_round(worker)
    assert (done.delivered, done.postponed) == (2, 1)
    clock.forward(minutes=6)
    send_waiting(worker)
    ids = [str(mail.message["message-id"]) for mail in moody.messages]
    assert (len(ids), len(set(ids))) == (4, 3)


@pytest.fixture(params=["starttls", "tls"])
def disguised(request: pytest.FixtureRequest, to_smtp: Settings, tmp_path: Path) -> Iterator[tuple[Settings, Postbox]]:
    """A server that shows a certificate which nobody vouches for, and the settings that lead to it."""
    box, context = Postbox(port=free_port()), untrusted(tmp_path)
    shown = {"tls_context": context} if request.param == "starttls" else {"ssl_context": context}
    controller = Controller(box, hostname=box.host, port=box.port, **shown)
    controller.start()
    yield at_port(to_smtp, box.port, security=request.param, user="duban", password="secret"), box
    controller.stop()


def test_a_certificate_that_is_not_trusted_is_said_and_neither_mail_nor_password_is_given_away(
    city: City, to_smtp: Settings, database: Database, clock: StoppedClock, smtp: Postbox,
    disguised: tuple[Settings, Postbox],
) -> None:  # fmt: skip
    settings, box = disguised
    done = a_round(worker_for(settings, database, clock))
    assert (done.delivered, done.waiting) == (0, 3)
    assert box.messages == []
    with database.reading() as session:
        (trouble,) = session.scalars(select(Run.trouble).where(Run.job == DIGESTS))
        (reply,) = session.scalars(select(Attempt.reply))
    assert "certificate verify failed" in trouble and "certificate verify failed" in reply
    send_waiting(worker_for(to_smtp, database, clock))
    assert len(smtp.messages) == 3, "once the settings are mended"
