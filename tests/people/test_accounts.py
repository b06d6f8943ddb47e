"""Accounts: invited by a link, disabled, never without an administrator."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.support.builders import people
from workflow.audit.service import SYSTEM
from workflow.db import Database
from workflow.errors import Refused, Stale
from workflow.people import accounts, passwords, queries, service
from workflow.people.models import Account, TokenPurpose
from workflow.people.rules import Viewer

NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
LATER = timedelta(days=7)


def a_person(session: Session, email: str = "zhang@city.test") -> Account:
    return accounts.create(session, email=email, name="张三", by=SYSTEM, at=NOW)


def test_an_address_is_kept_in_lower_case_and_belongs_to_one_person(session: Session) -> None:
    assert a_person(session, " Zhang@City.test ").email == "zhang@city.test"
    with pytest.raises(Refused, match="email_taken"):
        a_person(session, "ZHANG@city.test")


def test_a_link_sets_the_password_once(session: Session) -> None:
    person = a_person(session)
    token = accounts.issue_link(session, person, TokenPurpose.INVITE, by=SYSTEM, at=NOW)
    accounts.redeem(session, token, TokenPurpose.INVITE, password_hash="hash", at=NOW)
    assert person.password_hash == "hash"
    with pytest.raises(Refused, match="link_gone"):
        accounts.redeem(session, token, TokenPurpose.INVITE, password_hash="other", at=NOW)


def test_a_link_is_kept_only_as_its_digest(session: Session) -> None:
    token = accounts.issue_link(session, a_person(session), TokenPurpose.INVITE, by=SYSTEM, at=NOW)
    session.flush()
    dump = session.connection().exec_driver_sql("SELECT digest FROM account_token").scalar_one()
    assert token not in dump and len(dump) == 64


def test_a_link_expires_after_its_days(session: Session) -> None:
    token = accounts.issue_link(session, a_person(session), TokenPurpose.INVITE, by=SYSTEM, at=NOW)
    accounts.account_of(session, token, TokenPurpose.INVITE, at=NOW + LATER - timedelta(seconds=1))
    with pytest.raises(Refused, match="link_gone"):
        accounts.account_of(session, token, TokenPurpose.INVITE, at=NOW + LATER)


def test_an_invitation_is_no_link_to_reset_and_a_new_link_ends_the_old(session: Session) -> None:
    person = a_person(session)
    old = accounts.issue_link(session, person, TokenPurpose.INVITE, by=SYSTEM, at=NOW)
    with pytest.raises(Refused, match="link_gone"):
        accounts.account_of(session, old, TokenPurpose.RESET, at=NOW)
    accounts.issue_link(session, person, TokenPurpose.INVITE, by=SYSTEM, at=NOW)
    with pytest.raises(Refused, match="link_gone"):
        accounts.account_of(session, old, TokenPurpose.INVITE, at=NOW)


def test_of_two_who_take_up_one_link_at_once_one_wins(database: Database) -> None:
    with database.writing() as session:
        token = accounts.issue_link(session, a_person(session), TokenPurpose.INVITE, by=SYSTEM, at=NOW)
    with database.writing() as first:
        accounts.redeem(first, token, TokenPurpose.INVITE, password_hash="first", at=NOW)
    with pytest.raises(Refused, match="link_gone"), database.writing() as second:
        accounts.redeem(second, token, TokenPurpose.INVITE, password_hash="second", at=NOW)


def test_disabling_ends_sessions_and_links_and_mail(session: Session) -> None:
    _, folk = people(session)
    person = folk["liaison"]
    token = accounts.issue_link(session, person, TokenPurpose.RESET, by=SYSTEM, at=NOW)
    epoch = person.epoch
    accounts.disable(session, person, by=SYSTEM, at=NOW)
    session.flush()
    assert person.epoch == epoch + 1
    assert queries.viewer(session, person.id, epoch=None, on=NOW.date()) is None
    assert person.id not in {held[2] for held in queries.holders(session, on=NOW.date())}
    with pytest.raises(Refused, match="link_gone"):
        accounts.account_of(session, token, TokenPurpose.RESET, at=NOW)


def test_nobody_disables_herself_and_the_last_administrator_stays(session: Session) -> None:
    _, folk = people(session)
    own = folk["administrator"]
    with pytest.raises(Refused, match="own_account"):
        accounts.disable(session, own, by=Viewer(own.id, own.name, ()), at=NOW)
    with pytest.raises(Refused, match="last_administrator"):
        accounts.disable(session, own, by=SYSTEM, at=NOW)


def test_the_last_administrator_keeps_the_post(session: Session) -> None:
    people(session)
    holding = next(h for h in session.query(service.Holding) if h.post.kind == "administrator")
    with pytest.raises(Refused, match="last_administrator"):
        service.end_holding(session, holding, on=NOW.date(), by=SYSTEM, at=NOW)


def test_two_who_edit_one_person_do_not_overwrite_each_other(session: Session) -> None:
    person = a_person(session)
    seen = person.version
    accounts.edit(session, person, name="张三丰", email=person.email, phone="", version=seen, by=SYSTEM, at=NOW)
    with pytest.raises(Stale):
        accounts.edit(session, person, name="张四", email=person.email, phone="", version=seen, by=SYSTEM, at=NOW)


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("short-pw9", "password_short"),
        ("x" * 201, "password_long"),
        ("Zhang.San@city.test", "password_is_email"),
        ("zhang.sanfeng", None),
        ("Password123", "password_common"),
        ("woaini1314520", "password_common"),
        ("1111111111", "password_common"),
        ("abababababab", "password_common"),
        ("一二三四五六七八九十", None),
        ("four plain words here", None),
    ],
)
def test_passwords_that_are_easy_to_guess_are_refused(password: str, refusal: str | None) -> None:
    if refusal is None:
        passwords.check(password, email="zhang.san@city.test")
        return
    with pytest.raises(Refused, match=refusal):
        passwords.check(password, email="zhang.san@city.test")


def test_a_password_is_kept_as_argon2id_and_an_unknown_account_never_matches() -> None:
    kept = passwords.make_hash("a right password")
    assert kept.startswith("$argon2id$")
    assert passwords.matches(kept, "a right password")
    assert not passwords.matches(kept, "a wrong password")
    assert not passwords.matches(None, "nobody has this password")
    assert not passwords.matches("not a hash", "whatever it is")


def test_a_hash_of_weaker_parameters_is_outdated() -> None:
    weak = passwords.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("a right password")
    assert passwords.outdated(weak)
    assert not passwords.outdated(passwords.make_hash("a right password"))


def test_a_demonstrations_account_is_nobody_outside_a_demonstration(session) -> None:
    person = accounts.create(session, email="d@demo.test", name="演示", demo=True, by=SYSTEM, at=NOW)
    assert queries.viewer(session, person.id, epoch=None, on=NOW.date()) is None
    assert queries.viewer(session, person.id, epoch=None, on=NOW.date(), demo=True) is not None
