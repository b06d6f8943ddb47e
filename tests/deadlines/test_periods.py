"""In which rhythm leads report: quarters, months, halves and years; monthly while the last quarter was red."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.support import builders
from workflow.audit.models import Event
from workflow.deadlines import periods, rhythm
from workflow.deadlines.models import Deadline, DeadlineKind, Outcome
from workflow.errors import Refused
from workflow.lights import service as lights
from workflow.lights.models import Course, PeriodVerdict
from workflow.people.queries import actor
from workflow.tasks.models import Rhythm
from workflow.workdays.rules import Month, Period

CHANGED = date(2026, 9, 10)


@pytest.fixture
def city(session):
    return builders.a_plan_under_way(session)


@pytest.fixture
def days(session, city):
    return builders.a_calendar(session)


def put(session, city, days, word: Rhythm, *, on: date = CHANGED, task: int = 0, reason: str = "按年度评价"):
    facts = {"reason": reason, "by": actor(city.accounts["office"]), "at": builders.at(on), "calendar": days}
    return rhythm.set_rhythm(session, [city.tasks[task].id], word, **facts)


def opened(session, city, *, task: int = 0) -> list[str]:
    """The occasions of the reports that a task's lead owes or owed, those withdrawn in brackets."""
    rows = session.scalars(
        select(Deadline)
        .where(Deadline.assignment_id == builders.the_share(session, city, "energy", task=task).id)
        .where(Deadline.kind == DeadlineKind.REPORT)
        .order_by(Deadline.original_due_on)
    )
    return [f"({one.occasion})" if one.outcome == Outcome.WITHDRAWN else one.occasion for one in rows]


def rounds(session, days, *on: date) -> None:
    for day in on:
        periods.open_reports(session, today=day, calendar=days)
        periods.open_reports(session, today=day, calendar=days)  # safe to repeat


YEAR = [date(2026, month, 1) for month in (10, 11, 12)] + [date(2027, month, 4) for month in range(1, 13)]
IN_RHYTHM = [
    (Rhythm.HALF_YEARLY, ["(2026Q3)", "2026Q4", "2027Q2", "2027Q4"]),
    (Rhythm.YEARLY, ["(2026Q3)", "2026Q4", "2027Q4"]),
    (Rhythm.NONE, ["(2026Q3)"]),
]


@pytest.mark.parametrize(("word", "owed"), IN_RHYTHM)
def test_a_lead_owes_what_the_rhythm_of_its_task_asks_for(session, city, days, word, owed) -> None:
    put(session, city, days, word)
    rounds(session, days, *YEAR)
    assert opened(session, city) == owed
    assert opened(session, city, task=1)[:3] == ["2026Q3", "2026Q4", "2027Q1"]  # the others as before


def test_monthly_is_each_quarter_and_each_month_that_does_not_end_one(session, city, days) -> None:
    put(session, city, days, Rhythm.MONTHLY)
    rounds(session, days, *YEAR[:7])
    assert opened(session, city) == [
        "2026Q3", "2026M10", "2026M11", "2026Q4", "2027M01", "2027M02", "2027Q1", "2027M04", "2027Q2"
    ]  # fmt: skip


def test_a_months_report_is_due_on_the_tenth_of_the_next_or_the_working_day_after(session, city, days) -> None:
    put(session, city, days, Rhythm.MONTHLY)
    rounds(session, days, date(2026, 10, 8), date(2027, 1, 4))
    owed = {one.occasion: one for one in session.scalars(select(Deadline).where(Deadline.occasion.contains("M")))}
    assert (owed["2026M10"].opens_on, owed["2026M10"].due_on) == (date(2026, 10, 31), date(2026, 11, 10))
    assert owed["2027M01"].due_on == date(2027, 2, 10)


def test_no_period_that_is_over_is_asked_for_after_a_change(session, city, days) -> None:
    put(session, city, days, Rhythm.YEARLY)
    rounds(session, days, date(2026, 10, 8))
    put(session, city, days, Rhythm.MONTHLY, on=date(2026, 11, 16))
    assert opened(session, city) == ["(2026Q3)", "2026M11", "2026Q4"]


