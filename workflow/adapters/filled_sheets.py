"""A filled workbook that came back: its cells as they were written, and nothing a stranger could hide in a file."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook

LARGEST = 5 * 1024 * 1024
LARGEST_UNPACKED = 30 * 1024 * 1024
MOST_ROWS, HEAD_WITHIN = 2000, 12
WORKBOOK, DOCUMENT = "xlsx", "docx"
MACROS = "vbaProject.bin"

Cells = list[tuple[str, bool]]  # the words of a cell, and whether it is a formula
Row = tuple[int, dict[str, tuple[str, bool]]]  # its number in the file, its cells by column


class NotTaken(Exception):
    """Why a file is not read: empty, large, unreadable, macros, columns, rows; `facts` fill in the sentence."""

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason)
        self.reason, self.facts = reason, facts


def kind_of(content: bytes) -> str:
    """xlsx or docx, by what is inside. The sizes that a package states are what its parts may unpack to."""
    if not content:
        raise NotTaken("empty")
    megabytes = LARGEST // 1024 // 1024
    if len(content) > LARGEST:
        raise NotTaken("large", megabytes=megabytes)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
    except zipfile.BadZipFile:
        raise NotTaken("unreadable") from None
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise NotTaken("large", megabytes=megabytes)
    names = {part.filename for part in parts}
    if any(name.endswith(MACROS) for name in names):
        raise NotTaken("macros")
    if "xl/workbook.xml" in names:
        return WORKBOOK
    if "word/document.xml" in names:
        return DOCUMENT
    raise NotTaken("unreadable")


def first_sheet(content: bytes, *, columns: int) -> list[Cells]:
    """The cells of the first sheet; a broken file raises whatever the library raises."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # what a file says of its own size is not believed
    rows = sheet.iter_rows(max_row=MOST_ROWS + HEAD_WITHIN + 1, max_col=columns)
    lines = [[_cell(cell) for cell in row] for row in rows]
    book.close()
    return lines


def _cell(cell: Any) -> tuple[str, bool]:
    return _words(cell.value), cell.data_type == "f"


def _words(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value).strip()


def rows_under(lines: Sequence[Cells], heads: Mapping[str, str], needed: Iterable[str]) -> Iterator[Row]:
    """The rows under the head, each cell by the column whose head it stands under; empty rows are left out."""
    at, where = _head(lines, heads)
    missing = [heads[column] for column in needed if column not in where]
    if missing:
        raise NotTaken("columns", columns="、".join(missing))
    for number, cells in enumerate(lines[at + 1 :], start=at + 2):
        said = {column: cells[place] for column, place in where.items() if place < len(cells)}
        if any(words for words, _ in said.values()):
            yield number, said


def columns_of(lines: Sequence[Cells], heads: Mapping[str, str]) -> dict[str, int]:
    """Where each column stands, counted from 0."""
    return _head(lines, heads)[1]


def _head(lines: Sequence[Cells], heads: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    """The line of the head, and where each column stands in it."""
    best: tuple[int, dict[str, int]] = (0, {})
    for at, cells in enumerate(lines[:HEAD_WITHIN]):
        words = [re.sub(r"\s", "", cell[0]) for cell in cells]
        where = {column: words.index(head) for column, head in heads.items() if head in words}
        if len(where) > len(best[1]):
            best = at, where
    return best
