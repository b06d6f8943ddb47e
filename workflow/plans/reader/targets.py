"""Quantified targets: an indicator, a comparator, a value with its unit and a day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from workflow.plans.reader.days import Mention
from workflow.plans.reader.draft import Measured
from workflow.plans.reader.sentences import Sentence, segment_start
from workflow.plans.reader.values import BASELINE, FIRM, HEDGES, Value, values
from workflow.plans.reader.weighing import LEADING, Phrase, listed, reading

GRANTS = re.compile(r"补贴|补助|奖励|奖补|贷款|给予|返还|免征|减征|扣除|罚款|资助|收费标准|最高不超过")
JOINED = re.compile(r"(?:和|及|与|或|、)$")
BEHIND = re.compile(r"的?([^,。;\n]{2,60})")
ALL_THE_SAME = re.compile(r"(?<![年人平日月户])均")


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


def claims_of(flat: str, sentence: Sentence, begin: int, group: list[Value], before: Claim | None) -> Iterator[Claim]:
    """The targets of one phrase: one for each value of a list, one for each due year or named thing."""
    phrase = Phrase(flat, sentence, begin, group[0], group[-1])
    if GRANTS.search(flat, sentence.start, sentence.end) or in_brackets(flat, sentence.start, group[0].start):
        return
    read = reading(phrase) or listed(phrase, before.kind if before else None)
    if read is None:
        return
    comparator, kind, cut = read
    due = sentence.due_at(group[0].start)
    years = due.years if due and due.years else (due.year if due else None,)
    baseline = BASELINE.search(phrase.left)
    indicator = indicator_in(flat, begin, cut, sentence) if phrase.ends else indicator_after(phrase)
    for value, thing in each(flat, group, indicator, phrase.left):
        for year in years:
            yield Claim(
                indicator=thing,
                comparator=comparator if comparator != "~" or value is group[-1] else ">=",
                value=value,
                due=due,
                year=year,
                baseline=int(baseline["year"]) if baseline else None,
                kind=kind,
                wording=(begin + phrase.left.startswith(("、", "和", "及")), wording_end(phrase, indicator)),
                sentence=sentence,
            )


def wording_end(phrase: Phrase, indicator: tuple[int, int]) -> int:
    return phrase.last.close if phrase.ends else indicator[1]


def each(
    flat: str, group: list[Value], indicator: tuple[int, int], left: str
) -> Iterator[tuple[Value, tuple[int, int]]]:
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


def in_brackets(flat: str, start: int, place: int) -> bool:
    return flat.count("(", start, place) > flat.count(")", start, place)


def indicator_in(flat: str, begin: int, cut: int, sentence: Sentence) -> tuple[int, int]:
    """The words of the indicator, without the day, the hedges and the baseline around them."""
    start = max([begin, *(due.end for due in sentence.dues if begin <= due.end <= cut)])
    lead = LEADING.match(flat[start:cut])
    start += lead.end() if lead else 0
    words = flat[start:cut]
    tail = re.search(rf"(?:{BASELINE.pattern}|{HEDGES.pattern}|分别|均|同比|年均|累计$|比上年|较上年|占比?为)+$", words)
    return start, start + (tail.start() if tail else len(words))


def indicator_after(phrase: Phrase) -> tuple[int, int]:
    """创建10家省级节约型公共机构示范单位: what is counted stands behind its number."""
    found = BEHIND.match(phrase.flat, phrase.last.close, phrase.sentence.end)
    return found.span(1) if found else (phrase.last.close, phrase.last.close)


def firmness(words: str) -> str:
    found = FIRM.search(words)
    return found.group() if found else ""


def hedges(flat: str, claim: Claim) -> str:
    """The hedging words around the indicator, those that touch in one, others joined by …."""
    start, end = claim.wording
    inner = [claim.indicator] if start <= claim.indicator[0] < end else []
    hits = [
        hit.span()
        for hit in HEDGES.finditer(flat, start, end)
        if all(not one <= hit.start() < two for one, two in inner)
    ]
    words = ""
    for index, (begin, close) in enumerate(hits):
        words += ("…" if index and hits[index - 1][1] < begin else "") + flat[begin:close]
    return words
