"""The office drafts the quarter's circular, says a sentence anew, ticks what goes well and freezes it, for ever."""

from playwright.sync_api import expect
from sqlalchemy import select

from tests.stories.conftest import PREPARED_FOR, Arrive
from tests.support.builders import at
from tests.support.web import Served
from workflow.audit.service import SYSTEM
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.reports import correcting
from workflow.reports.models import Report, ReportState, Standing
from workflow.reports.rules import Said, Signature
from workflow.review import corrections

OWN = "办公室已逐项核对，情况属实。"


def corrected(city: Served) -> None:
    """Every accepted report of the quarter is corrected afterwards."""
    with city.database.writing() as session:
        accepted = select(Report).join(Deadline).where(Report.state == ReportState.ACCEPTED, Report.period == "2026Q3")
        found = session.scalars(accepted.where(Deadline.kind == DeadlineKind.REPORT)).all()
        assert found
        for report in found:
            said = Said(Standing.BLOCKED, "更正：进度不如所报")
            facts = {"by": SYSTEM, "at": at(PREPARED_FOR, 18), "signature": Signature("局长", PREPARED_FOR)}
            asked = correcting.ask(session, report, said, reason="笔误", **facts)
            corrections.accept(session, asked, by=SYSTEM, at=at(PREPARED_FOR, 19))


def test_the_office_drafts_edits_ticks_and_freezes_and_no_correction_changes_it(city: Served, arrive: Arrive) -> None:
    office = arrive("office")
    office.go("领导一页")
    office.follow("季度通报")
    office.follow("起草季度通报")
    office.press("预览")
    office.sees("65项任务中")
    office.press("按这一天起草")
    office.sees("已起草")
    first = office.page.get_by_label("第 1 句的文字")
    expect(first).to_have_value(office.page.locator("textarea").first.input_value())
    office.page.get_by_label("第 2 句的文字").fill(OWN)
    well = office.page.locator("fieldset.left-out").first
    chosen = well.locator("label").inner_text().strip()
    well.get_by_role("checkbox").check()
    office.press("保存修改")
    office.sees("已保存，改动 2 句")
    office.sees("原拟：")
    office.follow("看全文、定稿")
    office.sees(OWN)
    office.sees(chosen)
    office.press("定稿")
    office.sees("已定稿。以后的更正不再改动它。")
    paper, digest = office.page.locator(".circular-paper").inner_text(), office.page.locator(".digest").inner_text()
    corrected(city)
    office.page.reload()
    assert office.page.locator(".circular-paper").inner_text() == paper
    assert office.page.locator(".digest").inner_text() == digest
    office.sees("与保存的内容一致")
    source = office.page.locator("#sources a", has_text="滞后").first
    behind = int(source.inner_text().split()[-1])
    source.click()
    office.sees("截至 2026-11-15 的情况")
    expect(office.page.locator("table.ledger tbody tr")).to_have_count(behind)
