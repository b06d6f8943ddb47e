"""Who was just told of a thing, by a paper, a return or an instruction, is not reminded of it as if it were new."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.builders import City, a_plan_under_way, the_deadline
from workflow.deadlines.models import DeadlineKind
from workflow.escalation.rules import spans
from workflow.notices import service as notices
from workflow.notices.heard import BEFORE, reached_on
from workflow.notices.models import Notice
from workflow.workdays.queries import calendar as calendar_of
from workflow.workdays.rules import Calendar

MONDAY = date(2026, 11, 2)


@pytest.fixture
def city(session: Session) -> City:
    return a_plan_under_way(session)


@pytest.fixture
def calendar(session: Session, city: City) -> Calendar:
    return calendar_of(session, around=MONDAY)


def rungs_from(session: Session, city: City, calendar: Calendar, *, working_days: int, told: str) -> list[str]:
    """What her liaison hears from the day on which she is told, of a thing due so many working days later."""
    owed = the_deadline(session, city, "energy", DeadlineKind.TARGET)
    owed.opens_on, owed.due_on = MONDAY, calendar.add(MONDAY, working_days)
    session.flush()
    if told:
        notices.tell(session, [owed.id], rung=told, on=MONDAY, at_once=True)
    day = MONDAY
    while day <= owed.due_on:
        if day > MONDAY and calendar.is_working(day):
            notices.post(session, today=day, calendar=calendar)
        day += timedelta(days=1)
    hers = (Notice.deadline_id == owed.id, Notice.account_id == city.accounts["liaison"].id)
    return list(session.scalars(select(Notice.rung).where(*hers).order_by(Notice.id)))


@pytest.mark.parametrize(
    ("working_days", "told", "heard"),
    [
        (3, "return:5", ["return:5", "remind_1", "due"]),
        (3, "", ["remind_3", "remind_1", "due"]),
        (7, "paper:4", ["paper:4", "remind_3", "remind_1", "due"]),
        (12, "instruction:2", ["instruction:2", "remind_10", "remind_3", "remind_1", "due"]),
    ],
)
def test_a_word_at_once_stands_for_the_reminder_that_was_due_by_then_and_for_no_later_one(
    session: Session, city: City, calendar: Calendar, working_days: int, told: str, heard: list[str]
) -> None:
    assert rungs_from(session, city, calendar, working_days=working_days, told=told) == heard


def test_a_step_is_reached_on_the_first_day_on_which_the_day_due_stands_on_it(calendar: Calendar) -> None:
    """Over a year with its holidays and make-up days: computed backwards it is the day found by going forwards."""
    for start in (date(2026, 9, 21), date(2026, 10, 12), date(2026, 12, 24)):
        first: dict[tuple[str, str, date], date] = {}
        for day in (start + timedelta(days=n) for n in range(25)):
            for rung, span in spans(today=day, calendar=calendar):
                if rung in BEFORE and span.after is not None:
                    for due in (span.after + timedelta(days=n) for n in range(1, (span.upto - span.after).days + 1)):
                        key = (span.ladder, rung, due)
                        first.setdefault(key, day)
                        assert reached_on(due, span, calendar) <= day
                        assert first[key] == start or reached_on(due, span, calendar) == first[key], key