def test_a_report_whose_window_has_opened_stays_owed(session, city, days) -> None:
    rounds(session, days, date(2026, 10, 8))
    put(session, city, days, Rhythm.NONE, on=date(2026, 10, 8))
    assert opened(session, city) == ["2026Q3", "(2026Q4)"]


def test_a_rhythm_changed_back_asks_again_for_what_is_still_to_open(session, city, days) -> None:
    put(session, city, days, Rhythm.NONE)
    put(session, city, days, Rhythm.QUARTERLY, on=date(2026, 9, 14), reason="恢复")
    assert opened(session, city) == ["2026Q3"]


def test_a_change_stands_in_the_history_with_its_reason(session, city, days) -> None:
    put(session, city, days, Rhythm.MONTHLY, reason="重点项目集中开工")
    kept = session.scalars(select(Event).where(Event.act == "task.rhythm_monthly")).one()
    assert (kept.thing, kept.facts["reason"]) == ("task", "重点项目集中开工")
    with pytest.raises(Refused, match=r"rhythm\.nothing_changed"):
        put(session, city, days, Rhythm.MONTHLY)
    with pytest.raises(Refused, match=r"rhythm\.reason_missing"):
        put(session, city, days, Rhythm.YEARLY, reason=" ")


def judged(session, city, period: str, course: Course, *, on: date) -> None:
    share = builders.the_share(session, city, "energy")
    session.add(
        PeriodVerdict(assignment_id=share.id, period=period, course=course, reason="late_work", at=builders.at(on))
    )
    session.flush()
    lights._count_red(session, [share.id], on=on)
    session.refresh(share)


def test_after_a_red_quarter_its_lead_reports_monthly_from_the_next_month_until_it_is_over(session, city, days) -> None:
    rounds(session, days, date(2026, 10, 8))
    judged(session, city, "2026Q3", Course.RED, on=date(2026, 10, 20))
    rounds(session, days, date(2026, 10, 21), date(2026, 11, 2), date(2026, 12, 1), date(2027, 1, 4))
    assert opened(session, city) == ["2026Q3", "2026M11", "2026Q4", "2027M01", "2027Q1"]
    judged(session, city, "2026Q4", Course.ON_COURSE, on=date(2027, 1, 20))
    rounds(session, days, date(2027, 2, 1), date(2027, 4, 1))
    assert opened(session, city) == ["2026Q3", "2026M11", "2026Q4", "2027M01", "2027Q1", "2027Q2"]


def test_a_month_judged_on_course_does_not_end_a_run_of_red_quarters(session, city) -> None:
    judged(session, city, "2026Q3", Course.RED, on=date(2026, 10, 20))
    judged(session, city, "2026M11", Course.ON_COURSE, on=date(2026, 12, 11))
    assert builders.the_share(session, city, "energy").red_run == 1


def test_while_red_the_quarter_is_owed_too_where_only_the_year_was(session, city, days) -> None:
    put(session, city, days, Rhythm.YEARLY)
    judged(session, city, "2026Q4", Course.RED, on=date(2027, 1, 20))
    rounds(session, days, date(2027, 2, 1), date(2027, 3, 1))
    assert opened(session, city)[-2:] == ["2027M02", "2027Q1"]


@pytest.mark.parametrize(
    ("period", "asks"),
    [
        (Period(2026, 1), {Rhythm.MONTHLY, Rhythm.QUARTERLY}),
        (Period(2026, 2), {Rhythm.MONTHLY, Rhythm.QUARTERLY, Rhythm.HALF_YEARLY}),
        (Period(2026, 4), set(Rhythm) - {Rhythm.NONE}),
        (Month(2026, 10), {Rhythm.MONTHLY}),
        (Month(2026, 12), set()),
    ],
)
def test_which_rhythms_ask_for_a_period(period, asks) -> None:
    assert periods.asked_by(period) == asks
