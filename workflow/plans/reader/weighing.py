"""Whether a number is a target, and what it asks: comparator, kind and where its indicator ends."""

import re
from dataclasses import dataclass

from workflow.plans.reader.draft import Measured
from workflow.plans.reader.sentences import Sentence
from workflow.plans.reader.values import (
    BOUNDARY,
    CHANGE,
    COUNT_UNITS,
    CREATED,
    CREATES_HERE,
    HAVING,
    KEEPING,
    LEVEL,
    MONEY,
    SHARE,
    WORKED,
    WORKED_ON,
    Value,
)

LEADING = re.compile(
    r"^(?:(?:到|至|截至|在|并|其中|力争|争取|确保|努力|原则上"
    r"|基本|推动|推进|实现|使|将|把|和|及|、|分别|同步|其中|全市"
    r"|全省|全国|全县|全区|我市|我省)+)"
)
SUMS = re.compile(r"(?:投资|产值|规模|收入|增加值|销售额|交易额|贸易额|零售额|进出口额|总额|资金|营收)$")
RULE = re.compile(r"不(?:应|宜|得|能)|应不|须不|必须|不许")
PROJECT = re.compile(r"年[产加工处理消纳]|日[产处]|容量小于|单机|规模$")
SHARE_FIRST = re.compile(
    r"(?:的)?[一-鿿][^,。;]{3,40}?(?:建成|达到|完成|参与|实现|创建|成为|纳入|建立|覆盖|开展|配备|使用|采用)"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One number, or a list of them, with the words before it back to the last comma or number."""

    flat: str
    sentence: Sentence
    begin: int
    first: Value
    last: Value

    @property
    def left(self) -> str:
        return self.flat[self.begin : self.first.start]

    @property
    def after(self) -> str:
        return self.flat[self.last.close : min(self.last.close + 44, self.sentence.end)]

    @property
    def ends(self) -> bool:
        """Whether the phrase ends with the number and its hedge."""
        return bool(BOUNDARY.match(self.flat, self.last.close, self.sentence.end))

    @property
    def dated(self) -> bool:
        return self.sentence.due_at(self.first.start) is not None


Read = tuple[str, Measured, int]


def reading(phrase: Phrase) -> Read | None:
    """Comparator, kind and end of the indicator; None where the number is no target."""
    left, after, ends = phrase.left, phrase.after, phrase.ends
    change, level = CHANGE.search(left), LEVEL.search(left)
    if ends and change:
        return "decrease_by" if change["down"] else "increase_by", Measured.CHANGE, phrase.begin + change.start()
    if ends and level and (phrase.dated or not RULE.search(left)):
        kind = Measured.KEEP if KEEPING.search(level.group()) else Measured.LEVEL
        return compared(phrase, level), kind, phrase.begin + level.start()
    if HAVING.search(left) and re.match(r"的[^,。;]{2,16}(?:[,。;]|$)", after):
        return hedged(phrase, ">="), Measured.LEVEL, phrase.first.start - 2
    if ends and SHARE.search(left) and (phrase.dated or phrase.last.close > phrase.last.end):
        return hedged(phrase, ">="), Measured.LEVEL, phrase.first.start
    return counted(phrase)


def counted(phrase: Phrase) -> Read | None:
    """Things to be made, and shares that open a phrase; both need a day, or are a firm sum."""
    left, last, ends = phrase.left, phrase.last, phrase.ends
    made = hedged(phrase, ">="), Measured.CUMULATIVE, phrase.first.start
    if not ends and last.close == last.end and worked_on(phrase):
        return "=", Measured.CUMULATIVE, phrase.first.start
    if not (phrase.dated or "累计" in left) or (MONEY.search(last.unit) and not SUMS.search(left)):
        return None
    if last.unit == "%" and not ends and opens_phrase(left) and SHARE_FIRST.match(phrase.after):
        return made[0], Measured.LEVEL, phrase.first.start
    if last.unit == "%" or (not ends and last.unit not in COUNT_UNITS):
        return None
    creates = CREATED.search(left) if ends else CREATES_HERE.search(left)
    return made if creates and not PROJECT.search(left) else None


def listed(phrase: Phrase, kind_before: Measured | None) -> Read | None:
    """A second thing under the verb of the first: 退出炼油产能740万吨、焦化产能115万吨."""
    if kind_before is not Measured.CUMULATIVE or phrase.left[:1] not in ("、", "和"):
        return None
    if not phrase.ends or phrase.last.unit == "%":
        return None
    return hedged(phrase, ">="), Measured.CUMULATIVE, phrase.first.start


def worked_on(phrase: Phrase) -> bool:
    """推进10个省级工业开发区开展循环化改造: a number of things to be worked on."""
    return bool(WORKED_ON.search(phrase.left) and phrase.last.unit in COUNT_UNITS and WORKED.match(phrase.after))


def opens_phrase(left: str) -> bool:
    return not LEADING.sub("", re.sub(r"^.*?(?:年底前?|年末|年内|年前?|底前?|前)", "", left))


def compared(phrase: Phrase, level: re.Match[str]) -> str:
    """达到X is at least X; a hedge after the value says more."""
    return hedged(phrase, "<=" if level["most"] else ">" if level["more"] or "突破" in level.group() else ">=")


def hedged(phrase: Phrase, base: str) -> str:
    """The comparator with the hedge after the value taken in."""
    hedge = phrase.flat[phrase.last.end : phrase.last.close]
    if hedge in ("左右", "上下") or re.search(r"(?:约|近|大约)$", phrase.left):
        return "~"
    if hedge in ("以下", "及以下", "以内", "之内"):
        return "<="
    return base if base == ">" or not hedge else ">="
