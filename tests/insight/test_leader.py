"""A leader's page and the ledger: fixed bases, reviewed values only, late forms beside the lights."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.support.builders import a_plan_under_way, at, the_deadline
from workflow.audit.service import SYSTEM
from workflow.deadlines.models import Deadline, DeadlineKind, Outcome
from workflow.insight import queries, reviewed
from workflow.insight.rules import Risk, at_risk, is_met
from workflow.lights import service as lights
from workflow.lights.models import Course
from workflow.lights.rules import Light
from workflow.plans.models import Target
from workflow.reports import service as reports
from workflow.reports.models import Standing
from workflow.reports.rules import BlockerSaid, ValueSaid
from workflow.review import service as review
from workflow.tasks.models import TaskState
from workflow.workdays.queries import calendar

TODAY = date(2026, 10, 26)
FILED = date(2026, 10, 12)
ASKED = "请市政府协调用地指标"


@pytest.fixture
def city(session):
    city = a_plan_under_way(session)
    for deadline in session.scalars(select(Deadline).where(Deadline.kind == DeadlineKind.ACKNOWLEDGE)):
        deadline.ended_on, deadline.outcome = date(2026, 9, 2), Outcome.MET
    session.flush()
    return city


@pytest.fixture
def days(session, city):
    return calendar(session, around=TODAY)


def said(session, city, *, task=0, who="energy", accepted=True, text="并网 20 万千瓦", standing=Standing.BEHIND):
    owed = the_deadline(session, city, who, DeadlineKind.REPORT, task=task)
    target = aims(session, city)[task]
    report = reports.file(
        session,
        owed,
        standing=standing,
        text=text,
        values=[ValueSaid(target.id, Decimal("41.5"), date(2026, 9, 30), "市统计局")],
        blockers=[BlockerSaid("land", "用地未批", ASKED, date(2026, 8, 12))],
        by=SYSTEM,
        at=at(FILED),
    )
    if accepted:
        review.accept(session, report, by=SYSTEM, at=at(FILED))
        lights.keep(session, report, at=at(FILED), today=FILED, calendar=calendar(session, around=FILED))
    return report


def aims(session, city) -> list[Target]:
    """The targets for 2030, one for each measure."""
    return list(session.scalars(select(Target).where(Target.due_on > TODAY).order_by(Target.id)))


def lit(session, city, days, today=TODAY):
    return queries.lit_tasks(session, city.plan.id, today=today, calendar=days)


def test_every_light_is_counted_against_the_same_base(session, city, days) -> None:
    said(session, city)
    for today in (FILED, TODAY, date(2026, 12, 1)):
        tasks = lit(session, city, days, today)
        assert len(tasks) == 3 == sum(queries.by_light(tasks).values())


def test_late_forms_stand_beside_the_lights(session, city, days) -> None:
    said(session, city)
    tasks = lit(session, city, days)
    counts = queries.by_light(tasks)
    assert (counts[Light.BEHIND], counts[Light.ON_COURSE], Light.FORM_OVERDUE in counts) == (1, 2, False)
    assert [task.form_late for task in tasks] == [False, True, True]


def test_a_closed_task_stays_in_the_base(session, city, days) -> None:
    city.tasks[0].state, city.tasks[0].closed_on = TaskState.CLOSED, TODAY
    session.flush()
    assert queries.by_light(lit(session, city, days))[Light.CLOSED] == 1
    assert len(lit(session, city, days)) == 3


def test_only_what_was_reviewed_is_asked_of_a_leader(session, city) -> None:
    said(session, city, accepted=False)
    assert reviewed.asked(session, city.plan.id) == []
    said(session, city, task=1)
    assert [(row.number, row.asked) for row in reviewed.asked(session, city.plan.id)] == [("二（二）", ASKED)]


def test_only_reviewed_values_count(session, city) -> None:
    said(session, city, accepted=False)
    ids = [task.id for task in city.tasks]
    assert not [one for one in reviewed.measured(session, ids) if one.value]
    said(session, city, task=1)
    assert [one.number for one in reviewed.measured(session, ids) if one.value] == ["二（二）"]


GOAL = Decimal(100)


@pytest.mark.parametrize(
    ("comparator", "value", "met"),
    [
        (">=", "99.9", False),
        (">=", "100", True),
        ("<=", "100", True),
        ("<=", "100.1", False),
        ("decrease_by", "99", False),
        ("decrease_by", "100", True),
        ("increase_by", "101", True),
        ("~", "1", None),
        ("=", "1", None),
        (None, "1", None),
    ],
)
def test_a_value_meets_a_target_by_its_words(comparator, value, met) -> None:
    assert is_met(comparator, GOAL, Decimal(value)) is met


@pytest.mark.parametrize(
    ("value", "due_on", "course", "risk"),
    [
        ("100", date(2026, 10, 25), Course.BEHIND, None),
        ("99", date(2026, 10, 25), None, Risk.PAST),
        ("99", TODAY, None, None),  # due today is not past
        ("99", date(2030, 12, 31), Course.BEHIND, Risk.BEHIND),
        ("99", date(2030, 12, 31), Course.RED, Risk.BEHIND),
        ("10", date(2030, 12, 31), Course.PROVINCE, None),  # waiting for the province is never late
        ("10", date(2030, 12, 31), Course.ON_COURSE, None),
        ("90", date(2027, 10, 26), Course.ON_COURSE, None),
        ("89.9", date(2027, 10, 26), Course.ON_COURSE, Risk.SHORT),
        ("89.9", date(2027, 10, 27), Course.ON_COURSE, None),
        (None, date(2026, 1, 1), Course.BEHIND, None),
    ],
)
def test_a_target_is_at_risk_by_its_reviewed_value(value, due_on, course, risk) -> None:
    number = Decimal(value) if value else None
    found = at_risk(comparator=">=", goal=GOAL, value=number, due_on=due_on, course=course, today=TODAY)
    assert found == risk


def test_the_page_prints_its_base_and_the_day_of_the_data(session, city, client, clock) -> None:
    clock.set(TODAY)
    said(session, city)
    session.commit()
    client.sign_in(city.accounts["leader"])
    client.get("/leader")
    words = client.page.text
    assert client.page.h1 == "测试市碳达峰实施方案"
    for expected in ("数据截至 2026-09-30", "2026年三季度已审核 1 项，共 3 项", "共 3 项", ASKED, "报送逾期另计：2 件"):
        assert expected in words, expected


def test_the_change_against_the_last_quarter_is_that_of_its_last_day(session, city, client, clock) -> None:
    clock.set(TODAY)
    session.commit()
    client.sign_in(city.accounts["leader"])
    client.get("/leader")
    assert "与 2026-09-30 日终相比，同为 3 项" in client.page.text and "较上季度 +" not in client.page.text
    said(session, city)
    session.commit()
    client.get("/leader")
    assert "较上季度 +1" in client.page.text and "较上季度 −1" in client.page.text


def test_a_plan_younger_than_the_quarter_is_compared_with_nothing(session, city, client, clock) -> None:
    clock.set(date(2026, 9, 21))
    session.commit()
    client.sign_in(city.accounts["leader"])
    client.get("/leader")
    assert "较上季度" not in client.page.text


def test_every_number_opens_its_tasks(session, city, client, clock) -> None:
    clock.set(TODAY)
    said(session, city)
    session.commit()
    client.sign_in(city.accounts["office"])
    client.get("/leader?light=behind")
    assert "2026年三季度填报滞后，已审核" in client.page.text
    assert client.get("/leader?light=nonsense").status_code == 200
    assert client.get("/leader?plan=999").status_code == 404


def test_simulated_reports_are_marked(session, city, client, clock) -> None:
    clock.set(TODAY)
    said(session, city).demo = True
    session.commit()
    client.sign_in(city.accounts["leader"])
    client.get("/leader")
    assert "演示" in client.page.text and "含模拟填报" in client.page.text


def test_without_a_plan_in_force_the_page_says_so(session, client) -> None:
    from tests.support.builders import a_plan_proposed

    proposed = a_plan_proposed(session)
    session.commit()
    client.sign_in(proposed.accounts["leader"])
    client.get("/leader")
    assert "还没有启动的方案" in client.page.text


def ledger(client, city):
    answer = client.get(f"/plans/{city.plan.id}/ledger.xlsx")
    assert answer.status_code == 200
    return load_workbook(BytesIO(answer.data)).active


def test_the_ledger_holds_every_task_in_the_order_of_the_document(session, city, client, clock) -> None:
    clock.set(TODAY)
    said(session, city, text='=HYPERLINK("http://x")')
    session.commit()
    client.sign_in(city.accounts["auditor"])
    sheet = ledger(client, city)
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    assert [row[1] for row in rows] == ["二（一）", "二（二）", "三（一）", "十五（一）"]
    first = rows[0]
    assert (first[3], first[4], first[5], first[6]) == ("市能源局", "市工信局", "", "滞后")
    assert first[12] == '=HYPERLINK("http://x")' and sheet["M4"].data_type == "s"  # text, never a formula
    assert "41.5%（数据截至 2026-09-30）" in first[13] and ASKED in first[14]
    assert rows[3][6] == "常态化"
    assert "共 3 项任务，另列保障措施 1 项" in sheet["A2"].value
    assert sheet.freeze_panes == "D4" and sheet.print_title_rows == "$3:$3"


def test_the_ledger_takes_only_what_was_reviewed(session, city, client, clock) -> None:
    clock.set(TODAY)
    said(session, city, accepted=False, text="尚未审核的话")
    session.commit()
    client.sign_in(city.accounts["leader"])
    assert not [c for row in ledger(client, city).iter_rows(values_only=True) for c in row if c == "尚未审核的话"]
