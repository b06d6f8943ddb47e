"""Pages of score sheets: rules for all, the numbers of all for few, one's own for each department."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.scores.stage import DRAWN, SIGNING, Stage, a_stage
from tests.support.builders import a_plan_proposed, an_account, at
from workflow.audit.service import SYSTEM
from workflow.deadlines import holding
from workflow.insight.scores.models import ScoreObjection, ScoreSheet
from workflow.people.models import Holding, Post, PostKind
from workflow.review.models import TargetVerdictWord

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
DUE = date(2026, 11, 20)


@pytest.fixture
def stage(session, clock) -> Stage:
    clock.set(DRAWN)
    stage = a_stage(session)
    stage.judged(TargetVerdictWord.ACHIEVED)
    stage.step(DUE, ended_on=date(2026, 11, 24))
    held = stage.step(DUE, words="征地")
    holding.hold(session, held, reason="等批复。", expected_on=None, by=SYSTEM, at=at(date(2026, 11, 3)))
    return stage


def text_of(client, who, path: str, status: int = 200) -> str:
    with client.sign_in(who).get(path) as page:
        assert page.status_code == status, page.text
        return page.text


def own(stage, sheet, body: str = "energy") -> str:
    return f"/scores/{sheet.id}/departments/{stage.city.departments[body].id}"


@pytest.mark.parametrize("role", ["liaison", "head", "other", "leader", "administrator", "auditor"])
def test_the_rules_are_open_to_everybody_even_while_it_is_drafted_and_say_what_never_counts(
    client, stage, session, role
) -> None:
    sheet = stage.sheet()
    session.commit()
    page = text_of(client, stage.city.accounts[role], f"/scores/{sheet.id}/rules")
    for words in ("量化目标完成", "未受通报", "扣完为止", "登录次数", "配合任务的权数为 0.3", "5 个工作日内"):
        assert words in page


def test_a_department_sees_its_own_computation_from_circulation_on_and_no_other(client, stage, session) -> None:
    sheet = stage.sheet()
    session.commit()
    who = stage.city.accounts["liaison"]
    text_of(client, who, own(stage, sheet), 403)
    stage.circulated(session.merge(sheet))
    session.commit()
    page = text_of(client, who, own(stage, sheet))
    for words in (
        "逾期完成",
        "逾期 2 个工作日",
        "暂缓",
        "不计分",
        "计分 1 项（权数 1），其中未达标 1 项（权数 1）",
        "2027-01-12（含）前",
    ):
        assert words in page, words
    text_of(client, who, own(stage, sheet, "industry"), 403)
    text_of(client, stage.city.accounts["third"], own(stage, sheet), 403)


def test_a_leader_sees_all_from_circulation_on_the_office_and_auditors_before(client, stage, session) -> None:
    sheet = stage.sheet()
    session.commit()
    path, people = f"/scores/{sheet.id}", stage.city.accounts
    for role in ("office", "auditor"):
        assert "市工信局" in text_of(client, people[role], path)
    text_of(client, people["leader"], path, 303)
    stage.circulated(session.merge(sheet))
    session.commit()
    assert "市工信局" in text_of(client, people["leader"], path)


def test_once_issued_everybody_sees_the_totals_and_each_department_its_own_lines(client, stage, session, clock) -> None:
    sheet = stage.issued()
    session.commit()
    clock.set(SIGNING)
    page = text_of(client, stage.city.accounts["other"], f"/scores/{sheet.id}")
    assert "62.50" in page and "名次" not in page  # 40 of 40, none of 30, 10 of 10
    assert page.count("/departments/") == 1
    text_of(client, stage.city.accounts["other"], own(stage, sheet), 403)
    assert "与保存的内容一致" in text_of(client, stage.city.accounts["office"], f"/scores/{sheet.id}")


def test_the_table_can_be_narrowed_and_taken_as_a_workbook(client, stage, session) -> None:
    sheet = stage.sheet()
    session.commit()
    office, path = client.sign_in(stage.city.accounts["office"]), f"/scores/{sheet.id}"
    assert "市工信局" not in office.get(f"{path}?q=能源").text.partition("score-table")[2]
    assert "市住建局" in office.get(f"{path}?only=unscored").text
    assert "没有符合条件的单位" in office.get(f"{path}?only=objected").text
    book = load_workbook(BytesIO(office.get(f"{path}.xlsx").data))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows(max_row=3)]
    assert rows[0][:3] == ["单位", "量化目标完成（40）", "按期办结（30）"]
    assert rows[1][:3] == ["市能源局", 40, 0]


def test_the_office_changes_the_rules_and_a_sum_that_is_not_a_hundred_is_said_at_the_form(
    client, stage, session
) -> None:
    sheet = stage.sheet()
    session.commit()
    office, path = client.sign_in(stage.city.accounts["office"]), f"/scores/{sheet.id}/edit"
    one = {"rules-0-name": "按期", "rules-0-kind": "in_time", "rules-0-times": "1", "rules-0-partial": "0"}
    typed = one | {"rules-0-basis": "纪要", "co_weight": "0.5", "objection_days": "8", "version": str(sheet.version)}
    refused = office.post(path, data=typed | {"rules-0-full": "90"})
    assert refused.status_code == 422 and "现在是 90 分" in refused.text
    wrong = office.post(path, data=typed | {"rules-0-full": "很多"})
    assert wrong.status_code == 422 and "请填写数字" in wrong.text
    assert office.post(path, data=typed | {"rules-0-full": "100"}).status_code == 303
    session.expire_all()
    kept = session.get_one(ScoreSheet, sheet.id)
    assert [(rule.name, rule.full) for rule in kept.rules] == [("按期", 100)]
    session.commit()
    assert office.post(path, data=typed | {"rules-0-full": "100"}).status_code == 409


def test_the_head_alone_objects_where_she_signs_what_leaves_the_department(client, stage, session) -> None:
    stage.city.departments["energy"].signs_off = True
    sheet = stage.circulated()
    path = f"/scores/lines/{stage.line(sheet, 'in_time').id}/object"
    session.commit()
    assert "异议由负责人提出" in text_of(client, stage.city.accounts["liaison"], own(stage, sheet))
    liaison = client.sign_in(stage.city.accounts["liaison"])
    refused = liaison.post(path, data={"reason": "已按期完成。"})
    assert refused.status_code == 422 and "异议由负责人提出" in refused.text and "<textarea" not in refused.text
    text_of(client, stage.city.accounts["other"], path, 403)
    head = client.sign_in(stage.city.accounts["head"])
    assert head.post(path, data={"reason": "已按期完成。"}).status_code == 303


def test_a_file_behind_an_objection_is_read_by_the_office_and_the_leader_not_by_others(client, stage, session) -> None:
    sheet = stage.circulated()
    people, path = stage.city.accounts, f"/scores/lines/{stage.line(sheet, 'in_time').id}/object"
    session.commit()
    proof = (BytesIO("验收单".encode()), "验收单.txt")
    sent = client.sign_in(people["liaison"]).post(path, data={"reason": "已完成。", "files": [proof]})
    assert sent.status_code == 303, sent.text
    session.expire_all()
    said = session.query(ScoreObjection).one()
    session.commit()
    for role, status in (("office", 200), ("leader", 200), ("liaison", 200), ("other", 403)):
        with client.sign_in(people[role]).get(f"/evidence/{said.evidence_id}") as answer:
            assert answer.status_code == status, role
    assert "验收单.txt" in text_of(client, people["office"], f"/scores/objections/{said.id}")


def test_nobody_answers_for_the_office_towards_their_own_department(client, stage, session) -> None:
    sheet = stage.circulated()
    said = stage.objected(sheet)
    both = an_account(session, "both", stage.city.departments["energy"], PostKind.LIAISON, rank=2)
    office = session.query(Post).filter(Post.kind == PostKind.OFFICE).one()
    session.add(Holding(post=office, account=both, rank=2, from_on=date(2026, 1, 1)))
    session.commit()
    text_of(client, both, f"/scores/objections/{said.id}", 403)


def test_the_desk_leads_a_scored_department_to_its_computation_until_the_last_day(
    client, stage, session, clock
) -> None:
    sheet = stage.circulated()
    session.commit()
    who = stage.city.accounts["liaison"]
    assert own(stage, sheet) in text_of(client, who, "/desk")
    clock.set(SIGNING)
    assert own(stage, sheet) not in text_of(client, who, "/desk")


def test_points_show_their_reason_to_the_department_that_they_concern(client, stage, session) -> None:
    sheet = stage.sheet()
    session.commit()
    office, body = client.sign_in(stage.city.accounts["office"]), stage.city.departments["energy"].id
    typed = {"department": body, "points": "-1.5", "reason": "受省级通报批评", "basis": "省通报第 3 期"}
    assert office.post(f"/scores/{sheet.id}/points", data=typed | {"points": "多"}).status_code == 422
    assert office.post(f"/scores/{sheet.id}/points", data=typed).status_code == 303
    session.expire_all()
    stage.circulated(session.get_one(ScoreSheet, sheet.id))
    session.commit()
    page = text_of(client, stage.city.accounts["liaison"], own(stage, sheet))
    assert "受省级通报批评" in page and "省通报第 3 期" in page and "61.00" in page


def test_without_a_started_plan_there_is_nothing_to_score(client, session) -> None:
    city = a_plan_proposed(session)
    session.commit()
    office = client.sign_in(city.accounts["office"])
    assert "还没有启动的方案" in office.get("/scores/new").text
    assert "还没有评分表" in office.get("/scores").text


def test_a_sheet_of_the_running_period_is_drawn_up_and_says_that_it_is_only_a_draft(client, stage, session) -> None:
    office = client.sign_in(stage.city.accounts["office"])
    session.commit()
    made = office.post("/scores/new", data={"plan": stage.city.plan.id, "period": "2027"})
    assert made.status_code == 303
    page = office.get(made.location).text
    assert "2027-12-31 以后可以征求意见" in page and "发出征求意见</a>" not in page
    assert office.post("/scores/new", data={"plan": stage.city.plan.id, "period": "2027"}).status_code == 422
