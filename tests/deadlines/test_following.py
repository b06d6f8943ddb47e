"""The calendar changes: what no one moved by hand follows its rule, everything else stays."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.support.builders import HOLIDAYS, START, a_plan_proposed, a_plan_under_way, at, the_deadline, the_share
from workflow.audit.models import Event
from workflow.audit.service import SYSTEM
from workflow.deadlines import acknowledging, changing, due, following, holding, new_days, service, starting, steps
from workflow.deadlines.models import Deadline, DeadlineKind, DeadlineMove, MoveKind
from workflow.errors import Refused, Stale
from workflow.lights.queries import lights
from workflow.reports import sharing
from workflow.tasks import service as tasks
from workflow.tasks.models import Assignment, Role
from workflow.workdays import keeping
from workflow.workdays.queries import calendar
from workflow.workdays.rules import Calendar, period_of
from workflow.workdays.service import Special

TODAY = date(2026, 9, 2)
DUE = date(2026, 10, 15)
ONE_IS_ENOUGH = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def city(session):
    return a_plan_under_way(session)


def mark(session, year=2026) -> str:
    return keeping.seen(keeping.days_of(session, year), keeping.source_of(session, year))


def take_off(session, day: date, *, reason: str = "市政府通知") -> int:
    change = Special(day, False, "临时放假")
    return new_days.change_day(session, day, change, reason=reason, mark=mark(session), by=SYSTEM, at=at(TODAY))


def moves(session, deadline) -> list[tuple[MoveKind, date, date]]:
    rows = session.scalars(select(DeadlineMove).where(DeadlineMove.deadline_id == deadline.id))
    return [(one.kind, one.from_on, one.to_on) for one in rows]


def test_a_report_follows_a_day_off_and_the_move_is_kept_with_its_reason(session, city) -> None:
    report = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    assert report.due_on == DUE
    assert take_off(session, DUE) == 6  # three reports, and three verifications forty working days from the start
    assert (report.due_on, report.original_due_on) == (date(2026, 10, 16), date(2026, 10, 16))
    assert moves(session, report) == [(MoveKind.CALENDAR, DUE, date(2026, 10, 16))]
    said = session.scalars(select(Event).where(Event.act == "calendar.day_off")).one()
    assert (said.facts["on_day"], said.facts["moved"], said.facts["reason"]) == ("2026-10-15", 6, "市政府通知")


@ONE_IS_ENOUGH
def test_back_to_what_it_was_moves_the_days_back(session, city) -> None:
    report = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    take_off(session, DUE)
    facts = {"reason": "取消", "mark": mark(session), "by": SYSTEM, "at": at(TODAY)}
    assert new_days.change_day(session, DUE, None, **facts) == 6
    assert report.due_on == DUE and len(moves(session, report)) == 2


def test_what_was_extended_held_or_set_by_the_office_stays(session, city) -> None:
    extended, held, moved = (
        the_deadline(session, city, body, DeadlineKind.REPORT, task=task)
        for task, body in enumerate(("energy", "energy", "industry"))
    )
    service.move(
        session, extended, to_on=date(2026, 11, 2), kind=MoveKind.EXTENSION, reason="批准", by=SYSTEM, at=at(TODAY)
    )
    holding.hold(session, held, reason="等省里", expected_on=None, by=SYSTEM, at=at(TODAY))
    steps.move_step(session, moved, to_on=date(2026, 10, 20), reason="统一安排", by=SYSTEM, at=at(TODAY))
    take_off(session, DUE)
    assert [one.due_on for one in (extended, held, moved)] == [date(2026, 11, 2), DUE, date(2026, 10, 20)]


@ONE_IS_ENOUGH
def test_a_step_with_a_day_of_its_own_stays_on_a_day_off(session, city) -> None:
    step = steps.set_step(
        session, the_share(session, city, "energy"), words="开工", due_on=DUE, basis="会议", by=SYSTEM, at=at(TODAY)
    )
    take_off(session, DUE)
    assert step.due_on == DUE


@ONE_IS_ENOUGH
def test_a_calendar_move_is_no_extension(session, city) -> None:
    acknowledging.acknowledge(session, the_share(session, city, "energy"), by=SYSTEM, at=at(TODAY))
    take_off(session, DUE)
    shown = lights(session, [city.tasks[0].id], today=date(2026, 10, 16), calendar=calendar(session, around=DUE))[
        city.tasks[0].id
    ]
    assert shown.light.value not in ("extended", "form_overdue")


def test_a_preview_counts_and_names_what_would_move_and_changes_nothing(session, city) -> None:
    then = keeping.with_day(calendar(session, around=TODAY), DUE, False)
    ahead = following.ahead(session, then)
    assert ahead.count == len(ahead.first) == 6
    reports = [one for one in ahead.first if one.row.kind == DeadlineKind.REPORT]
    assert {(one.row.department, one.row.due_on, one.to_on) for one in reports} == {
        ("市能源局", DUE, date(2026, 10, 16)),
        ("市工信局", DUE, date(2026, 10, 16)),
    }
    assert not session.scalars(select(DeadlineMove)).all()


@ONE_IS_ENOUGH
def test_what_ended_meanwhile_follows_when_it_is_owed_again(session, city) -> None:
    share = the_share(session, city, "energy")
    owed = acknowledging.open_one(session, share)
    assert owed is not None and owed.due_on == date(2026, 9, 4)
    acknowledging.acknowledge(session, share, by=SYSTEM, at=at(TODAY))
    take_off(session, date(2026, 9, 4))
    assert owed.due_on == date(2026, 9, 4)
    acknowledging.take_back(session, share, by=SYSTEM, at=at(TODAY, 11))
    assert owed.due_on == date(2026, 9, 7)


@ONE_IS_ENOUGH
def test_an_extended_day_that_passed_on_to_another_department_stays(session, city) -> None:
    report = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    service.move(session, report, to_on=DUE, kind=MoveKind.EXTENSION, reason="批准", by=SYSTEM, at=at(TODAY))
    how = {"basis": "会议纪要", "by": SYSTEM, "at": at(TODAY), "calendar": calendar(session, around=TODAY)}
    changing.change_lead(session, city.tasks[0], city.departments["housing"].id, stays=False, **how)
    passed = the_deadline(session, city, "housing", DeadlineKind.REPORT)
    take_off(session, DUE)
    assert (passed.due_on, passed.set_on) == (DUE, DUE)


@ONE_IS_ENOUGH
def test_who_saw_another_state_of_the_year_is_told_and_nothing_changes(session, city) -> None:
    seen = mark(session)
    take_off(session, DUE)
    with pytest.raises(Stale):
        new_days.enter_year(session, 2026, [], source="通知", mark=seen, by=SYSTEM, at=at(TODAY))
    with pytest.raises(Refused, match=r"calendar\.nothing_changed"):
        take_off(session, DUE)
    with pytest.raises(Refused, match=r"calendar\.reason_missing"):
        take_off(session, date(2026, 10, 16), reason=" ")


DAYS = [date(2026, 8, 20) + timedelta(days=n) for n in range(330)]
SPECIAL = st.lists(st.tuples(st.sampled_from(DAYS), st.booleans()), max_size=60, unique_by=lambda one: one[0])


def _enter(session, special, on: date) -> None:
    for year in (2026, 2027):
        days = [Special(day, working, "") for day, working in special if day.year == year]
        new_days.enter_year(session, year, days, source="通知", by=SYSTEM, at=at(on))


def _live(session, city, started_on: date) -> None:
    """A start, shares asked for, another lead, a later quarter: each counts working days."""
    for days_on, act in enumerate((_begin, _ask, _hand_on, _hand_on_again)):
        on = started_on + timedelta(days=9 * days_on)
        act(session, city, on, calendar(session, around=on))


def _begin(session, city, on, days) -> None:
    for lead in session.scalars(select(Assignment).where(Assignment.role == Role.LEAD)).all():
        tasks.confirm_lead(session, lead, basis="会议", by=SYSTEM, at=at(on))
    starting.start(session, city.plan, by=SYSTEM, at=at(on), calendar=days)


def _ask(session, city, on, days) -> None:
    sharing.ask(session, city.tasks[1], period_of(on), by=SYSTEM, at=at(on), calendar=days)


def _hand_on(session, city, on, days, body="housing") -> None:
    how = {"basis": "会议纪要", "by": SYSTEM, "at": at(on), "calendar": days}
    changing.change_lead(session, city.tasks[0], city.departments[body].id, stays=True, **how)


def _hand_on_again(session, city, on, days) -> None:
    _hand_on(session, city, on, days, "energy")


def _days(session) -> list[tuple[object, ...]]:
    rows = select(Deadline.assignment_id, Deadline.kind, Deadline.occasion, Deadline.due_on, Deadline.original_due_on)
    return sorted(tuple(row) for row in session.execute(rows.where(Deadline.ended_on.is_(None))))


@settings(
    max_examples=6,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@ONE_IS_ENOUGH
@given(special=SPECIAL, started_on=st.dates(date(2026, 9, 1), date(2026, 12, 28)))
def test_the_calendar_entered_first_or_later_gives_the_same_days(session, special, started_on) -> None:
    found = []
    for first in (True, False):
        with session.begin_nested() as kept:
            city = a_plan_proposed(session)
            if first:
                _enter(session, special, started_on)
            _live(session, city, started_on)
            if not first:
                _enter(session, special, started_on + timedelta(days=40))
            found.append([row[1:] for row in _days(session)])
            kept.rollback()
        session.expunge_all()
    assert sorted(found[0], key=repr) == sorted(found[1], key=repr)


@pytest.mark.parametrize(
    ("rule", "occasion", "day"),
    [
        ("acknowledge", "start", date(2026, 10, 10)),  # 30 September, then the holidays and a make-up Saturday
        ("report.quarterly", "2026Q3", date(2026, 10, 15)),
        ("report.quarterly", "2026Q3:2", date(2026, 10, 15)),
        ("report.monthly", "2026M10", date(2026, 11, 10)),
        ("asked", "2026Q3", date(2026, 10, 10)),
        ("target.published", "target:1", date(2027, 6, 30)),
        ("target.days:2", "target:1", date(2026, 10, 9)),
        ("target.office", "target:1", None),
        ("milestone.paper", "step:1", None),
        ("review.return", "return:1", None),
    ],
)
def test_each_rule_finds_its_day(rule, occasion, day) -> None:
    found = Deadline(due_rule=rule, occasion=occasion, opens_on=date(2026, 9, 30))
    assert due.day(found, Calendar(dict(HOLIDAYS), frozenset({2026}), middle=START)) == day
