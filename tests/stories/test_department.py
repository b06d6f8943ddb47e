"""A liaison's days: what she owes, what she says about it, and what she asks for."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.stories.conftest import PREPARED_FOR, Arrive
from tests.stories.people import Person
from tests.support.browser import Complaints
from tests.support.clock import StoppedClock

PHOTOVOLTAIC, ENERGY_SAVING = "推动光伏发电高质量发展", "全面提升节能管理水平"
SEND, SENT = "提交负责人签发", "已提交负责人签发"  # the head of 市能源局 signs what leaves it
SAID = "垣曲县 20 万千瓦光伏项目并网，闻喜县项目用地手续未办结。"


def row(person: Person, heading: str, band: str = "#late-forms"):
    return person.page.locator(f"{band} li", has_text=heading)


def open_form(person: Person, heading: str) -> None:
    person.go("我的待办")
    row(person, heading).get_by_role("link", name="填报").click()
    person.page.wait_for_load_state()


def test_the_desk_counts_late_forms_and_late_work_apart(arrive: Arrive) -> None:
    liaison = arrive("energy")
    liaison.stands_at("市能源局 · 我的待办")
    bands = liaison.page.locator("main .band-head h2").all_inner_texts()
    assert bands[:3] == ["报送逾期 6", "工作逾期 2", "退回和询问 2"]
    liaison.sees_not("逾期 8")
    expect(row(liaison, PHOTOVOLTAIC)).to_contain_text("逾期 22 个工作日")
    expect(row(liaison, PHOTOVOLTAIC)).to_contain_text("应于 10-15")


def test_a_share_is_acknowledged_and_taken_back(arrive: Arrive) -> None:
    liaison = arrive("energy")
    liaison.press("签收", within="#unacknowledged")
    liaison.sees("已签收 1 项")
    expect(liaison.page.locator("#unacknowledged")).to_have_count(0)
    liaison.press("撤回")
    liaison.sees("已撤回签收 1 项")
    expect(liaison.page.locator("#unacknowledged li")).to_have_count(1)


def test_an_unchanged_quarter_is_reported_in_one_click(arrive: Arrive) -> None:
    liaison = arrive("energy")
    row(liaison, ENERGY_SAVING).get_by_role("button", name="本季度无变化").click()
    liaison.sees(SENT)
    expect(row(liaison, ENERGY_SAVING)).to_contain_text("待签发")
    liaison.follow("查看或撤回")
    liaison.sees("本季度无变化")


def test_what_was_typed_survives_an_error_and_a_closed_browser(arrive: Arrive) -> None:
    liaison = arrive("energy")
    open_form(liaison, PHOTOVOLTAIC)
    liaison.page.get_by_label("本期进展").fill(SAID)
    liaison.press(SEND)
    liaison.sees("还不能提交，请看以下几处")
    expect(liaison.page.locator(".errors")).to_be_focused()
    liaison.page.locator(".errors a").first.click()
    expect(liaison.page.get_by_label("本期进展")).to_have_value(SAID)
    liaison.page.get_by_label("本期进展").fill(SAID + "请市里协调。")
    expect(liaison.page.locator("[data-autosave-status]")).to_contain_text("已自动保存")
    liaison.page.context.close()

    at_home = arrive("energy")
    open_form(at_home, PHOTOVOLTAIC)
    expect(at_home.page.get_by_label("本期进展")).to_have_value(SAID + "请市里协调。")
    at_home.sees("草稿保存于 2026-11-16 10:00")


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [("空.txt", b"", "“空.txt”是空的"), ("台账.exe", b"MZ" * 200, "“台账.exe”的类型不在允许之列")],
)
def test_a_file_that_proves_nothing_is_refused_and_the_words_stay(
    arrive: Arrive, complaints: Complaints, name: str, content: bytes, refusal: str
) -> None:
    liaison = arrive("energy")
    open_form(liaison, PHOTOVOLTAIC)
    liaison.page.get_by_label("滞后").check()
    liaison.page.get_by_label("本期进展").fill(SAID)
    liaison.page.locator("input[name=files]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    liaison.sees(refusal)
    expect(liaison.page.get_by_label("本期进展")).to_have_value(SAID)
    expect(liaison.page.get_by_label("滞后")).to_be_checked()
    complaints.said = [said for said in complaints.said if "422" not in said]  # the refusal itself


def test_a_report_with_evidence_is_filed_seen_and_withdrawn(arrive: Arrive, tmp_path: Path) -> None:
    proof = tmp_path / "并网台账.txt"
    proof.write_text("垣曲县 20 万千瓦并网", "utf-8")
    liaison = arrive("energy")
    open_form(liaison, PHOTOVOLTAIC)
    liaison.page.get_by_label("滞后").check()
    liaison.page.get_by_label("本期进展").fill(SAID)
    liaison.page.locator("input[name=files]").set_input_files(proof)
    liaison.sees("并网台账.txt（1 KB）")
    liaison.press(SEND)
    expect(row(liaison, PHOTOVOLTAIC)).to_contain_text("待签发")
    liaison.follow("查看或撤回")
    with liaison.page.expect_download() as got:
        liaison.page.get_by_role("link", name="并网台账.txt", exact=True).click()
    assert got.value.path().read_bytes() == proof.read_bytes()
    liaison.press("撤回这次填报")
    liaison.sees("已撤回，内容保留在表单里")
    expect(liaison.page.get_by_label("本期进展")).to_have_value(SAID)
    expect(liaison.page.get_by_label("并网台账.txt")).to_be_checked()


def test_a_share_that_is_not_ours_is_asked_to_be_moved(arrive: Arrive) -> None:
    liaison = arrive("energy")
    liaison.page.locator("#unacknowledged").get_by_role("link", name="申请调整").click()
    liaison.press("提出申请")
    liaison.sees("还不能提交，请看以下几处")
    liaison.page.get_by_label("理由").fill("这项工作的主管部门是市住建局。")
    liaison.press("提出申请")
    liaison.sees("已申请调整责任单位")
    liaison.sees("申请调整中")
    office = arrive("office")
    office.go("审核")
    expect(office.page.locator("#moves")).to_contain_text("这项工作的主管部门是市住建局")


def test_another_day_is_asked_for_and_a_day_in_the_past_is_not_taken(arrive: Arrive) -> None:
    liaison = arrive("energy")
    liaison.page.locator("#late-work li").first.get_by_role("link", name="申请延期").click()
    liaison.sees("已经过了应办日期")
    reason = liaison.page.get_by_label("理由")
    reason.fill("年度数据尚未公布。")
    liaison.page.get_by_label("延期至").fill("2026-11-02")
    liaison.press("提出申请")
    liaison.sees("还不能提交，请看以下几处")
    expect(reason).to_have_value("年度数据尚未公布。")
    liaison.page.get_by_label("延期至").fill("2026-12-18")
    liaison.page.get_by_label("目前进展").fill("其余工作已经完成。")
    liaison.press("提出申请")
    liaison.sees("已申请延期至 2026-12-18")


def test_the_same_road_is_walked_without_script(arrive: Arrive, clock: StoppedClock) -> None:
    liaison = arrive("energy", script=False)
    liaison.press("签收", within="#unacknowledged")
    liaison.sees("已签收 1 项")
    open_form(liaison, PHOTOVOLTAIC)
    liaison.page.get_by_label("本期进展").fill(SAID)
    liaison.press("存草稿")
    liaison.sees("草稿已保存，还没有报送")
    liaison.press(SEND)
    liaison.sees("请选择本期情况")
    expect(liaison.page.get_by_label("本期进展")).to_have_value(SAID)
    liaison.page.get_by_label("滞后").check()
    liaison.press(SEND)
    liaison.sees(SENT)
    liaison.sign_out()

    liaison.sign_in("energy.head@demo.invalid", "yuncheng-2030")
    liaison.open("/signing")
    liaison.follow(PHOTOVOLTAIC)
    liaison.press("签发，报送办公室")
    liaison.sign_out()

    liaison.sign_in("office@demo.invalid", "yuncheng-2030")
    liaison.page.locator(".worklist").first.get_by_role("checkbox").first.check()
    liaison.press("催办所选，先看预览")
    liaison.sees("还没有发出")
    liaison.press("催办这 1 项")
    liaison.sees("已催办 1 项")
    liaison.go("审核")
    liaison.follow(PHOTOVOLTAIC)
    liaison.press("通过")
    liaison.go("领导一页")
    liaison.sees(f"亮灯截至 {PREPARED_FOR.isoformat()}")
