"""A page of a PDF laid out: signs and rules with their places."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pdfminer.layout import LTChar, LTComponent, LTContainer, LTPage

MOST_SIGNS = 20_000
THIN = 3.0
SHORT = 4.0
RADICALS = (
    "⺠民⺟母⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨"
    "⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻫齐⻬齐⻮齿⻰龙⻳龟⼾户⾐衣㬵胶"
)
NORMAL = (
    {
        code: folded
        for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA))
        if len(folded := unicodedata.normalize("NFKC", chr(code))) == 1
    }
    | dict(zip(map(ord, RADICALS[::2]), RADICALS[1::2], strict=True))
    | {0x2E3A: "——"}
)
"""Radicals and doubles, which fonts name where whole signs are printed."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One printed sign; `top` counts from the top of the page."""

    words: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def size(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A printed line, upright or level."""

    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def level(self) -> bool:
        return self.x1 - self.x0 >= self.bottom - self.top


@dataclass
class Sheet:
    """A page: its size, its signs and rules, and how much of it a picture covers."""

    number: int
    width: float
    height: float
    signs: list[Sign] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictured: float = 0.0


def sheet_of(number: int, page: LTPage) -> Sheet:
    sheet = Sheet(number, page.width, page.height)
    area = max(page.width * page.height, 1.0)
    for one in leaves(page):
        kind = type(one).__name__
        if isinstance(one, LTChar):
            if one.upright and len(sheet.signs) < MOST_SIGNS:
                sheet.signs += signs_of(one, page)
        elif kind == "LTImage":
            sheet.pictured = max(sheet.pictured, min(one.width * one.height / area, 1.0))
        elif kind in ("LTRect", "LTLine", "LTCurve"):
            sheet.rules += rules_of(one, page)
    return sheet


def leaves(page: LTPage) -> Iterator[LTComponent]:
    waiting: list[Any] = [page]
    while waiting:
        one = waiting.pop()
        if isinstance(one, LTContainer):
            waiting += reversed(list(one))
        else:
            yield one


def signs_of(char: LTChar, page: LTPage) -> list[Sign]:
    words = char.get_text().translate(NORMAL)
    top, bottom = page.y1 - char.y1, page.y1 - char.y0
    if not words or not -50 < char.x0 < page.width + 50 or not -50 < top < page.height + 50:
        return []
    return [Sign(words, char.x0, char.x1, top, bottom)]


def rules_of(shape: Any, page: LTPage) -> list[Rule]:
    """The rules that a line, a thin box or the edges of a box draw."""
    x0, x1, top, bottom = shape.x0, shape.x1, page.y1 - shape.y1, page.y1 - shape.y0
    wide, high = x1 - x0, bottom - top
    if max(wide, high) < SHORT:
        return []
    if wide <= THIN or high <= THIN:
        return [Rule(x0, x1, top, bottom)]
    if type(shape).__name__ == "LTRect" and shape.stroke:
        return [
            Rule(x0, x1, top, top),
            Rule(x0, x1, bottom, bottom),
            Rule(x0, x0, top, bottom),
            Rule(x1, x1, top, bottom),
        ]
    if type(shape).__name__ == "LTCurve" and shape.stroke and len(shape.pts) <= 6:
        ends = [(a, b) for a, b in pairwise(shape.pts) if abs(a[0] - b[0]) < 1 or abs(a[1] - b[1]) < 1]
        return [
            Rule(min(a[0], b[0]), max(a[0], b[0]), page.y1 - max(a[1], b[1]), page.y1 - min(a[1], b[1]))
            for a, b in ends
        ]
    return []
