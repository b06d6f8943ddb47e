"""How rows are spoken of, tainted words masked: what a person reads on the desk and in the list of mends."""

from collections.abc import Iterable

from workflow.plans.desk.rows import Front, ItemRow, TaintRow
from workflow.plans.desk.sheet import FRONT, Sheet
from workflow.plans.rules import MASK, mask, spoken_number


def veiled(words: str, taints: Iterable[TaintRow]) -> str:
    """Words that have no place of their own in the text, with every tainted quote in them masked or mended."""
    for taint in taints:
        if taint.quote.strip() and taint.quote in words:
            words = words.replace(taint.quote, (taint.typed or "") if taint.confirmed else MASK)
    return words


def clean(sheet: Sheet, words: str) -> bool:
    """Whether no tainted words stand in these; others are not made anybody's name."""
    return veiled(words, sheet.taints.values()) == words


def heading(item: ItemRow, taints: Iterable[TaintRow]) -> str:
    """The heading as it may be shown."""
    marks = list(taints)
    whole = len(item.heading) == item.heading_end - item.heading_start
    return veiled(mask(item.heading, item.heading_start, marks) if whole else item.heading, marks)


def plan_title(front: Front, taints: Iterable[TaintRow]) -> str:
    """The plan's title as it may be shown."""
    return veiled(front.plan_title or front.title, taints)[:300]


def original(sheet: Sheet, start: int, end: int) -> str:
    """A stretch of the document as it may be shown."""
    return mask(sheet.text[start:end], start, sheet.taints.values())


def spoken(sheet: Sheet, key: str | None) -> str:
    """An item as people speak of it: 二（二）推动光伏发电高质量发展; a target by its item and indicator."""
    if key == FRONT:
        return plan_title(sheet.front, sheet.taints.values())
    if key in sheet.targets:
        target = sheet.targets[key]
        return f"{spoken(sheet, target.item)} {veiled(target.indicator, sheet.taints.values())}".strip()
    if key in sheet.doubts:
        return spoken(sheet, sheet.doubts[key].item)
    item = sheet.items.get(key or "")
    return f"{spoken_number(item.path)} {heading(item, sheet.taints.values())}" if item else ""
