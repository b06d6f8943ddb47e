"""The printed lines of a head: titles broken over several of them, numbers that stand alone."""

import re
from dataclasses import dataclass

from workflow.plans.reader.bodies import STRONG
from workflow.plans.reader.breaks import DAY, TITLE_END
from workflow.plans.reader.page import Page

TITLE = re.compile(rf"[^。;!?:]{{4,120}}?{TITLE_END}(?:\([^()]{{1,20}}\))?$")
NUMBER = re.compile(r"[\u4e00-\u9fff]{1,14}[\[(]\d{4}[\])](?:第)?\d{1,5}号")
ALONE = re.compile(
    rf"\(?(?P<value>{NUMBER.pattern}|(?:[\u4e00-\u9fff]{{0,12}}(?:令|公告))?(?:\d{{4}}年)?第\d{{1,4}}号)\)?"
)
EDITION = re.compile(r"\((?:试行|暂行|修订[^()]{0,8}|征求意见稿|第[^()]{1,3}批|20\d\d[^()]{1,14})\)")
NO_TITLE = re.compile(
    rf"附[件表录]?\d{{0,2}}|目录|\((?:此|本文|略有|有删).*\)"
    r"|[\u4e00-\u9fff]{1,14}[\[(]20\d\d[\])J]\d{1,4}.*"
    rf"|\(?{DAY.pattern}.*|[\d\-.]+|.*(?:文件|标准)"
)
UNENDED = re.compile(r"(?:行动|计划|规划|政策|措施|决定)$")
MOST_LINES, LONGEST = 5, 120


@dataclass(frozen=True, slots=True)
class Headline:
    """A printed line: its place in the flat text; `apart` where an empty line stands before it."""

    start: int
    end: int
    words: str
    apart: bool


def headlines(page: Page, end: int) -> list[Headline]:
    """The printed lines of the flat text up to a place."""
    lines: list[Headline] = []
    start, apart = 0, True
    for place in range(1, end + 1):
        between = page.text[page.at[place - 1] + 1 : page.at[place]] if place < end else "\n"
        if "\n" in between or "\r" in between or page.flat[place - 1] == "\n":
            stop = place - (page.flat[place - 1] == "\n")
            if stop > start:
                lines.append(Headline(start, stop, page.flat[start:stop], apart))
                apart = False
            apart = apart or between.count("\n") > 1
            start = place
    return lines


def titles_over_lines(page: Page, lines: list[Headline]) -> list[str]:
    """Titles that begin after a pause, joined from their lines."""
    titles: list[str] = []
    index = 0
    while index < len(lines):
        last = title_end(lines, index) if begins(lines, index) else None
        if last is None:
            index += 1
            continue
        title = "".join(page.printed(line.start, line.end) for line in lines[index : last + 1])
        titles += [title] if title not in titles else []
        index = last + 1
    return titles


def begins(lines: list[Headline], index: int) -> bool:
    """Whether a title may begin with a line: after a pause, not with the body that signs above it."""
    line = lines[index]
    before = lines[index - 1].words if index else ""
    paused = line.apart or before[-1:] in "。:;" or NO_TITLE.fullmatch(before) or ALONE.fullmatch(before)
    signed = STRONG.search(before) and "关于" not in before
    return bool(plain(line) and (paused or signed))


def plain(line: Headline) -> bool:
    alone = NO_TITLE.fullmatch(line.words) or ALONE.fullmatch(line.words)
    return not alone and "\t" not in line.words and len(line.words) <= 70 and not re.search(r"[。;!?:]", line.words)


def title_end(lines: list[Headline], first: int) -> int | None:
    """The line with which the title ends that begins here."""
    words, found = "", None
    for index in range(first, min(len(lines), first + MOST_LINES)):
        line = lines[index]
        if index > first and (line.apart or not plain(line) or (found is not None and not goes_on(words, line.words))):
            break
        words += line.words
        if len(words) > LONGEST:
            break
        if TITLE.fullmatch(words) and words.count("《") <= words.count("》"):
            found = index
    opening = lines[first].words
    signed = found != first and STRONG.search(opening) and not re.search("关于|印发", opening)
    return None if signed and not re.search("关于|印发", words) else found


def goes_on(title: str, line: str) -> bool:
    """Whether a title that could end goes on with the next line."""
    if EDITION.fullmatch(line):
        return True
    if (
        re.search("关于|印发|转发", title)
        and not title.endswith("通知")
        and re.fullmatch(r".{0,40}通知(?:\(.*\))?", line)
    ):
        return True
    return bool(UNENDED.search(title) and len(line) <= 16 and TITLE.fullmatch("的" * 4 + line))


def number_alone(page: Page, lines: list[Headline]) -> str | None:
    """A number alone on its line, or at the end of a title."""
    for line in lines:
        found = ALONE.fullmatch(line.words)
        if found:
            return page.printed(line.start + found.start("value"), line.start + found.end("value"))
        tail = re.search(rf"通知\((?P<value>{NUMBER.pattern})\)$", line.words)
        if tail:
            return page.printed(line.start + tail.start("value"), line.start + tail.end("value"))
    return None
