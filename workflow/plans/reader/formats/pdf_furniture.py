"""Page numbers, running heads and feet, and tables of contents: printed for the paper, not part of the text."""

import re
from collections import defaultdict

from workflow.plans.reader.formats.pdf_lines import Printed

PAGE_NUMBER = re.compile(
    r"[-—–―－·•|.\s]*(?:第?\s*[0-9０-９]{1,4}\s*页?|第\s*\d{1,4}\s*页\s*[,，/]?\s*共\s*\d{1,4}\s*页|\d{1,4}\s*/\s*\d{1,4}|page\s*\d+"
    r"|[ivxlc]{1,6})[-—–―－·•|.\s]*",
    re.I,
)
LEADERS = re.compile(r".*?(?:[.．·…‥]\s?){5,}\s*\d{1,4}")
CONTENTS = re.compile(r"目\s*录|目\s*次|contents", re.I)
DIGITS = re.compile(r"\d+")
SPACE = re.compile(r"\s+")
EDGE = 3
LONGEST = 200


def without_furniture(pages: list[list[Printed]]) -> list[list[Printed]]:
    """The lines of the pages without what is repeated at their edges."""
    repeated = repeated_edges(pages)
    kept = [[line for line in page if not is_furniture(line, edges(page), repeated)] for page in pages]
    dotted = any(is_entry(line) for page in kept for line in page)
    return [
        [line for line in page if not is_entry(line) and not (dotted and CONTENTS.fullmatch(line.words))]
        for page in kept
    ]


def is_entry(line: Printed) -> bool:
    """A line of a table of contents: dots that lead to a page."""
    return len(line.words) <= LONGEST and bool(LEADERS.fullmatch(line.words))


def is_furniture(line: Printed, edge: list[Printed], repeated: set[str]) -> bool:
    if line not in edge or line.row:
        return False
    return (len(line.words) <= LONGEST and bool(PAGE_NUMBER.fullmatch(line.words))) or shape(line) in repeated


def edges(page: list[Printed]) -> list[Printed]:
    return [*page[:EDGE], *page[-EDGE:]]


def repeated_edges(pages: list[list[Printed]]) -> set[str]:
    """Lines that stand at the same height of three pages and of a third of them, or of both; numbers may differ."""
    seen: dict[str, set[int]] = defaultdict(set)
    for number, page in enumerate(pages):
        for line in edges(page):
            if not line.row:
                seen[shape(line)].add(number)
    least = max(2, min(3, len(pages)), len(pages) // 3)
    return {one for one, places in seen.items() if len(places) >= least}


def shape(line: Printed) -> str:
    """The words with numbers levelled, and the height in steps: the same for every page of a running head."""
    return f"{DIGITS.sub('#', SPACE.sub('', line.words))}@{round(line.top / 8)}"
