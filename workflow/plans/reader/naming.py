"""What a target measures: the words of its indicator, and the several things of a list."""

import itertools
import re
from collections.abc import Iterator

from workflow.plans.reader.phrases import LEADING, Phrase
from workflow.plans.reader.sentences import Sentence, segment_start
from workflow.plans.reader.values import BASELINE, HEDGES, Value

BEHIND = re.compile(r"的?((?:(?![、和及与][^,。;、\d]{0,8}\d)[^,。;\n]){2,60})")
MOVING = re.compile(
    r"(?:持续|稳步|进一步|不断|显著|大幅|明显|逐步|逐年|加快|有效|再)*"
    r"(?:提高|提升|增长|下降|扩大|壮大|优化|上升|增加|改善|翻[一两]?番|倍增|降低|减少|拓展|延长)$"
)
RATES = re.compile(r"(?:率|比例|比重|占比)$")
ALL_THE_SAME = re.compile(r"(?<![年人平日月户])均|分别")
FROM = r"(?:由|从)(?:(?:19|20)\d\d年的?)?(?:不足|约)?\d[^,。;]{0,12}"
TAIL = re.compile(
    rf"(?:{BASELINE.pattern}|{HEDGES.pattern}|{FROM}|分别|均|同比|年均|每年|累计$|比上年|较上年|占比?为|总体|已|的|在|为|到|至|再|,)+$"
)


def each(
    flat: str, group: list[Value], indicator: tuple[int, int], left: str
) -> Iterator[tuple[Value, tuple[int, int]]]:
    """分别 deals values out to the things named; 均, or a list of rates, gives one value to all of them."""
    for joints in ("、", "、和及与"):
        things = pieces_of(flat, *indicator, joints)
        if len(things) == len(group) > 1:
            yield from zip(group, things, strict=True)
            return
        rates = all(RATES.search(flat, *thing) for thing in things)
        if len(group) == 1 and len(things) > 1 and (rates or ALL_THE_SAME.search(left)):
            things = pieces_of(flat, *indicator, "、和及与") if not rates else things
            yield from ((group[0], thing) for thing in things)
            return
    yield from ((value, indicator) for value in group)


def pieces_of(flat: str, start: int, end: int, joints: str) -> list[tuple[int, int]]:
    """The things of a list, cut at these signs outside brackets."""
    cuts, depth = [(start, start)], 0
    for place in range(start, end):
        depth += (flat[place] == "(") - (flat[place] == ")")
        if flat[place] in joints and not depth and start < place < end - 1:
            cuts.append((place, place + 1))
    cuts.append((end, end))
    return [(one[1], other[0]) for one, other in itertools.pairwise(cuts)]


def indicator_in(flat: str, begin: int, cut: int, sentence: Sentence) -> tuple[int, int]:
    """The words of the indicator, without the day, the hedges and the baseline around them."""
    start = begin
    for due in sentence.dues:
        if not (start <= due.start and due.end <= cut):
            continue
        if due.end + 2 <= cut or not named(flat[start : due.start]):
            start = due.end
        else:
            cut = due.start
    lead = LEADING.match(flat[start:cut])
    start += lead.end() if lead else 0
    words = flat[start:cut]
    tail = TAIL.search(words)
    return start, start + (tail.start() if tail else len(words))


def indicator_before(flat: str, sentence: Sentence, begin: int) -> tuple[int, int] | None:
    """总量翻一番,达到2000亿元: the part before names what moves."""
    start = segment_start(flat, sentence, begin - 1) if begin > sentence.start else begin
    moving = MOVING.search(flat[start : max(begin - 1, start)])
    return indicator_in(flat, start, start + moving.start(), sentence) if moving else None


def named(words: str) -> bool:
    """Whether these words name something, rather than lead in."""
    lead = LEADING.match(words)
    return len(words) - (lead.end() if lead else 0) >= 2


def indicator_after(phrase: Phrase) -> tuple[int, int]:
    """创建10家省级节约型公共机构示范单位: what is counted stands behind its number."""
    found = BEHIND.match(phrase.flat, phrase.last.close, phrase.sentence.end)
    return found.span(1) if found else (phrase.last.close, phrase.last.close)
