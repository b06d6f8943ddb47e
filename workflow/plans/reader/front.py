"""The head of a document: its title, the plan's own title, number, issuing body and day."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from workflow.plans.reader.bodies import STRONG
from workflow.plans.reader.breaks import DAY, TITLE_END
from workflow.plans.reader.headlines import Headline, headlines, number_alone, titles_over_lines
from workflow.plans.reader.numbering import value
from workflow.plans.reader.page import Page

DOC_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,14}[\[(]\d{4}[\])](?:第)?\d{1,5}号")
NUMBER_LABEL = re.compile(
    r"(?:发文字号|文号|文件编号|公文编号):?\t?(?P<value>[\u4e00-\u9fff]{1,14}[\[(]\d{4}[\])]\d{1,5}号)"
)
ISSUER_LABEL = re.compile(
    r"(?:发文机[关构]|发布机构|制发机关|发文单位):?\t?(?P<value>[^\t:\n]{2,40}?)(?=\t|\n|成文|发布|主题|体裁|$)"
)
TITLE_LABEL = re.compile(
    r"(?:(?:^|\n)(?:名称|信息名称|文件名称)|标题):\t?(?P<value>[^\t\n]{4,120}?)(?=\t|\n|$|发文字号|发布日期)"
)
DAY_LABEL = re.compile(
    rf"(?:成文日期|发文日期|印发日期|签发日期):?\t?(?P<value>{DAY.pattern}|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}})"
)
TITLE = re.compile(rf"[^。;!?]{{4,120}}?{TITLE_END}(?:\([^()]{{1,20}}\))?$")
FIRST_TITLE = re.compile(rf"(?:^|(?<=\n))(?!为|根据|按照)[^。;!?\n]{{4,80}}?{TITLE_END}(?![\u4e00-\u9fff]?[编制的])")
NUMBERED = re.compile(r"[(（][\u4e00-\u9fff]{1,14}[\[(〔［（]\d{4}[\])〕］）]\d{1,5}号[)）]$")
ISSUED = re.compile(r"^(?P<issuer>[^《]{2,60}?)(?:关于|印发)")
SEALED = re.compile(r"\(.*代章\)")
PUBLISHED = re.compile(
    r"(?:发布|印发|公布|发文)?(?:日期|时间):?\t?(?P<value>\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{4}年\d{1,2}月\d{1,2}日)"
)
ENACTED = re.compile(
    rf"(?:^|\n)\(?(?P<value>{DAY.pattern})(?:\d{{1,2}}:\d{{2}}(?::\d{{2}})?|[^()\n]{{0,40}}通过)?\)?(?=\n|$)"
)
PROMULGATED = re.compile(
    r"(?:印发|发布)(?:[^《》]{0,40})《(?P<title>[^《》]{4,80})》|印发(?P<bare>[^《》]{4,80})的通知"
)
FIRST_WORDS = 6000
LONGEST_ISSUER = 150


@dataclass(frozen=True, slots=True)
class Front:
    title: str
    plan_title: str
    doc_number: str | None
    issuer: str | None
    issued_on: date | None
    dating: str  # the plan's title as one paragraph has it: a year in a line of its own gives no days


def front_of(page: Page, body: int) -> Front:
    """What stands before the first chapter, which begins at `body`."""
    head = page.flat[: min(body, FIRST_WORDS)]
    lines = headlines(page, len(head))
    whole = titles_in(page, head)
    title, own = titled(page, head, titles_over_lines(page, lines) or whole)
    _, dating = titled(page, head, whole)
    return Front(title, own, number_of(page, head, lines), issuer_of(page, head, title), day_of(head), dating)


def titled(page: Page, head: str, found: list[str]) -> tuple[str, str]:
    """The title of the document and that of the plan it brings."""
    titles = [NUMBERED.sub("", title) for title in found]
    labelled = printed_value(page, TITLE_LABEL, head)
    title = labelled or (titles[0] if titles else first_line(page, head))
    promulgated = PROMULGATED.search(title)
    own = titles[-1] if len(titles) > 1 or (labelled and titles) else ""
    if promulgated and (not own or "通知" in own[-3:]):
        own = promulgated["title"] or promulgated["bare"]
    return title, own or title


def printed_value(page: Page, shape: re.Pattern[str], head: str) -> str | None:
    found = shape.search(head)
    return page.printed(*found.span("value")) if found else None


def titles_in(page: Page, head: str) -> list[str]:
    """The lines that look like titles, broken ones joined."""
    titles: list[str] = []
    start, previous = 0, ""
    for line in head.split("\n"):
        words = page.printed(start, start + len(line)) if line else ""
        if len(line) <= 120 and ":" not in line and "\t" not in line and TITLE.fullmatch(line):
            goes_on = previous and re.search(r"关于|印发", previous) and not TITLE.fullmatch(previous)
            title = previous + words if goes_on else words
            if title not in titles:
                titles.append(title)
        previous = words if 4 <= len(line) <= 60 and not re.search(r"[。:;\t]", line) else ""
        start += len(line) + 1
    return titles


def first_line(page: Page, head: str) -> str:
    """Where no line is a title: the first words up to one of the words that end titles."""
    found = FIRST_TITLE.search(head)
    if found:
        return page.printed(found.start(), found.end())
    end = head.find("\n")
    return page.printed(0, min(len(head) if end < 0 else end, 80))


def number_of(page: Page, head: str, lines: list[Headline]) -> str | None:
    """The document's number: labelled, or alone on its line; a number cited in a sentence is another's."""
    labelled = printed_value(page, NUMBER_LABEL, head) or number_alone(page, lines)
    if labelled:
        return labelled
    start = 0
    for line in head.split("\n"):
        found = DOC_NUMBER.search(line)
        if found and len(line) <= found.end() - found.start() + 12 and "《" not in line:
            return page.printed(start + found.start(), start + found.end())
        start += len(line) + 1
    return None


def issuer_of(page: Page, head: str, title: str) -> str | None:
    """The issuing body: as signed over the day, else as labelled, else as the title names it."""
    start = 0
    lines: list[tuple[int, int]] = []
    for line in head.split("\n"):
        if DAY.fullmatch(line):
            signed = signed_by(page, lines[-12:])
            if signed:
                return signed
        if not SEALED.fullmatch(line):
            lines.append((start, start + len(line)))
        start += len(line) + 1
    named = ISSUED.match(title)
    by_title = named["issuer"] if named and re.search(rf"{STRONG.pattern}|等", named["issuer"]) else None
    return printed_value(page, ISSUER_LABEL, head) or by_title


def signed_by(page: Page, lines: list[tuple[int, int]]) -> str:
    """The bodies that signed, from the last line up, as far as they fit."""
    names: list[str] = []
    for start, end in reversed(lines):
        cuts = [place for place in range(start + 1, end) if page.gap(place) and STRONG.search(page.flat[start:place])]
        here = [page.printed(first, last) for first, last in pairwise([start, *cuts, end])]
        if not 2 <= end - start <= 80 or not all(STRONG.search(name) for name in here):
            break
        if re.search(r"[。:,;《]|关于|通知", page.flat[start:end]) or len("、".join([*here, *names])) > LONGEST_ISSUER:
            break
        names = here + names
    return "、".join(dict.fromkeys(names))


def day_of(head: str) -> date | None:
    """The day of the document: labelled, else the first that stands alone, else the day it was published."""
    labelled = DAY_LABEL.search(head)
    alone = next((line for line in head.split("\n") if DAY.fullmatch(line)), "")
    if labelled or alone:
        return day(labelled["value"] if labelled else alone)
    other = ENACTED.search(head) or PUBLISHED.search(head)
    return day(other["value"]) if other else None


def day(words: str) -> date | None:
    """2024年6月28日, 二〇二四年六月二十八日 or 2024-06-28 as a date."""
    parts = re.findall(r"[〇零一二三四五六七八九十]+|\d+", words)
    if len(parts) != 3:
        return None
    year = (
        parts[0]
        if parts[0].isdecimal()
        else "".join(str("〇一二三四五六七八九".find(sign)) for sign in parts[0].replace("零", "〇"))
    )
    try:
        return date(int(year), value(parts[1]), value(parts[2]))
    except ValueError:
        return None


def plan_year(front: Front) -> int | None:
    """The year that 年底前 and 全年 mean: the one in the title, else that of the document's day."""
    named = re.search(r"(20\d\d)年?(?:度)?(?!前)", front.dating)
    if named:
        return int(named.group(1))
    return front.issued_on.year if front.issued_on else None


def is_annual(front: Front) -> bool:
    """Whether the plan is for the year in its title, so that what bears no day is due within it."""
    return bool(
        re.search(
            r"(?<![-至—~])20\d\d年度?(?!前|[-至—~]).*(?:行动计划|要点|工作计划|实施计划|重点工作|任务|安排|工作.*意见|工作方案)",
            front.dating,
        )
    )
