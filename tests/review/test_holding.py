"""暂缓: what is held leaves rungs, reminders and lights, and takes the time back when it is released."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from tests.support.builders import HOLIDAYS, a_plan_under_way, at, the_deadline
from workflow.audit.service import SYSTEM
from workflow.deadlines import held, holding, of_tasks
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Deadline, DeadlineKind, DeadlineMove, Hold, MoveKind, Outcome
from workflow.deadlines.rules import WORK
from workflow.errors import Refused, Stale
from workflow.escalation import queries as escalation
from workflow.escalation.queries import Sought
from workflow.escalation.rules import late_spans
from workflow.lights.queries import light_of
from workflow.lights.rules import Light
from workflow.notices.models import Notice
from workflow.notices.service import post
from workflow.reports import service as reports
from workflow.reports.models import Standing
from workflow.review import extensions
from workflow.workdays.queries import calendar
from workflow.workdays.rules import Calendar

SINCE = date(2026, 10, 14)
UNTIL = date(2026, 10, 28)
DAYS = Calendar(dict(HOLIDAYS), frozenset({2026}), middle=SINCE)


@pytest.fixture
def city(session):
    return a_plan_under_way(session)


@pytest.fixture
def days(session, city):
    return calendar(session, around=SINCE)


@pytest.fixture
def target(session, city):
    return the_deadline(session, city, "energy", DeadlineKind.TARGET)


def hold(session, owed, *, on=SINCE, expected_on=UNTIL, reason="等省里下达数据"):
    return holding.hold(session, owed, reason=reason, expected_on=expected_on, by=SYSTEM, at=at(on))


def refusal(act) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.key


def late(session, days, on) -> list[int]:
    rows = escalation.by_rung(session, late_spans(today=on, calendar=days), Sought(), on=on)
    return [row.id for row in rows]


def test_what_is_held_leaves_rungs_and_lights_until_it_is_released(session, city, days, target) -> None:
    after = days.add(target.due_on, 3)
    assert target.id in late(session, days, after)
    hold(session, target)
    assert target.id not in late(session, days, after)
    assert light_of(session, city.tasks[0].id, today=after, calendar=days).light != Light.WORK_OVERDUE
    holding.release(session, target, by=SYSTEM, at=at(SINCE), calendar=days)
    assert target.id in late(session, days, after)


def test_nobody_is_reminded_of_what_is_held(session, city, days, target) -> None:
    hold(session, target)
    post(session, today=target.due_on, calendar=days)
    assert not session.scalars(select(Notice).where(Notice.deadline_id == target.id)).all()


def test_released_the_day_moves_by_the_working_days_held(session, days, target) -> None:
    was = target.due_on
    kept = hold(session, target)
    holding.release(session, target, by=SYSTEM, at=at(UNTIL), calendar=days)
    move = session.scalars(select(DeadlineMove)).one()
    assert kept.days == days.between(SINCE, UNTIL) == 10
    assert (target.due_on, target.original_due_on, move.kind) == (days.add(was, 10), was, MoveKind.HOLD)
    assert target.held_since is None


def test_released_on_the_same_day_nothing_moves(session, days, target) -> None:
    was = target.due_on
    assert hold(session, target).released_on is None
    holding.release(session, target, by=SYSTEM, at=at(SINCE), calendar=days)
    assert target.due_on == was and not session.scalars(select(DeadlineMove)).all()


@given(st.integers(0, 120), st.integers(0, 60), st.integers(0, 60))
def test_after_a_hold_as_many_working_days_are_left_as_before(since, left, held_for) -> None:
    since_on = DAYS.roll(date(2026, 8, 1) + timedelta(days=since))
    row = Deadline(due_on=DAYS.add(since_on, left), held_since=since_on)
    today = since_on + timedelta(days=held_for)
    days, due_on = holding.released_to(row, today=today, calendar=DAYS)
    assert DAYS.between(today, due_on) == DAYS.between(since_on, row.due_on)
    assert days == DAYS.between(since_on, today)


def test_what_is_held_can_be_answered_and_the_hold_ends_with_it(session, city) -> None:
    report = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    was, kept = report.due_on, hold(session, report)
    reports.file(session, report, standing=Standing.ON_COURSE, text="已并网。", by=SYSTEM, at=at(SINCE))
    session.refresh(kept)
    assert (report.outcome, report.held_since, report.due_on) == (Outcome.MET, None, was)
    assert (kept.released_on, kept.days) == (SINCE, 0)
    assert not held.everywhere(session)


@pytest.mark.parametrize(
    ("facts", "key"),
    [({"reason": " "}, "hold.reason_missing"), ({"expected_on": date(2026, 10, 13)}, "hold.day_past")],
)
def test_a_hold_has_a_reason_and_no_day_that_is_past(session, target, facts, key) -> None:
    assert refusal(lambda: hold(session, target, **facts)) == key


def test_a_hold_is_set_and_released_once_and_never_on_what_has_ended(session, city, days, target) -> None:
    hold(session, target, expected_on=None)
    with pytest.raises(Stale):
        hold(session, target)
    holding.release(session, target, by=SYSTEM, at=at(UNTIL), calendar=days)
    with pytest.raises(Stale):
        holding.release(session, target, by=SYSTEM, at=at(UNTIL), calendar=days)
    deadlines.end(session, target, Outcome.MET, on=UNTIL)
    assert refusal(lambda: hold(session, target, on=UNTIL)) == "deadline.ended"


def test_what_is_held_is_not_extended(session, target) -> None:
    hold(session, target)
    to_on = target.due_on + timedelta(days=20)
    assert refusal(
        lambda: extensions.grant_directly(session, target, to_on=to_on, reason="x", by=SYSTEM, at=at(SINCE))
    ) == ("extension.held")


def test_all_open_work_of_a_task_is_held_at_once_and_its_forms_go_on(session, city) -> None:
    task = city.tasks[0]
    count = holding.hold_work(session, task.id, reason="等省里", expected_on=None, by=SYSTEM, at=at(SINCE))
    rows = of_tasks.of_task(session, task.id, None)
    assert count == len([row for row in rows if row.held_since]) > 0
    assert all(row.kind in WORK for row in rows if row.held_since)
    facts = {"reason": "等省里", "expected_on": None, "by": SYSTEM, "at": at(SINCE)}
    assert refusal(lambda: holding.hold_work(session, task.id, **facts)) == "hold.nothing"


def test_the_list_begins_with_what_should_be_there_already(session, city) -> None:
    owed = session.scalars(select(Deadline).where(Deadline.kind == DeadlineKind.TARGET).limit(3)).all()
    for deadline, expected_on in zip(owed, (None, date(2026, 12, 1), SINCE), strict=True):
        hold(session, deadline, expected_on=expected_on)
    rows = held.everywhere(session)
    assert [row.id for row in rows] == [owed[2].id, owed[1].id, owed[0].id]
    key = (rows[0].until, rows[0].hold_id)
    assert [row.id for row in held.everywhere(session, after=key)] == [owed[1].id, owed[0].id]
    assert len(held.everywhere(session, words="没有这样的理由")) == 0
    assert session.scalars(select(Hold)).all()


def test_whatever_is_held_of_a_task_is_released_in_one_act(session, city, days) -> None:
    task = city.tasks[0]
    facts = {"reason": "等省里下达数据", "expected_on": None, "by": SYSTEM}
    held_of = holding.hold_work(session, task.id, **facts, at=at(SINCE))
    report = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    hold(session, report)
    due_on = report.due_on
    elsewhere = hold(session, the_deadline(session, city, "industry", DeadlineKind.TARGET, task=2))
    how = {"by": SYSTEM, "at": at(UNTIL), "calendar": days}
    assert refusal(lambda: holding.release_task(session, task.id, passing_over=[report.department_id], **how))
    assert holding.release_task(session, task.id, **how) == held_of + 1
    assert not held.of_task(session, task.id)
    assert report.due_on == days.add(due_on, 10)
    assert elsewhere.released_on is None
    assert refusal(lambda: holding.release_task(session, task.id, **how)) == "hold.none_held"
