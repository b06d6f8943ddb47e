"""A workbook that is printed: a title, a head on every page, wrapped text, A3 across. Text never becomes a formula."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import xlsxwriter

from workflow.adapters.sheets import Cell

A3 = 8
CAREFUL = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True)
class Column:
    head: str
    width: int  # characters


def printed(name: str, title: str, base: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> bytes:
    """An .xlsx of one sheet: title, the base and day of the data, the head, the rows. Rows are written as they come."""
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, CAREFUL)
    sheet = book.add_worksheet(name[:31])
    looks = {
        "title": book.add_format({"bold": True, "font_size": 16}),
        "head": book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter"}),
        "text": book.add_format({"border": 1, "text_wrap": True, "valign": "top"}),
        "day": book.add_format({"border": 1, "valign": "top", "num_format": "yyyy-mm-dd"}),
    }
    _set_up(sheet, columns)
    sheet.write_string(0, 0, title, looks["title"])
    sheet.write_string(1, 0, base)
    for place, column in enumerate(columns):
        sheet.write_string(2, place, column.head, looks["head"])
    for line, row in enumerate(rows, start=3):
        for place, cell in enumerate(row):
            _write(sheet, line, place, cell, looks)
    book.close()
    return kept.getvalue()


def _set_up(sheet: xlsxwriter.worksheet.Worksheet, columns: Sequence[Column]) -> None:
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
    sheet.freeze_panes(3, 3)
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.set_paper(A3)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.5, 0.5, 0.6, 0.6)
    sheet.set_footer("&L&A&R&P / &N")


def _write(sheet: xlsxwriter.worksheet.Worksheet, line: int, place: int, cell: Cell, looks: dict[str, object]) -> None:
    if cell is None:
        sheet.write_blank(line, place, None, looks["text"])
    elif isinstance(cell, date):
        sheet.write_datetime(line, place, cell, looks["day"])
    elif isinstance(cell, str):
        sheet.write_string(line, place, cell, looks["text"])
    else:
        sheet.write_number(line, place, cell, looks["text"])
