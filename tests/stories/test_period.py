"""A liaison with 31 tasks fills in the quarter: on one page, or in a workbook."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import BrowserContext, expect
from sqlalchemy import select

from tests.stories.people import PASSWORD, Person
from tests.support import builders
from tests.support.web import Served
from workflow.deadlines import periods
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.people import passwords
from workflow.people.models import Account
from workflow.people.queries import actor
from workflow.reports import service as reports
from workflow.reports.models import Report, ReportRevision, Standing
from workflow.tasks.models import Assignment, Origin, Role, Task, TaskState
from workflow.workdays.queries import calendar

MANY, THEN, DAY = 31, date(2026, 10, 12), date(2027, 1, 5)
HASH = passwords.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)  # quick
SAID = "垣曲县 20 万千瓦光伏项目并网。"


@pytest.fixture
def department(served: Served) -> int:
    """市能源局 leads 31 tasks and reported them all for the third quarter."""
    served.clock.set(DAY)
    with served.database.writing() as session:
        city = builders.a_plan_under_way(session)
        energy = city.departments["energy"]
        for n in range(3, MANY + 1):
            facts = {"origin": Origin.MEASURE, "chapter": "四、产业", "state": TaskState.UNDER_WAY}
            task = Task(
                plan_id=city.plan.id, ordinal=100 + n, number=f"四（{n}）", heading=f"推进第 {n} 项工程", **facts
            )
            session.add(Assignment(task=task, department_id=energy.id, role=Role.LEAD, ordinal=1, confirmed_on=THEN))
        session.flush()
        for day in (THEN, DAY):
            periods.open_reports(session, today=day, calendar=calendar(session, around=day))
        owed = select(Deadline).where(
            Deadline.department_id == energy.id, Deadline.kind == DeadlineKind.REPORT, Deadline.occasion == "2026Q3"
        )
        for deadline in session.scalars(owed).all():
            said = {"standing": Standing.ON_COURSE, "text": "按计划推进。", "next_step": "继续推进。"}
            reports.file(session, deadline, **said, by=actor(city.accounts["liaison"]), at=builders.at(THEN))
        for account in session.scalars(select(Account)):
            account.password_hash = HASH
        return energy.id


@pytest.fixture
def come(served: Served, context: BrowserContext, department: int) -> Callable[[], Person]:
    def sign_in() -> Person:
        person = Person(context.new_page(), served.url)
        person.sign_in("liaison@city.test")
        return person

    return sign_in


def filed(served: Served) -> list[tuple[str, bool]]:
    with served.database.reading() as session:
        rows = session.execute(
            select(ReportRevision.text, ReportRevision.unchanged)
            .join(Report, Report.id == ReportRevision.report_id)
            .where(Report.period == "2026Q4")
            .order_by(Report.deadline_id)
        )
        return [(row.text, row.unchanged) for row in rows]


def test_all_unchanged_rows_are_ticked_two_are_changed_and_one_submission_files_them(come, served: Served) -> None:
    liaison = come()
    liaison.follow("一页填完本季度")
    rows = liaison.page.locator("[data-row]")
    expect(rows).to_have_count(MANY)
    liaison.press(f"全选没有变动的 {MANY} 项")
    liaison.sees(f"无变化 {MANY} 项，填写 0 项")
    for n in (1, 4):
        row = rows.nth(n)
        row.locator("summary").first.click()
        row.get_by_label("滞后").check()
        row.get_by_label("本期进展").fill(f"{SAID}{n}")
    liaison.sees(f"无变化 {MANY - 2} 项，填写 2 项")
    expect(liaison.page.locator("[data-autosave-status]")).to_contain_text("已自动保存")
    liaison.press("报送")
    liaison.sees(f"已报送 {MANY} 项：无变化 {MANY - 2} 项，填写 2 项。")
    said = filed(served)
    assert len(said) == MANY
    assert sorted(text for text, unchanged in said if not unchanged) == [f"{SAID}1", f"{SAID}4"]


def test_a_row_typed_and_left_is_there_after_the_browser_was_closed(come, served: Served) -> None:
    liaison = come()
    liaison.follow("一页填完本季度")
    row = liaison.page.locator("[data-row]").nth(2)
    row.locator("summary").first.focus()
    liaison.page.keyboard.press("Enter")
    row.get_by_label("本期进展").fill(SAID)
    expect(liaison.page.locator("[data-autosave-status]")).to_contain_text("已自动保存")
    row.get_by_label("本期进展").fill(SAID + "二")
    expect(row.locator("input[name$=-version]")).to_have_value("2")
    liaison.page.close()

    again = Person(liaison.page.context.new_page(), served.url)
    again.open("/desk")
    again.follow("一页填完本季度")
    row = again.page.locator("[data-row]").nth(2)
    expect(row).to_contain_text("已填写")
    row.locator("summary").first.click()
    expect(row.get_by_label("本期进展")).to_have_value(SAID + "二")
    assert not filed(served)


def test_a_workbook_goes_out_is_filled_in_and_comes_back(come, served: Served, tmp_path: Path) -> None:
    liaison = come()
    with liaison.page.expect_download() as coming:
        liaison.page.get_by_role("link", name="导出填报表 .xlsx").click()
    path = tmp_path / "填报表.xlsx"
    path.write_bytes(filled(Path(coming.value.path()).read_bytes()))
    liaison.follow("导入")
    liaison.page.locator("input[type=file]").set_input_files(path)
    liaison.press("读取并预览")
    liaison.sees("有 1 行需要修改")
    liaison.sees("请选择本期情况。")
    liaison.sees(f"无变化 {MANY - 2} 项")
    liaison.press(f"报送 {MANY - 1} 项")
    liaison.sees(f"已报送 {MANY - 1} 项：无变化 {MANY - 2} 项，填写 1 项。")
    liaison.sees("有 1 项没有报送，已存草稿")
    assert (SAID, False) in filed(served)


def filled(content: bytes) -> bytes:
    """As in a spreadsheet: two rows said, one of them without its standing, the others unchanged."""
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[3]}
    for line in range(4, 4 + MANY):
        sheet.cell(line, heads["无变化"]).value = "是" if line not in (5, 8) else None
    sheet.cell(5, heads["本期情况"]).value = "正常推进"
    for line in (5, 8):
        sheet.cell(line, heads["本期进展"]).value = SAID
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
