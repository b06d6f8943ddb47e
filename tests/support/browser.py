"""Fixtures: a real browser. A page fails its test on a script error, a console error or a blocked inline code."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    Request,
    expect,
    sync_playwright,
)

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "The tests need a browser: sudo apt-get install chromium (or name one in CHROMIUM=/path)."
PATIENCE = 30_000  # milliseconds until a page counts as hanging: two workers share a machine that may be slow
expect.set_options(timeout=PATIENCE / 2)
QUIET = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run", "--disable-extensions"]


def program() -> str:
    """Where Chromium is; fails with the command that brings it."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        raise RuntimeError(MISSING)
    return found


@dataclass
class Complaints:
    """What a browser complained of. A page that we answered with 4xx is no complaint: the test looks at it."""

    said: list[str] = field(default_factory=list)
    opened: set[str] = field(default_factory=set)

    def listen(self, context: BrowserContext) -> None:
        context.on("console", self.note)
        context.on("weberror", lambda error: self.said.append(f"script: {error.error}"))
        context.on("request", self.navigated)

    def navigated(self, request: Request) -> None:
        if request.is_navigation_request():
            self.opened.add(_page(request.url))

    def note(self, message: ConsoleMessage) -> None:
        ours = message.text.startswith("Failed to load resource") and _page(message.location["url"]) in self.opened
        if message.type in ("error", "warning") and not ours:
            self.said.append(f"{message.type}: {message.text} ({message.location['url']})")


def _page(url: str) -> str:
    return url.partition("#")[0]


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=program(), args=QUIET)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> Complaints:
    """For a test that provokes one on purpose: look at `said` and clear it."""
    return Complaints()


@pytest.fixture
def context(browser: Browser, complaints: Complaints) -> Iterator[BrowserContext]:
    """A fresh browser profile in Chinese; more pages of one person come from it."""
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    complaints.listen(context)
    yield context
    context.close()
    assert not complaints.said, "the browser complained:\n" + "\n".join(complaints.said)


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def accessible(page: Page) -> None:
    """Fails with axe's words on anything that keeps people with a screen reader or a keyboard out."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
