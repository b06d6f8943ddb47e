"""A document laid flat: folded signs without spaces, one paragraph a line, and the way back to the printed text."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from workflow.plans.reader.draft import Span
from workflow.plans.reader.lines import Line, continues, lines_of, wrap_width
from workflow.plans.reader.signs import folded, is_gone, is_han

LINE_END = re.compile("\n")
SPACES = re.compile(r"[\s\u200b-\u200d\u2060\ufeff]+")


@dataclass(frozen=True, slots=True)
class Page:
    """`flat` is what the rules read; `at[i]` is the place of its i-th sign in `text`."""

    text: str
    flat: str
    at: list[int]
    starts: list[int]
    furniture: tuple[Span, ...]
    wrapped: bool

    def span(self, start: int, end: int) -> Span:
        """The place in the printed text of a stretch of the flat one."""
        if start >= end:
            here = self.at[min(start, len(self.at) - 1)]
            return Span(here, here)
        return Span(self.at[start], self.at[end - 1] + 1)

    def quote(self, start: int, end: int) -> str:
        """The printed words of a stretch, exactly."""
        span = self.span(start, end)
        return self.text[span.start : span.end]

    def printed(self, start: int, end: int) -> str:
        """The printed words of a stretch on one line."""
        return tidy(self.quote(start, end))

    def gap(self, place: int) -> bool:
        """Whether white space stands before the sign at this place of the flat text."""
        return place > 0 and self.at[place] - self.at[place - 1] > 1

    def paragraph(self, place: int) -> tuple[int, int]:
        """The flat paragraph around a place, without its line end."""
        index = bisect_right(self.starts, place)
        end = self.starts[index] - 1 if index < len(self.starts) else len(self.flat)
        return self.starts[index - 1], end


def tidy(words: str) -> str:
    """White space goes, except one space between two words of Latin letters or after a comma of theirs."""
    kept: list[str] = []
    for piece in SPACES.split(words):
        if not piece:
            continue
        if kept and not (is_han(kept[-1][-1]) or is_han(piece[0])) and piece[0].isalpha() and kept[-1][-1].isalnum():
            kept.append(" ")
        kept.append(piece)
    return "".join(kept)


def laid_flat(text: str) -> Page:
    """Lay a text flat: spaces dropped, hard-wrapped lines joined, page numbers left out."""
    lines, furniture = lines_of(text)
    width = wrap_width(lines)
    whole = folded(text)
    indented = bool(width) and 0 < sum(line.indent >= 2 for line in lines) < len(lines) * 0.9
    pieces: list[str] = []
    at: list[int] = []
    before: Line | None = None
    for line in lines:
        if before is not None and not (width and continues(before, line, width, indented)):
            pieces.append("\n")
            at.append(before.end)
        places = [place for place in range(line.start, line.end) if keeps(text[place], line.tabbed)]
        pieces.append("".join([whole[place] for place in places]))
        at.extend(places)
        before = line
    flat = "".join(pieces)
    starts = [0, *(found.end() for found in LINE_END.finditer(flat))]
    return Page(text, flat, [*at, len(text)], starts, tuple(furniture), bool(width))


def keeps(sign: str, tabbed: bool) -> bool:
    return not is_gone(sign) or (tabbed and sign == "\t")
