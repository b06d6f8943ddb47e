"""分工进展: said where there is something to say; a missing one never makes the lead late."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.support import builders
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Deadline, DeadlineKind, Outcome
from workflow.errors import Refused, Stale
from workflow.lights.queries import light_of
from workflow.lights.rules import Light
from workflow.notices.models import Notice
from workflow.notices.service import tell
from workflow.people.queries import actor
from workflow.reports import reminding, service, shares, sharing
from workflow.reports.models import ReportState, Standing
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
    rows = shares.of_period(session, city.tasks[1].id, "2026Q3")
    assert [(row.department, row.report_id, row.text, row.asked) for row in rows] == [
        ("市工信局", report.id, "完成审批 12 件", False),
        ("市住建局", None, None, False),
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


def asked_all(session, city, on: date = date(2026, 9, 25)):
    facts = {"by": actor(city.accounts["office"]), "at": builders.at(on), "calendar": builders.a_calendar(session)}
    return sharing.ask(session, city.tasks[1], Q3, **facts)


def test_only_who_was_asked_and_has_said_nothing_is_missing(session, city) -> None:
    assert reminding.missing(session, [city.tasks[1].id]) == []
    asked_all(session, city)
    share(session, city, "industry")
    rows = reminding.missing(session, [city.tasks[1].id])
    assert [(row.department, row.occasion) for row in rows] == [("市住建局", "2026Q3")]


def test_a_missing_share_never_makes_the_lead_late(session, city) -> None:
    asked_all(session, city)
    owed = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, task=1)
    service.file(session, owed, standing=Standing.ON_COURSE, text="已汇总", by=actor(city.accounts["liaison"]), at=AT)
    for form in session.scalars(select(Deadline).where(Deadline.kind == DeadlineKind.ACKNOWLEDGE)):
        form.ended_on, form.outcome = date(2026, 9, 2), Outcome.MET
    session.flush()
    shown = light_of(session, city.tasks[1].id, today=date(2026, 10, 26), calendar=builders.a_calendar(session))
    assert shown is not None and shown.light == Light.ON_COURSE


def test_the_lead_asks_the_office_and_the_office_reminds_those_who_are_missing(session, city) -> None:
    asked_all(session, city)
    share(session, city, "industry")
    lead, task = builders.the_share(session, city, "energy", task=1), city.tasks[1]
    by = {"by": actor(city.accounts["liaison"]), "at": AT}
    reminding.want(session, lead, "2026Q3", **by)
    assert [(one.task_id, one.period, one.departments) for one in reminding.wanted(session)] == [
        (task.id, "2026Q3", ["市住建局"])
    ]
    with pytest.raises(Refused, match=r"share\.remind_asked_already"):
        reminding.want(session, lead, "2026Q3", **by)
    owed = reminding.remind(session, task, "2026Q3", by=actor(city.accounts["office"]), at=AT)
    rung = reminding.rung_of("2026Q3", DAY)
    assert tell(session, owed, rung=rung, on=DAY) == 1
    assert tell(session, owed, rung=rung, on=DAY) == 0  # once a working day
    told = session.scalars(select(Notice)).one()
    assert (told.account_id, told.rung) == (city.accounts["third"].id, "share:2026Q3:2026-10-12")
    assert reminding.wanted(session) == []


def test_where_nobody_is_missing_nobody_is_reminded(session, city) -> None:
    lead, facts = builders.the_share(session, city, "energy", task=1), {"by": actor(city.accounts["liaison"]), "at": AT}
    with pytest.raises(Refused, match=r"share\.none_missing"):
        reminding.want(session, lead, "2026Q3", **facts)
    with pytest.raises(Refused, match=r"share\.none_missing"):
        reminding.remind(session, city.tasks[1], "2026Q3", **facts)
    asked_all(session, city)
    with pytest.raises(Refused, match=r"update\.not_lead"):
        reminding.want(session, builders.the_share(session, city, "industry", task=1), "2026Q3", **facts)


def test_a_share_said_unasked_is_not_late_while_it_waits_for_the_head(session, city) -> None:
    city.departments["industry"].signs_off = True
    report = share(session, city, "industry")
    assert (report.state, report.deadline.ended_on) == (ReportState.TO_SIGN, DAY)


@pytest.fixture
def small(database):
    with database.writing() as session:
        city = builders.a_plan_under_way(session)
        asked_all(session, city)
        return city


def test_from_the_leads_page_to_the_offices_click(client, small, database) -> None:
    task = small.tasks[1].id
    with database.reading() as session:
        owed = builders.the_deadline(session, small, "energy", DeadlineKind.REPORT, task=1, occasion="2026Q3").id
    liaison = client.sign_in(small.accounts["liaison"])
    liaison.get(f"/deadlines/{owed}/report")
    assert "未反馈：市工信局、市住建局" in liaison.page.text and "请办公室提醒" in liaison.page.text
    assert liaison.post(f"/tasks/{task}/ask-to-remind", data={"period": "2026Q3"}).status_code == 303
    liaison.get(f"/tasks/{task}")
    assert "未反馈：市工信局、市住建局" in liaison.page.text and "已请办公室提醒" in liaison.page.text
    clerk = client.sign_in(small.accounts["office"])
    clerk.get("/review")
    assert "请办公室提醒报送" in clerk.page.text and "未反馈：市工信局、市住建局" in clerk.page.text
    answer = clerk.post(f"/tasks/{task}/remind-shares", data={"period": "2026Q3", "back": "queue"})
    assert answer.status_code == 303
    clerk.get("/review")
    assert "已提醒 2 个未反馈的单位" in clerk.page.text and "请办公室提醒报送" not in clerk.page.text
    assert clerk.post(f"/tasks/{task}/remind-shares", data={"period": "2026Q3"}).status_code == 422
    assert "一个工作日只提醒一次" in clerk.page.h1
