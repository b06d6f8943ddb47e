"""The head of a department: many signed in two clicks, one sent back with a word, a list signed on paper."""

from pathlib import Path

from playwright.sync_api import expect

from tests.evidence.making import pdf
from tests.stories.conftest import Arrive
from tests.stories.town import Town, filed
from workflow.reports.models import ReportState

MANY = 10
STATE = ReportState


def put_down(town: Town) -> None:
    """The liaison has written everything; all of it waits for the head."""
    with town.served.database.writing() as session:
        filed(session, town.city)
    assert town.states() == [STATE.TO_SIGN] * MANY


def test_one_is_sent_back_with_a_word_and_nine_are_signed_in_two_clicks(large_town: Town, enter: Arrive) -> None:
    put_down(large_town)
    head = enter("head")
    head.sees("本单位已经填好，等您签发后报送。")
    head.follow("去签发")
    head.page.locator("#reports li", has_text="推进第 3 项工程").locator(".row-title").click()
    head.page.locator("summary", has_text="退回经办人").click()
    head.press("退回，请经办人修改")
    head.sees("请写明退回的意见。")
    head.page.get_by_label("退回意见").fill("请写明项目名称。")
    head.press("退回，请经办人修改")
    head.sees("已退回经办人，意见已附上。")
    head.open("/signing")
    head.page.get_by_label("全选").check()
    head.page.locator("summary", has_text="签发所选").click()
    head.press("确认签发")
    head.sees(f"已签发 {MANY - 1} 项，已报送。")
    head.sees("没有待签发的内容。")
    assert sorted(large_town.states()) == sorted([STATE.SENT_BACK, *[STATE.FILED] * (MANY - 1)])

    liaison = enter("liaison")
    back = liaison.page.locator("main li", has_text="请写明项目名称。")
    expect(back).to_contain_text("推进第 3 项工程")
    back.get_by_role("link", name="修改", exact=True).click()
    liaison.page.get_by_label("本期进展").fill("垣曲县 20 万千瓦项目并网。")
    liaison.press("提交负责人签发")
    liaison.sees("已提交负责人签发")
    assert STATE.SENT_BACK not in large_town.states()


def test_a_list_signed_on_paper_is_entered_with_its_scan(large_town: Town, enter: Arrive, tmp_path: Path) -> None:
    put_down(large_town)
    scan = tmp_path / "签批名单.pdf"
    scan.write_bytes(pdf())
    liaison = enter("liaison")
    liaison.page.locator("#to-sign summary").first.click()
    liaison.follow("登记线下签批")
    for n in (1, 2, 4):
        liaison.page.locator("li", has_text=f"推进第 {n} 项工程").get_by_role("checkbox").check()
    liaison.press("登记签批，报送办公室")
    expect(liaison.page.locator(".errors")).to_be_visible()
    expect(liaison.page.locator("li", has_text="推进第 2 项工程").get_by_role("checkbox")).to_be_checked()
    liaison.page.locator("input[name$=signer]").fill("王局长")
    liaison.page.locator("input[name$=signed_on]").fill("2026-10-11")
    liaison.page.locator("input[type=file]").set_input_files(scan)
    liaison.press("登记签批，报送办公室")
    liaison.sees("已登记线下签批 3 项，已报送。")
    assert large_town.states().count(STATE.FILED) == 3
    office = enter("office")
    office.go("审核")
    office.page.locator("#reports li", has_text="推进第 4 项工程").locator(".row-title").click()
    office.sees("签发：王局长 2026-10-11（线下签批）")
    with office.page.expect_download() as got:
        office.page.get_by_role("link", name="签批件").click()
    assert got.value.path().read_bytes() == scan.read_bytes()
