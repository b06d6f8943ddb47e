"""The body of a Word document: paragraphs and tables in order, as they read with all tracked changes accepted."""

import re
from collections.abc import Iterator
from itertools import islice

from workflow.plans.reader.formats import grid
from workflow.plans.reader.formats.markup import Element, child, is_on, local, number, value
from workflow.plans.reader.formats.word_lists import Lists
from workflow.plans.reader.formats.word_runs import Runs
from workflow.plans.reader.formats.word_styles import Styles

FRAMES = frozenset(("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
CONTENTS = re.compile(r"(?:toc|table of contents|目录)\b", re.I)
MOST_COLUMNS = 100


class Body:
    """Reads blocks from top to bottom; the counters of the lists go on from one to the next."""

    def __init__(self, lists: Lists, styles: Styles) -> None:
        self.lists = lists
        self.styles = styles
        self.runs = Runs()
        self.open = ""

    def lines(self, block: Element) -> Iterator[str]:
        """The lines of everything inside a block, empty ones left out."""
        for element in block:
            kind = local(element)
            if kind == "p":
                yield from self.paragraph(element)
            elif kind == "tbl":
                yield from self.table(element)
            elif kind in FRAMES and not is_contents(element):
                yield from self.lines(element)
        if self.open.strip():
            yield self.open
        self.open = ""

    def paragraph(self, element: Element) -> Iterator[str]:
        """The text boxes that hang at a paragraph, then its own lines with their number."""
        properties = child(element, "pPr")
        boxes: list[Element] = []
        words = self.runs.words(element, boxes)
        for box in boxes:
            yield from self.lines(box)
        if CONTENTS.match(self.styles.name(value(child(properties, "pStyle")))):
            return
        if child(properties, "rPr", "del") is not None:  # its mark is struck out: the next paragraph goes on
            self.open += words
            return
        words, self.open = self.open + words, ""
        label = "" if is_hidden(properties) else self.lists.next_number(properties)
        if label and words.strip():
            words = joined(label, words)
        yield from (line for line in words.split("\n") if line.strip())

    def table(self, element: Element) -> Iterator[str]:
        """The rows of a table; a frame of a single column holds paragraphs as they come."""
        by_row = [list(within(row, "tc")) for row in within(element, "tr")]
        if max(map(len, by_row), default=0) > 1:
            yield from grid.lines_of(list(self.rows(element)))
        else:
            for cells in by_row:
                for cell in cells:
                    yield from self.lines(cell)

    def rows(self, table: Element) -> Iterator[grid.Row]:
        for element in within(table, "tr"):
            if child(element, "trPr", "del") is not None:
                continue
            row: grid.Row = [""] * before(element)
            for cell in islice(within(element, "tc"), MOST_COLUMNS):
                properties = child(cell, "tcPr")
                merged = child(properties, "vMerge")
                words = grid.cell_of(list(self.lines(cell)))
                row.append(None if merged is not None and value(merged) != "restart" else words)
                row += [""] * (span(child(properties, "gridSpan")) - 1)
            yield row[:MOST_COLUMNS]


def within(element: Element, name: str) -> Iterator[Element]:
    """Rows or cells, also those in frames."""
    for one in element:
        if local(one) == name:
            yield one
        elif local(one) in FRAMES:
            yield from within(one, name)


def before(row: Element) -> int:
    """Columns left out at the beginning of a row."""
    skipped = child(row, "trPr", "gridBefore")
    return 0 if skipped is None else span(skipped)


def span(element: Element | None) -> int:
    return min(max(number(value(element)) or 1, 1), MOST_COLUMNS)


def is_hidden(properties: Element | None) -> bool:
    return is_on(child(properties, "rPr", "vanish"))


def is_contents(element: Element) -> bool:
    """A table of contents, which repeats the headings."""
    gallery = child(element, "sdtPr", "docPartObj", "docPartGallery")
    return "table of contents" in (value(gallery) or "").lower()


def joined(label: str, words: str) -> str:
    """Number and words. A digit behind 1. would make it 1.5: such a number gets the other sign."""
    words = words.lstrip()
    if label[-1] in ".．" and words[:1].isdigit():
        return f"{label[:-1]}、{words}"
    if label[-1].isalnum():
        return f"{label} {words}"
    return label + words
