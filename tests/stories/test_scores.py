"""The office draws a score sheet up and circulates it, a department objects, the office answers, a leader signs."""

from datetime import date

from tests.stories.conftest import PREPARED_FOR, Arrive
from tests.support.web import Served

SIGNING = date(2026, 11, 24)  # after five working days
REASON = "这一行的评定与我局报送的情况不一致。"


def test_a_score_sheet_goes_from_the_draft_to_what_everybody_may_read(city: Served, arrive: Arrive) -> None:
    office = arrive("office")
    office.go("领导一页")
    office.follow("考核评分表")
    office.follow("起草评分表")
    office.page.get_by_label("考核周期").select_option("2026Q3")
    office.press("起草")
    office.sees("按 2026-09-30 日终的情况计算")
    office.follow("发出征求意见")
    office.sees("异议截止 2026-11-23")
    office.press("发出征求意见")
    office.sees("已发出征求意见")
    industry = arrive("industry")
    industry.follow("去核对")
    industry.sees("2026-11-23（含）前可以逐项提出异议")
    industry.page.get_by_role("link", name="对这一项提出异议 工作不拖期").click()
    industry.page.get_by_label("理由").fill(REASON)
    industry.press("提交异议")
    industry.sees("异议已提交办公室")
    office.page.reload()
    office.sees(REASON)
    office.page.get_by_role("link", name="答复", exact=True).click()
    office.page.get_by_label("不采纳，得分不变").check()
    office.page.get_by_label("理由和依据").fill("经核对审核记录，评定无误。")
    office.press("答复")
    office.sees("已答复，将通知该单位。")
    assert city.clock.today() == PREPARED_FOR
    city.clock.set(SIGNING)
    leader = arrive("leader")
    leader.go("领导一页")
    leader.follow("考核评分表")
    leader.follow("2026年三季度")
    leader.press("审定")
    leader.sees("已审定，由办公室印发。")
    office.page.reload()
    office.follow("印发")
    office.press("印发")
    office.sees("与保存的内容一致")
    industry.page.reload()
    industry.sees("经核对审核记录，评定无误。")
    industry.page.get_by_role("link", name="2026年三季度").click()
    industry.sees("各单位的总分")
