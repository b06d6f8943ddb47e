"""Tables of measures: rows of cells whose header names a task and who answers for it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from workflow.plans.reader.columns import Column, columns_of
from workflow.plans.reader.page import Page
from workflow.plans.reader.stacks import HEADING

ROW = re.compile(r"\(?\d{1,3}\)?[.、]?\t")


@dataclass(frozen=True, slots=True)
class Cell:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    start: int
    end: int
    number: str
    cells: dict[Column, Cell]


@dataclass(frozen=True, slots=True)
class Table:
    start: int
    end: int
    rows: tuple[Row, ...]


def tables(page: Page) -> list[Table]:
    """The tables that name responsible bodies, with their rows."""
    if "\t" not in page.flat:
        return []
    found: list[Table] = []
    columns: list[Column] = []
    rows: list[Row] = []
    start = place = 0
    for line in whole_rows(page.flat):
        header = columns_of(line)
        if header:
            if rows:
                found.append(table_of(start, place, rows))
            columns, rows, start = header, [], place
        elif columns and "\t" in line and line.count("\t") >= len(columns) - 2:
            rows.append(row_of(page, place, line, columns, rows))
        elif columns and len(line) > 120:
            found.append(table_of(start, place, rows))
            columns, rows = [], []
        place += len(line) + 1
    if rows:
        found.append(table_of(start, place, rows))
    return found


def table_of(start: int, end: int, rows: list[Row]) -> Table:
    """A table. Where a task is printed once for several rows it is the name of a group, and each row has its detail."""
    shared = any((Column.TASK in row.cells) != (Column.DETAIL in row.cells) for row in rows)
    if shared:
        rows = [replace(row, cells=row.cells | detailed(row)) for row in rows]
    return Table(start, end, tuple(rows))


def detailed(row: Row) -> dict[Column, Cell]:
    return {Column.TASK: row.cells[Column.DETAIL]} if Column.DETAIL in row.cells else {}


def whole_rows(flat: str) -> Iterator[str]:
    """The lines of a text; the lines of one row, broken within a cell, as one."""
    columns = 0
    pending = ""
    for line in flat.split("\n"):
        header = columns_of(line)
        columns = len(header) or columns
        begins = bool(header) or bool(ROW.match(line) or HEADING.match(line)) or not columns
        joined = pending.count("\t") + line.count("\t")
        if pending and not begins and pending.count("\t") < columns - 1 and joined <= columns - 1 and len(line) < 120:
            pending = f"{pending}\n{line}"
            continue
        if pending:
            yield pending
        pending = ""
        if ROW.match(line) and columns and not header:
            pending = line
        else:
            yield line
    if pending:
        yield pending


def row_of(page: Page, place: int, line: str, columns: list[Column], rows: list[Row]) -> Row:
    """One row; the first column of its kind counts, a row without task words takes them from the detail."""
    cells: dict[Column, Cell] = {}
    start = place
    for index, words in enumerate(line.split("\t")):
        column = columns[index] if index < len(columns) else Column.OTHER
        if words and column not in cells:
            cells[column] = Cell(start, start + len(words))
        start += len(words) + 1
    number = cells.get(Column.NUMBER)
    merged = rows[-1].number if rows and Column.NUMBER in columns else str(len(rows) + 1)
    label = page.printed(number.start, number.end) if number else merged
    return Row(place, place + len(line), label, inherited(cells, rows))


def inherited(cells: dict[Column, Cell], rows: list[Row]) -> dict[Column, Cell]:
    """A merged cell stands in the first of its rows only."""
    merged = (Column.BODIES, Column.LEAD)
    if rows and not any(column in cells for column in merged):
        return cells | {column: cell for column, cell in rows[-1].cells.items() if column in merged}
    return cells
