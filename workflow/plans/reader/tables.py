"""Tables of measures: rows of cells whose header names a task and who answers for it."""

import re
from dataclasses import dataclass
from enum import Enum

from workflow.plans.reader.page import Page


class Column(Enum):
    NUMBER = "number"
    TASK = "task"
    DETAIL = "detail"
    LEAD = "lead"
    CO = "co"
    BODIES = "bodies"
    DUE = "due"
    OTHER = "other"


HEADINGS = (
    (re.compile(r"序号?|编号|项次"), Column.NUMBER),
    (re.compile(r".*(?:配合|协助|协办|参与|参加|协同|支持)(?:单位|部门|机关|机构)?"), Column.CO),
    (re.compile(r".*(?:牵头|主办|主责|第一责任)(?:单位|部门|机关|机构)?(?:\(.*\))?"), Column.LEAD),
    (
        re.compile(
            r".*(?:责任|负责|指导|实施|落实|承担|主管|承办|组织|分工)(?:单位|部门|主体|机关|机构)(?:\(.*\))?|.*责任分工"
        ),
        Column.BODIES,
    ),
    (re.compile(r".*(?:时限|时间|期限|进度|节点)(?:要求|安排)?"), Column.DUE),
    (re.compile(r".*(?:内容|具体|目标|要求|说明|成果|标准|备注|范围|类别|领域|分类|方面).*"), Column.DETAIL),
    (re.compile(r".*(?:任务|举措|措施|事项|项目|工作|名称|行动|政策|改革|指标).*"), Column.TASK),
)


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
    for line in page.flat.split("\n"):
        header = columns_of(line)
        if header:
            if rows:
                found.append(Table(start, place, tuple(rows)))
            columns, rows, start = header, [], place
        elif columns and "\t" in line and line.count("\t") >= len(columns) - 2:
            rows.append(row_of(page, place, line, columns, rows))
        elif columns and len(line) > 120:
            found.append(Table(start, place, tuple(rows)))
            columns, rows = [], []
        place += len(line) + 1
    if rows:
        found.append(Table(start, place, tuple(rows)))
    return found


def columns_of(line: str) -> list[Column]:
    """The columns of a header line; empty where the line is none."""
    cells = line.split("\t")
    if len(cells) < 3 or any(len(cell) > 20 for cell in cells):
        return []
    columns = [column_of(cell) for cell in cells]
    return columns if {Column.BODIES, Column.LEAD} & set(columns) else []


def column_of(cell: str) -> Column:
    return next((column for shape, column in HEADINGS if shape.fullmatch(cell)), Column.OTHER)


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
    label = page.printed(number.start, number.end) if number else str(len(rows) + 1)
    return Row(place, place + len(line), label, inherited(cells, rows))


def inherited(cells: dict[Column, Cell], rows: list[Row]) -> dict[Column, Cell]:
    """A merged cell stands in the first of its rows only."""
    merged = (Column.BODIES, Column.LEAD)
    if rows and not any(column in cells for column in merged):
        return cells | {column: cell for column, cell in rows[-1].cells.items() if column in merged}
    return cells
