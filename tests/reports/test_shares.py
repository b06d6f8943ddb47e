"""分工进展: said where there is something to say; a missing one never makes the lead late."""

from datetime import date

import pytest

from tests.support import builders
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import DeadlineKind
from workflow.errors import Refused, Stale
from workflow.people.queries import actor
from workflow.reports import queries, service, sharing
from workflow.reports.models import Standing
from workflow.reports.rules import Said
from workflow.workdays.rules import Period

DAY = date(2026, 10, 12)
AT = builders.at(DAY)
Q3, Q4 = Period(2026, 3), Period(2026, 4)
SAID = Said(Standing.ON_COURSE, "完成审批 12 件")


@pytest.fixture
def city(session):
    return builders.a_plan_under_way(session)


def share(session, city, department: str, **facts):
    held = builders.the_share(session, city, department, task=1)
    account = {"industry": "other", "housing": "third", "energy": "liaison"}[department]
    said = {"by": actor(city.accounts[account]), "at": AT}
    return sharing.share(session, held, Q3, SAID, **{**said, **facts})


def test_an_unasked_share_makes_its_deadline_and_ends_it_the_same_day(session, city) -> None:
    report = share(session, city, "industry")
    owed = report.deadline
    assert (owed.kind, owed.occasion, owed.due_rule) == (DeadlineKind.SHARE, "2026Q3", "voluntary")
    assert owed.opens_on == owed.due_on == owed.ended_on == DAY


def test_a_share_that_was_asked_for_keeps_its_day(session, city) -> None:
    held = builders.the_share(session, city, "industry", task=1)
    asked = deadlines.owe(
        session,
        held,
        DeadlineKind.SHARE,
        occasion="2026Q3",
        opens_on=date(2026, 9, 30),
        due_on=date(2026, 10, 9),
        due_rule="share.asked",
    )
    assert share(session, city, "industry").deadline is asked
    assert (asked.due_on, asked.ended_on) == (date(2026, 10, 9), DAY)


def test_a_share_is_said_once_a_period(session, city) -> None:
    share(session, city, "industry")
    with pytest.raises(Stale):
        share(session, city, "industry")


def test_a_lead_says_no_share(session, city) -> None:
    with pytest.raises(Refused) as refused:
        share(session, city, "energy")
    assert refused.value.key == "share.not_shared"


def test_a_share_is_said_for_the_period_that_the_lead_still_owes(session, city) -> None:
    held = builders.the_share(session, city, "industry", task=1)
    assert sharing.period_for(session, held.task_id, today=date(2026, 11, 16)) == Q3
    owed = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, task=1)
    by = actor(city.accounts["liaison"])
    service.file(session, owed, standing=Standing.ON_COURSE, text="已汇总", by=by, at=AT)
    assert sharing.period_for(session, held.task_id, today=date(2026, 11, 16)) == Q4


def test_the_lead_sees_each_share_and_who_said_nothing(session, city) -> None:
    report = share(session, city, "industry")
    rows = queries.shares(session, city.tasks[1].id, "2026Q3")
    assert [(row.department, row.report_id, row.text) for row in rows] == [
        ("市工信局", report.id, "完成审批 12 件"),
        ("市住建局", None, None),
    ]


def test_the_office_asks_each_co_responsible_department_once_for_a_day_before_the_leads_report(session, city) -> None:
    days = builders.a_calendar(session)
    facts = {"by": actor(city.accounts["office"]), "at": builders.at(date(2026, 9, 25)), "calendar": days}
    owed = sharing.ask(session, city.tasks[1], Q3, **facts)
    assert [deadline.department.label for deadline in owed] == ["市工信局", "市住建局"]
    assert {deadline.due_on for deadline in owed} == {date(2026, 10, 9)}  # five working days before 15 October
    with pytest.raises(Refused, match=r"share\.asked_already"):
        sharing.ask(session, city.tasks[1], Q3, **facts)


def test_a_share_asked_for_late_still_has_three_working_days(session, city) -> None:
    share(session, city, "industry")
    facts = {"by": actor(city.accounts["office"]), "at": AT, "calendar": builders.a_calendar(session)}
    owed = sharing.ask(session, city.tasks[1], Q3, **facts)
    assert [deadline.department.label for deadline in owed] == ["市住建局"]
    assert owed[0].due_on == date(2026, 10, 15)
