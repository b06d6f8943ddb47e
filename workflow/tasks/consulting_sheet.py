"""A table of responsibilities that came back, .xlsx or .docx: its rows as they were written, nothing judged yet."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

import docx
from openpyxl import load_workbook

from workflow.errors import Refused
from workflow.tasks.consulting_tokens import Origin, origin_of, token_of

LARGEST = 5 * 1024 * 1024
LARGEST_UNPACKED = 30 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS, HEAD_WITHIN = 2000, 30, 12
ANSWERS = ("section", "opinion", "unit", "reason")
NEEDED = {"xlsx": ("number", "task", "opinion", "unit", "reason"), "docx": ("task", "opinion")}


@dataclass(frozen=True)
class Line:
    """One row; `line` is its number in the file. `formulas` names the answers that are formulas."""

    line: int
    token: str = ""
    number: str = ""
    task: str = ""
    section: str = ""
    opinion: str = ""
    unit: str = ""
    reason: str = ""
    formulas: tuple[str, ...] = ()

    @property
    def answered(self) -> bool:
        return bool(self.opinion or self.unit or self.reason or self.formulas)


@dataclass(frozen=True)
class Sheet:
    """What came back: for whom it was made, where that is known, and its rows."""

    origin: Origin | None
    lines: list[Line]
    free: bool  # the opinion is a sentence, not a word of a list


def read(content: bytes, *, heads: Mapping[str, str]) -> Sheet:
    """The rows of a file. `heads` gives the words of each column's head. Refused when it is neither workbook nor
    document, is too large or unpacks to too much, or is not a table of responsibilities."""
    if not content:
        raise Refused("consult.file_empty")
    if len(content) > LARGEST:
        raise Refused("consult.file_large", megabytes=LARGEST // 1024 // 1024)
    kind = _kind(content)
    try:
        lines, mark = _of_workbook(content) if kind == "xlsx" else _of_document(content)
    except Exception:  # both libraries raise anything on a broken file: zip, XML, key and value errors
        raise Refused("consult.file_unreadable") from None
    known = {one.name for one in fields(Line)}
    rows = list(_rows(lines, {key: head for key, head in heads.items() if key in known}, NEEDED[kind]))
    if len(rows) > MOST_ROWS:
        raise Refused("consult.file_rows", most=MOST_ROWS)
    tokens = (token_of(row.token) for row in rows)
    origin = origin_of(mark) or next((found.origin for found in tokens if found), None)
    return Sheet(origin, rows, free=kind == "docx")


def _kind(content: bytes) -> str:
    """xlsx or docx, by what is inside. The sizes that a package states are what its parts may unpack to."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
    except zipfile.BadZipFile:
        raise Refused("consult.file_unreadable") from None
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise Refused("consult.file_large", megabytes=LARGEST // 1024 // 1024)
    names = {part.filename for part in parts}
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "word/document.xml" in names:
        return "docx"
    raise Refused("consult.file_unreadable")


Cells = list[tuple[str, bool]]  # the words of a cell, and whether it is a formula


def _of_workbook(content: bytes) -> tuple[list[Cells], str]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # what a file says of its own size is not believed
    lines = [
        [_cell(cell) for cell in row]
        for row in sheet.iter_rows(max_row=MOST_ROWS + HEAD_WITHIN + 1, max_col=MOST_COLUMNS)
    ]
    book.close()
    return lines, ""


def _cell(cell: Any) -> tuple[str, bool]:
    value = cell.value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return ("" if value is None else str(value).strip()), cell.data_type == "f"


def _of_document(content: bytes) -> tuple[list[Cells], str]:
    document = docx.Document(io.BytesIO(content))
    rows: list[Any] = list(document.tables[0].rows) if document.tables else []
    lines = [[(cell.text.strip(), False) for cell in row.cells[:MOST_COLUMNS]] for row in rows[: MOST_ROWS + 2]]
    return lines, document.core_properties.identifier or ""


def _rows(lines: list[Cells], heads: Mapping[str, str], needed: Iterable[str]) -> Iterator[Line]:
    at, places = _head(lines, heads)
    missing = [heads[column] for column in needed if column not in places]
    if missing:
        raise Refused("consult.file_columns", columns="、".join(missing))
    for number, cells in enumerate(lines[at + 1 :], start=at + 2):
        said = {column: cells[place] for column, place in places.items() if place < len(cells)}
        words = {column: cell[0] for column, cell in said.items()}
        formulas = tuple(column for column in ANSWERS if column in said and said[column][1])
        if any(words.values()):
            yield Line(line=number, formulas=formulas, **words)


def _head(lines: list[Cells], heads: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    """The line of the head, and where each column stands in it."""
    best: tuple[int, dict[str, int]] = (0, {})
    for at, cells in enumerate(lines[:HEAD_WITHIN]):
        words = [re.sub(r"\s", "", cell[0]) for cell in cells]
        places = {column: words.index(head) for column, head in heads.items() if head in words}
        if len(places) > len(best[1]):
            best = at, places
    return best
