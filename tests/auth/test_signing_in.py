"""Signing in: equal answers, a throttle by account and by address, sessions that end."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.support.builders import people
from tests.support.client import CarefulClient
from tests.support.clock import StoppedClock
from workflow.app import create_app
from workflow.db import Database
from workflow.people import passwords, signing_in
from workflow.people.models import Account, SignInAttempt
from workflow.settings import BadSetting, Settings, from_environment

RIGHT = "a right password"
HASH = passwords.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(RIGHT)  # quick, and outdated


@pytest.fixture
def folk(session: Session) -> dict[str, Account]:
    _, accounts = people(session)
    for account in accounts.values():
        account.password_hash = HASH
    session.commit()
    return accounts


def sign_in(client: CarefulClient, email: str, password: str = RIGHT, **more: Any) -> TestResponse:
    return client.post("/sign-in", data={"email": email, "password": password, **more})


def test_the_right_password_opens_the_first_place(client: CarefulClient, folk: dict[str, Account]) -> None:
    answer = sign_in(client, " Administrator@City.test ")
    assert (answer.status_code, answer.location) == (303, "/")
    assert client.get("/").location == "/people"


@pytest.mark.parametrize(
    ("role", "place"),
    [("liaison", "/desk"), ("office", "/escalation"), ("administrator", "/people"), ("auditor", "/history")],
)
def test_each_role_begins_at_its_place(client: CarefulClient, folk: dict[str, Account], role: str, place: str) -> None:
    client.sign_in(folk[role])
    assert client.get("/").location == place


def test_who_holds_no_post_is_told_so(client: CarefulClient, session: Session, clock: StoppedClock) -> None:
    guest = Account(email="guest@city.test", name="客人", created_at=clock.now())
    session.add(guest)
    session.commit()
    answer = client.sign_in(guest).get("/")
    assert answer.status_code == 200 and "没有岗位" in answer.text


def test_an_unknown_account_and_a_wrong_password_get_the_same_sentence(
    client: CarefulClient, folk: dict[str, Account]
) -> None:
    wrong = sign_in(client, "liaison@city.test", "a wrong password")
    assert client.page and "邮箱或口令不对" in client.page.text
    unknown = sign_in(client, "nobody@city.test")
    assert wrong.status_code == unknown.status_code == 422
    assert client.page and "邮箱或口令不对" in client.page.text


@pytest.mark.parametrize("change", ["disabled", "demo", "invited"])
def test_a_disabled_account_a_demonstration_account_and_one_without_password_stay_out(
    client: CarefulClient, folk: dict[str, Account], session: Session, clock: StoppedClock, change: str
) -> None:
    own = folk["liaison"]
    own.disabled_at = clock.now() if change == "disabled" else None
    own.demo = change == "demo"
    own.password_hash = None if change == "invited" else HASH
    session.commit()
    assert sign_in(client, own.email).status_code == 422


def test_the_fifth_failure_closes_the_account_for_a_quarter_of_an_hour(
    client: CarefulClient, folk: dict[str, Account], clock: StoppedClock
) -> None:
    for _ in range(signing_in.PER_ACCOUNT):
        assert sign_in(client, "liaison@city.test", "wrong").status_code == 422
    answer = sign_in(client, "liaison@city.test")
    assert answer.status_code == 429
    assert client.page and "10:16 以后再试" in client.page.text
    assert sign_in(client, "head@city.test").status_code == 303
    client.sign_out()
    clock.forward(minutes=15)
    assert sign_in(client, "liaison@city.test").status_code == 303


def test_too_many_failures_from_one_address_close_it_for_every_account(
    database: Database, clock: StoppedClock, client: CarefulClient, folk: dict[str, Account]
) -> None:
    for number in range(signing_in.PER_ADDRESS):
        with database.writing() as session:
            signing_in.count_attempt(session, email=f"{number}@x.test", address="127.0.0.1", at=clock.now())
    assert sign_in(client, "liaison@city.test").status_code == 429
    other = client.post(
        "/sign-in",
        data={"email": "liaison@city.test", "password": RIGHT},
        environ_base={"REMOTE_ADDR": "10.0.0.9"},
    )
    assert other.status_code == 303


def test_success_forgets_the_failures_before_and_nothing_typed_is_kept(
    client: CarefulClient, folk: dict[str, Account], database: Database, clock: StoppedClock
) -> None:
    sign_in(client, "liaison@city.test", "wrong")
    sign_in(client, "liaison@city.test")
    with database.reading() as session:
        keys = set(session.scalars(select(SignInAttempt.key)))
    assert keys == {"address:127.0.0.1"}  # the one that failed
    clock.forward(minutes=16)
    client.sign_out()
    sign_in(client, "a password in the wrong field")
    with database.reading() as session:
        kept = session.scalars(select(SignInAttempt.key)).all()
    assert len(kept) == 2 and not any("password" in key for key in kept)


def test_an_outdated_hash_is_renewed_by_signing_in(
    client: CarefulClient, folk: dict[str, Account], database: Database
) -> None:
    sign_in(client, "liaison@city.test")
    with database.reading() as session:
        kept = session.scalars(select(Account.password_hash).where(Account.email == "liaison@city.test")).one()
    assert kept and kept != HASH and not passwords.outdated(kept) and passwords.matches(kept, RIGHT)


@pytest.mark.parametrize(
    ("wanted", "reached"),
    [
        ("/history?act=x", "/history?act=x"),
        ("//evil.test/", "/"),
        ("https://evil.test/", "/"),
        ("/\\evil.test", "/"),
        ("/\t/evil.test", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_after_signing_in_one_is_led_only_to_pages_here(
    client: CarefulClient, folk: dict[str, Account], wanted: str, reached: str
) -> None:
    assert sign_in(client, "auditor@city.test", next=wanted).location == reached


def test_a_page_that_needs_a_person_leads_to_the_sign_in_page_and_back(
    client: CarefulClient, folk: dict[str, Account]
) -> None:
    assert client.get("/history?act=x").location == "/sign-in?next=/history?act%3Dx"
    client.get("/sign-in?next=/history?act%3Dx")
    assert client.page and client.page.fields()["next"] == "/history?act=x"


def test_signing_in_begins_a_new_session_and_keeps_only_the_language(
    client: CarefulClient, folk: dict[str, Account]
) -> None:
    with client.session_transaction() as kept:
        kept.update(locale="en", planted="by somebody else")
    sign_in(client, "liaison@city.test")
    with client.session_transaction() as kept:
        assert kept["locale"] == "en" and "planted" not in kept and kept.permanent


def test_the_session_cookie_is_closed_to_scripts_and_ends_by_idleness(
    client: CarefulClient, folk: dict[str, Account], app: Flask, settings: Settings
) -> None:
    cookie = sign_in(client, "liaison@city.test").headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Expires=" in cookie
    assert app.permanent_session_lifetime == timedelta(minutes=settings.idle_minutes)


def test_signing_out_ends_this_session(client: CarefulClient, folk: dict[str, Account]) -> None:
    client.sign_in(folk["auditor"])
    assert client.post("/sign-out").location == "/sign-in"
    assert client.get("/history").location == "/sign-in?next=/history"


def test_signing_out_everywhere_ends_the_other_sessions_too(
    app: Flask, client: CarefulClient, folk: dict[str, Account]
) -> None:
    other = app.test_client()
    assert isinstance(other, CarefulClient)
    other.sign_in(folk["auditor"])
    client.sign_in(folk["auditor"])
    client.post("/account/sign-out-everywhere")
    assert [one.get("/history").status_code for one in (client, other)] == [303, 303]


def test_an_empty_form_is_answered_at_its_fields(client: CarefulClient) -> None:
    assert client.post("/sign-in").status_code == 422
    assert client.page and "请填写邮箱" in client.page.text and "请填写口令" in client.page.text


def test_a_form_whose_token_is_gone_changes_nothing_and_says_so(client: CarefulClient, database: Database) -> None:
    answer = client.post("/sign-in", data={"email": "a@b.test", "password": "x"}, csrf=False)
    assert answer.status_code == 400 and "停留过久" in answer.text
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(SignInAttempt)) == 0


def test_demonstration_accounts_are_listed_only_in_a_demonstration(client: CarefulClient) -> None:
    assert passwords.DEMO_PASSWORD not in client.get("/sign-in").text


def test_a_demonstration_lists_its_accounts_and_lets_them_in(
    settings: Settings, database: Database, clock: StoppedClock, session: Session, folk: dict[str, Account]
) -> None:
    folk["liaison"].demo = True
    session.commit()
    app = create_app(replace(settings, demo=True), database=database, clock=clock, testing=True)
    app.test_client_class = CarefulClient
    client = app.test_client()
    assert isinstance(client, CarefulClient)
    page = client.get("/sign-in").text
    assert passwords.DEMO_PASSWORD in page and "liaison@city.test" in page and "head@city.test" not in page
    assert sign_in(client, "liaison@city.test").status_code == 303


def test_a_demonstration_answers_only_to_this_machines_own_names(environment, database) -> None:
    app = create_app(from_environment(environment | {"DUBAN_DEMO": "1"}), database=database)
    for host, status in (("127.0.0.1:8000", 200), ("localhost", 200), ("city.test", 400), ("192.0.2.7:8000", 400)):
        assert app.test_client().get("/help", headers={"Host": host}).status_code == status


def test_a_demonstration_is_refused_on_any_address_but_loopback(environment) -> None:
    for elsewhere in ({"DUBAN_HOST": "0.0.0.0"}, {"DUBAN_URL": "https://duban.city.test"}):
        with pytest.raises(BadSetting, match="loopback"):
            from_environment(environment | {"DUBAN_DEMO": "1"} | elsewhere)
