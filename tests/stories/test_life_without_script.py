"""A browser without script: report, sign, accept."""

from tests.stories.conftest import NARROW, Arrive
from tests.stories.town import COAL, SAID, Town
from workflow.reports.models import ReportState


def test_a_report_is_written_signed_and_accepted_without_script(town: Town, enter: Arrive) -> None:
    liaison = enter("liaison", script=False, size=NARROW)
    owed = liaison.page.locator("main li", has_text=COAL).filter(has_text="进展填报").first
    owed.get_by_role("link", name="填报", exact=True).click()
    liaison.page.get_by_label("本期进展").fill(SAID)
    liaison.press("存草稿")
    liaison.sees("草稿已保存，还没有报送")
    liaison.page.get_by_label("正常推进").check()
    liaison.page.locator("#blockers summary").first.click()
    liaison.page.locator("#blockers").get_by_label("存在问题及原因").first.fill("用地指标未下达。")
    liaison.press("提交负责人签发")
    liaison.sees("请选择问题的类型。")
    liaison.page.locator("#blockers").get_by_label("类型").first.select_option(label="待省级明确")
    liaison.press("提交负责人签发")
    liaison.sees("已提交负责人签发，签发后才算报送")

    head = enter("head", script=False)
    head.follow("去签发")
    head.page.locator("#reports li", has_text=COAL).get_by_role("checkbox").check()
    head.page.locator("summary", has_text="签发所选").click()
    head.press("确认签发")
    head.sees("已签发 1 项，已报送。")

    office = enter("office", script=False)
    office.go("审核")
    office.page.locator("#reports li", has_text=COAL).locator(".row-title").click()
    office.sees(SAID)
    office.press("通过")
    office.sees("已通过")
    assert town.states() == [ReportState.ACCEPTED]
