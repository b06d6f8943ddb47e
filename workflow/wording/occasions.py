"""What is owed, in words: 三季度进展填报, 目标核定."""

from flask_babel import gettext

from workflow.deadlines.models import DeadlineKind
from workflow.reports.rules import UPDATE
from workflow.wording.labels import label
from workflow.wording.marks import mark
from workflow.workdays.rules import Month, is_period, period_named

QUARTERS = (mark("一季度"), mark("二季度"), mark("三季度"), mark("四季度"))


def period(key: str) -> str:
    """2026Q3 as 2026年三季度, 2026M10 as 2026年10月; another occasion as it stands."""
    if not is_period(key):
        return key
    named = period_named(key)
    if isinstance(named, Month):
        return str(gettext("%(year)s年%(month)s月", year=named.year, month=named.month))
    return str(gettext("%(year)s年%(quarter)s", year=named.year, quarter=gettext(QUARTERS[named.quarter - 1])))


def is_update(occasion: str) -> bool:
    """Something said between periods, of one's own accord."""
    return occasion.startswith(UPDATE)


def owed(kind: DeadlineKind, occasion: str) -> str:
    """What a deadline asks for: 2026年三季度进展填报."""
    if is_period(occasion):
        return str(gettext("%(period)s%(what)s", period=period(occasion), what=label(kind)))
    return str(gettext("动态更新")) if is_update(occasion) else label(kind)


def worded(said: str, wording: str | None) -> str:
    """What a deadline asks for, with the wording of its target or step: 目标核定：供电煤耗降至 300 克."""
    return str(gettext("%(kind)s：%(words)s", kind=said, words=wording)) if wording else said


def reported(occasion: str) -> str:
    """For what a report was filed: its period, something new, or the target or step whose result it gives."""
    if is_update(occasion):
        return str(gettext("动态更新"))
    if occasion.startswith("step:"):
        return label(DeadlineKind.MILESTONE)
    if occasion.startswith("instruction:"):
        return label(DeadlineKind.INSTRUCTION)
    return label(DeadlineKind.TARGET) if occasion.startswith("target:") else period(occasion)
