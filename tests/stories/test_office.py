"""The office's morning: what is late, who is told, what is granted, and what comes back."""

from io import BytesIO

from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.stories.conftest import Arrive
from tests.stories.people import Person


def keys(person: Person, *pressed: str) -> None:
    """Press keys, one after the other, on a page whose script has begun."""
    person.page.wait_for_load_state()
    for key in pressed:
        person.page.keyboard.press(key)
    person.page.wait_for_load_state()


def late(person: Person, heading: str):
    return person.page.locator("#late li", has_text=heading)


def test_the_morning_round_is_walked_by_keyboard(arrive: Arrive) -> None:
    office = arrive("office")
    office.stands_at("督办台")
    rows = office.page.locator("#late .worklist > li")
    keys(office, "j")
    expect(rows.nth(0)).to_have_class("at")
    keys(office, "j", "j", "k", "x")
    expect(rows.nth(1)).to_have_class("at")
    expect(rows.nth(1).get_by_role("checkbox")).to_be_checked()
    expect(office.page.locator("[data-picked=deadline]")).to_have_text("已选 1")
    number = rows.nth(1).locator(".number").inner_text()
    keys(office, "u")
    office.sees("还没有发出")
    office.stands_at("催办预览")
    office.sees("催办这 1 项")
    office.sees(number)


def test_many_are_urged_after_a_preview_and_only_once_a_day(arrive: Arrive) -> None:
    office = arrive("office")
    office.page.get_by_label("全选").check()
    picked = int(office.page.locator("[data-picked=deadline]").inner_text().split()[-1])
    assert picked > 5
    office.press("催办所选，先看预览")
    office.sees("还没有发出")
    office.sees("市能源局联络员")
    office.sees("分开计数")
    office.page.get_by_label("附言").fill("请于本周内反馈。")
    office.press(f"催办这 {picked} 项")
    office.sees(f"已催办 {picked} 项")
    office.sees("今天已催")
    liaison = arrive("energy")
    liaison.follow("推动光伏发电高质量发展")
    liaison.page.locator("#acts summary").click()
    liaison.sees("请于本周内反馈。")


def test_a_telephone_call_is_noted_and_seen_on_the_row(arrive: Arrive) -> None:
    office = arrive("office")
    late(office, "全面提升节能管理水平").get_by_role("link", name="登记电话催办").click()
    office.press("登记通话")
    office.sees("请写明与谁通话")
    office.page.get_by_label("接听人").fill("张能")
    office.page.get_by_label("通话内容").fill("用地手续卡在审批，需要自然资源部门加快。")
    office.page.get_by_label("对方答应完成的日期").fill("2026-11-20")
    office.press("登记通话")
    expect(late(office, "全面提升节能管理水平")).to_contain_text("已电话 11-16")


def test_an_extension_takes_the_row_out_of_what_is_late_at_once(arrive: Arrive) -> None:
    office = arrive("office")
    count = office.page.locator(".lead p a").nth(1)
    before = int(count.inner_text().split()[-1])
    late(office, "全面提升节能管理水平").locator("details.more summary").click()
    late(office, "全面提升节能管理水平").get_by_role("link", name="延期").click()
    office.page.get_by_label("延期至").fill("2026-11-02")
    office.page.get_by_label("理由和依据").fill("省级数据尚未公布。")
    office.press("同意延期")
    expect(office.page.locator(".errors")).to_be_visible()
    expect(office.page.get_by_label("理由和依据")).to_have_value("省级数据尚未公布。")
    office.page.get_by_label("延期至").fill("2026-11-27")
    office.press("同意延期")
    expect(late(office, "全面提升节能管理水平")).to_have_count(0)
    assert int(count.inner_text().split()[-1]) == before - 1
    liaison = arrive("energy")
    liaison.sees("原定 2026-10-15")
    expect(liaison.page.locator("#late-forms .count")).to_have_text("5")


def test_a_report_is_accepted_and_the_next_given_back_with_a_reason(arrive: Arrive) -> None:
    office = arrive("office")
    office.go("审核")
    waiting = int(office.page.locator("#reports .count").inner_text())
    office.follow("从最早的一份开始")
    expect(office.page.get_by_role("heading", name="审核意见")).to_be_visible()
    keys(office, "a")
    office.sees(f"待审核 {waiting - 1}")
    office.go("审核")
    returned = office.page.locator("#reports li", has_text="市能源局").first
    heading = returned.locator(".row-title").inner_text()
    returned.get_by_role("link", name="审核").click()
    expect(office.page.get_by_role("heading", name="审核意见")).to_be_visible()
    keys(office, "r")
    office.press("退回，请对方修改")
    office.sees("还不能提交，请看以下几处")
    office.page.get_by_label("数据").first.check()
    office.page.get_by_label("请写明要改什么").fill("装机数据与统计局口径不一致。")
    office.press("退回，请对方修改")
    office.sees(f"待审核 {waiting - 2}")
    liaison = arrive("energy")
    mend = liaison.page.locator("#returned li", has_text=heading)
    expect(mend).to_contain_text("装机数据与统计局口径不一致。")
    mend.get_by_role("link", name="修改").click()
    liaison.sees("装机数据与统计局口径不一致。")
    assert liaison.page.get_by_label("本期进展").input_value()


def test_the_ledger_opens_in_a_spreadsheet_with_every_task_and_no_masked_word(arrive: Arrive) -> None:
    office = arrive("office")
    office.go("任务")
    with office.page.expect_download() as got:
        office.page.get_by_role("link", name="导出台账 .xlsx").click()
    sheet = load_workbook(BytesIO(got.value.path().read_bytes())).active
    words = [[str(cell or "") for cell in line] for line in sheet.iter_rows(values_only=True)]
    start = next(n for n, line in enumerate(words) if "牵头单位" in line) + 1
    listed = [line for line in words[start:] if line[1]]
    assert len(listed) == 70  # 65 measures, 4 standing duties, the headline targets; no sub-task
    everything = "".join("".join(line) for line in words)
    assert "光伏发电装机容量" in everything
    assert "体育" not in everything
