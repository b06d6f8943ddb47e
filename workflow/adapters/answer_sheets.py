"""A workbook that is filled in and comes back: locked but for the answers, a hidden mark in every row."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import xlsxwriter

from workflow.adapters.printed_sheets import CAREFUL

A4 = 9
LOCKED = {"format_columns": True, "format_rows": True, "select_locked_cells": True, "select_unlocked_cells": True}


@dataclass(frozen=True)
class AnswerColumn:
    """`choices` are offered in the cell; `strict`: nothing else is taken there."""

    head: str
    width: int  # characters
    answer: bool = False
    hidden: bool = False
    choices: Sequence[str] = ()
    strict: bool = False


def answer_sheet(
    name: str, title: str, notes: str, columns: Sequence[AnswerColumn], rows: Iterable[Sequence[str | None]]
) -> bytes:
    """An .xlsx of one sheet: title, notes, head, rows. Every cell is text; the choices stand on a hidden sheet. None: a
    cell that stays empty and locked."""
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, CAREFUL)
    sheet, lists = book.add_worksheet(name[:31]), book.add_worksheet("choices")
    looks = _looks(book)
    _set_up(sheet, columns)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, title, looks["title"])
    sheet.set_row(1, 66)
    sheet.merge_range(1, 0, 1, max(1, _shown(columns) - 1), notes, looks["notes"])
    for place, column in enumerate(columns):
        sheet.write_string(2, place, column.head, looks["head"])
    last = 2
    for last, row in enumerate(rows, start=3):
        for place, words in enumerate(row):
            look = "answer" if columns[place].answer and words is not None else "text"
            sheet.write_string(last, place, words or "", looks[look])
    _offer(sheet, lists, columns, last)
    lists.hide()
    sheet.protect("", LOCKED)
    book.close()
    return kept.getvalue()


def _looks(book: xlsxwriter.Workbook) -> dict[str, object]:
    text = {"border": 1, "text_wrap": True, "valign": "top", "num_format": "@"}
    return {
        "title": book.add_format({"bold": True, "font_size": 16}),
        "notes": book.add_format({"text_wrap": True, "valign": "top"}),
        "head": book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter", "align": "center"}),
        "text": book.add_format(text),
        "answer": book.add_format({**text, "locked": False, "bg_color": "#FDF5DC"}),
    }


def _shown(columns: Sequence[AnswerColumn]) -> int:
    return sum(not column.hidden for column in columns)


def _set_up(sheet: xlsxwriter.worksheet.Worksheet, columns: Sequence[AnswerColumn]) -> None:
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width, None, {"hidden": column.hidden})
    sheet.freeze_panes(3, 2)
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.5, 0.5, 0.6, 0.6)
    sheet.set_footer("&L&A&R&P / &N")


def _offer(
    sheet: xlsxwriter.worksheet.Worksheet,
    lists: xlsxwriter.worksheet.Worksheet,
    columns: Sequence[AnswerColumn],
    last: int,
) -> None:
    """Lists to choose from. Written row by row, as a workbook in constant memory wants it."""
    offered = [(place, column) for place, column in enumerate(columns) if column.choices]
    for line in range(max((len(column.choices) for _, column in offered), default=0)):
        for at, (_, column) in enumerate(offered):
            if line < len(column.choices):
                lists.write_string(line, at, column.choices[line])
    for at, (place, column) in enumerate(offered):
        letter = chr(ord("A") + at)
        source = f"=choices!${letter}$1:${letter}${len(column.choices)}"
        rule = {"validate": "list", "source": source, "show_error": column.strict}
        sheet.data_validation(3, place, max(3, last), place, rule)
