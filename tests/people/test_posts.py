"""Posts are held from day to day; rights and mail follow them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.support.builders import a_department, people
from workflow.audit.service import SYSTEM
from workflow.errors import Refused
from workflow.people import accounts, queries, service
from workflow.people.models import Account, Post, PostKind
from workflow.people.rules import DEPUTY

NOW = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
MONDAY = date(2026, 11, 16)
DAY = timedelta(days=1)


@pytest.fixture
def post(session: Session) -> Post:
    department = a_department(session, "市水务局")
    return service.open_post(session, department, PostKind.LIAISON, by=SYSTEM, at=NOW)


def person(session: Session, name: str) -> Account:
    return accounts.create(session, email=f"{name}@city.test", name=name, by=SYSTEM, at=NOW)


def holders(session: Session, on: date) -> list[tuple[int, int]]:
    return [(account, rank) for _, _, account, rank in queries.holders(session, on=on)]


def test_a_post_is_held_from_its_first_to_its_last_day(session: Session, post: Post) -> None:
    li = person(session, "li")
    service.hold(session, post, li, from_on=MONDAY, to_on=MONDAY + DAY, by=SYSTEM, at=NOW)
    held = [bool(holders(session, MONDAY + n * DAY)) for n in (-1, 0, 1, 2)]
    assert held == [False, True, True, False]


def test_the_holder_stands_before_the_deputy(session: Session, post: Post) -> None:
    li, wang = person(session, "li"), person(session, "wang")
    service.hold(session, post, wang, rank=DEPUTY, from_on=MONDAY, by=SYSTEM, at=NOW)
    service.hold(session, post, li, from_on=MONDAY, by=SYSTEM, at=NOW)
    assert holders(session, MONDAY) == [(li.id, 1), (wang.id, 2)]


def test_a_department_has_one_liaison_at_a_time(session: Session, post: Post) -> None:
    li, wang = person(session, "li"), person(session, "wang")
    first = service.hold(session, post, li, from_on=MONDAY, by=SYSTEM, at=NOW)
    with pytest.raises(Refused, match="post_has_holder"):
        service.hold(session, post, wang, from_on=MONDAY + DAY, by=SYSTEM, at=NOW)
    service.end_holding(session, first, on=MONDAY, by=SYSTEM, at=NOW)
    service.hold(session, post, wang, from_on=MONDAY + DAY, by=SYSTEM, at=NOW)
    assert holders(session, MONDAY + DAY) == [(wang.id, 1)]


def test_a_holding_of_the_past_is_no_obstacle_to_an_earlier_one(session: Session, post: Post) -> None:
    li, wang = person(session, "li"), person(session, "wang")
    service.hold(session, post, li, from_on=MONDAY, by=SYSTEM, at=NOW)
    service.hold(session, post, wang, from_on=MONDAY - 9 * DAY, to_on=MONDAY - DAY, by=SYSTEM, at=NOW)


def test_one_person_does_not_hold_a_post_twice(session: Session, post: Post) -> None:
    li = person(session, "li")
    service.hold(session, post, li, from_on=MONDAY, by=SYSTEM, at=NOW)
    with pytest.raises(Refused, match="holds_already"):
        service.hold(session, post, li, rank=DEPUTY, from_on=MONDAY, by=SYSTEM, at=NOW)


def test_a_holding_entered_by_mistake_is_taken_back_and_can_be_entered_rightly(session: Session, post: Post) -> None:
    li, wang = person(session, "li"), person(session, "wang")
    wrong = service.hold(session, post, li, from_on=MONDAY, by=SYSTEM, at=NOW)
    service.end_holding(session, wrong, on=MONDAY - DAY, by=SYSTEM, at=NOW)
    assert not holders(session, MONDAY)
    service.hold(session, post, wang, from_on=MONDAY, by=SYSTEM, at=NOW)


def test_days_in_the_wrong_order_are_refused(session: Session, post: Post) -> None:
    li = person(session, "li")
    with pytest.raises(Refused, match="days_reversed"):
        service.hold(session, post, li, from_on=MONDAY, to_on=MONDAY - DAY, by=SYSTEM, at=NOW)
    holding = service.hold(session, post, li, from_on=MONDAY, by=SYSTEM, at=NOW)
    with pytest.raises(Refused, match="days_reversed"):
        service.end_holding(session, holding, on=MONDAY - 2 * DAY, by=SYSTEM, at=NOW)


def test_closing_a_post_ends_what_is_held(session: Session, post: Post) -> None:
    service.hold(session, post, person(session, "li"), from_on=MONDAY - DAY, by=SYSTEM, at=NOW)
    service.end_post(session, post, on=MONDAY, by=SYSTEM, at=NOW)
    assert holders(session, MONDAY - DAY) and not holders(session, MONDAY)
    with pytest.raises(Refused, match="post_ended"):
        service.end_post(session, post, on=MONDAY, by=SYSTEM, at=NOW)


def test_rights_follow_the_posts_of_the_day(session: Session) -> None:
    bodies, folk = people(session)
    own = queries.viewer(session, folk["liaison"].id, epoch=None, on=MONDAY)
    before = queries.viewer(session, folk["liaison"].id, epoch=None, on=date(2025, 12, 31))
    assert own and own.departments == {bodies["energy"].id}
    assert before and not before.posts


def test_an_old_epoch_is_nobody(session: Session) -> None:
    _, folk = people(session)
    own = folk["liaison"]
    accounts.sign_out_everywhere(session, own, by=SYSTEM, at=NOW)
    session.flush()
    assert queries.viewer(session, own.id, epoch=own.epoch - 1, on=MONDAY) is None
    assert queries.viewer(session, own.id, epoch=own.epoch, on=MONDAY) is not None
