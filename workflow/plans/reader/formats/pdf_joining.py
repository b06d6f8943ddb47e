"""Printed lines joined to paragraphs: a line goes on with the one before unless the setting says no."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from workflow.plans.reader.formats.pdf_lines import Printed
from workflow.plans.reader.formats.pdf_tables import run_on

NUMBERED = re.compile(
    r"第[零〇一二三四五六七八九十百\d]{1,5}[章节条编篇部]|[一二三四五六七八九十]{1,4}[、.．]|[（(][零〇一二三四五六七八九十百\d]{1,4}[)）]"
    r"|\d{1,3}[.、．](?!\d)|[①-⑳]|附件|附表"
)
ENDS = "。；！？：;!?:"
CLOSES = "”」』）)》"


@dataclass(frozen=True, slots=True)
class Setting:
    """How the body is set: its margins, size and distance of lines, and whether first lines are indented."""

    left: float
    right: float
    size: float
    leading: float
    indented: bool


def paragraphs(pages: list[list[Printed]]) -> list[str]:
    """The paragraphs of all pages, rows of tables among them."""
    lines = [line for page in pages for line in page]
    setting = setting_of(lines)
    found: list[str] = []
    before: Printed | None = None
    for line in lines:
        if before is not None and goes_on(before, line, setting):
            found[-1] = run_on(found[-1], line.words)
        else:
            found.append(line.words)
        before = line
    return found


def setting_of(lines: list[Printed]) -> Setting:
    body = [line for line in lines if not line.row and len(line.words) >= 12] or [
        line for line in lines if not line.row
    ]
    if not body:
        return Setting(0, 0, 10, 15, False)
    size = median(line.size for line in body)
    body = [line for line in body if abs(line.size - size) <= 0.15 * size] or body
    lefts = Counter(round(line.x0 / 2) for line in body)
    left = min((one for one, times in lefts.items() if times >= 0.08 * len(body)), default=min(lefts)) * 2
    rights = sorted(line.x1 for line in body)
    right = rights[int(0.97 * (len(rights) - 1))]
    steps = list(distances(body))
    leading = median(steps) if steps else 1.5 * size
    indents = sum(1 for line in body if 1.2 * size <= line.x0 - left <= 3.2 * size)
    return Setting(left, right, size, leading, indents >= 0.06 * len(body))


def distances(body: list[Printed]) -> Iterator[float]:
    """From line to line on one page."""
    for before, line in pairwise(body):
        if before.page == line.page and 0 < line.top - before.top < 6 * line.size:
            yield line.top - before.top


def goes_on(before: Printed, line: Printed, setting: Setting) -> bool:
    """Whether a line goes on with the paragraph of the line before."""
    if before.row or line.row or abs(before.size - line.size) > 0.2 * setting.size:
        return False
    if before.page == line.page and line.top - before.top > 1.45 * setting.leading:
        return False
    if is_centred(before, setting) and is_centred(line, setting):
        return False
    room = setting.right - before.x1
    if room > line.first + 1.2 * setting.size:
        return False
    if is_ended(before) and (NUMBERED.match(line.words) or is_alone(line, setting)):
        return False
    indent = line.x0 - setting.left
    if setting.indented:
        return indent < 1.2 * setting.size
    return abs(line.x0 - before.x0) < 1.2 * setting.size or indent < setting.size


def is_ended(line: Printed) -> bool:
    """Whether a sentence ends with the line."""
    return line.words.rstrip(CLOSES)[-1:] in ENDS or line.words[-1:] in CLOSES


def is_alone(line: Printed, setting: Setting) -> bool:
    """A short line that ends no sentence: a heading or a signature, not the rest of a paragraph."""
    return not setting.indented and setting.right - line.x1 > 3 * setting.size and not is_ended(line)


def is_centred(line: Printed, setting: Setting) -> bool:
    """Short lines in the middle: the title."""
    left, right = line.x0 - setting.left, setting.right - line.x1
    return left > 2.5 * setting.size and abs(left - right) < 2 * setting.size
