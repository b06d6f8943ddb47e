"""A workbook that came back: its rows as they were written, nothing judged yet."""

from dataclasses import dataclass

from workflow.adapters import filled_sheets
from workflow.adapters.filled_sheets import NotTaken
from workflow.errors import Refused
from workflow.reports import period_marks
from workflow.reports.period_marks import Mark
from workflow.web.period import cells
from workflow.web.period.cells import Cells

NEEDED = ("number", "unchanged", "standing", "text", "next_step", "token")
WIDEST = 40 + 6 * cells.MOST_AIMS + 4 * cells.MOST_PROBLEMS


@dataclass(frozen=True)
class Back:
    """A row as it stands in the file. `formulas` are columns that hold one; `letters` say where columns stand."""

    line: int
    cells: Cells
    formulas: tuple[str, ...] = ()


@dataclass(frozen=True)
class File:
    """The rows of a file and where its columns stand (counted from 0)."""

    rows: list[Back]
    where: dict[str, int]


def read(content: bytes) -> File:
    """Refused when it is no workbook of ours, is too large, unpacks to too much, or carries macros."""
    heads = cells.heads(cells.MOST_AIMS)
    try:
        if filled_sheets.kind_of(content) != filled_sheets.WORKBOOK:
            raise NotTaken("unreadable")
        lines = _cells(content)
        rows = [_back(*row) for row in filled_sheets.rows_under(lines, heads, NEEDED)]
    except NotTaken as why:
        raise Refused(f"period.file_{why.reason}", **why.facts) from None
    if len(rows) > filled_sheets.MOST_ROWS:
        raise Refused("period.file_rows", most=filled_sheets.MOST_ROWS)
    return File(rows, filled_sheets.columns_of(lines, heads))


def _cells(content: bytes) -> list[filled_sheets.Cells]:
    try:
        return filled_sheets.first_sheet(content, columns=WIDEST)
    except Exception:  # the library raises anything on a broken file: zip, XML, key and value errors
        raise NotTaken("unreadable") from None


def _back(number: int, said: dict[str, tuple[str, bool]]) -> Back:
    formulas = tuple(column for column, (_, formula) in said.items() if formula)
    return Back(number, {column: words.replace("\0", "") for column, (words, _) in said.items()}, formulas)


def whose(file: File, secret: str) -> Mark:
    """The mark of the first row that has a good one: whose file it is, and of which period."""
    marks = (period_marks.mark_of(row.cells.get("token", ""), secret) for row in file.rows)
    found = next((mark for mark in marks if mark), None)
    if found is None:
        raise Refused("period.file_unmarked")
    return found
