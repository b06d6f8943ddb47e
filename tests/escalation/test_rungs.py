"""Both ladders, day by day: on either side of every rung, over holidays, weekends and make-up days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.escalation.days import DUE, OWN, days
from tests.support.builders import HOLIDAYS
from workflow.deadlines.models import LadderKind
from workflow.escalation.ladders import grouped
from workflow.escalation.papers.rules import Standing, allowed
from workflow.escalation.rules import (
    LADDERS,
    LATE,
    LATE_DOWNWARD,
    LATE_WORK,
    Rung,
    cutoffs,
    late_spans,
    reached,
    to_issue,
)
from workflow.lights.rules import first_unlate
from workflow.people.models import DepartmentKind
from workflow.workdays.rules import Calendar

CALENDAR = Calendar(dict(HOLIDAYS), frozenset({2026}), middle=date(2026, 10, 1))
DAY = timedelta(days=1)
REPORTING, WORK = LadderKind.REPORTING, LadderKind.WORK


@pytest.mark.parametrize(("today", "worked", "passed", "rungs"), days())
def test_a_rung_is_reached_on_its_working_day(today, worked, passed, rungs) -> None:
    assert (CALENDAR.is_working(today), CALENDAR.between(DUE, today)) == (worked, passed)
    for (ladder, steps), rung in zip(((REPORTING, None), (WORK, None), (WORK, OWN)), rungs, strict=True):
        assert reached(due_on=DUE, cutoffs=cutoffs(ladder, today=today, calendar=CALENDAR, steps=steps)) == rung


def test_the_table_stands_on_both_sides_of_every_edge() -> None:
    for column, steps in enumerate((LADDERS[REPORTING], LADDERS[WORK], OWN)):
        stood = [line[3][column] for line in days()]
        assert stood[0] is None
        assert list(dict.fromkeys(rung for rung in stood if rung)) == [rung for rung, _ in steps]


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
        for name, some in spans.items()
        for span in some
        if span.ladder == ladder and due_on <= span.upto and (span.after is None or due_on > span.after)
    ]
    assert holding == ([rung] if rung in LATE else [])
    assert bool(holding) == (due_on < first_unlate(today, CALENDAR)) == bool(CALENDAR.late(due_on, today))


def test_what_a_sub_task_owes_is_reminded_of_and_climbs_no_rung_of_the_office() -> None:
    spans = late_spans(today=DUE, calendar=CALENDAR)
    assert all(span.ladder != LadderKind.SUB for some in spans.values() for span in some)
    long_ago = cutoffs(LadderKind.SUB, today=date(2027, 3, 1), calendar=CALENDAR)
    assert reached(due_on=DUE, cutoffs=long_ago) == Rung.DUE


def test_the_office_reads_every_rung_of_lateness_once() -> None:
    assert sorted(LATE_DOWNWARD) == sorted(LATE)


def test_plans_with_the_same_steps_share_their_spans() -> None:
    own = {(WORK, 7): OWN, (WORK, 9): OWN, (REPORTING, 9): LADDERS[REPORTING]}
    spans = late_spans(today=date(2026, 10, 22), calendar=CALENDAR, ladders=grouped(own))
    assert [(span.only, span.but) for span in spans[Rung.URGE]] == [((), (7, 9)), ((7, 9), ())]
    assert [(span.only, span.but) for span in spans[Rung.PRESS_FORM]] == [((), ())]
    many = {(WORK, plan): OWN for plan in range(500)}
    assert len(late_spans(today=DUE, calendar=CALENDAR, ladders=grouped(many))[Rung.URGE]) == 2


@pytest.mark.parametrize("kind", DepartmentKind)
def test_party_organs_vertical_bodies_and_enterprises_are_written_letters_and_never_summoned(kind) -> None:
    papers = {allowed(Standing(rung, kind))[0] for rung in LATE_WORK}
    if kind in (DepartmentKind.PARTY, DepartmentKind.VERTICAL, DepartmentKind.ENTERPRISE):
        assert papers == {"coordination_letter"}
    else:
        assert papers == {"urge_slip", "supervision_notice", "circular_notice", "interview_letter"}
