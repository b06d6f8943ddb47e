"""Words of the timetable: its hours, what a week's or a month's run is called, why hours are refused."""

from typing import Any

from flask_babel import gettext

from workflow.wording.marks import mark

ACTS: dict[str, str] = {"timetable.set": mark("修改运行时间表")}
THINGS: dict[str, str] = {"timetable": mark("运行时间表")}
HOURS: dict[str, str] = {
    "morning": mark("晨间处理"),
    "digests": mark("工作提醒邮件"),
    "month_end": mark("领导一页几点发"),
    "quiet_from": mark("夜间从"),
    "quiet_to": mark("夜间到次日"),
    "night": mark("历史封存和检查"),
    "weekly": mark("发每周小结"),
    "monthly": mark("发领导一页"),
}
WAS: dict[str, str] = {
    "was_morning": mark("原晨间处理"),
    "was_digests": mark("原工作提醒邮件"),
    "was_month_end": mark("原领导一页几点发"),
    "was_quiet_from": mark("原夜间从"),
    "was_quiet_to": mark("原夜间到次日"),
    "was_night": mark("原历史封存和检查"),
    "was_weekly": mark("原发每周小结"),
    "was_monthly": mark("原发领导一页"),
}
SENTENCES: dict[str, str] = {
    "timetable.night": mark("历史封存和检查请安排在凌晨，不晚于 %(latest)s。"),
    "timetable.morning_quiet": mark("晨间处理不能早于夜间结束（%(quiet_to)s）。"),
    "timetable.digests": mark("工作提醒邮件要在晨间处理（%(morning)s）之后，不晚于 %(latest)s。"),
    "timetable.quiet": mark("夜间要从 %(latest)s 以后算起：在此之前还有人选了收提醒的时间。"),
    "timetable.month_end": mark("领导一页要在晨间处理（%(morning)s）之后、夜间之前发。"),
    "timetable.unchanged": mark("与现行的时间表相同，没有要保存的改动。"),
}


def facts(kept: dict[str, Any]) -> list[tuple[str, str]]:
    """The hours that were set, as they are kept in the history."""
    return [(str(gettext(words)), _said(kept[key])) for key, words in (WAS | HOURS).items() if key in kept]


def _said(value: str | bool) -> str:
    if isinstance(value, bool):
        return str(gettext("是") if value else gettext("否"))
    return value


def slot(word: str) -> str:
    """For which day, week or month something ran: 2026-W36 is 2026 年第 36 周, 2026-09 is 2026 年 9 月."""
    year, _, part = word.partition("-")
    if part.startswith("W"):
        return str(gettext("%(year)s 年第 %(week)s 周", year=year, week=int(part[1:])))
    if len(part) == 2:
        return str(gettext("%(year)s 年 %(month)s 月", year=year, month=int(part)))
    return word
