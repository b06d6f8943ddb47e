"""Quantified targets: an indicator, a comparator, a value with its unit and a day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from workflow.plans.reader.days import Mention
from workflow.plans.reader.draft import Measured
from workflow.plans.reader.sentences import Sentence, segment_start
from workflow.plans.reader.values import (
    BASELINE,
    BOUNDARY,
    CHANGE,
    COUNT_UNITS,
    CREATED,
    CREATES_HERE,
    FIRM,
    HAVING,
    HEDGES,
    KEEPING,
    LEVEL,
    MONEY,
    SHARE,
    WORKED,
    WORKED_ON,
    Value,
    values,
)

GRANTS = re.compile(r"补贴|补助|奖励|奖补|贷款|给予|返还|免征|减征|扣除|罚款|资助|收费标准|最高不超过")
LEADING = re.compile(
    r"^(?:(?:到|至|截至|在|并|其中|力争|争取|确保|努力|原则上|基本|推动|推进|实现|使|将|把|和|及|、|分别|同步|其中|全市|全省|全国|全县|全区|我市|我省)+)"
)
JOINED = re.compile(r"(?:和|及|与|或|、)$")
SUMS = re.compile(r"(?:投资|产值|规模|收入|增加值|销售额|交易额|贸易额|零售额|进出口额|总额|资金|营收)$")
RULE = re.compile(r"不(?:应|宜|得|能)|应不|须不|必须|不许")
ALL_THE_SAME = re.compile(r"(?<![年人平日月户])均")
SHARE_FIRST = re.compile(r"(?:的)?[一-鿿][^,。;]{3,40}?(?:建成|达到|完成|参与|实现|创建|成为|纳入|建立|覆盖|开展|配备|使用|采用)")


@dataclass(frozen=True, slots=True)
class Claim:
    """A target as read: places in the flat text, words of the indicator already cut out."""

    indicator: tuple[int, int]
    comparator: str
    value: Value
    due: Mention | None
    year: int | None
    baseline: int | None
    kind: Measured
    wording: tuple[int, int]
    sentence: Sentence


def claims(flat: str, sentence: Sentence) -> Iterator[Claim]:
    """The targets of a sentence, in order; an indicator left out is the one before."""
    found = values(flat, sentence.start, sentence.end)
    before: Claim | None = None
    index = 0
    while index < len(found):
        group = together(flat, found, index)
        begin = max(segment_start(flat, sentence, group[0].start), before.wording[1] if before else 0)
        for claim in claims_of(flat, sentence, begin, group, before):
            if claim.indicator[0] >= claim.indicator[1]:
                if before is None:
                    continue
                claim = replace(claim, indicator=before.indicator)
            before = claim
            yield claim
        index += len(group)


def together(flat: str, found: list[Value], index: int) -> list[Value]:
    """Values listed side by side: 72%、35% or 1.0%、1.2%和1.4%."""
    group = [found[index]]
    for value in found[index + 1 :]:
        if flat[group[-1].close : value.start] not in ("、", "和", "及", ",", "与"):
            break
        group.append(value)
    return group


def claims_of(
    flat: str, sentence: Sentence, begin: int, group: list[Value], before: Claim | None
) -> Iterator[Claim]:
    """The targets of one phrase: one for each value of a list, one for each due year or named thing."""
    first, last = group[0], group[-1]
    left = flat[begin : first.start]
    if GRANTS.search(flat, sentence.start, sentence.end) or in_brackets(flat, sentence.start, first.start):
        return
    read = reading(flat, sentence, begin, left, first, last) or listed(flat, sentence, left, first, last, before)
    if read is None:
        return
    comparator, kind, cut = read
    due = sentence.due_at(first.start)
    years = due.years if due and due.years else (due.year if due else None,)
    baseline = BASELINE.search(left)
    indicator, end = indicator_in(flat, begin, cut, sentence), last.close
    if not BOUNDARY.match(flat, last.close, sentence.end):
        indicator = indicator_after(flat, last.close)
        end = indicator[1]
    for value, thing in each(flat, group, indicator, left):
        for year in years:
            yield Claim(
                indicator=thing,
                comparator=comparator if comparator != "~" or value is last else ">=",
                value=value,
                due=due,
                year=year,
                baseline=int(baseline["year"]) if baseline else None,
                kind=kind,
                wording=(begin + left.startswith(("、", "和", "及")), end),
                sentence=sentence,
            )


def each(flat: str, group: list[Value], indicator: tuple[int, int], left: str) -> Iterator[tuple[Value, tuple[int, int]]]:
    """分别 deals values out to the things named, 均 gives one value to all of them."""
    things = pieces_of(flat, *indicator)
    if len(group) == 1 and len(things) > 1 and ALL_THE_SAME.search(left):
        yield from ((group[0], thing) for thing in things)
    elif len(group) > 1 and len(things) == len(group):
        yield from zip(group, things, strict=True)
    else:
        yield from ((value, indicator) for value in group)


def pieces_of(flat: str, start: int, end: int) -> list[tuple[int, int]]:
    """The things of a list, cut at 、 outside brackets."""
    cuts, depth = [start - 1], 0
    for place in range(start, end):
        depth += (flat[place] == "(") - (flat[place] == ")")
        if flat[place] == "、" and not depth:
            cuts.append(place)
    return [(one + 1, other) for one, other in zip(cuts, [*cuts[1:], end], strict=True)]


def listed(
    flat: str, sentence: Sentence, left: str, first: Value, last: Value, before: Claim | None
) -> tuple[str, Measured, int] | None:
    """A second thing under the verb of the first: 退出炼油产能740万吨、焦化产能115万吨."""
    if before is None or before.kind is not Measured.CUMULATIVE or left[:1] not in ("、", "和"):
        return None
    if not BOUNDARY.match(flat, last.close, sentence.end) or last.unit == "%":
        return None
    return hedged(flat, last, left, ">="), Measured.CUMULATIVE, first.start


def in_brackets(flat: str, start: int, place: int) -> bool:
    return flat.count("(", start, place) > flat.count(")", start, place)


def reading(
    flat: str, sentence: Sentence, begin: int, left: str, first: Value, last: Value
) -> tuple[str, Measured, int] | None:
    """Comparator, kind and end of the indicator; None where the number is no target."""
    after = flat[last.close : last.close + 44]
    ends = bool(BOUNDARY.match(flat, last.close, sentence.end))
    dated = sentence.due_at(first.start) is not None
    change, level = CHANGE.search(left), LEVEL.search(left)
    if ends and change:
        return "decrease_by" if change["down"] else "increase_by", Measured.CHANGE, begin + change.start()
    if ends and level and not (RULE.search(left) and not dated):
        kind = Measured.KEEP if KEEPING.search(level.group()) else Measured.LEVEL
        return compared(flat, last, left, level), kind, begin + level.start()
    if HAVING.search(left) and after[:1] == "的" and re.match(r"的[^,。;]{2,16}(?:[,。;]|$)", after):
        return hedged(flat, last, left, ">="), Measured.LEVEL, begin + len(left) - 2
    share = SHARE.search(left)
    if ends and share and (dated or flat[last.end : last.close]):
        return hedged(flat, last, left, ">="), Measured.LEVEL, first.start
    return counted(flat, begin, left, first, last, ends=ends, dated=dated)


def counted(
    flat: str, begin: int, left: str, first: Value, last: Value, *, ends: bool, dated: bool
) -> tuple[str, Measured, int] | None:
    """Things to be made, and shares that open a phrase; both need a day, or are a firm sum."""
    after = flat[last.close : last.close + 44]
    if not ends and WORKED_ON.search(left) and last.unit in COUNT_UNITS and last.close == last.end and WORKED.match(after):
        return "=", Measured.CUMULATIVE, first.start
    if not (dated or re.search(r"累计", left)) or (MONEY.search(last.unit) and not SUMS.search(left)):
        return None
    if last.unit == "%" and not ends and opens_phrase(left) and SHARE_FIRST.match(after):
        return hedged(flat, last, left, ">="), Measured.LEVEL, begin + len(left)
    if last.unit == "%" or (not ends and last.unit not in COUNT_UNITS):
        return None
    made = CREATED.search(left) if ends else CREATES_HERE.search(left)
    if made is None or re.search(r"年[产加工处理消纳]|日[产处]|容量小于|单机|规模$", left):
        return None
    return hedged(flat, last, left, ">="), Measured.CUMULATIVE, first.start


def opens_phrase(left: str) -> bool:
    return not LEADING.sub("", re.sub(r"^.*?(?:年底前?|年末|年内|年前?|底前?|前)", "", left))


def compared(flat: str, last: Value, left: str, level: re.Match[str]) -> str:
    """达到X is at least X; a hedge after the value says more."""
    base = "<=" if level["most"] else ">" if level["more"] or "突破" in level.group() else ">="
    return hedged(flat, last, left, base)


def hedged(flat: str, last: Value, left: str, base: str) -> str:
    """The comparator with the hedge after the value taken in."""
    hedge = flat[last.end : last.close]
    if hedge in ("左右", "上下") or re.search(r"(?:约|近|大约)$", left):
        return "~"
    if hedge in ("以下", "及以下", "以内", "之内"):
        return "<="
    return base if base == ">" or not hedge else ">="


def indicator_in(flat: str, begin: int, cut: int, sentence: Sentence) -> tuple[int, int]:
    """The words of the indicator, without the day, the hedges and the baseline around them."""
    start = max([begin, *(due.end for due in sentence.dues if begin <= due.end <= cut)])
    lead = LEADING.match(flat[start:cut])
    start += lead.end() if lead else 0
    words = flat[start:cut]
    tail = re.search(rf"(?:{BASELINE.pattern}|{HEDGES.pattern}|分别|均|同比|年均|累计$|比上年|较上年|占比?为)+$", words)
    return start, start + (tail.start() if tail else len(words))


def indicator_after(flat: str, place: int) -> tuple[int, int]:
    """创建10家省级节约型公共机构示范单位: what is counted stands behind its number."""
    found = re.compile(r"的?([^,。;\n]{2,60})").match(flat, place)
    return found.span(1) if found else (place, place)


def firmness(words: str) -> str:
    found = FIRM.search(words)
    return found.group() if found else ""


def hedges(flat: str, claim: Claim) -> str:
    """The hedging words around the indicator, those that touch in one, others joined by …."""
    start, end = claim.wording
    inner = [claim.indicator] if start <= claim.indicator[0] < end else []
    hits = [hit.span() for hit in HEDGES.finditer(flat, start, end) if all(not one <= hit.start() < two for one, two in inner)]
    words = ""
    for index, (begin, close) in enumerate(hits):
        words += ("…" if index and hits[index - 1][1] < begin else "") + flat[begin:close]
    return words
