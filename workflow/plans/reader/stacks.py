"""Tables printed one cell a line: which lines are the cells of one row, so that they can be laid side by side."""

import re

from workflow.plans.reader.bodies import STRONG
from workflow.plans.reader.columns import Column, column_of, settled
from workflow.plans.reader.lines import Line
from workflow.plans.reader.numbering import NUMBER_CELL, value

HEADING = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]{1,3}[章节部]|附[件表]"
)
ASKED = {Column.LEAD, Column.BODIES}
DAY = re.compile(r"\d{4}年|\d{1,2}月|年底|长期|持续|每年|适时|立即|\d{4}[./-]\d|季度|常态")
PIECES = re.compile(r"[、,;和及与]|\([^()]*\)|\s+")
NO_BODY = re.compile(r"\d|。$")
DUTY_END = re.compile(r"(?:牵头|负责|配合|参与|落实|按职责分工)+(?=,|$)")
BROKEN = 14
WIDEST_DAY = 16
WIDEST_HEADER = 10
LONGEST_ROW = 60
MOST_COLUMNS = 10
IMPOSSIBLE = -1e9
Way = tuple[float, list[int]]


def stacked(lines: list[Line]) -> dict[int, str]:
    """For lines that are cells of a table, what stands before them: tabs, nothing (the cell goes on), a line end."""
    joints: dict[int, str] = {}
    index = 0
    while index < len(lines):
        columns = header_at(lines, index)
        if columns:
            joints[index] = "\n"
            joints.update(dict.fromkeys(range(index + 1, index + len(columns)), "\t"))
            index = rows_below(lines, index + len(columns), columns, joints)
        else:
            index += 1
    return joints


def header_at(lines: list[Line], index: int) -> list[Column]:
    """The columns whose names begin at this line, one a line; they end where the first row's number stands."""
    if column_at(lines, index) is not Column.NUMBER:
        return []
    columns: list[Column] = []
    while len(columns) < MOST_COLUMNS and not begins_row(lines, index + len(columns)):
        column = column_at(lines, index + len(columns))
        if column is None:
            return []
        columns.append(column)
    return settled(columns) if 3 <= len(columns) < MOST_COLUMNS and ASKED & set(columns) else []


def begins_row(lines: list[Line], index: int) -> bool:
    return index < len(lines) and (number_of(lines[index]) is not None or bool(HEADING.match(lines[index].words)))


def column_at(lines: list[Line], index: int) -> Column | None:
    if index >= len(lines) or lines[index].width > WIDEST_HEADER or lines[index].tabbed:
        return None
    return column_of("".join(lines[index].words.split()))


def number_of(line: Line) -> int | None:
    found = NUMBER_CELL.fullmatch(line.words)
    return value(found.group(1) or found.group(2)) if found else None


def rows_below(lines: list[Line], index: int, columns: list[Column], joints: dict[int, str]) -> int:
    """Lay the rows under a header; the first line that belongs to none."""
    last, longest = 0, len(columns) - 1
    while index < len(lines):
        number = number_of(lines[index])
        if number is not None and (number in (last + 1, 1) or not last):
            end = end_of_row(lines, index + 1, number) or end_of_last(lines, index + 1, columns, longest)
            place_cells(lines, (index, end), columns, joints)
            longest = max(longest, end - index - 1)
            last, index = number, end
        elif HEADING.match(lines[index].words) and number_of_next(lines, index) in (last + 1, 1):
            joints[index] = "\n"
            index += 1
        else:
            break
    return index


def number_of_next(lines: list[Line], index: int) -> int | None:
    return number_of(lines[index + 1]) if index + 1 < len(lines) else None


def end_of_row(lines: list[Line], index: int, number: int) -> int | None:
    """Where the next row or heading begins; None where none does."""
    for place in range(index, min(index + LONGEST_ROW, len(lines))):
        if number_of(lines[place]) == number + 1 or HEADING.match(lines[place].words) or header_at(lines, place):
            return place
    return None


def end_of_last(lines: list[Line], index: int, columns: list[Column], longest: int) -> int:
    """The last row has a line a cell where that suits, else it is as long as the longest before it."""
    end = min(index + len(columns) - 1, len(lines))
    suited = all(suits(line, column) > 0 for line, column in zip(lines[index:end], columns[1:], strict=False))
    return end if suited else min(index + longest, len(lines))


def place_cells(lines: list[Line], row: tuple[int, int], columns: list[Column], joints: dict[int, str]) -> None:
    """What stands before every line of a row: the cells are laid in the order of the columns, as well as they fit."""
    start, end = row
    joints[start] = "\n"
    cells = [cell for cell in range(start + 1, end) if not lines[cell].furniture]
    places = list(range(1, len(columns))) if len(cells) == len(columns) - 1 else fitted(lines, cells, columns)
    before = 0
    for cell, place in zip(cells, places, strict=True):
        joints[cell] = "\t" * (place - before)
        before = place


def fitted(lines: list[Line], cells: list[int], columns: list[Column]) -> list[int]:
    """The column of every cell line, in order, so that the words suit the columns best."""
    best: list[Way] = [(0.0, []), *((IMPOSSIBLE, []) for _ in columns[1:])]
    for cell in cells:
        step: list[Way] = [(IMPOSSIBLE, [])]
        for column in range(1, len(columns)):
            score, path = max(
                (
                    (one + joint(lines, cell, column - before), path)
                    for before, (one, path) in enumerate(best[: column + 1])
                ),
                key=lambda found: found[0],
            )
            step.append((score + suits(lines[cell], columns[column]), [*path, column]))
        best = step
    return max(best, key=lambda found: found[0])[1]


def joint(lines: list[Line], cell: int, steps: int) -> float:
    """How well a new cell, some columns on, begins at this line; zero steps go on with the cell before."""
    before = lines[cell - 1]
    open_end = before.words[-1] in "、,(和及"
    if steps:
        return (-3.0 if open_end else 0.4) - 0.6 * (steps - 1)
    if open_end:
        return 1.0
    whole = before.width < BROKEN or STRONG.search(before.words) or before.words[-1] == ")"
    return -1.0 if before.words[-1] in "。;" else 0.0 if whole else 0.5


def suits(line: Line, column: Column) -> float:
    """How well the words of a line suit a column."""
    words = line.words.rstrip("、,;")
    if column is Column.DUE:
        return 2.0 if len(words) <= WIDEST_DAY and DAY.search(words) else -1.0
    pieces = [piece for piece in PIECES.split(DUTY_END.sub("", words)) if piece]
    named = sum(len(piece) for piece in pieces if STRONG.search(piece) or piece == "/")
    bodies = 0.0 if NO_BODY.search(words) else named / max(sum(map(len, pieces)), 1)
    if column in (Column.LEAD, Column.BODIES, Column.CO):
        return 2.0 * bodies - 0.5
    return 0.6 - 1.5 * bodies
