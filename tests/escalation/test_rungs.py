"""Both ladders, day by day: on either side of every rung, over holidays, weekends and make-up days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.builders import HOLIDAYS
from workflow.deadlines.models import LadderKind
from workflow.escalation.rules import LADDERS, LATE, LATE_DOWNWARD, Rung, cutoffs, late_spans, reached, to_issue
from workflow.lights.rules import first_unlate
from workflow.workdays.rules import Calendar

CALENDAR = Calendar(dict(HOLIDAYS), frozenset({2026}), middle=date(2026, 10, 1))
DAY = timedelta(days=1)
REPORTING, WORK = LadderKind.REPORTING, LadderKind.WORK
DUE = date(2026, 10, 9)  # the Friday after the holidays; Saturday the 10th is worked


@pytest.mark.parametrize(
    ("today", "reporting", "work"),
    [
        (date(2026, 9, 17), None, None),  # eleven working days to go
        (date(2026, 9, 18), None, Rung.REMIND_10),
        (date(2026, 9, 19), None, Rung.REMIND_10),
        (date(2026, 9, 20), None, Rung.REMIND_10),  # a Sunday that is worked
        (date(2026, 9, 28), None, Rung.REMIND_10),
        (date(2026, 9, 29), Rung.REMIND_3, Rung.REMIND_3),
        (date(2026, 10, 8), Rung.REMIND_3, Rung.REMIND_3),  # the holidays count for nothing
        (DUE, Rung.DUE, Rung.DUE),
        (date(2026, 10, 10), Rung.PRESS_FORM, Rung.URGE),  # a Saturday that is worked
        (date(2026, 10, 11), Rung.PRESS_FORM, Rung.URGE),
        (date(2026, 10, 14), Rung.PRESS_FORM, Rung.URGE),
        (date(2026, 10, 15), Rung.PRESS_FORM_AGAIN, Rung.NOTICE_CONDITIONS),
        (date(2026, 10, 21), Rung.PRESS_FORM_AGAIN, Rung.NOTICE_CONDITIONS),
        (date(2026, 10, 22), Rung.PRESS_FORM_AGAIN, Rung.CIRCULAR_CONDITIONS),
        (date(2026, 12, 31), Rung.PRESS_FORM_AGAIN, Rung.CIRCULAR_CONDITIONS),
    ],
)
def test_a_rung_is_reached_on_its_working_day(today, reporting, work) -> None:
    for ladder, rung in ((REPORTING, reporting), (WORK, work)):
        assert reached(due_on=DUE, cutoffs=cutoffs(ladder, today=today, calendar=CALENDAR)) == rung


@given(st.integers(0, 500), st.integers(-60, 60), st.sampled_from(LadderKind))
def test_cutoffs_agree_with_counting_working_days_one_by_one(offset: int, ahead: int, ladder: LadderKind) -> None:
    today = date(2026, 1, 1) + timedelta(days=offset)
    due_on = today + timedelta(days=ahead)
    passed = CALENDAR.late(due_on, today) or min(0, -CALENDAR.between(today, due_on))
    steps = [(days, rung) for rung, days in LADDERS[ladder] if days <= passed]
    found = reached(due_on=due_on, cutoffs=cutoffs(ladder, today=today, calendar=CALENDAR))
    assert found == (max(steps)[1] if steps else None)


def test_a_rung_is_issued_once_for_a_day() -> None:
    steps = cutoffs(WORK, today=date(2026, 10, 12), calendar=CALENDAR)
    assert to_issue(due_on=DUE, cutoffs=steps, issued=frozenset()) == Rung.URGE
    assert to_issue(due_on=DUE, cutoffs=steps, issued=frozenset({Rung.URGE})) is None


@given(st.integers(0, 500), st.integers(-60, 60), st.sampled_from((REPORTING, WORK)))
def test_spans_hold_each_day_once_and_agree_with_the_rule(offset: int, ahead: int, ladder: LadderKind) -> None:
    today = date(2026, 1, 1) + timedelta(days=offset)
    due_on = today + timedelta(days=ahead)
    rung = reached(due_on=due_on, cutoffs=cutoffs(ladder, today=today, calendar=CALENDAR))
    spans = late_spans(today=today, calendar=CALENDAR)
    holding = [
        name
        for name, span in spans.items()
        if span.ladder == ladder and due_on <= span.upto and (span.after is None or due_on > span.after)
    ]
    assert holding == ([rung] if rung in LATE else [])
    assert bool(holding) == (due_on < first_unlate(today, CALENDAR)) == bool(CALENDAR.late(due_on, today))


def test_what_a_sub_task_owes_is_reminded_of_and_climbs_no_rung_of_the_office() -> None:
    assert all(span.ladder != LadderKind.SUB for span in late_spans(today=DUE, calendar=CALENDAR).values())
    long_ago = cutoffs(LadderKind.SUB, today=date(2027, 3, 1), calendar=CALENDAR)
    assert reached(due_on=DUE, cutoffs=long_ago) == Rung.DUE


def test_the_office_reads_every_rung_of_lateness_once() -> None:
    assert sorted(LATE_DOWNWARD) == sorted(LATE)
