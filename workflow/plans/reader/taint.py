"""Words that look pasted over others: a place where the genre wants a person's name holds something else.

Public plans open with fixed formulas around one person's name (以……新时代中国特色社会主义思想为指导). What stands in
that place and is no name (digits, Latin letters, words of betting) was put there by another hand; once known, the
same words are found wherever they recur. Advertisements are also known by their shape."""

import re
from collections.abc import Iterator

from workflow.plans.reader.advertising import advertisements
from workflow.plans.reader.draft import Taint
from workflow.plans.reader.page import Page

SLOT = re.compile(
    r"新时代中国特色社会主义思想|总书记|(?:生态文明|法治|经济|外交|强军|文化)思想|主席(?=关于|在|对|的重要)"
)
BOUNDARY = re.compile(
    r"以|贯彻|学习|落实|深化|深入|认真|践行|牢记|遵循|按照|根据"
    r"|围绕|坚持|把握|领会|将|把|在|是|和|与|及|的|从|由|用|聚焦"
    r"|全面|坚定|拥护|关于|党中央|同志"
    r"|[、,。;:!?\"“”()《》\n\t]"
)
ODD = re.compile(r"[A-Za-z0-9]")
LURE = re.compile("体育|娱乐|投注|棋牌|彩票|博彩|电竞|赌|官网|下载|开户|真人|葡京|威尼斯|澳门|皇冠")
NAMING = re.compile(r"新时代|总书记|生态文明思想")
NAMELESS = re.compile(r"(?:以|贯彻|学习|落实)新时代中国特色社会主义思想")
LONGEST_SLOT = 24
MOST = 40


def taints(page: Page) -> list[Taint]:
    """Every place where something foreign stands, in order; items are filled in by the caller."""
    found = [(*place.span(), "over_a_name") for place in recurring(page.flat)]
    found += [(start, end, "advertising") for start, end in advertisements(page.flat)]
    marked: list[Taint] = []
    last = 0
    for start, end, reason in sorted(found, key=lambda one: (one[0], one[2] != "over_a_name", -one[1])):
        if start >= last:
            marked.append(taint(page, (start, end), reason))
            last = end
    return marked


def recurring(flat: str) -> Iterator[re.Match[str]]:
    """All places of the words that stood where a name belongs."""
    pasted = sorted(dict.fromkeys(slots(flat)), key=len, reverse=True)[:MOST]
    if pasted:
        yield from re.finditer("|".join(re.escape(words) for words in pasted), flat)


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
        foreign = ODD.search(words) or (len(words) <= 12 and LURE.search(words) and NAMING.match(formula.group()))
        if len(words) >= 3 and foreign and not re.fullmatch(r"\d+年?", words):
            found.append(words)
    return found
