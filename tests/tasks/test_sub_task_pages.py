"""Pages of sub-tasks: handed down, reported to the department above, read and ended by it; the office is left alone."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.support import builders
from tests.support.web import TODAY
from workflow.audit.service import SYSTEM
from workflow.deadlines import handing_down, periods
from workflow.deadlines.handing_down import Asked
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.people import parents
from workflow.people.models import PostKind
from workflow.reports import service
from workflow.reports.models import Report, ReportState, Standing
from workflow.review import queue
from workflow.tasks.models import Assignment, Origin, Task

AT = builders.at(date(2026, 9, 14))


@pytest.fixture
def city(session):
    city = builders.a_plan_under_way(session)
    county = builders.a_department(session, "盐湖区能源局")
    city.departments["county"] = county
    city.accounts["below"] = builders.an_account(session, "below", county, PostKind.LIAISON)
    parents.put_below(session, county, city.departments["energy"], from_on=builders.START, by=SYSTEM, at=AT)
    session.commit()
    return city


@pytest.fixture
def handed(session, city):
    share = builders.the_share(session, city, "energy")
    days = builders.a_calendar(session)
    asked = Asked("屋顶光伏试点", "建成 3 个试点。", date(2026, 12, 18))
    task = handing_down.hand_down(session, share, city.departments["county"], asked, by=SYSTEM, at=AT, calendar=days)
    periods.open_reports(session, today=date(2026, 9, 30), calendar=days)
    session.commit()
    return task


@pytest.fixture
def filed(session, handed):
    owed = select(Deadline).join(Assignment).where(Assignment.task_id == handed.id)
    deadline = session.scalars(owed.where(Deadline.kind == DeadlineKind.REPORT)).one()
    said = {"standing": Standing.ON_COURSE, "text": "已并网两个试点。", "by": SYSTEM, "at": builders.at(TODAY)}
    report = service.file(session, deadline, **said)
    session.commit()
    return report


def test_a_liaison_hands_a_part_of_her_share_down_on_a_page(client, city, session) -> None:
    client.sign_in(city.accounts["liaison"])
    share = builders.the_share(session, city, "energy")
    session.commit()
    page = client.get(f"/assignments/{share.id}/hand-down")
    assert "盐湖区能源局" in page.text
    facts = {"bodies": str(city.departments["county"].id), "heading": "试点", "words": "建成", "rhythm": "quarterly"}
    answer = client.post(f"/assignments/{share.id}/hand-down", data=facts)
    assert answer.status_code == 303
    session.expire_all()
    assert session.scalars(select(Task).where(Task.origin == Origin.SUB_TASK)).one().heading == "试点"


def test_who_has_no_body_below_is_told_how_to_get_one(client, city, session) -> None:
    client.sign_in(city.accounts["other"])
    share = builders.the_share(session, city, "industry")
    session.commit()
    assert "没有登记下级单位" in client.get(f"/assignments/{share.id}/hand-down").text


def test_the_body_below_sees_what_is_asked_and_by_whom(client, city, handed) -> None:
    client.sign_in(city.accounts["below"])
    page = client.get(f"/tasks/{handed.id}")
    assert "建成 3 个试点。" in page.text
    assert "由市能源局转办" in page.text


def test_the_report_waits_for_the_department_above_and_not_for_the_office(client, city, session, filed) -> None:
    assert queue.count_waiting(session) == 0
    session.commit()
    client.sign_in(city.accounts["liaison"])
    assert "已并网两个试点" in client.get(f"/departments/{city.departments['energy'].id}/sub-tasks").text
    assert client.get(f"/review/{filed.id}").status_code == 200


@pytest.mark.parametrize("role", ["office", "other", "below"])
def test_nobody_else_says_the_word_on_it(client, city, filed, role) -> None:
    client.sign_in(city.accounts[role])
    assert client.get(f"/review/{filed.id}").status_code == 403


def test_the_department_above_accepts_and_is_led_back_to_its_own_list(client, city, session, filed) -> None:
    client.sign_in(city.accounts["liaison"])
    revision = service.current_revision(session, filed)
    session.commit()
    answer = client.post(f"/review/{filed.id}/accept", data={"revision": str(revision.id)})
    assert (answer.status_code, answer.location.endswith("/sub-tasks")) == (303, True)
    session.expire_all()
    assert session.get_one(Report, filed.id).state == ReportState.ACCEPTED


def test_the_department_above_concludes_it(client, city, session, handed) -> None:
    client.sign_in(city.accounts["head"])
    assert client.post(f"/tasks/{handed.id}/conclude", data={"words": "三个试点均已并网"}).status_code == 303
    assert "已办结" in client.get(f"/tasks/{handed.id}").text


def test_what_is_late_below_is_late_nowhere_on_the_offices_morning(client, city, handed, clock) -> None:
    clock.set(date(2027, 1, 20))
    client.sign_in(city.accounts["office"])
    assert "屋顶光伏试点" not in client.get("/escalation").text


def test_the_administrator_says_which_body_stands_above(client, city, session) -> None:
    client.sign_in(city.accounts["administrator"])
    body = city.departments["county"]
    facts = {"parent": str(city.departments["industry"].id), "from_on": TODAY.isoformat()}
    assert client.post(f"/departments/{body.id}/parent", data=facts).status_code == 303
    above = parents.parent_of(session, body.id, on=TODAY)
    assert above is not None and above.label == "市工信局"
