"""The list of tasks and one task's page: the place of truth."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import insert, select

from tests.support import builders
from workflow.deadlines import acknowledging, service
from workflow.deadlines.models import DeadlineKind, MoveKind
from workflow.escalation import service as escalation
from workflow.people.queries import actor
from workflow.plans.models import Target
from workflow.reports import service as reports
from workflow.reports.models import Report, ReportState, Standing
from workflow.reports.rules import BlockerSaid, ValueSaid
from workflow.review.models import Extension
from workflow.tasks.models import Assignment, MoveRequest, Task

HEADINGS = ["二（一）抓好煤炭保供和煤电清洁低碳发展", "二（二）推动光伏发电高质量发展", "三（一）推动钢铁行业碳达峰"]


@pytest.fixture
def city(database):
    with database.writing() as session:
        return builders.a_plan_under_way(session)


@pytest.fixture
def liaison(client, city):
    return client.sign_in(city.accounts["liaison"])


def listed(client) -> list[str]:
    """The tasks on the list, as they are read."""
    rows = [th for th in client.page.root.iter("th") if th.get("scope") == "row"]
    return ["".join("".join(th.itertext()).split()) for th in rows]


def page_of(client, city, number: int = 0) -> str:
    return client.get(f"/tasks/{city.tasks[number].id}").get_data(as_text=True)


@pytest.mark.parametrize(("name", "seen"), [("liaison", HEADINGS[:2]), ("third", HEADINGS[1:2]), ("other", HEADINGS)])
def test_a_department_sees_the_tasks_it_leads_or_shares_in_the_order_of_the_document(client, city, name, seen) -> None:
    client.sign_in(city.accounts[name]).get("/tasks")
    assert listed(client) == seen


@pytest.mark.parametrize("name", ["office", "leader", "auditor"])
def test_overseers_see_every_task(client, city, name) -> None:
    client.sign_in(city.accounts[name]).get("/tasks")
    assert len(listed(client)) == 4 and listed(client)[:3] == HEADINGS


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("q=光伏", HEADINGS[1:2]),
        ("q=二（二）", HEADINGS[1:2]),
        ("q=二(二)", HEADINGS[1:2]),  # half-width brackets, as they are typed
        ("q=市住建局", HEADINGS[1:2]),
        ("q=推动+钢铁", HEADINGS[2:]),
        ("q=%25", []),  # signs of the search language are words like others
        ("q=_", []),
        ("chapter=第三章标题", None),
        ("role=lead", HEADINGS[2:]),
        ("role=co", HEADINGS[:2]),
        ("role=boss", HEADINGS),  # a value that makes no sense is left out
        ("state=late_forms", HEADINGS),
        ("state=late_work", HEADINGS),
        ("state=unacknowledged", HEADINGS),
        ("state=closed", []),
        ("state=standing", []),
        ("department=abc", HEADINGS),
    ],
)
def test_the_list_is_narrowed_by_words_and_filters(client, city, sought, found) -> None:
    client.sign_in(city.accounts["other"]).get(f"/tasks?{sought}")
    if found is not None:
        assert listed(client) == found
    if not found:
        assert "没有符合条件的任务。" in client.page.text or found is None


def test_the_list_is_paged_by_key_forth_and_back(client, city, database) -> None:
    with database.writing() as session:
        session.execute(
            insert(Task),
            [
                {
                    "plan_id": city.plan.id,
                    "origin": "measure",
                    "ordinal": 1000 + n,
                    "number": f"九（{n}）",
                    "chapter": "九",
                    "heading": "某项",
                    "state": "proposed",
                    "version": 1,
                }
                for n in range(120)
            ],
        )
    client.sign_in(city.accounts["office"]).get("/tasks")
    first = listed(client)
    client.get(client.page.links["下一页 →"])
    second = listed(client)
    client.get(client.page.links["下一页 →"])
    third = listed(client)
    assert (len(first), len(second), len(third)) == (50, 50, 24)
    assert len({*first, *second, *third}) == 124 and "下一页 →" not in client.page.links
    client.get(client.page.links["← 上一页"])
    assert listed(client) == second
    client.get(client.page.links["← 上一页"])
    assert listed(client) == first and "← 上一页" not in client.page.links


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("liaison", 200),
        ("other", 200),
        ("third", 403),
        ("office", 200),
        ("leader", 200),
        ("auditor", 200),
        ("administrator", 403),
    ],
)
def test_a_task_is_opened_by_whoever_shares_in_it_or_oversees(client, city, name, status) -> None:
    assert client.sign_in(city.accounts[name]).get(f"/tasks/{city.tasks[0].id}").status_code == status


def test_a_task_that_does_not_exist_reads_so(liaison) -> None:
    assert liaison.get("/tasks/99999").status_code == 404


def test_the_head_gives_the_light_with_its_reason_and_each_departments_state(liaison, city, database) -> None:
    with database.writing() as session:
        held = builders.the_share(session, city, "industry")
        acknowledging.acknowledge(session, held, by=actor(city.accounts["other"]), at=builders.at(date(2026, 9, 3)))
    page_of(liaison, city)
    text = liaison.page.text
    assert "工作逾期 目标核定" in text and "逾期" in text
    assert "牵头单位 市能源局 未签收" in text and "责任单位 市工信局 已签收" in text
    assert "责任单位 市工信局 2026-08-25 起 2026-09-03 签收" in text


def test_the_sentence_stands_in_its_place_with_a_link_to_the_document(liaison, city) -> None:
    page = page_of(liaison, city)
    assert "等按职责分工负责" in page or "主要指标" in page
    assert f'href="/plans/{city.plan.id}/document?edition=' in page


def a_report(session, city, *, state: ReportState, value: str = "431") -> Report:
    owed = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT)
    target = session.scalars(select(Target).order_by(Target.id)).first()
    report = reports.file(
        session,
        owed,
        standing=Standing.BEHIND,
        text="并网手续滞后",
        values=[ValueSaid(target.id, Decimal(value), date(2026, 9, 30), "市能源局")],
        blockers=[BlockerSaid("support", "指标未下达", "请省里明确", date(2026, 8, 12))],
        by=actor(city.accounts["liaison"]),
        at=builders.at(date(2026, 10, 12)),
        demo=True,
    )
    report.state = state
    return report


def test_what_was_reported_is_shown_with_the_mark_of_a_demonstration(liaison, city, database) -> None:
    with database.writing() as session:
        a_report(session, city, state=ReportState.FILED)
    page_of(liaison, city)
    text = liaison.page.text
    assert "并网手续滞后" in text and "演示" in text
    assert "需向上争取支持 指标未下达 请求：请省里明确 自 2026-08-12" in text


@pytest.mark.parametrize(("state", "shown"), [(ReportState.FILED, False), (ReportState.ACCEPTED, True)])
def test_a_target_shows_its_latest_reviewed_value_with_its_day(liaison, city, database, state, shown) -> None:
    with database.writing() as session:
        a_report(session, city, state=state, value="431.50")
    page_of(liaison, city)
    assert ("431.5 % 2026-09-30 市能源局" in liaison.page.text) is shown


def test_a_department_that_shares_does_not_read_the_leads_unreviewed_report(client, city, database) -> None:
    with database.writing() as session:
        a_report(session, city, state=ReportState.FILED)
    assert "并网手续滞后" not in page_of(client.sign_in(city.accounts["other"]), city)


def test_a_moved_day_is_shown_with_the_old_one_and_the_reason(liaison, city, database) -> None:
    with database.writing() as session:
        owed = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT)
        service.move(
            session,
            owed,
            to_on=date(2026, 11, 30),
            kind=MoveKind.EXTENSION,
            reason="等待省级数据",
            by=actor(city.accounts["office"]),
            at=builders.at(date(2026, 10, 14)),
        )
    page_of(liaison, city)
    assert "经批准延期：2026-10-15 → 2026-11-30，等待省级数据" in liaison.page.text
    assert "应于 2026-11-30 原定 10-15" in liaison.page.text


def test_actions_stand_only_for_whom_they_are(client, city) -> None:
    client.sign_in(city.accounts["liaison"])
    assert "签收</button>" in page_of(client, city) and "申请调整责任单位" in client.page.links
    client.sign_in(city.accounts["office"])
    assert "签收</button>" not in page_of(client, city) and "填报" not in client.page.links


def test_acknowledging_on_the_tasks_page_comes_back_to_it_with_a_way_back(liaison, city, database, clock) -> None:
    clock.set(date(2026, 9, 2))
    with database.reading() as session:
        held = builders.the_share(session, city, "energy").id
    answer = liaison.post("/desk/acknowledge", data={"assignment": str(held), "back": "task"})
    page = liaison.get(answer.location).get_data(as_text=True)
    assert answer.location.startswith(f"/tasks/{city.tasks[0].id}") and "撤回</button>" in page
    back = liaison.post("/desk/take-back", data={"assignment": str(held), "back": "task"})
    assert "签收</button>" in liaison.get(back.location).get_data(as_text=True)


def test_asking_to_move_says_whose_it_should_be_and_why(liaison, city, database) -> None:
    with database.reading() as session:
        held = builders.the_share(session, city, "energy").id
    url, other = f"/assignments/{held}/move", city.departments["industry"].id
    assert liaison.post(url, data={"to_department": str(other), "reason": " "}).status_code == 422
    assert "请写明申请调整的理由。" in liaison.page.text
    assert liaison.post(url, data={"to_department": str(other), "reason": "职责已划转"}).status_code == 303
    assert "申请调整中" in page_of(liaison, city) and "签收</button>" not in page_of(liaison, city)
    with database.reading() as session:
        asked = session.scalars(select(MoveRequest)).one()
        assert (asked.to_department_id, asked.reason) == (other, "职责已划转")
    answer = liaison.post(url, data={"to_department": "", "reason": "再申请一次"})
    assert answer.status_code == 422 and "再申请一次" in answer.get_data(as_text=True)


def test_an_extension_is_asked_with_a_day_to_come_and_a_reason(liaison, city, database) -> None:
    with database.reading() as session:
        owed = builders.the_deadline(session, city, "energy", DeadlineKind.TARGET).id
    url = f"/deadlines/{owed}/extension"
    wanted = {"wanted_on": "2026-12-31", "reason": "等待省统计局数据", "progress": "初步数已报省里"}
    for day, reason in (("", "等数据"), ("2026-12-31", ""), ("明年", "等数据"), ("2026-11-01", "等数据")):
        answer = liaison.post(url, data={"wanted_on": day, "reason": reason})
        assert answer.status_code == 422 and reason in answer.get_data(as_text=True)
    assert liaison.post(url, data=wanted).status_code == 303
    with database.reading() as session:
        asked = session.scalars(select(Extension)).one()
        assert (asked.wanted_on, asked.asked_late) == (date(2026, 12, 31), True)
    assert "等待领导小组办公室答复" in liaison.get(url).get_data(as_text=True)


@pytest.mark.parametrize("name", ["other", "office"])
def test_nobody_asks_for_another_department(client, city, database, name) -> None:
    client.sign_in(city.accounts[name])
    with database.reading() as session:
        owed = builders.the_deadline(session, city, "energy", DeadlineKind.TARGET).id
        held = builders.the_share(session, city, "energy").id
    assert client.get(f"/deadlines/{owed}/extension").status_code == 403
    assert client.post(f"/assignments/{held}/move", data={"reason": "x"}).status_code == 403
    with database.reading() as session:
        assert session.scalars(select(Assignment.acknowledged_on).distinct()).all() == [None]


def test_urges_and_calls_are_read_by_whom_they_concern(client, city, database) -> None:
    with database.writing() as session:
        owed = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT)
        by, at = actor(city.accounts["office"]), builders.at(date(2026, 10, 20))
        escalation.urge(session, [owed], words="请尽快报送", by=by, at=at)
        escalation.note_call(
            session, owed, spoke_with="李志强", words="本周内报", promised_on=date(2026, 10, 23), by=by, at=at
        )
    for name, seen in (("office", True), ("liaison", True), ("other", False)):
        page_of(client.sign_in(city.accounts[name]), city)
        assert ("office 催报 市能源局 · 2026年三季度进展填报：请尽快报送" in client.page.text) is seen
        assert ("电话联系 市能源局 李志强" in client.page.text) is seen
