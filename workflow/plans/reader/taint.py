"""Words that look pasted over others: a place where the genre wants a person's name holds something else.

Public plans open with fixed formulas around one person's name (以……新时代中国特色社会主义思想为指导, ……总书记). What stands in
that place and is no name of a person (digits, Latin letters, words of gambling and advertising) was put there by another hand;
once known, the same words are found wherever they recur. Gambling advertisements are also known by their shape."""

import re

from workflow.plans.reader.draft import Taint
from workflow.plans.reader.page import Page

SLOT = re.compile(r"新时代中国特色社会主义思想|总书记|(?:生态文明|法治|经济|外交|强军|文化)思想|主席(?=关于|在|对|的重要)")
BOUNDARY = re.compile(
    r"以|贯彻|学习|落实|深化|深入|认真|践行|牢记|遵循|按照|根据|围绕|坚持|把握|领会|将|把|在|是|和|与|及|的|从|由|用|聚焦|全面|坚定|拥护|关于|党中央|同志"
    r"|[、,。;:!?\"“”()《》\n\t]"
)
ODD = re.compile(r"[A-Za-z0-9]")
BETTING = (
    r"投注|博彩|赌场|赌博|娱乐城|娱乐场|百家乐|老虎机|六合彩|时时彩|足彩|体彩|彩票网|棋牌|真人荷官|下注|外围|葡京|威尼斯人|太阳城|银河国际|皇冠|澳门新"
)
ADVERTISING = re.compile(
    rf"[A-Za-z0-9.\-]{{0,12}}(?:体育|娱乐|国际|平台|网上|线上|官网)?(?:{BETTING})(?:官网|平台|网址|网站|app|APP)?"
    r"|(?:加|添加)(?:微信|QQ|扣扣)[A-Za-z0-9:]{4,}|(?:免费|在线)?(?:代开发票|办证|无抵押贷款)\d*"
    r"|(?:bet|BET|Bet)\d{2,4}|\d{2,4}(?:bet|BET)|(?:www\.)?[a-z0-9-]*(?:casino|poker|porn|bet365)[a-z0-9-]*(?:\.[a-z]{2,4})?"
)
LEGITIMATE = re.compile(r"(?:打击|整治|禁止|严禁|防范|治理|查处|严厉|网络|非法|跨境|涉|反|聚众|参与|体育|福利|彩票)$")
NAMELESS = re.compile(r"(?:以|贯彻|学习|落实)新时代中国特色社会主义思想")
LONGEST_SLOT = 24


def taints(page: Page) -> list[Taint]:
    """Every place where something foreign stands, in order; items are filled in by the caller."""
    pasted = set(slots(page.flat))
    spans: dict[tuple[int, int], str] = {}
    for words in sorted(pasted, key=len, reverse=True):
        for found in re.finditer(re.escape(words), page.flat):
            mark(spans, found.start(), found.end(), "over_a_name")
    for found in ADVERTISING.finditer(page.flat):
        legal = LEGITIMATE.search(page.flat, max(0, found.start() - 6), found.start())
        if not (legal and not ODD.search(found.group())):
            mark(spans, found.start(), found.end(), "advertising")
    return [taint(page, span, reason) for span, reason in sorted(spans.items())]


def mark(spans: dict[tuple[int, int], str], start: int, end: int, reason: str) -> None:
    """Note a place unless a longer find covers it already."""
    if all(end <= known[0] or start >= known[1] for known in spans):
        spans[start, end] = reason


def taint(page: Page, span: tuple[int, int], reason: str) -> Taint:
    place = page.span(*span)
    return Taint(place.start, place.end, page.quote(*span), reason, None)


def nameless(flat: str) -> list[tuple[int, int]]:
    """Formulas from which the name was taken out."""
    return [found.span() for found in NAMELESS.finditer(flat)]


def slots(flat: str) -> list[str]:
    """What stands where the formulas want a name and is none."""
    found: list[str] = []
    for formula in SLOT.finditer(flat):
        before = flat[max(0, formula.start() - LONGEST_SLOT) : formula.start()]
        words = BOUNDARY.split(before)[-1]
        if len(words) >= 3 and ODD.search(words) and not re.fullmatch(r"\d+年?", words):
            found.append(words)
    return found
