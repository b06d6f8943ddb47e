"""Tables of contents: headings with their pages, or headings that all come again."""

import re

from workflow.plans.reader.lines import Line

TITLE = re.compile(r"目[录次]")
LEADER = re.compile(r"\s*[.·…-]{3,}\s*\d{0,3}\s*$|\t\s*\d{1,3}\s*$|\s+\d{1,3}\s*$")
DOTTED = re.compile(r"\S.*[.·…]{3,}\s*\d{1,3}$")
MOST = 300


def without_contents(lines: list[Line]) -> list[Line]:
    """The lines without tables of contents."""
    skipped: set[int] = set()
    for index, line in enumerate(lines):
        if index not in skipped and TITLE.fullmatch("".join(line.words.split())):
            skipped.update(range(index, end_of_contents(lines, index + 1)))
        elif DOTTED.match(line.words):
            skipped.add(index)
    return [line for index, line in enumerate(lines) if index not in skipped]


def end_of_contents(lines: list[Line], first: int) -> int:
    """Where the first heading of a table of contents comes again; its title alone is left out where none does."""
    wanted = entry(lines[first]) if first < len(lines) else ""
    if len(wanted) >= 4:
        for index in range(first + 2, min(first + MOST, len(lines))):
            if entry(lines[index]) == wanted:
                return index
    return first


def entry(line: Line) -> str:
    """The words of a heading without its page."""
    return "".join(LEADER.sub("", line.words).split())
