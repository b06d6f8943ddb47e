"""One's own account, the links that set a password, language and help."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.builders import people
from tests.support.client import CarefulClient
from tests.support.clock import StoppedClock
from workflow.audit.models import Event
from workflow.audit.service import SYSTEM
from workflow.db import Database
from workflow.people import accounts, passwords
from workflow.people.models import Account, TokenPurpose

OLD, NEW = "an old password", "a better password"
OLD_HASH = passwords.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(OLD)  # quick


@pytest.fixture
def person(session: Session) -> Account:
    _, folk = people(session)
    folk["auditor"].password_hash = OLD_HASH
    session.commit()
    return folk["auditor"]


def change(client: CarefulClient, current: str = OLD, new: str = NEW, again: str | None = None) -> int:
    fields = {"current": current, "password": new, "again": new if again is None else again}
    return client.post("/account/password", data=fields).status_code


def kept(database: Database, person: Account) -> Account:
    with database.reading() as session:
        return session.get_one(Account, person.id)


def test_a_new_password_ends_other_sessions_and_keeps_this_one(
    app: Flask, client: CarefulClient, person: Account, database: Database
) -> None:
    other = app.test_client()
    assert isinstance(other, CarefulClient)
    other.sign_in(person)
    assert change(client.sign_in(person)) == 303
    assert client.get("/history").status_code == 200
    assert other.get("/history").status_code == 303
    assert passwords.matches(kept(database, person).password_hash, NEW)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"current": "not the old one"}, "现在的口令不对"),
        ({"new": "short"}, "至少 10 个字符"),
        ({"new": "password123"}, "太常见"),
        ({"again": "something else"}, "两次输入的口令不一致"),
        ({"new": "auditor@city.test"}, "不能与邮箱相同"),
    ],
)
def test_a_password_that_cannot_be_taken_is_told_at_its_field(
    client: CarefulClient, person: Account, fields: dict[str, str], words: str
) -> None:
    assert change(client.sign_in(person), **fields) == 422
    assert client.page and words in client.page.text


def test_guessing_the_current_password_is_throttled(client: CarefulClient, person: Account) -> None:
    client.sign_in(person)
    for _ in range(5):
        change(client, current="a guess of somebody")
    assert change(client) == 422
    assert client.page and "登录失败次数过多" in client.page.text


def test_name_telephone_and_language_are_ones_own(client: CarefulClient, person: Account, database: Database) -> None:
    client.sign_in(person).get("/account")
    assert client.page
    fields = client.page.fields("/account") | {"name": "新名字", "phone": "0359-1", "locale": "en"}
    assert client.post("/account", data=fields).status_code == 303
    now = kept(database, person)
    assert (now.name, now.phone, now.locale) == ("新名字", "0359-1", "en")
    with client.session_transaction() as cookie:
        assert cookie["locale"] == "en"


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(
    client: CarefulClient, person: Account, session: Session
) -> None:
    client.sign_in(person).get("/account")
    assert client.page
    fields = client.page.fields("/account") | {"name": "我的版本"}
    person.name = "管理员的版本"
    session.commit()
    assert client.post("/account", data=fields).status_code == 409
    assert client.page and "我的版本" in client.page.source and "刚刚被别人改过" in client.page.text


def link(session: Session, person: Account, purpose: TokenPurpose, clock: StoppedClock) -> str:
    token = accounts.issue_link(session, person, purpose, by=SYSTEM, at=clock.now())
    session.commit()
    return f"/{purpose.value}/{token}"


@pytest.mark.parametrize("purpose", list(TokenPurpose))
def test_a_link_sets_a_password_once(
    client: CarefulClient,
    person: Account,
    session: Session,
    clock: StoppedClock,
    database: Database,
    purpose: TokenPurpose,
) -> None:
    path = link(session, person, purpose, clock)
    assert client.get(path).status_code == 200
    assert client.post(path, data={"password": NEW, "again": NEW}).location == "/sign-in"
    assert passwords.matches(kept(database, person).password_hash, NEW)
    assert client.post(path, data={"password": OLD, "again": OLD}).status_code == 410
    assert client.page and "已经用过、过期或无效" in client.page.text


def test_a_password_refused_leaves_the_link_good(
    client: CarefulClient, person: Account, session: Session, clock: StoppedClock
) -> None:
    path = link(session, person, TokenPurpose.RESET, clock)
    assert client.post(path, data={"password": "1234567890", "again": "1234567890"}).status_code == 422
    assert client.post(path).status_code == 422
    assert client.get(path).status_code == 200


def test_a_link_to_reset_lives_a_day(
    client: CarefulClient, person: Account, session: Session, clock: StoppedClock
) -> None:
    path = link(session, person, TokenPurpose.RESET, clock)
    clock.forward(hours=24)
    assert client.get(path).status_code == 410


def test_the_language_is_changed_and_one_stays_where_one_was(client: CarefulClient) -> None:
    here = {"Referer": "http://localhost/help?x=1"}
    assert client.get("/language/en", headers=here).location == "/help?x=1"
    assert '<html lang="en">' in client.get("/help").text
    away = {"Referer": "http://evil.test/help"}
    assert client.get("/language/zh", headers=away).location == "/"
    assert client.get("/language/zh?next=//evil.test").location == "/"
    assert client.get("/language/fr").status_code == 404


def test_help_names_whom_to_ask_only_to_those_who_are_signed_in(client: CarefulClient, person: Account) -> None:
    assert "administrator@city.test" not in client.get("/help").text
    assert "administrator@city.test" in client.sign_in(person).get("/help").text


def test_the_history_knows_who_set_a_password_but_not_which(
    client: CarefulClient, person: Account, session: Session
) -> None:
    change(client.sign_in(person))
    event = session.scalars(select(Event).where(Event.act == "account.password_set")).one()
    assert event.actor == person.name and NEW not in str(event.facts)
