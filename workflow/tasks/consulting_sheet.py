"""A table of responsibilities that came back, .xlsx or .docx: its rows as they were written, nothing judged yet."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import docx

from workflow.adapters import filled_sheets
from workflow.adapters.filled_sheets import LARGEST, MOST_ROWS, Cells, NotTaken
from workflow.errors import Refused
from workflow.tasks.consulting_tokens import Origin, origin_of, token_of

__all__ = ["LARGEST", "MOST_ROWS", "Line", "Sheet", "read"]

MOST_COLUMNS = 30
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
    try:
        kind = filled_sheets.kind_of(content)
        lines, mark = _read(content, kind)
        known = {one.name for one in fields(Line)}
        own_heads = {key: head for key, head in heads.items() if key in known}
        rows = [_line(*row) for row in filled_sheets.rows_under(lines, own_heads, NEEDED[kind])]
    except NotTaken as why:
        raise Refused(f"consult.file_{why.reason}", **why.facts) from None
    if len(rows) > MOST_ROWS:
        raise Refused("consult.file_rows", most=MOST_ROWS)
    tokens = (token_of(row.token) for row in rows)
    origin = origin_of(mark) or next((found.origin for found in tokens if found), None)
    return Sheet(origin, rows, free=kind == filled_sheets.DOCUMENT)


def _read(content: bytes, kind: str) -> tuple[list[Cells], str]:
    try:
        if kind == filled_sheets.WORKBOOK:
            return filled_sheets.first_sheet(content, columns=MOST_COLUMNS), ""
        return _of_document(content)
    except Exception:  # both libraries raise anything on a broken file: zip, XML, key and value errors
        raise NotTaken("unreadable") from None


def _of_document(content: bytes) -> tuple[list[Cells], str]:
    document = docx.Document(io.BytesIO(content))
    rows: list[Any] = list(document.tables[0].rows) if document.tables else []
    lines = [[(cell.text.strip(), False) for cell in row.cells[:MOST_COLUMNS]] for row in rows[: MOST_ROWS + 2]]
    return lines, document.core_properties.identifier or ""


def _line(number: int, said: Mapping[str, tuple[str, bool]]) -> Line:
    formulas = tuple(column for column in ANSWERS if column in said and said[column][1])
    return Line(line=number, formulas=formulas, **{column: cell[0] for column, cell in said.items()})
