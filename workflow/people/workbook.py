"""People from an .xlsx: read, checked cell by cell, and loaded only when every row is right."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook

from workflow.errors import Refused

COLUMNS = ("department", "name", "email", "phone", "post")
LARGEST = 5 * 1024 * 1024
MOST_ROWS = 2000
MOST_CELLS_WIDE = 50
LARGEST_UNPACKED = 60 * 1024 * 1024
LONGEST = {"department": 120, "name": 100, "email": 254, "phone": 40, "post": 40}


@dataclass(frozen=True)
class PersonRow:
    """One line of the sheet as it was written; `line` is its number there."""

    line: int
    department: str
    name: str
    email: str
    phone: str
    post: str


def read(content: bytes, *, heads: Mapping[str, str]) -> list[PersonRow]:
    """The rows of the first sheet. `heads` gives the words of each column's head, in any order. Refused when it is
    no workbook, too large, unpacks to too much, has too many rows or lacks a column."""
    if not content:
        raise Refused("people.file_empty")
    if len(content) > LARGEST:
        raise Refused("people.file_large", megabytes=LARGEST // 1024 // 1024)
    _refuse_bomb(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        lines = [
            [_text(cell) for cell in row]
            for row in book.worksheets[0].iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_CELLS_WIDE, values_only=True)
        ]
        book.close()
    except Exception:  # openpyxl raises anything on a broken file: zip, XML, key and value errors
        raise Refused("people.file_unreadable") from None
    return _rows(lines, heads)


def _refuse_bomb(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile:
        raise Refused("people.file_unreadable") from None
    if unpacked > LARGEST_UNPACKED:
        raise Refused("people.file_large", megabytes=LARGEST // 1024 // 1024)


def _rows(lines: list[list[str]], heads: Mapping[str, str]) -> list[PersonRow]:
    if not lines:
        raise Refused("people.file_no_rows")
    places = {column: lines[0].index(words) for column, words in heads.items() if words in lines[0]}
    missing = [words for column, words in heads.items() if column not in places]
    if missing:
        raise Refused("people.file_columns", columns="、".join(missing))
    rows = []
    for number, cells in enumerate(lines[1:], start=2):
        values = {column: cells[place] if place < len(cells) else "" for column, place in places.items()}
        if any(values.values()):
            rows.append(PersonRow(line=number, **values))
    if not rows:
        raise Refused("people.file_no_rows")
    if len(rows) > MOST_ROWS:
        raise Refused("people.file_rows", most=MOST_ROWS)
    return rows


def _text(cell: Any) -> str:
    """What stands in a cell; a telephone number kept as a number loses its '.0'."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip()
