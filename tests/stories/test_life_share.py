"""Co-responsible: nothing is owed until the office asks; who is silent is named, reminded, and quoted in the end."""

from playwright.sync_api import expect

from tests.stories.conftest import Arrive
from tests.stories.people import Person
from tests.stories.town import SUN, Town
from tests.support import builders
from workflow.deadlines.models import DeadlineKind

UNASKED, ASKED = "屋顶光伏备案 12 件。", "完成 3 家企业改造。"


def acknowledged(person: Person) -> Person:
    person.press("全部签收")
    person.sees("已签收")
    return person


def of_lead(lead: Person, town: Town) -> None:
    """The lead's form for the third quarter."""
    with town.served.database.reading() as session:
        owed = builders.the_deadline(session, town.city, "energy", DeadlineKind.REPORT, task=1)
    lead.open(f"/deadlines/{owed.id}/report")


def test_a_co_responsible_liaison_speaks_unasked_or_is_asked_named_reminded_and_quoted(
    town: Town, enter: Arrive
) -> None:
    task = f"/tasks/{town.city.tasks[1].id}"
    housing = acknowledged(enter("third"))
    housing.open("/desk")
    housing.sees("没有待办")
    housing.sees("有则报、无则免")
    housing.open(task)
    housing.page.locator("main").get_by_role("link", name="填报分工进展").first.click()
    housing.page.get_by_label("正常推进").check()
    housing.page.get_by_label("本期进展").fill(UNASKED)
    housing.press("报送")
    housing.sees("已报送")

    lead = enter("liaison")
    of_lead(lead, town)
    lead.sees(UNASKED)
    lead.sees_not("未反馈")
    office = enter("office")
    office.open(task)
    office.page.locator("summary", has_text="更多操作").click()
    office.press("请责任单位填报分工进展")
    office.sees("此前已报")
    office.press("仍然请各单位填报")
    office.sees("已请 1 个责任单位在")
    of_lead(lead, town)
    lead.sees("未反馈：市工信局")
    lead.press("请办公室提醒")
    lead.sees("已请办公室提醒。")

    office.go("审核")
    waits = office.page.locator("#reminders li", has_text=SUN)
    expect(waits).to_contain_text("未反馈：市工信局")
    waits.get_by_role("button", name="代牵头单位提醒").click()
    office.sees("已提醒 1 个未反馈的单位")
    industry = enter("other")
    asked = industry.page.locator("main li", has_text=SUN).filter(has_text="分工进展").first
    asked.get_by_role("link", name="填报", exact=True).click()
    industry.page.get_by_label("正常推进").check()
    industry.page.get_by_label("本期进展").fill(ASKED)
    industry.press("报送")
    industry.sees("已报送")

    of_lead(lead, town)
    lead.sees_not("未反馈")
    quoted = lead.page.locator(".quoted", has_text=ASKED)
    quoted.get_by_role("button", name="引用到本期").click()
    expect(lead.page.get_by_label("本期进展")).to_have_value(f"市工信局：{ASKED}")
