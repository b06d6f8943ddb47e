"""Tables of a document as rows of text: cells between tabs, merged ones in the first of their places only."""

import re

from workflow.plans.reader.bodies import ENDS_AS_BODY, SUFFIX

Row = list[str | None]
"""The words of the cells; None where one from above reaches down, empty where one from the left reaches over."""

GAP = re.compile(r"\s+")
NAME = 20
RANKS = frozenset("市省县区州国")
SIGNS = re.compile(r"[、，；。：,;:]")
TAIL = re.compile(rf"(?:人民)?(?:{SUFFIX})|[(（].*")


def lines_of(rows: list[Row]) -> list[str]:
    """One line a row. A table of a single column is no table but a frame around its paragraphs."""
    rows = [row for row in two_storeys(rows) if any(row)]
    width = max((len(row) for row in rows), default=0)
    if width < 2:
        return [cell for row in rows for cell in row if cell]
    return [line_of(row, width) for row in rows]


def line_of(row: Row, width: int) -> str:
    """The cells between tabs, at least two of them. Words across the whole width are a line of their own."""
    first, rest = row[0] or "", row[1:]
    if rest and not any(rest) and None not in rest and not first.isalnum():
        return first
    return "\t".join(cell or "" for cell in [*row, *[""] * (max(width, 3) - len(row))])


def two_storeys(rows: list[Row]) -> list[Row]:
    """A head of two rows, 责任单位 above 牵头 and 配合, becomes one: of each column the lowest words."""
    if len(rows) < 3 or len(rows[0]) != len(rows[1]):
        return rows
    upper, lower = rows[0], rows[1]
    beside = any(above and below is None for above, below in zip(upper, lower, strict=True))
    beneath = any(not above and below for above, below in zip(upper, lower, strict=True))
    if not (beside and beneath):
        return rows
    return [[below or above for above, below in zip(upper, lower, strict=True)], *rows[2:]]


def cell_of(paragraphs: list[str]) -> str:
    """The words of a cell on one line. Names one below the other get the sign of a list between them."""
    parts = [GAP.sub(" ", part).strip() for words in paragraphs for part in words.split("\n")]
    parts = [part for part in parts if part]
    return ("、" if are_names(parts) else " ").join(parts)


def begins_a_name(words: str, more: str) -> bool:
    """Whether a name is over and the next line begins another: 市工信局 above 市财政局, in a column of few signs."""
    return len(words) >= 3 and bool(ENDS_AS_BODY.search(words)) and more[:1] in RANKS


def are_names(parts: list[str]) -> bool:
    """Whether each of these is the whole name of a body, and none the broken-off end of the one before."""
    whole = all(len(part) <= NAME and ENDS_AS_BODY.search(part) and not SIGNS.search(part) for part in parts)
    return whole and not any(TAIL.fullmatch(part) for part in parts[1:])
