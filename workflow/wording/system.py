"""Words of the page on the state of the system."""

from typing import Any

from flask_babel import gettext

from workflow.outbox.models import MessageState
from workflow.wording.marks import mark

JOBS: dict[str, str] = {
    "morning": mark("晨间处理"),
    "digests": mark("工作提醒邮件"),
    "at_once": mark("随办随发的邮件"),
    "weekly": mark("每周小结"),
    "monthly": mark("领导一页"),
    "seal": mark("历史封存"),
}
COUNTS: dict[str, str] = {
    "opened": mark("新开填报"),
    "verdicts": mark("认定季度亮灯"),
    "posted": mark("新通知"),
    "dropped": mark("不再属实而撤下"),
    "folded": mark("写成邮件"),
    "delivered": mark("送达"),
    "refused": mark("被拒收"),
    "sealed": mark("封存记录"),
}
ACTS: dict[str, str] = {"message.resent": mark("重发邮件"), "timetable.set": mark("修改运行时间表")}
THINGS: dict[str, str] = {"message": mark("邮件"), "timetable": mark("运行时间表")}
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
    "message.not_undelivered": mark("这封邮件已经送达或已撤下，不必重发。"),
    "message.being_sent": mark("这封邮件正在发送，请稍后再看。"),
    "message.person_left": mark("%(name)s的账号已停用，不能重发。"),
    "message.domain": mark("%(email)s 不在允许接收正文的范围内，这封邮件写有正文，不能重发到那里。"),
}


def facts(kept: dict[str, Any]) -> list[tuple[str, str]]:
    """The hours that were set, as they are kept in the history."""
    return [(str(gettext(words)), _said(kept[key])) for key, words in (WAS | HOURS).items() if key in kept]


def _said(value: str | bool) -> str:
    if isinstance(value, bool):
        return str(gettext("是") if value else gettext("否"))
    return value


def job(word: str) -> str:
    return str(gettext(JOBS[word])) if word in JOBS else str(gettext("其他任务"))


def count(word: str) -> str:
    return str(gettext(COUNTS[word])) if word in COUNTS else str(gettext("其他"))


def advice(state: MessageState, *, moved: bool, left: bool) -> str:
    """What to do about a message that did not arrive."""
    if left:
        return str(gettext("账号已停用，不再发送。"))
    if moved:
        return str(gettext("邮箱已经改过，可以重发到新地址。"))
    if state == MessageState.REFUSED:
        return str(gettext("服务器拒收，不再自动重试。核对邮箱地址，请管理员改正后重发。"))
    return str(gettext("会自动重试。屡次失败请检查邮件服务器。"))
