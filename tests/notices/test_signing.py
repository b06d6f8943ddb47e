"""A head is told that something waits for her, she alone, once, and no more when it has been signed."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.support import builders
from workflow.deadlines.models import DeadlineKind
from workflow.notices import service
from workflow.notices.models import Notice, Why
from workflow.people.models import Account, Holding
from workflow.people.queries import actor
from workflow.reports import service as reports
from workflow.reports import signing
from workflow.reports.models import Standing
from workflow.reports.rules import Signature
from workflow.review import extensions

DAY = date(2026, 9, 28)
AT = builders.at(DAY)


@pytest.fixture
def calendar(session):
    return builders.a_calendar(session)


@pytest.fixture
def city(session):
    city = builders.a_plan_under_way(session)
    city.departments["energy"].signs_off = True
    session.flush()
    return city


@pytest.fixture
def owed(session, city):
    deadline = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, occasion="2026Q3")
    deadline.opens_on = DAY
    session.flush()
    return deadline


@pytest.fixture
def report(session, city, owed):
    return submit(session, city, owed)


def submit(session, city, owed):
    by = actor(city.accounts["liaison"])
    return reports.file(session, owed, standing=Standing.ON_COURSE, text="按计划推进", by=by, at=AT)


def post(session, calendar):
    service.post(session, today=DAY, calendar=calendar)
    service.drop_untrue(session, today=DAY)


def told(session):
    """Who is told that something is to be signed, of what, and whether it still stands."""
    rows = session.execute(
        select(Account.name, Notice.rung, Notice.why, Notice.dropped_on.is_(None))
        .join(Account, Account.id == Notice.account_id)
        .where(Notice.rung.startswith("sign:"))
        .order_by(Notice.id)
    )
    return [tuple(row) for row in rows]


def rung(session, report):
    return f"sign:{reports.current_revision(session, report).id}"


def test_the_head_alone_is_told_and_once(session, city, calendar, report) -> None:
    post(session, calendar)
    post(session, calendar)
    assert told(session) == [("head", rung(session, report), Why.HEADS, True)]


def test_what_was_signed_before_the_mail_left_is_not_told(session, city, calendar, report) -> None:
    post(session, calendar)
    signing.sign(session, report, Signature("head", DAY), by=actor(city.accounts["head"]), at=AT)
    post(session, calendar)
    assert [stands for *_, stands in told(session)] == [False]


def test_what_is_submitted_again_is_told_again(session, city, calendar, owed, report) -> None:
    post(session, calendar)
    signing.send_back(session, report, words="请核", by=actor(city.accounts["head"]), at=AT)
    post(session, calendar)
    assert [stands for *_, stands in told(session)] == [False]
    submit(session, city, owed)
    post(session, calendar)
    assert [stands for *_, stands in told(session)] == [False, True]


def test_a_request_for_another_day_is_told_until_it_is_signed(session, city, calendar) -> None:
    deadline = builders.the_deadline(session, city, "energy", DeadlineKind.TARGET)
    by = actor(city.accounts["liaison"])
    asked = extensions.ask(session, deadline, wanted_on=date(2027, 3, 1), reason="数据未发布", by=by, at=AT, today=DAY)
    post(session, calendar)
    assert told(session) == [("head", f"sign:extension:{asked.id}", Why.HEADS, True)]
    extensions.sign(session, asked, signature=Signature("head", DAY), by=actor(city.accounts["head"]), at=AT)
    post(session, calendar)
    assert [stands for *_, stands in told(session)] == [False]


def reminded(session, owed) -> set[tuple[str, str]]:
    """Who is told of the day of a deadline, and as what."""
    rows = session.execute(
        select(Account.name, Notice.why)
        .join(Account, Account.id == Notice.account_id)
        .where(Notice.deadline_id == owed.id, ~Notice.rung.contains(":"), Notice.dropped_on.is_(None))
    )
    return {tuple(row) for row in rows}


def test_of_what_waits_for_her_the_head_is_reminded_and_the_liaison_no_more(
    session, city, calendar, owed, report
) -> None:
    service.post(session, today=owed.due_on, calendar=calendar)
    assert reminded(session, owed) == {("head", Why.HEADS)}


def test_sent_back_it_is_the_liaisons_again(session, city, calendar, owed, report) -> None:
    signing.send_back(session, report, words="请补充", by=actor(city.accounts["head"]), at=AT)
    service.post(session, today=owed.due_on, calendar=calendar)
    assert reminded(session, owed) == {("liaison", Why.OWES)}


def test_where_nobody_heads_a_department_the_liaison_is_reminded(session, city, calendar, owed, report) -> None:
    held = session.scalars(select(Holding).where(Holding.account_id == city.accounts["head"].id)).one()
    held.to_on = DAY
    session.flush()
    service.post(session, today=owed.due_on, calendar=calendar)
    assert reminded(session, owed) == {("liaison", Why.OWES)}


def test_who_answered_between_posting_and_folding_is_not_reminded(session, city, calendar) -> None:
    city.departments["energy"].signs_off = False
    target = builders.the_deadline(session, city, "energy", DeadlineKind.TARGET)
    service.post(session, today=target.due_on, calendar=calendar)
    assert reminded(session, target)
    submit(session, city, target)
    service.drop_untrue(session, today=target.due_on)
    assert not reminded(session, target)
