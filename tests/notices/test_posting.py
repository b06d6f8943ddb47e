"""Posting on both databases: once per person, deadline, day due and rung."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.builders import START, City, a_calendar, a_plan_proposed, a_plan_under_way, at, the_deadline
from workflow.audit.service import SYSTEM
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Deadline, DeadlineKind, LadderKind, MoveKind, Outcome
from workflow.escalation.rules import cutoffs, reached
from workflow.notices import service
from workflow.notices.models import Notice, Why
from workflow.people.models import Account
from workflow.workdays.rules import Calendar

ACKNOWLEDGE_BY = date(2026, 9, 4)  # a Friday, three working days after the start


@pytest.fixture
def calendar(session: Session) -> Calendar:
    return a_calendar(session)


@pytest.fixture
def city(session: Session) -> City:
    return a_plan_under_way(session)


def post(session: Session, calendar: Calendar, today: date) -> int:
    return service.post(session, today=today, calendar=calendar)


def told(session: Session, deadline: Deadline) -> set[tuple[str, str, Why]]:
    rows = session.execute(
        select(Account.name, Notice.rung, Notice.why)
        .join(Account, Account.id == Notice.account_id)
        .where(Notice.deadline_id == deadline.id)
    )
    return {(name, rung, why) for name, rung, why in rows}


def test_nobody_is_told_before_the_start(session: Session, calendar: Calendar) -> None:
    a_plan_proposed(session)
    assert post(session, calendar, START) == 0


def test_posting_twice_on_one_day_adds_nothing(session: Session, city: City, calendar: Calendar) -> None:
    assert post(session, calendar, START + timedelta(days=1)) > 0
    assert post(session, calendar, START + timedelta(days=1)) == 0


def test_a_form_due_today_is_not_late(session: Session, city: City, calendar: Calendar) -> None:
    owed = the_deadline(session, city, "energy", DeadlineKind.ACKNOWLEDGE)
    assert owed.due_on == ACKNOWLEDGE_BY
    post(session, calendar, ACKNOWLEDGE_BY)
    assert told(session, owed) == {("liaison", "due", Why.OWES)}


def test_a_form_one_working_day_late_is_pressed_for(session: Session, city: City, calendar: Calendar) -> None:
    owed = the_deadline(session, city, "energy", DeadlineKind.ACKNOWLEDGE)
    post(session, calendar, date(2026, 9, 7))
    assert told(session, owed) == {("liaison", "press_form", Why.OWES)}


def test_head_and_office_hear_of_a_form_five_working_days_late(
    session: Session, city: City, calendar: Calendar
) -> None:
    owed = the_deadline(session, city, "energy", DeadlineKind.ACKNOWLEDGE)
    post(session, calendar, date(2026, 9, 11))
    assert told(session, owed) == {
        ("liaison", "press_form_again", Why.OWES),
        ("head", "press_form_again", Why.HEADS),
        ("office", "press_form_again", Why.SUPERVISES),
    }


def test_after_an_outage_only_the_highest_rung_is_told(session: Session, city: City, calendar: Calendar) -> None:
    post(session, calendar, date(2026, 12, 1))
    owed = the_deadline(session, city, "energy", DeadlineKind.TARGET)
    assert owed.due_on < date(2026, 11, 15)
    assert {rung for _, rung, _ in told(session, owed)} == {"circular_conditions"}


def test_what_has_ended_is_not_told(session: Session, city: City, calendar: Calendar) -> None:
    owed = the_deadline(session, city, "energy", DeadlineKind.ACKNOWLEDGE)
    deadlines.end(session, owed, Outcome.MET, on=START)
    post(session, calendar, ACKNOWLEDGE_BY)
    assert told(session, owed) == set()


def test_what_is_held_is_not_told(session: Session, city: City, calendar: Calendar) -> None:
    owed = the_deadline(session, city, "energy", DeadlineKind.ACKNOWLEDGE)
    owed.held_since = START
    session.flush()
    post(session, calendar, ACKNOWLEDGE_BY)
    assert told(session, owed) == set()


def test_a_window_that_is_not_open_yet_is_not_told(session: Session, city: City, calendar: Calendar) -> None:
    owed = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    owed.opens_on = owed.due_on
    session.flush()
    post(session, calendar, calendar.add(owed.due_on, -2))
    assert told(session, owed) == set()


def test_a_moved_day_is_told_anew(session: Session, city: City, calendar: Calendar) -> None:
    owed = the_deadline(session, city, "energy", DeadlineKind.ACKNOWLEDGE)
    post(session, calendar, ACKNOWLEDGE_BY)
    moved_to = date(2026, 9, 16)
    deadlines.move(
        session, owed, to_on=moved_to, kind=MoveKind.EXTENSION, reason="会议改期", by=SYSTEM, at=at(ACKNOWLEDGE_BY)
    )
    post(session, calendar, date(2026, 9, 7))
    post(session, calendar, moved_to)
    days = session.execute(
        select(Notice.due_on, Notice.rung).where(Notice.deadline_id == owed.id).order_by(Notice.due_on)
    ).all()
    assert [tuple(row) for row in days] == [(ACKNOWLEDGE_BY, "due"), (moved_to, "due")]


def test_a_disabled_person_is_not_told_but_the_head_instead(session: Session, city: City, calendar: Calendar) -> None:
    city.accounts["liaison"].disabled_at = at(START)
    session.flush()
    owed = the_deadline(session, city, "energy", DeadlineKind.ACKNOWLEDGE)
    post(session, calendar, ACKNOWLEDGE_BY)
    assert told(session, owed) == {("head", "due", Why.SUBSTITUTE)}


def test_an_urge_tells_liaison_and_head_once(session: Session, city: City) -> None:
    owed = the_deadline(session, city, "energy", DeadlineKind.TARGET)
    assert service.tell(session, [owed.id, owed.id], rung="urge:1", on=START) == 2
    assert service.tell(session, [owed.id], rung="urge:1", on=START) == 0
    assert service.tell(session, [owed.id], rung="urge:2", on=START) == 2
    assert {(name, why) for name, _, why in told(session, owed)} == {("liaison", Why.OWES), ("head", Why.HEADS)}


def test_a_returned_report_is_told_to_the_liaison_alone(session: Session, city: City) -> None:
    owed = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    assert service.tell(session, [owed.id], rung="return:5", on=START) == 1
    assert told(session, owed) == {("liaison", "return:5", Why.OWES)}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # the ranges themselves are tried on both elsewhere
def test_the_rung_posted_is_the_rung_reached_on_every_day(session: Session, city: City, calendar: Calendar) -> None:
    """The database's ranges and the rule agree, through holidays and make-up days."""
    today = START
    while today < date(2026, 11, 20):
        if calendar.is_working(today):
            post(session, calendar, today)
            steps = {ladder: cutoffs(ladder, today=today, calendar=calendar) for ladder in LadderKind}
            rungs = {tuple(row) for row in session.execute(select(Notice.deadline_id, Notice.rung))}
            for owed in session.scalars(select(Deadline).where(Deadline.opens_on <= today)):
                rung = reached(due_on=owed.due_on, cutoffs=steps[owed.ladder])
                assert rung is None or (owed.id, rung.value) in rungs, f"{owed.kind} due {owed.due_on} on {today}"
        today += timedelta(days=1)
