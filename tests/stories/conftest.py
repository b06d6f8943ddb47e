"""Fixtures: one prepared demonstration for all stories; each story walks through a copy of its own, really served."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.stories.people import Person
from tests.stories.town import DAY, Town, build
from tests.support.browser import PATIENCE, Complaints
from tests.support.clock import StoppedClock
from tests.support.ports import free_port
from tests.support.web import COMPILED, Served, serving
from workflow.app import create_app
from workflow.commands.demo import prepare
from workflow.commands.ground import Ground
from workflow.db import Database
from workflow.people.passwords import DEMO_PASSWORD
from workflow.settings import Settings, from_environment

PREPARED_FOR = date(2026, 11, 16)  # a Monday; the third quarter's reports were due a month ago
WIDE, NARROW = (1280, 900), (390, 844)

Arrive = Callable[..., Person]


def settings_in(folder: Path) -> Settings:
    return from_environment(
        {"DUBAN_DATA": str(folder), "DUBAN_DEMO": "1", "DUBAN_SECRET_KEY": "only for tests", "PORT": str(free_port())}
    )


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database as `duban demo` leaves it on the day it was prepared for."""
    settings = settings_in(tmp_path_factory.mktemp("demonstration"))
    database = Database(settings.database_url)
    prepare(Ground(settings, database, StoppedClock(PREPARED_FOR)))
    database.close()
    return settings.folder / "duban.db"


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(PREPARED_FOR)


@pytest.fixture
def city(prepared: Path, tmp_path: Path, clock: StoppedClock) -> Iterator[Served]:
    """The demonstration, served. Nothing here depends on the kind of database; the whole road runs on both."""
    settings = settings_in(tmp_path / "data")
    settings.folder.mkdir(exist_ok=True)
    shutil.copyfile(prepared, settings.folder / "duban.db")
    database = Database(settings.database_url)
    app = create_app(settings, database=database, clock=clock)
    app.jinja_env.bytecode_cache = COMPILED
    with serving(app, settings.port):
        yield Served(settings.base_url, app, database, clock, settings)
    database.close()


@pytest.fixture
def town(served: Served) -> Town:
    """The small town on the Monday before the third quarter's reports are due; the head of 市能源局 signs."""
    return settled(served)


@pytest.fixture
def large_town(served: Served) -> Town:
    """The same, where 市能源局 leads ten tasks."""
    return settled(served, more=8)


def settled(served: Served, **facts: int) -> Town:
    served.clock.set(DAY)
    with served.database.writing() as session:
        return Town(served, build(session, **facts))


@pytest.fixture
def doors(browser: Browser, complaints: Complaints) -> Iterator[Callable[..., Page]]:
    """A new page in a browser of its own; all are closed in the end, and none may have complained."""
    opened = []

    def come(*, size: tuple[int, int] = WIDE, script: bool = True, locale: str = "zh-CN") -> Page:
        context = browser.new_context(
            locale=locale,
            timezone_id="Asia/Shanghai",
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=script,
        )
        context.set_default_timeout(PATIENCE)
        complaints.listen(context)
        opened.append(context)
        return context.new_page()

    yield come
    for context in opened:
        context.close()
    assert not complaints.said, "the browser complained:\n" + "\n".join(complaints.said)


@pytest.fixture
def arrive(city: Served, doors: Callable[..., Page]) -> Arrive:
    """arrive("energy") is the liaison of 市能源局 at a browser of her own, signed in; arrive() is not signed in."""

    def come(who: str = "", **facts: Any) -> Person:
        person = Person(doors(**facts), city.url)
        if who:
            person.sign_in(f"{who}@demo.invalid", DEMO_PASSWORD)
        return person

    return come


@pytest.fixture
def enter(served: Served, doors: Callable[..., Page]) -> Arrive:
    """enter("liaison") is the liaison of 市能源局 of the small town, signed in."""

    def come(who: str, **facts: Any) -> Person:
        person = Person(doors(**facts), served.url)
        person.sign_in(f"{who}@city.test")
        return person

    return come
