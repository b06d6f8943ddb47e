"""The tree of chapters and items: which of the possible numbers really begin one."""

import re
from bisect import bisect_left

from workflow.plans.reader.breaks import Break, Stop, breaks
from workflow.plans.reader.duties import LABEL
from workflow.plans.reader.growing import Growing, Node
from workflow.plans.reader.numbering import NUMBER_CELL, Level, Mark, marks, value
from workflow.plans.reader.page import Page
from workflow.plans.reader.tables import Row, Table

LONG_LINE = 1800
TITLE_LENGTH = 40
SHORT_LINE = 45
REACH = 20_000
UNDER_HEADING = (Level.SECTION_WORD, Level.ARTICLE, Level.BRACKET_CN, Level.ARABIC)
REFERRING = "第至到及和与或按照见、条款项-~.0123456789"
SECOND = {
    Level.CN: re.compile(r"[。)]二、"),
    Level.ARTICLE: re.compile(r"[。)]第[二2]条"),
    Level.CHAPTER_WORD: re.compile(r"[。)]第[二2]章"),
    Level.VOLUME: re.compile(r"[。)]第[二2](?:部分|编|篇)"),
}
UNIT = re.compile(r"[万亿个倍元吨公平]")
NARROW = (Level.DECIMAL, Level.DEEP_DECIMAL, Level.CIRCLE, Level.HALF_BRACKET)
SENTENCE_END = '。;!?:)]”"\n'


def outline(page: Page, found: list[Table]) -> list[Node]:
    """The roots of the tree of numbered parts."""
    possible = list(marks(page.flat))
    openings = [mark for mark in possible if starts_line(page, mark)]
    first = {mark.level: mark.start for mark in reversed(openings)}
    growing = Growing(
        page, first.get(Level.CN, len(page.flat)) < first.get(Level.ARTICLE, -1), crowded=crowded(page, possible)
    )
    rows = {row.start: row for table in found for row in table.rows}
    skipped = 0
    events: list[Mark | Break | Row] = [*possible, *breaks(page), *rows.values()]
    for event in sorted(events, key=order):
        if event.start < skipped:
            continue
        if isinstance(event, Mark):
            if accepted(growing, event):
                growing.add(
                    Node(event.level, event.number, printed_label(page, event), event.start, event.end, len(page.flat))
                )
        elif isinstance(event, Break):
            skipped = event.end
            if event.stop is Stop.ANNEX or restarts(openings, event.end):
                stopped(growing, event)
        else:
            skipped = event.end
            growing.add(row_node(event))
    growing.close(len(page.flat))
    return growing.roots


def order(event: Mark | Break | Row) -> tuple[int, int]:
    return event.start, 1 if isinstance(event, Mark) else 0


def restarts(openings: list[Mark], place: int) -> bool:
    """Whether the next numbered line counts from one again, or there is none: only then did a text end here."""
    index = bisect_left(openings, place, key=lambda mark: mark.start)
    return index == len(openings) or (openings[index].number == 1 and openings[index].level <= Level.ARABIC)


def stopped(growing: Growing, event: Break) -> None:
    """An annex or a title opens a new count; closing words end the text before them."""
    if event.stop is Stop.TITLE and growing.stack and growing.stack[-1].head == event.start:
        return
    growing.stop(event.start)
    if event.stop is Stop.ANNEX:
        again = any(node.level is not Level.ANNEX for node in growing.roots)
        growing.add(Node(Level.ANNEX, int(again), "附件", event.start, event.end, len(growing.page.flat)))


def row_node(row: Row) -> Node:
    digits = NUMBER_CELL.fullmatch(row.number)
    number = value(digits.group(1) or digits.group(2)) if digits else 0
    return Node(Level.ROW, number, row.number, row.start, row.start, row.end, row=row)


def printed_label(page: Page, mark: Mark) -> str:
    """The number as printed; a chapter's without the mark after it."""
    return page.printed(mark.start, mark.start + len(mark.label) if mark.level is Level.CN else mark.end)


def starts_line(page: Page, mark: Mark) -> bool:
    return mark.start == 0 or page.flat[mark.start - 1] == "\n"


def accepted(growing: Growing, mark: Mark) -> bool:
    """Whether a possible number begins an item where it stands."""
    if starts_line(growing.page, mark):
        return begins_line(growing, mark) and (not is_plain(growing.page, mark) or growing.page.gap(mark.end))
    return begins_within(growing, mark)


