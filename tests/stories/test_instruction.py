"""A leader's instruction from the leader's page to its result: leader, office, department, office, leader."""

from playwright.sync_api import expect

from tests.stories.conftest import Arrive
from tests.stories.people import Person

WORDS = "请市工信局牵头，抓紧拿出解决办法。"
HANDLING = "由市工信局牵头，会同市能源局提出解决办法，报领导小组。"
SAID = "已会同市能源局提出解决办法，报领导小组审定。"


def written(leader: Person) -> str:
    """The leader answers the first request on the one page; returns what was asked."""
    leader.go("领导一页")
    asked = leader.page.locator(".asks li").first
    words = asked.locator("strong").inner_text()
    asked.get_by_role("link", name="批示", exact=True).click()
    leader.sees(words)
    leader.page.get_by_label("批示内容").fill(WORDS)
    leader.press("交办公室拟办")
    leader.sees("待拟办")
    return leader.page.url


def passed_on(office: Person) -> None:
    """The office proposes 13710 as a matter of its own, and passes it on."""
    office.go("督办台")
    office.follow("批示交办待处理")
    office.page.locator("main tbody a", has_text=WORDS).click()
    office.follow("拟办")
    office.page.get_by_label("拟办意见 必填").fill(HANDLING)
    office.page.get_by_label("在哪项任务上办理").select_option(label="作为单独的交办事项")
    office.page.get_by_label("交办事项名称").fill("解决企业反映的用地问题")
    office.page.get_by_label("牵头单位").select_option(label="市工信局")
    office.page.get_by_label("“13710”").check()
    office.press("保存拟办意见")
    expect(office.page.locator("#steps tbody tr")).to_have_count(4)
    office.follow("转办")
    office.sees("转给 1 个单位：市工信局")
    office.press("转办")
    office.sees("办理中")


def reported(liaison: Person, where: str) -> None:
    """The department sees it on its desk, acknowledges, and reports the result."""
    liaison.go("我的待办")
    liaison.page.locator("main li").get_by_role("link", name=WORDS).first.click()
    expect(liaison.page).to_have_url(where)
    liaison.press("签收")
    liaison.page.goto(where)
    expect(liaison.page.locator("#owed form")).to_have_count(0)
    result = liaison.page.locator("#owed li", has_text="1个月内办结")
    result.get_by_role("link", name="填报办理情况").click()
    liaison.sees(WORDS)
    liaison.page.get_by_label("正常推进").check()
    liaison.page.get_by_label("本期进展").fill(SAID)
    liaison.press("报送")


def test_an_instruction_goes_from_the_leaders_page_to_its_result(arrive: Arrive) -> None:
    leader, office, liaison = arrive("leader"), arrive("office"), arrive("industry")
    where = written(leader)
    liaison.page.goto(where)
    liaison.sees_not(WORDS)  # it is for the leaders and the office only
    passed_on(office)
    reported(liaison, where)

    office.page.goto(where)
    office.page.locator("#owed").get_by_role("link", name="审核").click()
    office.press("通过")
    office.page.goto(where)
    office.sees("各单位的办理结果都已审核通过")
    office.follow("报告办理结果")
    office.sees(SAID)
    office.press("报告批示领导")
    office.sees("已报告结果")

    leader.go("领导一页")
    leader.page.locator(".instructions-line").get_by_role("link", name="已报告结果").click()
    leader.page.locator("main tbody a", has_text=WORDS).click()
    leader.sees(SAID)
    leader.press("销号")
    leader.sees("已销号")
