"""Working days and periods."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.commands.ground import load_workdays
from workflow.workdays import keeping, offering, queries
from workflow.workdays.rules import (
    Calendar,
    Month,
    Period,
    is_period,
    is_quarter,
    month_of,
    period_named,
    period_of,
    report_due,
    share_due,
)
from workflow.workdays.service import Special

NOW = datetime(2026, 11, 29, tzinfo=UTC)
OCTOBER = Calendar({date(2026, 10, d): False for d in (1, 2, 5, 6, 7)} | {date(2026, 10, 10): True}, frozenset({2026}))
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),  # a holiday on a Thursday
        (date(2026, 10, 3), False),  # a Saturday
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),  # a make-up Saturday
        (date(2026, 10, 11), False),
    ],
)
def test_a_day_is_a_working_day_as_the_state_council_published_it(day: date, working: bool) -> None:
    assert OCTOBER.is_working(day) is working


def test_counting_working_days_passes_over_holidays_and_counts_make_up_days() -> None:
    assert OCTOBER.add(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert OCTOBER.add(date(2026, 9, 30), 3) == date(2026, 10, 10)
    assert OCTOBER.between(date(2026, 9, 30), date(2026, 10, 12)) == 4
    assert OCTOBER.late(date(2026, 10, 12), date(2026, 10, 12)) == 0


def test_a_year_not_yet_published_is_monday_to_friday_and_is_named() -> None:
    assert OCTOBER.is_working(date(2027, 10, 1)) is True
    assert OCTOBER.unpublished(date(2026, 12, 1), date(2028, 1, 1)) == [2027, 2028]


@given(DAYS, st.integers(-60, 60))
def test_adding_working_days_and_counting_them_agree(day: date, count: int) -> None:
    reached = OCTOBER.add(day, count)
    assert OCTOBER.is_working(reached)
    if count > 0:
        assert OCTOBER.between(day, reached) == count
    if count < 0:
        assert OCTOBER.between(reached - timedelta(days=1), day - timedelta(days=1)) == -count


@given(DAYS, DAYS)
def test_the_quick_count_equals_counting_day_by_day(start: date, end: date) -> None:
    days = (end - start).days
    slow = sum(OCTOBER.is_working(start + timedelta(days=n)) for n in range(1, days + 1))
    assert OCTOBER.between(start, end) == (slow if end >= start else -OCTOBER.between(end, start))


def test_reports_are_due_on_the_fifteenth_after_the_quarter_rolled_to_a_working_day() -> None:
    assert report_due(OCTOBER, Period(2026, 3)) == date(2026, 10, 15)
    assert report_due(OCTOBER, Period(2027, 2)) == date(2027, 7, 15)
    assert report_due(OCTOBER, Period(2027, 3)) == date(2027, 10, 15)
    assert report_due(OCTOBER, Period(2027, 4)) == date(2028, 1, 17)  # the 15th is a Saturday
    assert share_due(OCTOBER, Period(2026, 3)) == date(2026, 10, 9)  # five working days, with the make-up Saturday


@given(DAYS)
def test_a_day_lies_in_the_period_it_is_given(day: date) -> None:
    period = period_of(day)
    assert period.first <= day <= period.last
    assert period_named(period.key) == period
    assert period.following.preceding == period
    month = month_of(day)
    assert month.first <= day <= month.last
    assert period_named(month.key) == month and is_period(month.key) and not is_quarter(month.key)
    assert month.following.preceding == month


def test_months_and_quarters_are_told_apart_by_their_stored_word() -> None:
    assert period_named("2026M10") == Month(2026, 10) and period_named("2026Q4") == Period(2026, 4)
    assert [word for word in ("2026M1", "2026M13", "2026Q5", "update:1", "return:5", "") if is_period(word)] == []
    with pytest.raises(ValueError, match="no period"):
        period_named("2026M13")


def test_a_months_report_is_due_on_the_tenth_of_the_next() -> None:
    assert report_due(OCTOBER, Month(2026, 10)) == date(2026, 11, 10)
    assert report_due(OCTOBER, Month(2026, 9)) == date(2026, 10, 10)  # a make-up Saturday
    assert report_due(OCTOBER, Month(2027, 3)) == date(2027, 4, 12)  # the 10th is a Saturday


def working_days(days: Calendar, year: int) -> int:
    return sum(days.is_working(date(year, 1, 1) + timedelta(days=n)) for n in range(365 + (year == 2024)))


def test_the_library_holds_the_working_days_of_2024_to_2026_as_they_were_published(session) -> None:
    load_workdays(session, at=NOW)
    calendar = queries.calendar(session, around=date(2025, 6, 1))
    assert {year: working_days(calendar, year) for year in (2024, 2025, 2026)} == {2024: 251, 2025: 248, 2026: 248}
    assert calendar.unpublished(date(2024, 1, 1), date(2026, 12, 31)) == []


def test_a_year_that_the_library_only_guesses_is_not_taken(session) -> None:
    assert offering.offered(2027) == [] and offering.offered(2030) == []
    load_workdays(session, at=NOW)
    assert keeping.source_of(session, 2027) is None
    assert offering.missing(session, today=date(2026, 11, 29)) == [2027]
    assert not offering.differs(session, 2027)


def test_loading_the_calendar_again_leaves_alone_what_was_changed_by_hand(session) -> None:
    load_workdays(session, at=NOW)
    keeping.put_day(session, Special(date(2026, 3, 2), False, "临时放假"))
    load_workdays(session, at=NOW)
    assert [one.name for one in keeping.days_of(session, 2026) if one.day == date(2026, 3, 2)] == ["临时放假"]
    assert offering.differs(session, 2026) and not offering.differs(session, 2025)
