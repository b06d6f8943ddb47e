"""The task's page: what it shows to whom, what may be done there, and what it costs."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import event, select

from tests.support import builders
from workflow.audit.service import SYSTEM
from workflow.deadlines import holding
from workflow.deadlines.models import Deadline, DeadlineKind, Outcome
from workflow.plans.models import Target
from workflow.reports import service as reports
from workflow.reports import updating
from workflow.reports.models import Standing
from workflow.reports.rules import Said, ValueSaid
from workflow.review import asking, extensions
from workflow.review import service as review
from workflow.tasks.models import TaskItem

THEN = builders.at(date(2026, 11, 12))
SVG = "{http://www.w3.org/2000/svg}"
VALUES = [(date(2026, 6, 30), "41"), (date(2026, 9, 30), "43.5")]


@pytest.fixture
def city(database):
    with database.writing() as session:
        city = builders.a_plan_under_way(session)
        for one in session.scalars(select(Deadline).where(Deadline.kind == DeadlineKind.ACKNOWLEDGE)):
            one.ended_on, one.outcome = date(2026, 9, 2), Outcome.MET
            one.assignment.acknowledged_on = one.ended_on
    return city


def seen(client, city, name: str, task: int = 0):
    client.sign_in(city.accounts[name]).get(f"/tasks/{city.tasks[task].id}")
    return client.page


def values_reviewed(session, city) -> None:
    share = builders.the_share(session, city, "energy")
    target = session.scalars(select(Target).order_by(Target.id)).first()
    for day, value in VALUES:
        known = ValueSaid(target.id, Decimal(value), day, "市统计局", definition="快报口径")
        said = Said(Standing.ON_COURSE, f"达到 {value}", values=[known])
        report = updating.update(session, share, said, by=SYSTEM, at=THEN)
        review.accept(session, report, by=SYSTEM, at=THEN)


def acts(page) -> list[str]:
    """The words of the page's own actions, the primary one first."""
    head = next(div for div in page.root.iter("div") if div.get("class") == "page-actions")
    return ["".join(one.itertext()).strip() for one in head.iter() if one.tag in ("a", "button")]


def test_every_reviewed_value_leads_to_its_report_and_two_targets_share_a_chart(client, city, database) -> None:
    with database.writing() as session:
        values_reviewed(session, city)
    page = seen(client, city, "liaison")
    assert len(list(page.root.iter(f"{SVG}polyline"))) == 2  # the path and the values of one chart
    dots = list(page.root.iter(f"{SVG}a"))
    assert [a.get("aria-label") for a in dots] == ["41 % 2026-06-30，打开填报", "43.5 % 2026-09-30，打开填报"]
    assert all(a.get("href").startswith("/reports/") for a in dots)
    assert "43.5 % 2026-09-30 市统计局" in page.text and "快报口径" in page.text
    assert "目标值 50%左右（2030-12-31）" in page.text


def test_whoever_may_not_open_a_report_reads_its_reviewed_value_without_a_link(client, city, database) -> None:
    with database.writing() as session:
        values_reviewed(session, city)
    page = seen(client, city, "other")
    assert "43.5 %" in page.text
    assert not [one for one in page.root.iter() if (one.get("href") or "").startswith("/reports/")]


def test_each_department_has_its_state(client, city, database) -> None:
    assert "牵头单位 市能源局 未报" in seen(client, city, "office").text
    with database.writing() as session:
        owed = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT)
        reports.file(session, owed, standing=Standing.ON_COURSE, text="按计划推进", by=SYSTEM, at=THEN)
    page = seen(client, city, "office")
    assert "牵头单位 市能源局 已报 责任单位 市工信局 已签收（填报情况按2026年三季度）" in page.text
    client.post(f"/tasks/{city.tasks[0].id}/ask-shares")
    page = seen(client, city, "office")
    assert "请责任单位填报分工进展" not in page.text and "市工信局 未反馈（2026年四季度）" in page.text


@pytest.mark.parametrize(
    ("name", "first"), [("liaison", "填报"), ("other", "填报分工进展"), ("leader", "批示"), ("auditor", None)]
)
def test_the_first_action_is_the_persons_own(client, city, name, first) -> None:
    found = acts(seen(client, city, name)) if first else []
    if first is None:
        page = seen(client, city, name)
        assert not [div for div in page.root.iter("div") if div.get("class") == "page-actions"]
    else:
        assert found[0] == first and "申请延期" not in found


def test_the_office_sees_first_what_waits_for_its_word(client, city, database) -> None:
    with database.writing() as session:
        owed = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT)
        target = builders.the_deadline(session, city, "energy", DeadlineKind.TARGET)
        report = reports.file(session, owed, standing=Standing.ON_COURSE, text="按计划推进", by=SYSTEM, at=THEN)
        wanted = {"wanted_on": date(2027, 3, 1), "reason": "数据未发布", "today": THEN.date()}
        extensions.ask(session, target, **wanted, by=SYSTEM, at=THEN)
    assert acts(seen(client, city, "office"))[:3] == ["审核填报", "核定目标", "答复延期申请"]
    assert "申请延期至 2027-03-01：数据未发布 待办公室答复" in client.page.text
    with database.writing() as session:
        asking.ask(session, session.merge(report), words="依据是什么？", by=SYSTEM, at=THEN)
    assert acts(seen(client, city, "office"))[0] == "核定目标"
    assert acts(seen(client, city, "liaison"))[0] == "答复询问"
    assert f"{SYSTEM.name} 询问：依据是什么？等待答复" in client.page.text


def test_what_is_held_says_why_and_asks_for_nothing_that_is_refused(client, city, database) -> None:
    with database.writing() as session:
        target = builders.the_deadline(session, city, "energy", DeadlineKind.TARGET)
        holding.hold(session, target, reason="等待省级核算方案", expected_on=date(2027, 1, 31), by=SYSTEM, at=THEN)
        link = f"/deadlines/{target.id}/extension"
    page = seen(client, city, "liaison")
    assert "暂缓：等待省级核算方案，自 2026-11-12，预计 2027-01-31" in page.text
    assert "目标核定暂缓中：等待省级核算方案，自 2026-11-12" in page.text
    assert link not in page.links.values()


def test_a_standing_duty_says_why_it_has_no_light(client, city) -> None:
    assert "常态化推进，不亮灯" in seen(client, city, "office", task=3).text


def test_the_page_costs_the_same_however_much_stands_on_it(client, city, database) -> None:
    counted: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda c, cur, words, *rest: counted.append(words))

    def cost(name: str) -> int:
        counted.clear()
        seen(client, city, name, task=1)
        return len(counted)

    def more(count: int) -> None:
        with database.writing() as session:
            lead = builders.the_share(session, city, "energy", task=1)
            target = session.scalars(
                select(Target)
                .join(TaskItem, TaskItem.item_id == Target.item_id)
                .where(TaskItem.task_id == city.tasks[1].id)
            ).first()
            for number in range(count):
                known = ValueSaid(target.id, Decimal(number), date(2026, 9, 30), "市统计局")
                said = Said(Standing.ON_COURSE, f"第 {number} 次", values=[known])
                report = updating.update(session, lead, said, by=SYSTEM, at=THEN)
                review.accept(session, report, by=SYSTEM, at=THEN)

    more(2)
    few = {name: cost(name) for name in ("office", "liaison", "third")}
    more(9)
    assert {name: cost(name) for name in few} == few
    assert max(few.values()) < 70
