"""A second count of the numbered items, straight from the text: what begins a line with a number as the items do, and
is no item of the draft, is shown to a person."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workflow.plans.desk.sheet import Sheet

DIGITS = r"0-9\uff10-\uff19一二三四五六七八九十百零〇"
NUMERAL = f"[{DIGITS}]{{1,4}}"
HEAD = re.compile(rf"(第?[（(]?){NUMERAL}([）)]?[、.．条]?)")
LINE = re.compile(r"[^\r\n]+")
MOST = 40  # words shown of a line


@dataclass(frozen=True)
class Left:
    """A numbered line that is no item of the draft."""

    start: int
    words: str


@dataclass(frozen=True)
class Second:
    """How many items begin a line with their number, and which numbered lines are no items."""

    items: int
    left: tuple[Left, ...]


def second_count(sheet: Sheet) -> Second | None:
    """None where items stand in no lines of their own (a table, a text without line breaks): nothing to compare."""
    shapes = {_shape(sheet.text, item.start) for item in sheet.items.values()} - {""}
    starts = {item.start for item in sheet.items.values()}
    heads = {part.start for part in sheet.parts.values()}
    found = dict(_lines(sheet.text, shapes))
    if not starts or not starts <= set(found):
        return None
    left = tuple(Left(start, words) for start, words in found.items() if start not in starts | heads)
    return Second(len(starts), left)


def _shape(text: str, start: int) -> str:
    """The form of the number printed there as a pattern: （三） is （…） with any numeral; a bare numeral has none."""
    head = HEAD.match(text, start)
    if head is None or not (head[1] or head[2]):
        return ""
    return re.escape(head[1]) + NUMERAL + re.escape(head[2])


def _lines(text: str, shapes: set[str]) -> Iterator[tuple[int, str]]:
    if not shapes:
        return
    number = re.compile(r"\s*(" + "|".join(sorted(shapes)) + ")")
    for line in LINE.finditer(text):
        begun = number.match(line.group())
        if begun:
            start = line.start() + begun.start(1)
            yield start, text[start : line.end()].strip()[:MOST]
