"""The workbook of a period goes out, is filled in, comes back: nothing newer is overwritten, nothing taken twice."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from tests.period.conftest import DAY, Q4
from tests.period.test_page import TEXT, drafts_of, reports_of, with_draft
from tests.support import builders
from workflow.adapters.filled_sheets import LARGEST
from workflow.deadlines.models import Deadline
from workflow.errors import Refused
from workflow.people.queries import actor
from workflow.reports import repeating
from workflow.reports.models import Report, ReportDraft, ReportState, ReportValue
from workflow.tasks.models import Assignment
from workflow.web.period import reading
from workflow.web.period.cells import KINDS

HEAD, FIRST, SECOND = 3, 4, 5  # lines of the sheet


def exported(liaison, page: str) -> bytes:
    return liaison.get(page.replace("/period", "/period/table.xlsx")).data


def edited(content: bytes, cells: dict[tuple[int, str], object]) -> bytes:
    """The workbook with cells filled in, by line and the words of the head."""
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[HEAD]}
    for (line, head), words in cells.items():
        sheet.cell(line, heads[head]).value = words
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def handed_in(liaison, page: str, content: bytes, name: str = "填报表.xlsx"):
    return liaison.post(page.replace("/period", "/period/take"), data={"file": (io.BytesIO(content), name)})


def confirmed(liaison, page: str, act: str):
    fields = {**liaison.page.fields_with("kept"), "act": act}
    for name in ("once", "csrf_token"):
        fields.pop(name)
    return liaison.post(page.replace("/period", "/period/take/confirm"), data=fields)


SAID = {(SECOND, "本期情况"): "正常推进", (SECOND, "本期进展"): TEXT}


def test_the_workbook_has_a_row_for_each_task_with_last_periods_words_and_lists_to_choose_from(liaison, page) -> None:
    sheet = load_workbook(io.BytesIO(exported(liaison, page))).worksheets[0]
    heads = [cell.value for cell in sheet[HEAD]]
    assert heads[:8] == ["编号", "任务", "角色", "责任科室", "上期内容", "无变化", "本期情况", "本期进展"]
    assert "市能源局" in sheet["A1"].value
    assert "2026年四季度" in sheet["A1"].value
    first = dict(zip(heads, (cell.value for cell in sheet[FIRST]), strict=True))
    assert (first["编号"], first["角色"], first["来源1"]) == ("二（一）", "牵头", "市能源局")
    assert "三季度第 1 项。" in first["上期内容"]
    assert len(sheet.data_validations.dataValidation) == 5, "unchanged, standing and the kinds of three problems"
    assert sheet.protection.sheet
    assert sheet.cell(FIRST, 1).protection.locked
    assert not sheet.cell(FIRST, heads.index("本期进展") + 1).protection.locked
    assert sheet.freeze_panes == "C4"


def test_rows_come_back_as_reports(liaison, page, owed, database) -> None:
    cells = {
        **SAID,
        (FIRST, "无变化"): "是",
        (SECOND, "本期数值1"): 431.5,
        (SECOND, "数据截至1"): date(2026, 12, 31),
    }
    cells |= {
        (SECOND, "问题类型1"): KINDS["funds"],
        (SECOND, "存在问题及原因1"): "缺口 300 万",
        (SECOND, "问题自何时起1"): "2026年12月1日",
    }
    handed_in(liaison, page, edited(exported(liaison, page), cells))
    assert "无变化 1 项" in liaison.page.text
    assert not reports_of(database), "a preview keeps nothing"
    assert confirmed(liaison, page, "submit").status_code == 303
    filed = reports_of(database)
    assert filed[owed[0]] == (ReportState.FILED, "三季度第 1 项。", True)
    assert filed[owed[1]] == (ReportState.FILED, TEXT, False)
    with database.reading() as session:
        value = session.scalars(select(ReportValue)).one()
        assert (value.value, value.as_of, value.source) == (Decimal("431.5"), date(2026, 12, 31), "市能源局")


def test_rows_are_kept_as_drafts_and_the_same_file_again_changes_nothing(liaison, page, owed, database) -> None:
    content = edited(exported(liaison, page), SAID)
    handed_in(liaison, page, content)
    assert confirmed(liaison, page, "draft").status_code == 303
    assert drafts_of(database)[owed[1]]["text"] == [TEXT]
    handed_in(liaison, page, content)
    assert "与系统里的草稿相同 1 项" in liaison.page.text
    assert "存为草稿" not in liaison.page.text
    with database.reading() as session:
        assert session.scalars(select(ReportDraft.version)).all() == [1]


def test_the_same_workbook_edited_further_changes_its_own_draft(liaison, page, owed, database) -> None:
    content = exported(liaison, page)
    for words in (TEXT, "后来改的"):
        handed_in(liaison, page, edited(content, {**SAID, (SECOND, "本期进展"): words}))
        confirmed(liaison, page, "draft")
    assert drafts_of(database)[owed[1]]["text"] == ["后来改的"]


def test_what_was_typed_here_since_is_shown_beside_and_not_overwritten(liaison, page, owed, database, city) -> None:
    content = edited(exported(liaison, page), {**SAID, (FIRST, "无变化"): "是"})
    with_draft(database, city, owed[1], "同事写的")
    handed_in(liaison, page, content)
    assert "导出以后系统里又改过，不覆盖" in liaison.page.text
    assert "同事写的" in liaison.page.text
    confirmed(liaison, page, "submit")
    assert set(reports_of(database)) == {owed[0]}
    assert drafts_of(database)[owed[1]]["text"] == ["同事写的"]


def test_a_colleague_who_types_between_preview_and_filing_is_not_overwritten(
    liaison, page, owed, database, city
) -> None:
    handed_in(liaison, page, edited(exported(liaison, page), SAID))
    with_draft(database, city, owed[1], "同事写的")
    assert confirmed(liaison, page, "submit").status_code in (303, 422)
    assert not reports_of(database)
    assert drafts_of(database)[owed[1]]["text"] == ["同事写的"]


def test_what_was_filed_meanwhile_is_named_and_left(liaison, page, owed, database, city) -> None:
    content = edited(exported(liaison, page), SAID)
    with database.writing() as session:
        deadline = session.get_one(Deadline, int(owed[1][1:]))
        repeating.unchanged(session, deadline, by=actor(city.accounts["head"]), at=builders.at(DAY))
    handed_in(liaison, page, content)
    assert "已经报送或已经结束，不再处理" in liaison.page.text
    assert reports_of(database)[owed[1]][2] is True


WRONG = [
    ({**SAID, (SECOND, "本期情况"): None}, "请选择本期情况。", "G5"),
    ({**SAID, (SECOND, "本期情况"): "很好"}, "请从下拉表中选择", "G5"),
    ({**SAID, (SECOND, "本期进展"): None}, "请填写本期进展。", "H5"),
    ({**SAID, (SECOND, "本期进展"): "=1+1"}, "这一格是公式", "H5"),
    ({**SAID, (SECOND, "本期数值1"): "很多"}, "请填写数字", "K5"),
    ({**SAID, (SECOND, "本期数值1"): "431"}, "请填写数据截至哪一天。", "L5"),
    ({**SAID, (SECOND, "本期数值1"): "431", (SECOND, "数据截至1"): "2027-12-31"}, "不能填报将来的数据", "L5"),
    ({**SAID, (SECOND, "本期数值1"): "待数据发布"}, "请填写预计发布日期。", "L5"),
    ({**SAID, (SECOND, "数据截至1"): "2026-12-31"}, "填了日期，没有填数值。", "K5"),
    ({**SAID, (SECOND, "存在问题及原因3"): "缺地"}, "请选择问题的类型。", "W5"),
    ({**SAID, (SECOND, "存在问题及原因1"): "缺钱"}, "请选择问题的类型。", "O5"),
    ({**SAID, (SECOND, "无变化"): "是"}, "请留一样", "F5"),
    ({(SECOND, "无变化"): "对"}, "请从下拉表中选择", "F5"),
    ({**SAID, (SECOND, "编号"): "三（九）"}, "编号与这一行原来的任务不符", "A5"),
]


@pytest.mark.parametrize(("cells", "words", "name"), WRONG)
def test_a_cell_that_cannot_be_taken_is_named_and_told_why(liaison, page, owed, database, cells, words, name) -> None:
    handed_in(liaison, page, edited(exported(liaison, page), {**cells, (FIRST, "无变化"): "是"}))
    assert "第 5 行“" in liaison.page.text
    assert f"（{name}）" in liaison.page.text
    assert words in liaison.page.text
    confirmed(liaison, page, "submit")
    assert set(reports_of(database)) == {owed[0]}, "the other row is filed"


def test_a_row_with_a_mistake_becomes_a_draft_so_that_no_word_is_lost(liaison, page, owed, database) -> None:
    cells = {**SAID, (SECOND, "本期情况"): None, (FIRST, "无变化"): "是"}
    handed_in(liaison, page, edited(exported(liaison, page), cells))
    answer = confirmed(liaison, page, "submit")
    liaison.get(answer.location)
    assert "有 1 项没有报送，已存草稿" in liaison.page.text
    assert drafts_of(database)[owed[1]]["text"] == [TEXT]


def test_awaited_figures_and_days_as_people_write_them(liaison, page, owed, database) -> None:
    cells = {**SAID, (SECOND, "本期数值1"): "待数据发布", (SECOND, "数据截至1"): "2027/3/1"}
    handed_in(liaison, page, edited(exported(liaison, page), cells))
    confirmed(liaison, page, "submit")
    with database.reading() as session:
        value = session.scalars(select(ReportValue)).one()
        assert (value.value, value.awaited_on) == (None, date(2027, 3, 1))


def other_file() -> bytes:
    book = Workbook()
    book.active.append(["编号", "姓名"])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def with_macros(content: bytes) -> bytes:
    kept = io.BytesIO(content)
    with zipfile.ZipFile(kept, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"x")
    return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "文件是空的"),
        (b"not a workbook", "打不开这份文件"),
        (b"PK\x03\x04 broken", "打不开这份文件"),
        (other_file(), "不是填报表"),
        (with_macros(other_file()), "带有宏"),
    ],
)
def test_a_wrong_file_gets_a_sentence(liaison, page, content, words) -> None:
    assert handed_in(liaison, page, content).status_code == 422
    assert words in liaison.page.text


def test_a_file_too_large_is_not_read() -> None:
    with pytest.raises(Refused, match=r"period\.file_large"):
        reading.read(b"x" * (LARGEST + 1))


def test_another_departments_file_is_recognised(client, liaison, page, city) -> None:
    content = edited(exported(liaison, page), SAID)
    other = client.sign_in(city.accounts["other"])
    theirs = f"/departments/{city.departments['industry'].id}/period?period={Q4}"
    assert handed_in(other, theirs, content).status_code == 422
    assert "这份填报表是其他单位的" in other.page.text


def test_another_periods_file_is_recognised(liaison, page) -> None:
    content = edited(exported(liaison, page), SAID)
    assert handed_in(liaison, page.replace(Q4, "2026Q3"), content).status_code == 422
    assert "这份填报表是2026年四季度的，现在填报的是2026年三季度。" in liaison.page.text


def test_a_mark_that_was_changed_is_not_believed(liaison, page, owed, database) -> None:
    content = exported(liaison, page)
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    mark = str(sheet.cell(SECOND, sheet.max_column).value)
    forged = edited(content, {**SAID, (SECOND, "行标记"): mark.replace(owed[1], owed[0]), (FIRST, "无变化"): "是"})
    handed_in(liaison, page, forged)
    assert "行标记缺失或被改动" in liaison.page.text
    confirmed(liaison, page, "submit")
    assert reports_of(database)[owed[0]][2] is True


def test_a_row_copied_twice_is_taken_once(liaison, page, owed, database) -> None:
    content = exported(liaison, page)
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    copied = {(SECOND, "行标记"): sheet.cell(FIRST, sheet.max_column).value, (SECOND, "无变化"): "是"}
    handed_in(liaison, page, edited(content, {**copied, (FIRST, "无变化"): "是"}))
    assert "第 5 行" in liaison.page.text
    confirmed(liaison, page, "submit")
    assert set(reports_of(database)) == {owed[0]}


def test_text_that_looks_like_a_formula_goes_out_as_text(liaison, page, owed, database, city) -> None:
    with_draft(database, city, owed[1], '=HYPERLINK("http://x","y")')
    sheet = load_workbook(io.BytesIO(exported(liaison, page))).worksheets[0]
    assert sheet.cell(SECOND, 8).value == '=HYPERLINK("http://x","y")'
    assert sheet.cell(SECOND, 8).data_type == "s"


def test_sections_get_a_file_each_and_come_in_one_after_the_other(liaison, page, owed, database, city) -> None:
    with database.writing() as session:
        share = builders.the_share(session, city, "energy", task=1)
        session.get_one(Assignment, share.id).section = "新能源科"
    packed = zipfile.ZipFile(io.BytesIO(liaison.get(page.replace("/period", "/period/tables.zip")).data))
    names = sorted(packed.namelist())
    assert len(names) == 2
    assert any("新能源科" in name for name in names)
    for name in names:
        handed_in(liaison, page, edited(packed.read(name), {(FIRST, "无变化"): "是"}))
        confirmed(liaison, page, "submit")
    assert set(reports_of(database)) == set(owed)


def test_the_files_behind_a_draft_stay_with_it(liaison, page, owed, database, city) -> None:
    with_draft(database, city, owed[1], "旧")
    with database.writing() as session:
        draft = session.get_one(ReportDraft, int(owed[1][1:]))
        draft.words = {**draft.words, "blockers-1-kind": ["funds"], "blockers-1-text": ["第二个问题"]}
    handed_in(liaison, page, edited(exported(liaison, page), SAID))
    confirmed(liaison, page, "submit")
    with database.reading() as session:
        report = session.scalars(select(Report).where(Report.deadline_id == int(owed[1][1:]))).one()
        assert report.state == ReportState.FILED
