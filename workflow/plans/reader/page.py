"""A document laid flat: folded signs without spaces, one paragraph a line, and the way back to the printed text."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from workflow.plans.reader.contents import without_contents
from workflow.plans.reader.draft import Span
from workflow.plans.reader.lines import GAP, Line, continues, is_piped, lines_of, wrap_widths
from workflow.plans.reader.signs import folded, is_gone
from workflow.plans.reader.stacks import stacked

CELL_END = re.compile(r"[|\s]")
PAGE_WITHIN = re.compile(r"(?<![\dA-Za-z%-])-{1,2}\s?\d{1,3}\s?-{1,2}(?![A-Za-z-])")
EMPHASIS = re.compile(r"\*{2,3}|\\(?=[.()\[\]*_#+-])")  # asterisks and strokes of a text that was written in Markdown
LONG_LINE = 300
LINE_END = re.compile("\n")


@dataclass(frozen=True, slots=True)
class Page:
    """`flat` is what the rules read; `at[i]` is the place of its i-th sign in `text`."""

    text: str
    flat: str
    at: list[int]
    starts: list[int]
    furniture: tuple[Span, ...]

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
        """The printed words of a stretch on one line: white space goes, except between two Latin words."""
        signs: list[str] = []
        for place in range(start, end):
            if self.flat[place] in "\n\t":
                continue
            sign = self.text[self.at[place]]
            if (
                signs
                and self.gap(place)
                and sign.isascii()
                and sign.isalpha()
                and signs[-1].isascii()
                and signs[-1].isalnum()
            ):
                signs.append(" ")
            signs.append(sign)
        return "".join(signs).strip()

    def gap(self, place: int) -> bool:
        """Whether white space stands before the sign at this place of the flat text."""
        return place > 0 and self.at[place] - self.at[place - 1] > 1

    def paragraph(self, place: int) -> tuple[int, int]:
        """The flat paragraph around a place, without its line end."""
        index = bisect_right(self.starts, place)
        end = self.starts[index] - 1 if index < len(self.starts) else len(self.flat)
        return self.starts[index - 1], end


def laid_flat(text: str) -> Page:
    """Lay a text flat: spaces dropped, hard-wrapped lines joined, cells side by side, page numbers left out."""
    every = lines_of(text)
    cells = {every[index].start: joint for index, joint in stacked(every).items()}
    lines = without_contents([line for line in every if not line.furniture or line.start in cells])
    widths = wrap_widths(lines)
    indented = 0 < sum(line.indent >= 2 for line in lines) < len(lines) * 0.9
    whole = folded(text)
    pieces: list[str] = []
    at: list[int] = []
    for index, line in enumerate(lines):
        if index:
            goes_on = widths[index] and continues(lines[index - 1], line, widths[index], indented)
            between = cells.get(line.start, "" if goes_on else "\n")
            pieces.append(between)
            at.extend([lines[index - 1].end] * len(between))
        places = places_of(text, line)
        words = "".join([whole[place] for place in places])
        pieces.append(CELL_END.sub("\t", words) if line.tabbed else words)
        at.extend(places)
    flat = "".join(pieces)
    starts = [0, *(found.end() for found in LINE_END.finditer(flat))]
    furniture = [Span(line.start, line.end) for line in every if line.furniture and line.start not in cells]
    furniture += [span for line in lines for span in pages_within(line)]
    return Page(text, flat, [*at, len(text)], starts, tuple(sorted(furniture, key=lambda span: span.start)))


def places_of(text: str, line: Line) -> list[int]:
    """The places of the signs that count in a line; the outer bars of a table row do not."""
    bars = line.tabbed and is_piped(text[line.start : line.end])
    tabs = bars or "\t" in text[line.start : line.end]
    ends = {line.start + gap.end() - 1 for gap in GAP.finditer(line.words)} if line.tabbed and not tabs else set()
    gone = {place for span in pages_within(line) for place in range(span.start, span.end)}
    gone |= {line.start + place for found in EMPHASIS.finditer(line.words) for place in range(*found.span())}
    return [
        place
        for place in range(line.start + bars, line.end - bars)
        if place not in gone and (place in ends or keeps(text[place], line.tabbed))
    ]


def pages_within(line: Line) -> Iterator[Span]:
    """Page numbers in a text that lost its lines: …推进 - 3 - 改造…"""
    if len(line.words) > LONG_LINE:
        for found in PAGE_WITHIN.finditer(line.words):
            yield Span(line.start + found.start(), line.start + found.end())


def keeps(sign: str, tabbed: bool) -> bool:
    return not is_gone(sign) or (tabbed and sign == "\t")
