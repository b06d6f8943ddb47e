"""A year's working days from a small file: a workbook, or text with a day, 放假 or 上班, and a name in each line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workflow.adapters import filled_sheets
from workflow.adapters.filled_sheets import NotTaken
from workflow.errors import Refused
from workflow.workdays.keeping import NAME
from workflow.workdays.service import Special

LARGEST = 1024 * 1024
MOST_LINES = 500
LONGEST_RUN = 31  # days from one to another in a line
OFF = ("放假", "休息", "休", "节假日", "调休放假", "holiday", "off")
WORKED = ("上班", "补班", "班", "调休上班", "工作日", "workday", "work")
HEADS = ("日期", "date", "day")
HEAD = ("日期", "类型", "名称")  # of a file that we write; it is read again as it stands
DAY = re.compile(r"(\d{4})(?:-|/|\.|年)?(\d{1,2})(?:-|/|\.|月)?(\d{1,2})日?")
TO = re.compile(r"\s*(?:至|到|—|~|～)\s*")
Line = tuple[int, list[str]]  # its number in the file, its cells


@dataclass(frozen=True)
class Doubt:
    """A cell that cannot be taken; `key` names the sentence (calendar.cell_…)."""

    line: int
    column: str
    key: str
    value: str


def written(days: Sequence[Special]) -> list[tuple[date, str, str]]:
    """The rows of a file that `read` understands."""
    return [(one.day, WORKED[0] if one.working else OFF[0], one.name) for one in days]


def lines_of(content: bytes) -> list[Line]:
    """The cells of each line that has any, without the head. Refused when it is no such file."""
    if not content:
        raise Refused("calendar.file_empty")
    if len(content) > LARGEST:
        raise Refused("calendar.file_large")
    cells = _sheet(content) if content.startswith(b"PK") else _text(content)
    lines = [(number, row) for number, row in enumerate(cells, start=1) if any(row)]
    if lines and lines[0][1][0].lower() in HEADS:
        lines = lines[1:]
    if not lines:
        raise Refused("calendar.file_no_rows")
    if len(lines) > MOST_LINES:
        raise Refused("calendar.file_rows", most=MOST_LINES)
    return lines


def _sheet(content: bytes) -> list[list[str]]:
    try:
        if filled_sheets.kind_of(content) != filled_sheets.WORKBOOK:
            raise Refused("calendar.file_unreadable")
        return [[words for words, _ in row] for row in filled_sheets.first_sheet(content, columns=3)]
    except NotTaken as broken:
        raise Refused("calendar.file_large" if broken.reason == "large" else "calendar.file_unreadable") from None
    except Refused:
        raise
    except Exception:  # openpyxl raises anything on a broken file: zip, XML, key and value errors
        raise Refused("calendar.file_unreadable") from None


def _text(content: bytes) -> list[list[str]]:
    """UTF-8 with or without a mark, else GB18030; columns by comma, tab or space."""
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            words = content.decode("gb18030")
        except UnicodeDecodeError:
            raise Refused("calendar.file_unreadable") from None
    if "\0" in words:
        raise Refused("calendar.file_unreadable")
    return [
        [cell.strip(' "') for cell in re.split(r"[,，\t]|\s+", line.strip(), maxsplit=2)] for line in words.splitlines()
    ]


def read(lines: Sequence[Line], year: int) -> tuple[list[Special], list[Doubt]]:
    """The days of a year in order, and every cell that is wrong."""
    days: dict[date, Special] = {}
    doubts: list[Doubt] = []
    for number, cells in lines:
        first, kind, name = (*cells, "", "")[:3]
        found, wrong = _days(first, year)
        if not wrong and any(day in days for day in found):
            wrong = "calendar.cell_twice"
        said = ("day", wrong, first), ("kind", _kind_wrong(kind), kind), ("name", _name_wrong(name), name)
        doubts += [Doubt(number, column, key, value) for column, key, value in said if key]
        if not any(key for _, key, _ in said):
            days |= {day: Special(day, kind.lower() in WORKED, name) for day in found}
    return sorted(days.values(), key=lambda one: one.day), doubts


def _days(words: str, year: int) -> tuple[list[date], str]:
    """The day, or the days from one to another; the key of what is wrong."""
    ends = [_day(part) for part in TO.split(words)]
    if not words:
        return [], "calendar.cell_empty"
    if len(ends) > 2 or None in ends:
        return [], "calendar.cell_day"
    first, last = ends[0], ends[-1]
    assert first is not None and last is not None
    if {first.year, last.year} != {year}:
        return [], "calendar.cell_year"
    if not 0 <= (last - first).days < LONGEST_RUN:
        return [], "calendar.cell_run"
    return [first + timedelta(days=n) for n in range((last - first).days + 1)], ""


def _day(words: str) -> date | None:
    found = DAY.fullmatch(words.strip())
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _kind_wrong(words: str) -> str:
    if not words:
        return "calendar.cell_empty"
    return "" if words.lower() in OFF + WORKED else "calendar.cell_kind"


def _name_wrong(words: str) -> str:
    return "calendar.cell_long" if len(words) > NAME else ""
