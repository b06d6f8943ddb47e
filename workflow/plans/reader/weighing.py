"""Whether a number is a target, and what it asks: comparator, kind and where its indicator ends."""

import re

from workflow.plans.reader.counting import counted, listed, measured_only
from workflow.plans.reader.draft import Measured
from workflow.plans.reader.phrases import Phrase, Read
from workflow.plans.reader.values import CHANGE, HAVING, KEEPING, KEPT_FOR, KEPT_FREE, LEVEL, LEVEL_OF, MOVED_TO, SHARE

RULE = re.compile(r"不(?:应|宜|得|能)|应不|须不|必须不|不许")
SIZE = re.compile(r"米$|公里$|公顷$|平方公里$|亩$")
LIMIT = re.compile(r"(?:不(?:应|宜|得|能)?(?:超过|高于|大于|少于|低于|小于)|大于|小于|控制在|控制为|≥|≤)$")
RELATIVE = re.compile(r"%|点$|倍$|成$")
DONE = re.compile(r"完成|实施|累计完成")


def asked(phrase: Phrase, before: Read | None) -> Read | None:
    """What a number asks, by its own words or by those of the number before; None where it is no target."""
    return reading(phrase) or counted(phrase) or listed(phrase, before) or measured_only(phrase)


def reading(phrase: Phrase) -> Read | None:
    """A change, a level, a share or a capacity, as its verb says."""
    left, ends = phrase.left, phrase.ends
    change = None if MOVED_TO.search(left) else CHANGE.search(left)
    level = LEVEL.search(left) or LEVEL_OF.search(left)
    if ends and change and (RELATIVE.search(phrase.last.unit) or not DONE.match(phrase.own)):
        return "decrease_by" if change["down"] else "increase_by", Measured.CHANGE, phrase.begin + change.start()
    if ends and level and (phrase.dated or not is_rule(phrase)):
        kind = Measured.KEEP if KEEPING.search(level.group()) else Measured.LEVEL
        return compared(phrase, level), kind, phrase.begin + level.start()
    if HAVING.search(left) and re.match(r"(?:的|年)[^,。;]{2,16}(?:[,。;]|$)", phrase.after):
        return phrase.hedged(">="), Measured.LEVEL, phrase.first.start - 2
    firm = phrase.dated or bool(phrase.hedge) or "实现" in left
    if (ends and firm and SHARE.search(left)) or reserved(phrase):
        return phrase.hedged(">="), Measured.LEVEL, phrase.first.start
    return None


def is_rule(phrase: Phrase) -> bool:
    """Without a day, a measure that things must keep to: 不应超过2公顷, 道路宽度不少于40米."""
    kept = SIZE.search(phrase.last.unit) and LIMIT.search(phrase.left)
    return bool(kept or RULE.search(phrase.left))


def reserved(phrase: Phrase) -> bool:
    """按不低于20%配建充电桩, 配套不低于10%的储能设施: a share of room to be kept free or fitted out."""
    share = phrase.last.unit == "%" and not phrase.ends
    return share and bool(KEPT_FREE.search(phrase.left) and KEPT_FOR.match(phrase.after))


def compared(phrase: Phrase, level: re.Match[str]) -> str:
    """达到X is at least X; a hedge after the value says more."""
    return phrase.hedged("<=" if level["most"] else ">" if level["more"] or "突破" in level.group() else ">=")
