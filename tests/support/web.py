"""Fixtures: the application, its client, and the application served on a loopback port."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from waitress import wasyncore
from waitress.server import create_server
from werkzeug.routing import Rule

from tests.support.client import CarefulClient
from tests.support.clock import StoppedClock
from tests.support.mail import Postbox
from tests.support.ports import free_port
from workflow.adapters.clock import Clock
from workflow.app import create_app
from workflow.db import Database
from workflow.settings import Mail, Settings, from_environment


class Compiled(BytecodeCache):
    """Templates that were compiled for one test serve the next."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self._kept.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


class KnownRule(Rule):
    """An address is compiled once, not for each test's application: that was most of what a test took."""

    _known: ClassVar[dict[Any, Callable[..., tuple[str, str]]]] = {}

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (self.rule, tuple(sorted((self.defaults or {}).items())), append_unknown)
        if key not in self._known:
            self._known[key] = super()._compile_builder(append_unknown)
        return self._known[key]


Flask.url_rule_class = KnownRule
COMPILED = Compiled()
TODAY = date(2026, 11, 16)  # a Monday and a working day; in the middle of a quarter


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(TODAY)


@pytest.fixture
def environment(database_url: str, tmp_path: Path) -> dict[str, str]:
    """The variables of an installation of this test's own: for commands run as processes."""
    return {
        "DUBAN_DATA": str(tmp_path / "data"),
        "DUBAN_DATABASE_URL": database_url,
        "DUBAN_SECRET_KEY": "only for tests",
        "PORT": str(free_port()),
    }


@pytest.fixture
def settings(environment: dict[str, str]) -> Settings:
    """An installation whose mail goes to a folder."""
    return from_environment(environment)


@pytest.fixture
def mailing_settings(settings: Settings, smtp: Postbox) -> Settings:
    """An installation whose mail goes to the SMTP server of the `smtp` fixture."""
    return replace(settings, mail=mail_to(smtp, settings.mail))


def mail_to(smtp: Postbox, mail: Mail) -> Mail:
    return replace(mail, host=smtp.host, port=smtp.port, security="none")


@pytest.fixture
def app(settings: Settings, database: Database, clock: StoppedClock) -> Flask:
    app = create_app(settings, database=database, clock=clock, testing=True)
    app.test_client_class = CarefulClient
    app.jinja_env.bytecode_cache = COMPILED
    return app


@pytest.fixture
def client(app: Flask) -> CarefulClient:
    client = app.test_client()
    assert isinstance(client, CarefulClient)
    return client


@dataclass(frozen=True)
class Served:
    """An application that answers on a real port."""

    url: str
    app: Flask
    database: Database
    clock: Clock
    settings: Settings


@pytest.fixture
def served(settings: Settings, database: Database, clock: StoppedClock) -> Iterator[Served]:
    app = create_app(settings, database=database, clock=clock)
    app.jinja_env.bytecode_cache = COMPILED
    with serving(app, settings.port):
        yield Served(settings.base_url, app, database, clock, settings)


@contextmanager
def serving(app: Flask, port: int) -> Iterator[None]:
    """Waitress in a thread; stopped from inside its own loop, so that no socket is closed under it."""
    server = create_server(app, host="127.0.0.1", port=port, threads=4)
    thread = threading.Thread(target=server.run, name="served", daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))
        thread.join(10)
        server.task_dispatcher.shutdown()
        assert not thread.is_alive(), "the server did not stop"
