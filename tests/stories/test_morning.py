"""The office's morning, by keyboard: urging many, a call, a hold, a rung lowered with its reason, a view kept."""

import re

from playwright.sync_api import Page, expect

from tests.stories.conftest import Arrive
from tests.stories.people import Person


def keys(person: Person, *pressed: str) -> None:
    person.page.wait_for_load_state()
    for key in pressed:
        person.page.keyboard.press(key)
    person.page.wait_for_load_state()


def band(page: Page, name: str):
    return page.locator(f"#{name} .worklist > li")


def test_the_morning_is_done_by_keyboard_in_one_round(arrive: Arrive) -> None:
    office = arrive("office")
    page = office.page
    office.stands_at("督办台")
    # Many are urged: what is ticked goes before the row that one stands on; nothing leaves before the preview.
    keys(office, "j", "x", "j", "x", "j", "x")
    expect(page.locator("[data-picked=deadline]")).to_have_text("已选 3")
    keys(office, "u")
    office.stands_at("催办预览")
    office.sees("还没有发出")
    office.press("催办这 3 项")
    office.sees("已催办 3 项")
    expect(page.get_by_text("今天已催")).to_have_count(3)

    # A call about two things of one department.
    industry = page.locator("#late li", has_text="市工信局")
    for place in (0, 1):
        industry.nth(place).get_by_role("checkbox").check()
    office.press("登记通话")
    expect(page.locator("main .worklist > li")).to_have_count(2)
    page.get_by_label("接听人").fill("李工")
    page.get_by_label("通话内容").fill("等省里产能置换指标。")
    page.get_by_role("button", name="登记通话").click()
    expect(page.get_by_text("已电话 11-16")).to_have_count(2)

    # What waits for the province is held, and stands in the list only when it is asked for.
    held = page.locator("#late li", has_text="市工信局").first
    number = held.locator(".number").inner_text()
    before = page.locator("#late li").count()
    held.locator("details.more summary").click()
    held.get_by_role("link", name="暂缓").click()
    page.get_by_label("暂缓的理由").fill("等省里产能置换指标。")
    office.press("暂缓这 1 项")
    office.sees("已暂缓 1 项")
    expect(page.locator("#late li")).to_have_count(before - 1)
    page.get_by_role("link", name=re.compile("^暂缓中")).click()
    expect(page.locator("#on-hold li", has_text=number).first).to_contain_text("自 2026-11-16 起暂缓")

    # A rung is lowered with a reason, which stands at the row.
    page.goto(office.url + "/escalation")
    high = page.locator("#circular-conditions li, #notice-conditions li").first
    heading = high.locator(".row-title").inner_text()
    high.locator("details.more summary").click()
    high.get_by_role("link", name="调整梯级").click()
    office.press("调整这 1 项的梯级")
    office.sees("还不能提交，请看以下几处")
    page.get_by_label("催办", exact=True).check()
    page.get_by_label("理由").fill("省级数据月底公布。")
    office.press("调整这 1 项的梯级")
    office.sees("已将 1 项调到“催办”")
    expect(band(page, "urge").filter(has_text=heading)).to_contain_text("省级数据月底公布。")

    # The filter is kept under a name and opened again.
    keys(office, "/")
    page.keyboard.type("市工信局")
    page.keyboard.press("Enter")
    page.locator(".views summary").click()
    page.get_by_label("现在的筛选存为").fill("工信")
    office.press("保存视图")
    office.sees("已存为视图“工信”")
    page.goto(office.url + "/escalation")
    page.get_by_role("link", name="工信", exact=True).click()
    assert set(page.locator("#late .row-owed a[href*=department]").all_inner_texts()) == {"市工信局"}
