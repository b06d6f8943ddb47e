"""Owing, acknowledging, moving, reopening, and the period reports that are opened once each."""

from datetime import date

import pytest
from sqlalchemy import func, select

from tests.support import builders
from workflow.audit.models import Event
from workflow.deadlines import acknowledging, of_tasks, periods, service
from workflow.deadlines.models import Deadline, DeadlineKind, LadderKind, MoveKind, Outcome
from workflow.deadlines.rules import ladder_of
from workflow.errors import Refused
from workflow.people.queries import actor
from workflow.workdays.queries import calendar

DAY = date(2026, 9, 2)
AT = builders.at(DAY)


@pytest.fixture
def city(session):
    return builders.a_plan_under_way(session)


@pytest.fixture
def held(session, city):
    return builders.the_share(session, city, "energy")


@pytest.fixture
def by(city):
    return actor(city.accounts["liaison"])


def test_a_cause_is_owed_once_and_its_day_is_not_touched(session, city, held) -> None:
    facts = {"occasion": "target:9", "opens_on": DAY, "due_rule": "target.office"}
    first = service.owe(session, held, DeadlineKind.TARGET, due_on=date(2026, 10, 1), **facts)
    again = service.owe(session, held, DeadlineKind.TARGET, due_on=date(2026, 12, 1), **facts)
    assert again is first and first.due_on == date(2026, 10, 1)


@pytest.mark.parametrize("kind", list(DeadlineKind))
def test_a_late_form_is_never_late_work(kind) -> None:
    forms = {"acknowledge", "share", "report", "correction", "receipt"}
    assert ladder_of(kind) == (LadderKind.REPORTING if kind.value in forms else LadderKind.WORK)


def test_acknowledging_ends_what_was_owed_on_that_day(session, held, by) -> None:
    owed = acknowledging.open_one(session, held)
    acknowledging.acknowledge(session, held, by=by, at=AT)
    assert (held.acknowledged_on, owed.ended_on, owed.outcome) == (DAY, DAY, Outcome.MET)
    with pytest.raises(Refused) as refused:
        acknowledging.acknowledge(session, held, by=by, at=AT)
    assert refused.value.key == "acknowledge.done"


@pytest.mark.parametrize(("day", "key"), [(2, None), (3, "acknowledge.too_late_to_take_back")])
def test_acknowledging_is_taken_back_on_the_same_day_only(session, held, by, day, key) -> None:
    owed = acknowledging.open_one(session, held)
    acknowledging.acknowledge(session, held, by=by, at=AT)
    at = builders.at(date(2026, 9, day), 17)
    if key is None:
        acknowledging.take_back(session, held, by=by, at=at)
        assert (held.acknowledged_on, owed.ended_on, owed.outcome) == (None, None, None)
        return
    with pytest.raises(Refused) as refused:
        acknowledging.take_back(session, held, by=by, at=at)
    assert refused.value.key == key


def test_asking_to_move_ends_the_acknowledgement_and_waits_for_the_office(session, city, held, by) -> None:
    owed = acknowledging.open_one(session, held)
    other = city.departments["industry"].id
    asked = acknowledging.ask_to_move(session, held, to_department_id=other, reason=" 职责已划转 ", by=by, at=AT)
    assert (owed.ended_on, asked.decision, asked.reason) == (DAY, None, "职责已划转")
    with pytest.raises(Refused):
        acknowledging.ask_to_move(session, held, to_department_id=None, reason="再来", by=by, at=AT)


def test_a_move_keeps_the_original_day_and_every_step(session, city, by) -> None:
    owed = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT)
    for day in (date(2026, 10, 20), date(2026, 11, 30)):
        service.move(session, owed, to_on=day, kind=MoveKind.OFFICE, reason="等数据", by=by, at=AT)
    assert (owed.due_on, owed.original_due_on) == (date(2026, 11, 30), date(2026, 10, 15))
    steps = [(move.from_on.day, move.to_on.day) for move in of_tasks.moves(session, [owed.id])[owed.id]]
    assert steps == [(15, 20), (20, 30)]


def test_what_has_ended_is_neither_moved_nor_ended_again(session, city, by) -> None:
    owed = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT)
    service.end(session, owed, Outcome.MET, on=DAY)
    with pytest.raises(Refused):
        service.end(session, owed, Outcome.MET, on=DAY)
    with pytest.raises(Refused):
        service.move(session, owed, to_on=date(2026, 11, 30), kind=MoveKind.OFFICE, reason="x", by=by, at=AT)


def test_reopening_is_written_down_with_the_day_it_had_ended(session, city, by) -> None:
    owed = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT)
    with pytest.raises(Refused) as refused:
        service.reopen(session, owed, reason="report.withdrawn", by=by, at=AT)
    assert refused.value.key == "deadline.not_ended"
    service.end(session, owed, Outcome.MET, on=DAY)
    service.reopen(session, owed, reason="report.withdrawn", by=by, at=AT)
    event = session.scalar(select(Event).where(Event.act == "deadline.reopened"))
    assert owed.ended_on is None and event.facts["ended_on"] == "2026-09-02"


@pytest.mark.parametrize(
    ("today", "occasions"),
    [
        (date(2026, 9, 30), {"2026Q3"}),
        (date(2026, 10, 1), {"2026Q3", "2026Q4"}),
        (date(2027, 1, 1), {"2026Q3", "2026Q4", "2027Q1"}),
    ],
)
def test_every_lead_owes_each_period_once_however_often_the_round_runs(session, city, today, occasions) -> None:
    for _ in range(2):
        periods.open_reports(session, today=today, calendar=calendar(session, around=today))
    rows = session.execute(
        select(Deadline.occasion, func.count()).where(Deadline.kind == DeadlineKind.REPORT).group_by(Deadline.occasion)
    )
    assert {row[0]: row[1] for row in rows} == dict.fromkeys(occasions, 3)
