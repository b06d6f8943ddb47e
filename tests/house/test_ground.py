"""The ground itself: both databases, the mail server, the browser and the served application are real."""

import smtplib
from email.message import EmailMessage

import pytest
from playwright.sync_api import Page
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.support import pages
from tests.support.client import CarefulClient
from tests.support.mail import Postbox
from tests.support.web import Served
from workflow.db import Database
from workflow.workdays.models import PublishedYear

GOOD = "<!doctype html><html lang=zh><title>t</title><main><h1>一</h1></main></html>"


def test_each_test_has_a_database_of_its_own_on_both_engines(database: Database, session: Session) -> None:
    assert session.scalar(select(func.count()).select_from(PublishedYear)) == 0
    session.add(PublishedYear(year=2026, source="国务院办公厅"))
    session.commit()
    with database.reading() as other:
        assert other.scalars(select(PublishedYear.year)).all() == [2026]


def test_foreign_keys_hold_on_both_engines(session: Session) -> None:
    session.execute(text("CREATE TABLE above (id INTEGER PRIMARY KEY)"))
    session.execute(text("CREATE TABLE below (id INTEGER PRIMARY KEY, above_id INTEGER REFERENCES above (id))"))
    with pytest.raises(IntegrityError):
        session.execute(text("INSERT INTO below VALUES (1, 7)"))


def test_mail_arrives_at_a_real_server_that_can_refuse_one_recipient(smtp: Postbox) -> None:
    smtp.refused.add("gone@example.org")
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "工作提醒", "duban@example.org", "a@example.org, gone@example.org"
    mail.set_content("正文")
    with smtplib.SMTP(smtp.host, smtp.port) as connection:
        refused = connection.send_message(mail)
    assert list(refused) == ["gone@example.org"]
    assert [(m.subject, m.text.strip(), m.recipients) for m in smtp.messages] == [
        ("工作提醒", "正文", ["a@example.org"])
    ]


def test_the_application_answers_a_real_browser(served: Served, page: Page) -> None:
    page.goto(served.url + "/no-such-page")
    assert page.locator("h1").count() == 1


def test_the_client_reads_every_page(client: CarefulClient) -> None:
    assert client.get("/no-such-page").status_code == 404
    assert client.page and client.page.h1


def test_a_good_page_passes() -> None:
    assert pages.checked(GOOD).h1 == "一"


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        ("<h1>二</h1></main>", "2 h1"),
        ("<p id=a></p><p id=a></p></main>", "id a stands 2 times"),
        ('<p style="color:red"></p></main>', "style"),
        ('<a href="#" onclick="f()">x</a></main>', "onclick"),
        ("<script>f()</script></main>", "inline <script>"),
        ("<label for=x>y</label></main>", "label for x"),
        ("<b></i></main>", "invalid HTML"),
    ],
)
def test_a_faulty_page_is_named(broken: str, fault: str) -> None:
    with pytest.raises(AssertionError, match=fault):
        pages.checked(GOOD.replace("</main>", broken))
