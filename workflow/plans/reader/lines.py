"""Printed lines: which are page furniture, whether the text was wrapped by force, and which line goes on."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from workflow.plans.reader.columns import columns_of
from workflow.plans.reader.signs import folded

LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
PAGE_NUMBER = re.compile(
    r"[-·|.\s]*(?:第?\s*\d{1,4}\s*页?|第\s*\d{1,4}\s*页\s*[,/]?\s*共\s*\d{1,4}\s*页|\d+\s*/\s*\d+|page\s*\d+)[-·|.\s]*",
    re.I,
)
DASH = re.compile(r"-{1,2}")
GAP = re.compile(r"(?<=\S)[ \u3000]{2,}(?=\S)")
MARKDOWN = re.compile(
    r"(?:#{1,6}[ \t\u3000]+|#{1,6}(?=[(（第一二三四五六七八九十]|\d+[.、．])|[>*+-][ \t]+(?=[*_]{2})|[*_]{2,3})+"
)
RULED = re.compile(r"[|+:=_*\s-]{3,}")
NUMBERED = re.compile(
    r"(?:第[零〇一二三四五六七八九十百\d]{1,5}[章节条编篇部]"
    r"|[一二三四五六七八九十百]{1,4}[、.]|\([零〇一二三四五六七八九十百\d]{1,4}\)|\d{1,3}[.、)](?!\d)|[①-⑳])"
)
LABELLED = re.compile(r"[\[(]?(?:责任|牵头|配合|主办|协办|主责|完成)[^\s:]{0,8}:|附件|附表")
WIDEST = 80
ENDS = '。;:!?)]”"；'


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line without the white space around it; `indent` counts the spaces before it (a wide one is two)."""

    start: int
    end: int
    width: float
    indent: int
    tabbed: bool
    words: str
    furniture: bool


def lines_of(text: str) -> list[Line]:
    """The lines with ink; page numbers among them are marked as furniture."""
    lines: list[Line] = []
    columns = 0
    for found in LINE.finditer(text):
        words = found.group().strip()
        if not words:
            continue
        start = found.start() + found.group().index(words[0])
        if "\t" in words and found.group()[0] == "\t":
            start, words = found.start(), found.group().rstrip()
        dressed = MARKDOWN.match(words)
        if dressed and dressed.end() < len(words):
            start, words = start + dressed.end(), words[dressed.end() :].rstrip("*_")
        gaps = gaps_in(words)
        header = gaps >= 2 and bool(columns_of(GAP.sub("\t", folded(words))))
        columns = gaps if header else columns
        goes_on = bool(lines) and lines[-1].tabbed and ("\t" in words or 0 < columns - 1 <= gaps)
        line = line_at(text, (found.start(), start, start + len(words)), cells=header or goes_on)
        if not RULED.fullmatch(line.words):
            lines.append(line)
    return paged(lines)


def paged(lines: list[Line]) -> list[Line]:
    """A page number between two dashes, each on a line of its own, is one."""
    kept: list[Line] = []
    for index, line in enumerate(lines):
        around = lines[index - 1 : index] + lines[index + 1 : index + 2]
        if line.furniture and len(around) == 2 and all(DASH.fullmatch(other.words) for other in around):
            line = replace(line, words=f"-{line.words}-")
        if not DASH.fullmatch(line.words):
            kept.append(line)
    return kept


def gaps_in(words: str) -> int:
    """How many wide gaps set the cells of a line apart, where no tabs do."""
    return 0 if "\t" in words or len(words) > 400 else len(GAP.findall(words))


def line_at(text: str, place: tuple[int, int, int], *, cells: bool) -> Line:
    margin, start, end = place
    words = text[start:end]
    width = sum(0.5 if sign < "\u2000" else 1.0 for sign in words) if len(words) < 400 else float(len(words))
    indent = sum(2 if sign == "\u3000" else 1 for sign in text[margin:start])
    tabbed = cells or words.count("\t") >= 2 or is_piped(words)
    flat = folded(words)
    return Line(start, end, width, indent, tabbed, flat, len(words) <= 24 and bool(PAGE_NUMBER.fullmatch(flat)))


def is_piped(words: str) -> bool:
    """A table row drawn with bars: | 1 | 推进改造 | 市工信局 |."""
    return len(words) > 4 and words[0] == words[-1] == "|" and words.count("|") >= 4


def wrap_widths(lines: list[Line]) -> list[float]:
    """For every line the width at which its surroundings were broken by force; 0 where every line is a paragraph."""
    widths: list[float] = []
    run: list[Line] = []
    for line in [*lines, None]:
        if line is not None and line.width <= WIDEST:
            run.append(line)
            continue
        widths += [wrap_width(run)] * len(run)
        run = []
        widths += [0.0] if line is not None else []
    return widths


def wrap_width(lines: list[Line]) -> float:
    """The width at which most of these lines end in the middle of a sentence; 0 where they do not."""
    long = [line for line in lines if line.width >= 15]
    if len(long) < 8:
        return 0
    counts = Counter(round(line.width) for line in long)
    widest = max(counts, key=lambda width: (sum(counts[width + step] for step in (-2, -1, 0, 1, 2)), width))
    near = sum(1 for line in long if abs(line.width - widest) <= 3)
    unfinished = sum(1 for line in long if line.words[-1] not in ENDS)
    beyond = sum(1 for line in long if line.width > widest + 4)
    if beyond > 0.05 * len(long):
        return 0
    return float(widest) if near >= 0.4 * len(long) and unfinished >= 0.3 * len(long) else 0


def continues(before: Line, line: Line, width: float, indented: bool) -> bool:
    """Whether a line of a wrapped text goes on with the paragraph of the line before."""
    if before.tabbed or line.tabbed:
        return False
    if (before.words[-1] in "、,(" or is_open(before.words)) and not NUMBERED.match(line.words):
        return True
    if LABELLED.match(line.words):
        return False
    if max(before.width, len(before.words) - 2) < width - 4:
        return False
    if indented and line.indent >= 2:
        return False
    return not (NUMBERED.match(line.words) and before.words[-1] in ENDS)


def is_open(words: str) -> bool:
    """Whether a line ends within a bracket that it opened."""
    return max(words.rfind("("), words.rfind("[")) > max(words.rfind(")"), words.rfind("]"))
