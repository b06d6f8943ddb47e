"""The burden is counted from rows that exist, by department and quarter, beside the quarter before."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook
from sqlalchemy import event

from tests.papers.stage import Stage
from tests.support.builders import a_plan_under_way, at, the_deadline, the_share
from workflow.audit.service import SYSTEM
from workflow.deadlines.models import DeadlineKind
from workflow.escalation import service as escalation
from workflow.escalation.papers.models import PaperState
from workflow.insight import burden
from workflow.insight.burden import Burden
from workflow.notices import service as notices
from workflow.reports import service as reports
from workflow.reports import sharing
from workflow.reports.models import Standing
from workflow.review import asking
from workflow.review import service as review
from workflow.review.rules import ReasonKind
from workflow.workdays.queries import calendar
from workflow.workdays.rules import Period

OCTOBER = date(2026, 10, 14)
QUARTER = Period(2026, 4)


@pytest.fixture
def city(session):
    return a_plan_under_way(session)


def a_report(session, city, *, task=0):
    owed = the_deadline(session, city, "energy", DeadlineKind.REPORT, task=task)
    said = {"standing": Standing.ON_COURSE, "text": "按计划推进。", "next_step": "继续。"}
    return reports.file(session, owed, **said, by=SYSTEM, at=at(OCTOBER))


def of(session, city, body="energy", quarter=QUARTER) -> burden.Quarter:
    lines = burden.lines(session, quarter)
    return next((one.now for one in lines if one.department_id == city.departments[body].id), burden.Quarter())


def test_forms_fields_questions_and_returns_are_counted(session, city) -> None:
    first, second = a_report(session, city), a_report(session, city, task=1)
    asking.ask(session, first, words="依据是什么？", by=SYSTEM, at=at(OCTOBER, 11))
    returned = {"reason_kind": ReasonKind.VAGUE, "reason": "太笼统", "correct_by": date(2026, 10, 20)}
    review.give_back(session, second, **returned, by=SYSTEM, at=at(OCTOBER, 12))
    found = of(session, city)
    assert {one: found.of(one) for one in Burden if found.of(one)} == {
        Burden.FORMS: 3,  # two reports, one correction
        Burden.FILLED: 2,
        Burden.FIELDS: 6,  # of each report how it stands, its text, the next step
        Burden.QUESTIONS: 1,
        Burden.RETURNS: 1,
    }
    assert found.asked == 5
    assert of(session, city, quarter=Period(2027, 1)).asked == 0


def test_what_nobody_asked_for_is_no_form(session, city) -> None:
    share = the_share(session, city, "industry")
    said = sharing.Said(Standing.ON_COURSE, "已配合。")
    sharing.share(session, share, Period(2026, 3), said, by=SYSTEM, at=at(OCTOBER))
    assert of(session, city, "industry").of(Burden.FORMS) == 1  # its own report of the third task
    sharing.ask(session, city.tasks[1], QUARTER, by=SYSTEM, at=at(OCTOBER), calendar=calendar(session, around=OCTOBER))
    assert of(session, city, "housing", quarter=Period(2027, 1)).of(Burden.FORMS) == 1


def test_notices_and_urges_are_counted_on_their_days(session, city) -> None:
    late = date(2026, 10, 20)
    notices.post(session, today=late, calendar=calendar(session, around=late))
    report = the_deadline(session, city, "energy", DeadlineKind.REPORT)
    escalation.urge(session, [report], by=SYSTEM, at=at(late))
    found = of(session, city)
    assert found.of(Burden.NOTICES) > 0 and found.of(Burden.URGES) == 1 and found.of(Burden.MAILS) == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_paper_counts_where_it_was_sent_from_the_day_on_which_it_was_issued(session, city) -> None:
    stage = Stage(session, city)
    stage.paper(PaperState.SIGNED)
    assert of(session, city).of(Burden.PAPERS) == 0
    stage.paper(PaperState.ISSUED)
    assert of(session, city).of(Burden.PAPERS) == 1
    assert of(session, city, "industry").of(Burden.PAPERS) == 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_number_of_statements_does_not_grow_with_the_departments(session, city, database) -> None:
    session.commit()
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *facts: asked.append(facts[2]))
    burden.lines(session, QUARTER)
    assert len(asked) < 30


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_office_sees_the_burden_and_a_department_its_own_line(client, session, city) -> None:
    a_report(session, city)
    session.commit()
    office = client.sign_in(city.accounts["office"])
    page = office.get("/burden?period=2026Q4").text
    assert "市能源局" in page and "<meter" in page and "2026年三季度" in page
    assert "2026年四季度" in office.get("/burden?period=9999Q1").text  # none to come
    rows = list(load_workbook(io.BytesIO(office.get("/burden.xlsx?period=2026Q4").data)).worksheets[0].values)
    assert rows[0][:2] == ("单位", "要求合计 2026年四季度") and rows[1][0] == "市能源局"
    energy = city.departments["energy"].id
    own = client.sign_in(city.accounts["liaison"]).get(f"/departments/{energy}/inside").text
    assert "2026年四季度，向本单位提出的要求：" in own and "应报表 2 份（已报 1 份）" in own
