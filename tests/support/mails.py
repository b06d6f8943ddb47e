"""docs/mails/*.png: mails of a demonstration as somebody opens them, in Chromium: python -m tests.support.mails

The demonstration is the one of `duban demo` on a fixed day; the mails are those of its outbox folder.
"""

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import update

from tests.support.browser import QUIET, program
from tests.support.clock import StoppedClock
from workflow.adapters.clock import at_hour
from workflow.adapters.mail import FolderMailer
from workflow.commands.demo import prepare
from workflow.commands.ground import Ground
from workflow.db import Database
from workflow.jobs.day import Worker
from workflow.jobs.letters import press
from workflow.jobs.round import run_round
from workflow.jobs.summaries import send_summaries
from workflow.people.models import Account
from workflow.settings import from_environment

FOLDER = Path(__file__).parents[2] / "docs" / "mails"
TODAY, MONTH_END = date(2026, 11, 23), date(2026, 11, 30)
WIDTHS = {"": 1280, "-390": 390}
COLOURS = 128  # enough for letters on white


@dataclass(frozen=True)
class Wanted:
    """A picture's name, and which mail it shows: the latest to an address whose subject begins so."""

    name: str
    address: str
    subject: str


WANTED = (
    Wanted("liaison", "industry@demo.invalid", "【工作提醒】"),
    Wanted("office", "office@demo.invalid", "【督办提醒】"),
    Wanted("at-once", "industry@demo.invalid", "【督办通知单】"),
    Wanted("weekly", "office@demo.invalid", "【每周小结】"),
    Wanted("monthly", "leader@demo.invalid", "【领导一页】"),
    Wanted("liaison-en", "agriculture@demo.invalid", "[Work reminder]"),
)


def draw() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        mails = _mails(Path(made))
    with _browser() as browser:
        for wanted in WANTED:
            mail = _latest(mails, wanted)
            for ending, width in WIDTHS.items():
                (FOLDER / f"{wanted.name}{ending}.png").write_bytes(_picture(browser, mail, width))


def _mails(folder: Path) -> list[EmailMessage]:
    """What the outbox folder of a demonstration holds when the round of its day has run and the month is over, oldest
    first."""
    settings = from_environment(
        {"DUBAN_DATA": str(folder), "DUBAN_DEMO": "1", "DUBAN_DEMO_TODAY": TODAY.isoformat(), "DUBAN_SECRET_KEY": "-"}
    )
    clock = StoppedClock(at_hour(TODAY, 8, 30))
    here = Ground(settings, Database(settings.database_url), clock)
    prepare(here)
    reads_english = update(Account).where(Account.email == WANTED[-1].address).values(locale="en")
    with here.database.writing() as session:
        session.execute(reads_english)
    mailer = FolderMailer(settings.outbox_folder, settings.mail.sender)
    worker = Worker(here.database, clock, press(settings), lambda: mailer)
    run_round(worker, TODAY)
    clock.set(at_hour(MONTH_END, 16))
    send_summaries(worker)
    here.database.close()
    files = sorted(settings.outbox_folder.glob("*.eml"))
    return [message_from_bytes(file.read_bytes(), _class=EmailMessage, policy=policy.default) for file in files]


def _latest(mails: list[EmailMessage], wanted: Wanted) -> EmailMessage:
    hers = [mail for mail in mails if wanted.address in str(mail["to"])]
    found = [mail for mail in hers if str(mail["subject"]).startswith(wanted.subject)]
    assert found, f"no {wanted.subject} to {wanted.address} among {[str(mail['subject']) for mail in hers]}"
    return found[-1]


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=QUIET)
        yield browser
        browser.close()


def _picture(browser: Browser, mail: EmailMessage, width: int) -> bytes:
    body = mail.get_body(("html",))
    assert body is not None
    page = browser.new_page(viewport={"width": width, "height": 600})
    page.set_content(body.get_content())
    drawn = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    page.close()
    kept = io.BytesIO()
    drawn.quantize(COLOURS).save(kept, "PNG", optimize=True)
    return kept.getvalue()


if __name__ == "__main__":
    draw()
