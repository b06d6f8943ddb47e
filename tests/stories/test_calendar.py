"""The administrator enters the year that was just published: the preview says what follows, and then it does."""

from playwright.sync_api import expect

from tests.stories.conftest import Arrive

YEAR = "日期,类型,名称\n2027-01-01至2027-01-03,放假,元旦\n2027-01-15,放假,示例\n2027-01-16,上班,调休上班\n"
SOURCE = "国务院办公厅关于2027年部分节假日安排的通知"


def test_the_administrator_enters_a_year_and_open_days_follow(arrive: Arrive) -> None:
    admin = arrive("admin")
    expect(admin.page.locator(".banner", has_text="2027 年的工作日历尚未录入")).to_be_visible()
    admin.go("系统状态")
    admin.follow("工作日历")
    admin.follow("导入一年")
    expect(admin.page.get_by_label("年份")).to_have_value("2027")
    admin.page.get_by_label("依据").fill(SOURCE)
    admin.page.locator("[name=file]").set_input_files(
        {"name": "2027.csv", "mimeType": "text/csv", "buffer": YEAR.encode()}
    )
    admin.press("读取并预览")
    admin.sees("项应办事项的期限随之变动")
    row = admin.page.locator("tbody tr", has_text="2026年四季度进展填报").first
    expect(row).to_contain_text("2027-01-16")
    number = row.locator("a").inner_text()
    admin.press("录入 2027 年")
    admin.sees("已录入 2027 年的工作日历")
    expect(admin.page.locator(".banner", has_text="尚未录入")).to_have_count(0)
    office = arrive("office")
    office.open("/tasks")
    office.follow(number.split(" ")[0])
    office.sees("工作日历调整：2027-01-15 → 2027-01-16")
