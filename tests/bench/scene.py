"""One filled database with its servers: what every measurement of a size stands on."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tests.bench.browser import Browser
from tests.bench.client import Target
from tests.bench.plain import PATH as PLAIN
from tests.bench.processes import Sink, free_port, serving
from tests.bench.scale import PASSWORD
from tests.bench.staff import CLERK, FIRST, address, liaison_of

SIGN_IN, DESK, ESCALATION = "/sign-in", "/desk", "/escalation"
PORTS = 8140


@dataclass(frozen=True)
class Scene:
    url: str
    folder: Path
    size: int
    app_port: int
    floor_port: int
    sink: Sink
    sink_port: int
    quick: bool

    def person(self, account_id: int) -> Browser:
        """Somebody who has signed in through the real form."""
        browser = Browser(self.app_port)
        browser.sign_in(SIGN_IN, address(account_id), PASSWORD)
        return browser

    def floor(self) -> Target:
        return Target("floor", self.floor_port, [Browser(self.floor_port).asking("/")])

    def pages(self) -> list[Target]:
        """The plain page, a liaison's desk, the office's view of what is late."""
        liaison, clerk = self.person(liaison_of(FIRST)), self.person(CLERK)
        return [
            Target("plain", self.app_port, [liaison.asking(PLAIN)]),
            Target("desk", self.app_port, [liaison.asking(DESK)]),
            Target("escalation", self.app_port, [clerk.asking(ESCALATION)]),
        ]


@contextmanager
def scene(url: str, folder: Path, size: int, *, quick: bool) -> Iterator[Scene]:
    app_port = free_port(PORTS)
    floor_port = free_port(app_port + 1)
    sink_port = free_port(floor_port + 1)
    sink = Sink(sink_port)
    try:
        with serving("floor", url, floor_port, folder), serving("app", url, app_port, folder):
            yield Scene(url, folder, size, app_port, floor_port, sink, sink_port, quick)
    finally:
        sink.close()


@contextmanager
def mailing(url: str, folder: Path, size: int) -> Iterator[Scene]:
    """A database with a mail server and no pages: for rounds alone."""
    sink_port = free_port(PORTS)
    sink = Sink(sink_port)
    try:
        yield Scene(url, folder, size, 0, 0, sink, sink_port, quick=False)
    finally:
        sink.close()


@contextmanager
def beside(scene: Scene, url: str, size: int) -> Iterator[Scene]:
    """The application on another database, served at the same time."""
    port = free_port(scene.sink_port + 1)
    with serving("app", url, port, scene.folder):
        yield replace(scene, url=url, size=size, app_port=port)
