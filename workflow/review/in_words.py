"""What stands in the words of a report: whether they are last period's again, and numbers beside the fields."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import pairwise

ALIKE = 95  # per cent
PAIRED = 0.8  # texts that share fewer of their pairs of neighbouring signs cannot be so much alike
SHORT = 20  # characters without signs: shorter texts are alike by nature
COMPARED = 1500  # characters of each text
PERIODS = re.compile(
    r"(20\d\d年)?(前?[一二三四1-4]季度|第[一二三四1-4]季度|[上下]半年|全年|[本上]季度?|[本上][期月]"
    r"|\d{1,2}(?:[-—–~至到]\d{1,2})?月(?:份|底|末|\d{1,2}日)?)|20\d\d年"
)
SCALES = {"": 1, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
SCALE = "万亿|千万|百万|亿|万"
BASES = {  # the same thing in other words, in the first one's size
    "千瓦": {"千瓦": 1, "kw": 1, "兆瓦": 1000, "mw": 1000, "吉瓦": 10**6, "gw": 10**6},
    "吨标准煤": {"吨标准煤": 1, "吨标煤": 1},
    "百分点": {"百分点": 1, "个百分点": 1},
}
OTHER_THING = "时|小时|h|标准煤|标煤|二氧化碳|公里|百分点|[/·]"  # behind a unit: another unit
ABOUT_CHANGE = re.compile(
    r"增长|下降|提高|提升|上升|降低|减少|增加|新增|同比|环比|较|比[上去年]|其中|目标|计划|力争|预计|规划|投资|上年|去年|上期|到20\d\d年"
)


def even(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def bare(text: str) -> str:
    """The words without signs, spaces and names of periods."""
    return "".join(char for char in PERIODS.sub("", even(text)) if char.isalnum() or char == "%")


def alike(text: str, before: str) -> int:
    """How much of a text is the earlier one, in per cent of both; 0 for texts too short to tell."""
    one, other = bare(text)[:COMPARED], bare(before)[:COMPARED]
    if min(len(one), len(other)) < SHORT:
        return 0
    if one == other:
        return 100
    if _paired(one, other) < PAIRED:  # the same signs in another order would take half a minute
        return 0
    return int(SequenceMatcher(None, one, other, autojunk=False).ratio() * 100)


def _paired(one: str, other: str) -> float:
    """Which share of their pairs of neighbouring signs two texts have in common."""
    both = Counter(pairwise(one)) & Counter(pairwise(other))
    return 2 * both.total() / (len(one) + len(other) - 2)


@dataclass(frozen=True)
class Quantity:
    """A number in the base of its unit. `give` is what rounding may hide to either side."""

    number: Decimal
    give: Decimal
    words: str = ""

    def is_about(self, other: "Quantity") -> bool:
        return abs(self.number - other.number) <= max(self.give, other.give)


def quantity(value: Decimal, unit: str) -> Quantity:
    size, _base = _unit(unit)
    return _sized(value, size)


def _sized(value: Decimal, size: Decimal, words: str = "") -> Quantity:
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return Quantity(value * size, Decimal(5).scaleb(-places - 1) * size, words)


def _unit(unit: str) -> tuple[Decimal, str]:
    """Its size and its base: 万千瓦 is 10,000 of 千瓦."""
    words = re.sub(r"\s", "", even(unit))
    scale = re.match(SCALE, words)
    if scale:
        words = words[scale.end() :]
    size = Decimal(SCALES[scale.group()] if scale else 1)
    for base, names in BASES.items():
        if words in names:
            return size * names[words], base
    return size, words


def other_number(text: str, value: Decimal, *, unit: str, indicator: str, others: Collection[Decimal] = ()) -> str:
    """A number that the text gives for an indicator and that is not the value of the field, as written; else nothing.

    Careful: it must carry the same unit and stand in the sentence that names the indicator, or be the only one with
    that unit; what speaks of change, of a part or of a plan does not count, nor the value of another field.
    """
    size, base = _unit(unit)
    if not base:
        return ""
    said = _sized(value.normalize(), size)
    named = even(indicator)
    found = [(sentence, list(_quantities(sentence, base, named))) for sentence in re.split(r"[。;!?\n]", even(text))]
    numbers = [number for _, some in found for number in some]
    if any(number.is_about(said) for number in numbers):
        return ""
    elsewhere = [_sized(other.normalize(), size) for other in others]
    open_ones = [number for number in numbers if not any(number.is_about(other) for other in elsewhere)]
    for sentence, _some in found:
        if named and named in sentence:
            behind = _quantities(sentence[sentence.index(named) :], base, named)
            nearest = next((number for number in behind if number in open_ones), None)
            if nearest is not None:
                return nearest.words
    return open_ones[0].words if len(open_ones) == len(numbers) == 1 and base != "%" else ""


def _quantities(sentence: str, base: str, named: str = "") -> Iterator[Quantity]:
    names = BASES.get(base, {base: 1})
    bases = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = rf"(?<![\d.])(-?\d[\d,]*(?:\.\d+)?)\s*({SCALE})?\s*({bases})(?!{OTHER_THING})"
    for clause in re.split(r"[,:()](?!\d)", sentence):
        for match in re.finditer(pattern, clause):
            if not ABOUT_CHANGE.search(clause[: match.start()].replace(named, "")):
                number, scale, name = match.groups()
                size = Decimal(SCALES[scale or ""] * names[name])
                yield _sized(Decimal(number.replace(",", "")), size, match.group())
