"""Quantified targets: an indicator, a comparator, a value with its unit and a day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from workflow.plans.reader.days import Mention
from workflow.plans.reader.draft import Measured
from workflow.plans.reader.naming import each, indicator_after, indicator_before, indicator_in
from workflow.plans.reader.phrases import Phrase, Read
from workflow.plans.reader.sentences import Sentence, segment_start
from workflow.plans.reader.units import bare, is_count
from workflow.plans.reader.values import BASELINE, BOUNDARY, FIRM, HEDGES, MONEY, Value, values
from workflow.plans.reader.weighing import asked

GRANTS = re.compile(r"补贴|补助|奖励|奖补|贴息|给予|返还|免征|减征|扣除|罚款|资助|收费标准|最高不超过|减按")
REWARDS = re.compile(r"补贴|补助|奖励|奖补|给予|返还|罚款")
PAST = re.compile(r"截[至止]|已(?!有)|现有(?!水平|基础)|目前|达到了|去年|上年末|历史")
CASES = re.compile(r"对(?!口|外|标)|凡|若|如(?!期)|当(?!年)")
ASIDE = re.compile(r"(?:率|比例|比重|占比)(?:力争|原则上|均)*(?:达到?|不低于|不高于|不少于|提高到)$")
CLAUSE = re.compile(r"[^,。;\n]*")
JOINS = ("、", "和", "及", ",", "与", "以及")


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
        begin = max(begin, opened(flat, begin, group[0].start))
        phrase = Phrase(flat, sentence, begin, group[0], group[-1])
        for claim in claims_of(phrase, group, before):
            if claim.indicator[0] >= claim.indicator[1]:
                other = indicator_before(flat, sentence, begin) or (before.indicator if before else None)
                if other is None:
                    continue
                claim = replace(claim, indicator=other)
            before = claim
            if not past(phrase, claim.due):
                yield claim
        index += len(group)


def together(flat: str, found: list[Value], index: int) -> list[Value]:
    """Values listed side by side: 72%、35% or 1.0%、1.2%和1.4%."""
    group = [found[index]]
    for value in found[index + 1 :]:
        joint = flat[group[-1].close : value.start]
        if joint not in JOINS or not alike(group[-1].unit, value.unit):
            break
        if joint == "," and not BOUNDARY.match(flat, value.close):
            break
        group.append(value)
    unit = group[-1].unit
    return [replace(one, unit=unit) if one.unit and unit.startswith(one.unit) else one for one in group]


def alike(one: str, other: str) -> bool:
    """Whether two values could stand in one list: 20个、10个百分点, 800万元、1亿元, but not 500千伏、25个."""
    return bare(other).startswith(bare(one))


def claims_of(phrase: Phrase, group: list[Value], before: Claim | None) -> Iterator[Claim]:
    """The targets of one phrase: one for each value of a list, one for each due year or named thing."""
    flat, sentence, begin = phrase.flat, phrase.sentence, phrase.begin
    due = sentence.due_at(group[0].start) or sentence.due_after(flat, group[-1].close)
    aside = in_brackets(flat, sentence.start, group[0].start) and not ASIDE.search(phrase.left)
    read = None if granted(phrase) or aside or is_case(phrase) else asked(phrase, read_before(before))
    if read is None:
        return
    comparator, kind, cut = read
    baseline = BASELINE.search(phrase.left)
    indicator = indicator_in(flat, begin, cut, sentence) if phrase.ends else indicator_after(phrase)
    for value, thing, year in dealt(phrase, group, indicator, due):
        yield Claim(
            indicator=thing,
            comparator=comparator if comparator != "~" or value is group[-1] else ">=",
            value=value if value.high is None or comparator != "<=" else replace(value, number=value.high),
            due=due,
            year=year,
            baseline=int(baseline["year"]) if baseline else None,
            kind=kind,
            wording=(begin + phrase.left.startswith(("、", "和", "及")), wording_end(phrase, indicator)),
            sentence=sentence,
        )


def is_case(phrase: Phrase) -> bool:
    """Whether the number only says which cases are meant: 对超过100万元的, 经费超过300万元且通过验收的,可认定."""
    rest = CLAUSE.match(phrase.flat, phrase.last.close, phrase.sentence.end)
    return bool(CASES.match(phrase.left)) or bool(rest and rest.group().endswith("的"))


def read_before(before: Claim | None) -> Read | None:
    return (before.comparator, before.kind, 0) if before else None


def dealt(
    phrase: Phrase, group: list[Value], indicator: tuple[int, int], due: Mention | None
) -> Iterator[tuple[Value, tuple[int, int], int | None]]:
    """Values dealt out to several years, or to the things named, each of which holds for every year."""
    years = years_of(due, len(group), phrase.left)
    if len(years) == len(group) > 1:
        yield from ((value, indicator, year) for value, year in zip(group, years, strict=True))
        return
    for value, thing in each(phrase.flat, group, indicator, phrase.left):
        yield from ((value, thing, year) for year in years)


def years_of(due: Mention | None, values: int, left: str) -> tuple[int | None, ...]:
    """The years that a mention of several stands for: all of them under 分别, the last for a sum over all."""
    if due is None:
        return (None,)
    if due.first and due.year and due.year - due.first + 1 == values > 1:
        return tuple(range(due.first, due.year + 1))
    if due.years and (values == len(due.years) or re.search(r"分别|(?<![年人平日月户])均|各", left)):
        return due.years
    return (due.year,)


def wording_end(phrase: Phrase, indicator: tuple[int, int]) -> int:
    return phrase.last.close if phrase.ends else indicator[1]


def granted(phrase: Phrase) -> bool:
    """Whether the number belongs to money handed out: for sums the whole sentence speaks, else the words around."""
    flat, sentence, unit = phrase.flat, phrase.sentence, phrase.last.unit
    if MONEY.search(unit) or (unit == "%" and not phrase.dated):
        return bool(GRANTS.search(flat, sentence.start, sentence.end))
    around = CLAUSE.match(flat, phrase.last.end, sentence.end)
    words = flat[phrase.begin : around.end() if around else phrase.last.end]
    return bool((REWARDS if is_count(unit) else GRANTS).search(words))


def past(phrase: Phrase, due: Mention | None) -> bool:
    """Whether the number tells how things stand: 截至2021年底, 已达到, a year before the plan's own."""
    return bool(PAST.search(phrase.left)) or told(phrase.flat, phrase.sentence, due)


def told(flat: str, sentence: Sentence, due: Mention | None) -> bool:
    """Whether a sentence that begins with how things stand has not yet come to a day of its own."""
    if due is not None and due.past:
        return True
    opening = PAST.match(flat, sentence.start, sentence.end)
    return bool(opening) and (due is None or due.start - sentence.start <= 4)


def opened(flat: str, begin: int, place: int) -> int:
    """The place behind a bracket that opens in this stretch and is not closed."""
    bracket = flat.rfind("(", begin, place)
    return bracket + 1 if bracket > flat.rfind(")", begin, place) else begin


def in_brackets(flat: str, start: int, place: int) -> bool:
    return flat.count("(", start, place) > flat.count(")", start, place)


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
