"""What one is told, in the application: a liaison reads her notices and chooses her hour; the administrator sets when
mails leave, and the office sees what a day to come would send."""

from playwright.sync_api import expect

from tests.stories.conftest import NARROW, Arrive


def test_a_liaison_reads_her_notices_on_a_telephone_and_chooses_her_hour(arrive: Arrive) -> None:
    energy = arrive("energy", size=NARROW)
    count = energy.page.locator("header .told-count")
    before = int(count.inner_text().split()[-1])
    assert before > 2
    energy.page.locator("header").get_by_role("link", name="通知").click()
    energy.stands_at("我的通知")
    first = energy.page.locator(".notices li").first
    expect(first).to_contain_text("您是本单位联络员")
    first.get_by_role("button").click()
    energy.page.wait_for_load_state()
    expect(energy.page.locator("h1")).not_to_have_text("我的通知")  # the spot it speaks of
    expect(count).to_contain_text(str(before - 1))
    energy.open("/notices")
    energy.press("全部标为已读")
    expect(count).to_have_count(0)
    expect(energy.page.locator(".notices li").first).to_contain_text("已读")
    energy.follow("邮件设置")
    energy.page.get_by_label("每天的工作提醒几点发").select_option("10:00")
    energy.page.get_by_label("到期当天").uncheck()
    energy.page.locator("#mail").get_by_role("button", name="保存").click()
    energy.page.wait_for_load_state()
    expect(energy.page.get_by_label("每天的工作提醒几点发")).to_have_value(str(10 * 60))
    expect(energy.page.get_by_label("到期当天")).not_to_be_checked()


def test_the_administrator_moves_the_hour_and_the_office_sees_what_tomorrow_sends(arrive: Arrive) -> None:
    admin = arrive("admin")
    admin.go("系统状态")
    admin.follow("运行时间表")
    admin.page.get_by_label("工作提醒邮件").select_option("07:00")
    admin.press("保存时间表")
    admin.sees("工作提醒邮件要在晨间处理（07:30）之后")
    admin.page.get_by_label("工作提醒邮件").select_option("09:30")
    admin.press("保存时间表")
    admin.sees("2026-11-17 09:30")
    office = arrive("office")
    office.open("/system")
    office.follow("某日将发出什么")
    office.page.locator("main").get_by_role("button").first.click()
    office.page.wait_for_load_state()
    office.sees("energy@demo.invalid")
