"""Tables that run over the end of a page: their repeated heads go, their torn rows are mended."""

from dataclasses import replace

from workflow.plans.reader.formats.pdf_lines import Printed
from workflow.plans.reader.formats.pdf_tables import run_on

ENDS = "。；;!！"


def mended(pages: list[list[Printed]]) -> list[list[Printed]]:
    """The pages, with a table that goes on at the top of a page continued as one."""
    found: list[list[Printed]] = []
    head: Printed | None = None
    for page in pages:
        lines = list(page)
        before = found[-1] if found and found[-1] else None
        if before and before[-1].row and head and lines and is_like(lines[0], head):
            if lines[0].words == head.words:
                lines.pop(0)
            if lines and is_like(lines[0], head) and goes_on(before[-1].words, lines[0].words):
                before[-1] = replace(before[-1], words=sewn(before[-1].words, lines.pop(0).words))
        else:
            head = None
        head = head_of(lines, head)
        found.append(lines)
    return found


def is_like(line: Printed, head: Printed) -> bool:
    """Whether a line is a row with as many cells."""
    return line.row and line.words.count("\t") == head.words.count("\t")


def head_of(lines: list[Printed], before: Printed | None) -> Printed | None:
    """The first row of the table in which these lines end; that of the table before where they are all its rows."""
    for line in reversed(lines):
        if not line.row:
            return next_row(lines[lines.index(line) + 1 :])
    return before or next_row(lines)


def next_row(lines: list[Printed]) -> Printed | None:
    return next((line for line in lines if line.row and "\t" in line.words), None)


def goes_on(words: str, more: str) -> bool:
    """Whether a row goes on with the row before: it has no number of its own, and its longest cell was torn."""
    above, below = words.split("\t"), more.split("\t")
    if below[0] or not above[0]:
        return False
    if above[0].strip(".、()（）").isdecimal():
        return True
    longest = max(range(len(below)), key=lambda index: len(below[index]))
    return bool(above[longest]) and above[longest][-1] not in ENDS


def sewn(words: str, more: str) -> str:
    return "\t".join(run_on(above, below) for above, below in zip(words.split("\t"), more.split("\t"), strict=True))
