"""Signs of a page put together to printed lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from workflow.plans.reader.formats.pdf_sheets import Sign


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed line and its place; `first` is the width of the first sign or word, which the line before had no room
    for. `row` marks a row of a ruled table: its words hold tabs and it is joined with nothing."""

    words: str
    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    first: float = 0.0
    row: bool = False

    @property
    def size(self) -> float:
        return self.bottom - self.top


def lines_of(signs: Iterable[Sign], page: int) -> list[Printed]:
    """The lines from top to bottom. Signs whose middles lie at nearly the same height stand on one line."""
    rows: list[list[Sign]] = []
    for sign in sorted((one for one in signs if one.words.strip()), key=lambda one: one.middle):
        anchor = rows[-1][0] if rows else None
        if anchor and abs(sign.middle - middle(rows[-1])) <= 0.45 * min(sign.size, anchor.size):
            rows[-1].append(sign)
        else:
            rows.append([sign])
    return [line_of(sorted(row, key=lambda one: one.x0), page) for row in rows]


def middle(row: list[Sign]) -> float:
    """The middle of the largest of the first signs: small ones float above and below it."""
    return max(row[:40], key=lambda one: one.size).middle


def line_of(row: list[Sign], page: int) -> Printed:
    pieces: list[str] = []
    last: Sign | None = None
    for sign in row:
        if last is not None:
            if is_again(sign, last):
                continue
            pieces.append(" " if sign.x0 - last.x1 > space(sign, last) else "")
        pieces.append(sign.words)
        last = sign
    top, bottom = min(one.top for one in row), max(one.bottom for one in row)
    end = max(one.x1 for one in row)
    return Printed("".join(pieces).strip(), page, row[0].x0, end, top, bottom, first_width(row))


def is_again(sign: Sign, last: Sign) -> bool:
    """A sign printed twice a hair apart, to look bold."""
    return sign.words == last.words and abs(sign.x0 - last.x0) < 0.25 * max(sign.x1 - sign.x0, 1)


def space(sign: Sign, last: Sign) -> float:
    """The gap that is a space: smaller between Latin letters than between wide signs."""
    narrow = sign.words.isascii() and last.words.isascii()
    return (0.18 if narrow else 0.6) * min(sign.size, last.size)


def first_width(row: list[Sign]) -> float:
    """The width of the first wide sign, or of the first run of narrow ones, with the marks that stick to it."""
    end = row[0].x1
    for before, sign in pairwise(row):
        sticks = sign.words in "、，。；：！？）》”〕】％%"
        run = before.words.isascii() and sign.words.isascii() and sign.x0 - before.x1 < space(sign, before)
        opens = before.words in "（(《“〔["
        if not (sticks or run or opens):
            break
        end = sign.x1
    return end - row[0].x0
