"""The pages of a past day: plainly marked, with the picker, never of a day before the plan, never writing."""

from contextlib import contextmanager
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import event

from tests.insight.test_leader import FILED, TODAY, said
from tests.support.builders import START, a_plan_under_way, at, the_share
from workflow.audit.service import SYSTEM
from workflow.insight.then import laid_out
from workflow.tasks import responsibility

MARK = "截至 {} 的情况"
BEFORE = date(2026, 10, 11)  # the day before the report was filed and accepted


@pytest.fixture
def city(session):
    return a_plan_under_way(session)


@pytest.fixture
def visitor(session, city, client, clock):
    said(session, city)
    session.commit()
    clock.set(TODAY)
    return client.sign_in(city.accounts["office"])


@contextmanager
def counted(session):
    """How many statements are sent to the database."""
    seen = []
    listen = (session.get_bind().engine, "before_cursor_execute", lambda *facts: seen.append(facts[2]))
    event.listen(*listen)
    yield seen
    event.remove(*listen)


@pytest.mark.parametrize(("day", "counts"), [(BEFORE, False), (FILED, True)])
@pytest.mark.parametrize(("path", "words"), [("/leader", "较上季度 +1"), ("/plans/1/ledger", "并网 20 万千瓦")])
def test_a_report_counts_from_the_day_on_which_it_was_accepted(visitor, path, words, day, counts) -> None:
    visitor.get(f"{path}?day={day.isoformat()}")
    assert MARK.format(day.isoformat()) in visitor.page.text and "按现行工作日历计算" in visitor.page.text
    assert (words in visitor.page.text) is counts


@pytest.mark.parametrize("day", [TODAY.isoformat(), "2026-10-27", "2030-01-01", "yesterday", ""])
def test_today_and_what_is_no_past_day_are_today(visitor, day) -> None:
    for path in ("/leader", "/tasks", "/plans/1/ledger"):
        visitor.get(f"{path}?day={day}")
        assert "的情况" not in visitor.page.text.replace("看某一天的情况", "")


def test_a_day_before_the_plan_is_its_first_day(visitor) -> None:
    for path in ("/leader", "/tasks", "/plans/1/ledger"):
        visitor.get(f"{path}?day=2020-02-29")
        assert MARK.format(START.isoformat()) in visitor.page.text


def test_the_workbook_of_a_past_day_says_which_day_it_is(visitor) -> None:
    sheet = load_workbook(BytesIO(visitor.get(f"/plans/1/ledger.xlsx?day={BEFORE.isoformat()}").data)).active
    assert sheet["A1"].value.endswith("（截至 2026-10-11 的情况）") and "亮灯截至 2026-10-11" in sheet["A2"].value
    progress = [row[12].value for row in sheet.iter_rows(min_row=4)]
    assert not any(progress)


def test_a_department_sees_its_own_tasks_of_a_past_day(visitor, city) -> None:
    visitor.sign_in(city.accounts["third"])
    visitor.get(f"/tasks?day={BEFORE.isoformat()}")
    assert "二（二）" in visitor.page.text and "二（一）" not in visitor.page.text
    assert visitor.get(f"/plans/1/ledger?day={BEFORE.isoformat()}").status_code == 403


def test_a_leaders_own_areas_stand_first(session, city, client, clock) -> None:
    from workflow.people.models import Post, PostKind

    said(session, city)
    post = session.query(Post).filter_by(kind=PostKind.LEADER).one()
    how = {"basis": "分工", "by": SYSTEM, "at": at(FILED)}
    responsibility.put_under(session, city.tasks[2], post.id, **how)
    session.commit()
    clock.set(TODAY)
    client.sign_in(city.accounts["leader"])
    client.get("/leader?light=on_course")
    assert "您分管 1 项：正常推进 1" in client.page.text
    rows = client.page.text[client.page.text.index("编号与条目") :]
    assert rows.index("三（一）") < rows.index("二（二）")
    client.get(f"/leader?day={BEFORE.isoformat()}")
    assert "您分管" not in client.page.text


def test_however_many_rows_there_are_the_statements_are_as_many(session, city) -> None:
    counts = []
    for task in (0, 1):
        said(session, city, task=task)
        session.flush()
        with counted(session) as seen, laid_out(session, TODAY, plan_id=city.plan.id):
            pass
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 25


def test_a_share_that_ended_stands_in_the_past_with_its_section(session, city) -> None:
    share = the_share(session, city, "housing", task=1)
    how = {"basis": "三定方案", "by": SYSTEM}
    responsibility.set_section(session, share, "规划科", at=at(date(2026, 9, 10)), **how)
    responsibility.set_section(session, share, "新能源科", at=at(date(2026, 9, 20)), **how)
    from workflow.tasks.models import Assignment

    for day, section in ((date(2026, 9, 9), None), (date(2026, 9, 10), "规划科"), (date(2026, 9, 19), "规划科")):
        with laid_out(session, day, plan_id=city.plan.id) as then:
            assert then.get_one(Assignment, share.id).section == section
