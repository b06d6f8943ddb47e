"""Notices follow the section that a share was given to, and pass over who is away."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support import builders
from tests.support.builders import START, City, at, the_deadline, the_share
from workflow.audit.service import SYSTEM
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.notices import service
from workflow.notices.models import Notice, Why
from workflow.people import absences, sections
from workflow.people.models import Account, Holding, PostKind
from workflow.tasks import sections as shares
from workflow.workdays.rules import Calendar

DUE = date(2026, 10, 15)
LATE = date(2026, 10, 22)  # five working days
DAY = timedelta(days=1)


@pytest.fixture
def city(session: Session) -> City:
    return builders.a_plan_under_way(session)


@pytest.fixture
def calendar() -> Calendar:
    return Calendar(dict(builders.HOLIDAYS), frozenset({2026}), middle=START)


@pytest.fixture
def clerk(session: Session, city: City) -> Account:
    """The clerk of a section to which the first task of 市能源局 was given."""
    department = city.departments["energy"]
    power = sections.open_section(session, department, "电力科", by=SYSTEM, at=at(START))
    account = builders.an_account(session, "clerk", department, PostKind.SECTION)
    shares.give(session, [the_share(session, city, "energy")], power, by=SYSTEM, at=at(START))
    return account


def told(session: Session, deadline: Deadline, rung: str) -> set[tuple[str, Why]]:
    rows = session.execute(
        select(Account.name, Notice.why)
        .join(Account, Account.id == Notice.account_id)
        .where(Notice.deadline_id == deadline.id, Notice.rung == rung, Notice.dropped_on.is_(None))
    )
    return {(name, why) for name, why in rows}


def is_away(session: Session, account: Account, substitute: Account | None = None) -> None:
    holding = session.scalars(select(Holding).where(Holding.account_id == account.id)).one()
    absences.note(
        session,
        holding,
        from_on=DUE - DAY,
        to_on=LATE + DAY,
        substitute=substitute,
        by=SYSTEM,
        at=at(START),
    )


def test_at_a_reminder_the_section_is_told_instead_of_the_liaison(
    session: Session, city: City, clerk: Account, calendar: Calendar
) -> None:
    given = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    other = the_deadline(session, city, "energy", DeadlineKind.REPORT, task=1)
    service.post(session, today=DUE, calendar=calendar)
    assert told(session, given, "due") == {("clerk", Why.SECTION)}
    assert told(session, other, "due") == {("liaison", Why.OWES)}


def test_when_it_is_late_the_section_and_the_liaison_are_both_told(
    session: Session, city: City, clerk: Account, calendar: Calendar
) -> None:
    given = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    service.post(session, today=LATE, calendar=calendar)
    assert told(session, given, "press_form_again") == {
        ("clerk", Why.SECTION),
        ("liaison", Why.OWES),
        ("head", Why.HEADS),
        ("office", Why.SUPERVISES),
    }


def test_to_acknowledge_is_the_liaisons_also_where_a_section_has_the_task(
    session: Session, city: City, clerk: Account, calendar: Calendar
) -> None:
    owed = the_deadline(session, city, "energy", DeadlineKind.ACKNOWLEDGE)
    service.post(session, today=owed.due_on, calendar=calendar)
    assert told(session, owed, "due") == {("liaison", Why.OWES)}


def test_of_a_section_without_a_clerk_the_liaison_is_told(
    session: Session, city: City, clerk: Account, calendar: Calendar
) -> None:
    is_away(session, clerk)
    given = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    service.post(session, today=DUE, calendar=calendar)
    assert told(session, given, "due") == {("liaison", Why.OWES)}


def test_who_stands_in_for_the_sections_clerk_is_told(
    session: Session, city: City, clerk: Account, calendar: Calendar
) -> None:
    is_away(session, clerk, city.accounts["head"])
    given = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    service.post(session, today=DUE, calendar=calendar)
    assert told(session, given, "due") == {("head", Why.SUBSTITUTE)}


def test_who_stands_in_for_the_liaison_is_told_and_the_liaison_is_not(
    session: Session, city: City, calendar: Calendar
) -> None:
    is_away(session, city.accounts["liaison"], city.accounts["head"])
    owed = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    service.post(session, today=DUE, calendar=calendar)
    assert told(session, owed, "due") == {("head", Why.SUBSTITUTE)}


def test_posting_twice_adds_nothing_where_there_are_sections(
    session: Session, city: City, clerk: Account, calendar: Calendar
) -> None:
    assert service.post(session, today=LATE, calendar=calendar) > 0
    assert service.post(session, today=LATE, calendar=calendar) == 0


def test_an_absence_noted_after_posting_drops_what_is_not_in_a_mail_yet(
    session: Session, city: City, calendar: Calendar
) -> None:
    owed = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    service.post(session, today=DUE, calendar=calendar)
    is_away(session, city.accounts["liaison"], city.accounts["head"])
    service.drop_untrue(session, today=DUE)
    assert told(session, owed, "due") == set()
    service.post(session, today=DUE, calendar=calendar)
    assert told(session, owed, "due") == {("head", Why.SUBSTITUTE)}


def test_a_return_that_the_liaison_cannot_read_is_told_to_who_stands_in(session: Session, city: City) -> None:
    owed = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    service.tell(session, [owed.id], rung="return:5", on=DUE)
    is_away(session, city.accounts["liaison"], city.accounts["head"])
    assert service.drop_untrue(session, today=DUE) == 1
    assert told(session, owed, "return:5") == {("head", Why.SUBSTITUTE)}
    assert service.drop_untrue(session, today=DUE) == 0


def test_a_task_given_to_a_section_after_posting_is_no_longer_reminded_of_to_the_liaison(
    session: Session, city: City, calendar: Calendar
) -> None:
    owed = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    service.post(session, today=DUE, calendar=calendar)
    department = city.departments["energy"]
    power = sections.open_section(session, department, "电力科", by=SYSTEM, at=at(DUE))
    builders.an_account(session, "clerk", department, PostKind.SECTION)
    shares.give(session, [the_share(session, city, "energy")], power, by=SYSTEM, at=at(DUE))
    service.drop_untrue(session, today=DUE)
    service.post(session, today=DUE, calendar=calendar)
    assert told(session, owed, "due") == {("clerk", Why.SECTION)}
