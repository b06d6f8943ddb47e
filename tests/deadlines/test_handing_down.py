"""Sub-tasks: a department hands a part of its share down to a body below, and answers for it itself."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.support import builders
from workflow.audit.models import Event
from workflow.audit.service import SYSTEM
from workflow.deadlines import handing_down, periods
from workflow.deadlines.handing_down import Asked
from workflow.deadlines.models import Deadline, DeadlineKind, LadderKind, Outcome
from workflow.errors import Refused
from workflow.lights.queries import light_of
from workflow.lights.rules import Light
from workflow.people import parents
from workflow.people.models import DepartmentKind
from workflow.tasks.models import Assignment, Origin, Rhythm, Role, TaskState

DAY = date(2026, 9, 14)
AT = builders.at(DAY)
ASKED = Asked("屋顶光伏试点", "建成 3 个整县推进试点，按月报送并网容量。", date(2026, 12, 18))


@pytest.fixture
def city(session):
    return builders.a_plan_under_way(session)


@pytest.fixture
def calendar(session):
    return builders.a_calendar(session)


@pytest.fixture
def county(session, city):
    body = builders.a_department(session, "盐湖区能源局", DepartmentKind.COUNTY)
    parents.put_below(session, body, city.departments["energy"], from_on=builders.START, by=SYSTEM, at=AT)
    return body


@pytest.fixture
def share(session, city):
    return builders.the_share(session, city, "energy")


@pytest.fixture
def handed(session, share, county, calendar):
    return handing_down.hand_down(session, share, county, ASKED, by=SYSTEM, at=AT, calendar=calendar)


def owed(session, task) -> dict[DeadlineKind, Deadline]:
    rows = session.scalars(select(Deadline).join(Assignment).where(Assignment.task_id == task.id))
    return {row.kind: row for row in rows}


def test_a_sub_task_belongs_to_the_body_below_and_names_who_handed_it_down(session, handed, county, share) -> None:
    new = session.scalars(select(Assignment).where(Assignment.task_id == handed.id)).one()
    assert (new.department_id, new.role, handed.handed_by_id) == (county.id, Role.LEAD, share.department_id)
    assert (handed.origin, handed.parent_id, handed.state) == (Origin.SUB_TASK, share.task_id, TaskState.UNDER_WAY)
    assert (handed.number, handed.words) == ("二（一）1.", ASKED.words)


def test_it_is_acknowledged_and_done_by_the_day_and_climbs_none_of_the_offices_ladders(session, handed) -> None:
    rows = owed(session, handed)
    assert rows[DeadlineKind.COMPLETION].due_on == ASKED.due_on
    assert rows[DeadlineKind.COMPLETION].milestone_id is not None
    assert {row.ladder for row in rows.values()} == {LadderKind.SUB}


def test_the_share_that_was_handed_down_still_owes_what_it_owed(session, city, handed, share) -> None:
    mine = builders.the_deadline(session, city, "energy", DeadlineKind.ACKNOWLEDGE)
    assert mine.ended_on is None
    assert share.to_on is None


def test_it_reports_in_its_rhythm_and_these_reports_are_no_matter_of_the_office(session, handed, calendar) -> None:
    periods.open_reports(session, today=date(2026, 9, 30), calendar=calendar)
    report = owed(session, handed)[DeadlineKind.REPORT]
    assert (report.occasion, report.ladder) == ("2026Q3", LadderKind.SUB)


def test_a_sub_task_without_reports_is_asked_for_none(session, share, county, calendar) -> None:
    asked = Asked("一次性排查", "排查到户。", date(2026, 10, 30), Rhythm.NONE)
    task = handing_down.hand_down(session, share, county, asked, by=SYSTEM, at=AT, calendar=calendar)
    periods.open_reports(session, today=date(2026, 9, 30), calendar=calendar)
    assert DeadlineKind.REPORT not in owed(session, task)


def test_its_own_light_says_when_it_is_late(session, handed, calendar) -> None:
    shown = light_of(session, handed.id, today=date(2026, 12, 25), calendar=calendar)
    assert shown is not None and shown.light == Light.WORK_OVERDUE


def test_concluded_its_completion_is_met_and_nothing_else_is_owed(session, handed) -> None:
    handing_down.conclude(session, handed, words="三个试点均已并网", by=SYSTEM, at=builders.at(date(2026, 11, 2)))
    rows = owed(session, handed)
    assert rows[DeadlineKind.COMPLETION].outcome == Outcome.MET
    assert rows[DeadlineKind.ACKNOWLEDGE].outcome == Outcome.WITHDRAWN
    assert (handed.state, handed.closed_on) == (TaskState.CLOSED, date(2026, 11, 2))


def test_taken_back_it_was_not_done_and_the_reason_stands_in_the_history(session, handed) -> None:
    handing_down.take_back(session, handed, words="改由市局直接办理", by=SYSTEM, at=AT)
    assert {row.outcome for row in owed(session, handed).values()} == {Outcome.WITHDRAWN}
    event = session.scalars(select(Event).where(Event.act == "task.sub_taken_back")).one()
    assert event.facts["reason"] == "改由市局直接办理"


def test_what_has_ended_is_not_ended_again(session, handed) -> None:
    handing_down.conclude(session, handed, words="已办结", by=SYSTEM, at=AT)
    with pytest.raises(Refused) as refused:
        handing_down.take_back(session, handed, words="收回", by=SYSTEM, at=AT)
    assert refused.value.key == "state.not_while"


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        (Asked("", "内容"), "sub.words_missing"),
        (Asked("名称", " "), "sub.words_missing"),
        (Asked("名称", "长" * 2001), "sub.words_too_long"),
        (Asked("名称", "内容", date(2026, 9, 1)), "sub.day_past"),
    ],
)
def test_what_is_handed_down_needs_words_and_a_day_to_come(session, share, county, calendar, asked, key) -> None:
    with pytest.raises(Refused) as refused:
        handing_down.hand_down(session, share, county, asked, by=SYSTEM, at=AT, calendar=calendar)
    assert refused.value.key == key


def test_only_to_a_body_that_stands_below_on_that_day(session, city, share, county, calendar) -> None:
    parents.put_below(session, county, None, from_on=DAY, by=SYSTEM, at=AT)
    for body in (county, city.departments["housing"]):
        with pytest.raises(Refused) as refused:
            handing_down.hand_down(session, share, body, ASKED, by=SYSTEM, at=AT, calendar=calendar)
        assert refused.value.key == "sub.not_below"


def test_no_body_stands_above_itself(session, city, county) -> None:
    with pytest.raises(Refused) as refused:
        parents.put_below(session, city.departments["energy"], county, from_on=DAY, by=SYSTEM, at=AT)
    assert refused.value.key == "people.parent_circle"


def test_a_body_below_another_from_a_day_on_stood_below_the_first_until_then(session, city, county) -> None:
    parents.put_below(session, county, city.departments["industry"], from_on=date(2026, 10, 9), by=SYSTEM, at=AT)
    energy, industry = city.departments["energy"], city.departments["industry"]
    assert parents.parent_of(session, county.id, on=date(2026, 10, 8)) is energy
    assert parents.parent_of(session, county.id, on=date(2026, 10, 9)) is industry
    assert parents.children(session, energy.id, on=date(2026, 10, 9)) == []
