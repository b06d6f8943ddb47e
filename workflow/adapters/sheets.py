"""Workbooks and comma-separated files that a stranger's text cannot turn into formulas."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

import xlsxwriter

Cell = str | int | float | date | None
RISKY = ("=", "+", "-", "@", "\t", "\r")
WIDEST = 60


def workbook(title: str, head: Sequence[str], rows: Iterable[Sequence[Cell]], *, notes: Sequence[str] = ()) -> bytes:
    """An .xlsx of one sheet: a bold head that stays in view, then the rows, then notes. Text stays text."""
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(
        kept, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": False}
    )
    sheet = book.add_worksheet(title[:31])
    bold, day = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
    for column, words in enumerate(head):
        sheet.set_column(column, column, min(WIDEST, max(12, 2 * len(words) + 4)))
        sheet.write_string(0, column, words, bold)
    sheet.freeze_panes(1, 0)
    last = 0
    for last, row in enumerate(rows, start=1):
        _write(sheet, last, row, day)
    for line, words in enumerate(notes, start=last + 2):
        sheet.write_string(line, 0, words)
    book.close()
    return kept.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, line: int, row: Sequence[Cell], day: object) -> None:
    for column, cell in enumerate(row):
        if cell is None:
            continue
        if isinstance(cell, date):
            sheet.write_datetime(line, column, cell, day)
        elif isinstance(cell, str):
            sheet.write_string(line, column, cell)
        else:
            sheet.write_number(line, column, cell)


def comma_separated(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A .csv as spreadsheets open it (UTF-8 with a mark); a cell that would be a formula gets an apostrophe."""
    kept = io.StringIO(newline="")
    writer = csv.writer(kept)
    writer.writerow(head)
    for row in rows:
        writer.writerow([_harmless(cell) for cell in row])
    return kept.getvalue().encode("utf-8-sig")


def _harmless(cell: Cell) -> str:
    words = "" if cell is None else str(cell)
    return "'" + words if isinstance(cell, str) and words.startswith(RISKY) else words
