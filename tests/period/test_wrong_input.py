"""Whatever is sent for a period, a sentence comes back, never a failure."""

import io
import json

import pytest
from openpyxl import load_workbook

from tests.period.test_page import reports_of
from tests.period.test_workbook import FIRST, HEAD, SECOND, confirmed, edited, exported, handed_in

LONG, HUGE = "长" * 30000, "9" * 40
KEPT = [
    "",
    "[]",
    "null",
    "{}",
    '{"rows": 1, "where": {}}',
    '{"rows": [{"line": Infinity, "cells": {}, "formulas": []}], "where": {}}',
    '{"rows": [{"line": 1, "cells": {"token": 7}, "formulas": [7]}], "where": {"text": -9}}',
    '{"rows": [], "where": {"text": 1e400}}',
    "[" * 100000,
]


@pytest.mark.parametrize("kept", KEPT, ids=range(len(KEPT)))
def test_a_preview_that_was_tampered_with_is_refused(liaison, page, kept) -> None:
    for act in ("keep", "submit"):
        assert (
            liaison.post(
                page.replace("/period", "/period/take/confirm", 1), data={"kept": kept, "act": act}
            ).status_code
            == 422
        )


def test_a_previewed_row_that_names_strange_columns_gets_a_sentence(liaison, page, owed, database) -> None:
    handed_in(liaison, page, edited(exported(liaison, page), {(SECOND, "本期进展"): "没有勾选情况"}))
    fields = {**liaison.page.fields_with("kept"), "act": "keep"}
    kept = json.loads(fields["kept"])
    kept["where"] = dict.fromkeys(kept["where"], -5)
    for row in kept["rows"]:
        row["formulas"] = ["text", "nothing"]
    answer = liaison.post(
        page.replace("/period", "/period/take/confirm", 1), data={"kept": json.dumps(kept), "act": "submit"}
    )
    assert answer.status_code in (303, 422)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("本期数值1", "1e400"),
        ("本期数值1", HUGE),
        ("本期数值1", "NaN"),
        ("本期数值1", "=1/0"),
        ("数据截至1", "9999-12-31"),
        ("数据截至1", "2026-02-31"),
        ("数据截至1", "0001-01-01"),
        ("本期进展", LONG),
        ("本期进展", "=HYPERLINK(1)"),
        ("本期情况", "😀"),
        ("编号", "99"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_told_and_files_nothing(liaison, page, owed, database, head, said) -> None:
    content = exported(liaison, page)
    if head not in {cell.value for cell in load_workbook(io.BytesIO(content)).worksheets[0][HEAD]}:
        pytest.fail(head)
    cells = {(SECOND, "本期情况"): "正常推进", (SECOND, "本期进展"): "有进展", (SECOND, "本期数值1"): "12"}
    cells[SECOND, head] = said
    answer = handed_in(liaison, page, edited(content, cells))
    assert answer.status_code in (200, 422)
    if 'name="kept"' in answer.get_data(as_text=True):
        assert confirmed(liaison, page, "submit").status_code in (303, 422)
    assert owed[1] not in reports_of(database)


def test_rows_in_another_order_are_each_their_own(liaison, page, owed, database) -> None:
    book = load_workbook(io.BytesIO(exported(liaison, page)))
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column for cell in sheet[HEAD]}
    sheet.cell(FIRST, heads["本期情况"]).value, sheet.cell(FIRST, heads["本期进展"]).value = "正常推进", "第一项的话"
    for column in range(1, sheet.max_column + 1):
        one, two = sheet.cell(FIRST, column), sheet.cell(SECOND, column)
        one.value, two.value = two.value, one.value
    kept = io.BytesIO()
    book.save(kept)
    handed_in(liaison, page, kept.getvalue())
    assert confirmed(liaison, page, "submit").status_code == 303
    assert set(reports_of(database)) == {owed[0]}


@pytest.mark.parametrize("change", ["delete", "merge"])
def test_a_head_that_is_gone_gets_a_sentence(liaison, page, change) -> None:
    book = load_workbook(io.BytesIO(exported(liaison, page)))
    sheet = book.worksheets[0]
    if change == "delete":
        sheet.delete_rows(HEAD)
    else:
        sheet.merge_cells(start_row=HEAD, end_row=HEAD, start_column=1, end_column=sheet.max_column)
    kept = io.BytesIO()
    book.save(kept)
    assert handed_in(liaison, page, kept.getvalue()).status_code == 422