def begins_line(growing: Growing, mark: Mark) -> bool:
    """At the start of a line a number counts unless the line before was cut in the middle of a sentence."""
    flat = growing.page.flat
    start, end = growing.page.paragraph(mark.start - 1) if mark.start else (0, 0)
    ended = not mark.start or flat[end - 1] in SENTENCE_END or end - start < SHORT_LINE
    if mark.level in NARROW or is_plain(growing.page, mark) or flat[mark.end : mark.end + 1].isdecimal():
        return counts_on(growing, mark)
    if mark.number == 1 or growing.follows(mark):
        return ended or (growing.follows(mark) and mark.number > 1)
    return (
        ended
        and mark.level is not Level.ARTICLE
        and (bool(growing.roots) or mark.level in (Level.CN, Level.BRACKET_CN))
    )


def counts_on(growing: Growing, mark: Mark) -> bool:
    return (mark.number == 1 and growing.fresh(mark)) or growing.follows(mark)


def belongs(growing: Growing, mark: Mark) -> bool:
    """Whether a decimal number repeats that of an open part, and no unit follows: 1.1 under 1, not 1.1万吨."""
    if mark.level not in (Level.DECIMAL, Level.DEEP_DECIMAL):
        return True
    first = int(mark.label.split(".", 1)[0])
    open_parts = any(node.number == first for node in growing.stack if node.level < Level.DECIMAL)
    return open_parts and not UNIT.match(growing.page.flat, mark.end)


def is_plain(page: Page, mark: Mark) -> bool:
    """A number without any sign after it: 1 总体要求."""
    return mark.label.isdecimal() and page.flat[mark.end - 1].isdecimal()


def begins_within(growing: Growing, mark: Mark) -> bool:
    """Within a line a number counts where it continues its row, or opens one under a heading just read."""
    flat = growing.page.flat
    before = flat[mark.start - 1]
    ended = before in SENTENCE_END or growing.page.gap(mark.start)
    if mark.level in NARROW:
        return ended and in_crowd(growing, mark) and counts_on(growing, mark) and belongs(growing, mark)
    here = growing.here(mark.level)
    if here is not None and mark.number == here + 1:
        return ended or (in_crowd(growing, mark) and goes_on(growing, mark))
    if not growing.fresh(mark) or not (mark.number == 1 or growing.follows(mark)):
        return False
    return under_heading(growing, mark) or (in_crowd(growing, mark) and opens(growing, mark, ended))


def goes_on(growing: Growing, mark: Mark) -> bool:
    """Where a text lost its line breaks the next number may follow words without a mark between."""
    flat = growing.page.flat
    if flat[mark.start - 1] in REFERRING:
        return False
    if mark.level is Level.ARABIC:
        return bool(LABEL.search(flat, max(growing.stack[-1].head, mark.start - 120), mark.start))
    return mark.level in (Level.CN, Level.BRACKET_CN)


def under_heading(growing: Growing, mark: Mark) -> bool:
    """Right after a short heading: 二、主要任务（一）加快……"""
    if not growing.stack or mark.level not in UNDER_HEADING:
        return False
    top = growing.stack[-1]
    if mark.start - top.head > TITLE_LENGTH:
        return False
    between = growing.page.flat[top.head : mark.start]
    return len(between) >= 2 and not re.search(r"[。;\n]", between[:-1])


def crowded(page: Page, possible: list[Mark]) -> frozenset[int]:
    """The starts of paragraphs that hold what should be many: very long ones, and those with chapters one and two."""
    counted: dict[tuple[int, Level], int] = {}
    for mark in possible:
        here = page.paragraph(mark.start)[0], mark.level
        ended = mark.number == 1 or page.flat[mark.start - 1] in SENTENCE_END or page.gap(mark.start)
        if mark.level in SECOND and ended and mark.number == counted.get(here, 0) + 1:
            counted[here] = mark.number
    ends = [*(start - 1 for start in page.starts[1:]), len(page.flat)]
    long = {start for start, end in zip(page.starts, ends, strict=True) if end - start > LONG_LINE}
    return frozenset(long | {start for (start, _), number in counted.items() if number > 1})


def in_crowd(growing: Growing, mark: Mark) -> bool:
    return growing.page.paragraph(mark.start)[0] in growing.crowded


def opens(growing: Growing, mark: Mark, ended: bool) -> bool:
    """In a text without line breaks the first number of a row needs the end of a sentence before it, or its second
    after it."""
    if growing.stack and growing.stack[-1].children and mark.level >= Level.BRACKET_CN:
        return False
    if ended:
        return True
    second = SECOND.get(mark.level) if mark.number == 1 else None
    return bool(second and second.search(growing.page.flat, mark.end, mark.end + REACH))
