"""Lights and their reasons in words. Words are data: another city may name them otherwise."""

from flask_babel import gettext

from workflow.lights.rules import Light, Shown
from workflow.wording.marks import mark
from workflow.wording.occasions import owed, period

SHAPES: dict[Light, str] = {
    Light.ON_COURSE: "●",
    Light.BEHIND: "▲",
    Light.WORK_OVERDUE: "■",
    Light.FORM_OVERDUE: "□",
    Light.PROVINCE: "◇",
    Light.EXTENDED: "➜",
    Light.CLOSED: "✓",
}
REASONS: dict[str, str] = {
    "closed": mark("%(closed_on)s 办结"),
    "late": mark("%(owed)s应于 %(due_on)s，逾期 %(days)s 个工作日"),
    "extended": mark("%(owed)s经批准由 %(was)s 延期至 %(due_on)s"),
    "nothing_yet": mark("没有逾期事项，尚无审核结论"),
    "no_report": mark("%(period)s未报送，无从判断"),
    "late_work": mark("%(period)s认定时工作已逾期"),
    "awaits_province": mark("%(period)s填报等待省级明确，已审核"),
    "said_on_course": mark("%(period)s填报正常推进，已审核"),
    "said_done": mark("%(period)s填报已完成、拟申请办结，已审核"),
    "said_behind": mark("%(period)s填报滞后，已审核"),
    "said_blocked": mark("%(period)s填报受阻，已审核"),
}


def reason(shown: Shown) -> str:
    """Why a light is shown, in the reader's language."""
    facts = dict(shown.facts)
    if "kind" in facts:
        facts["owed"] = owed(facts["kind"], facts["occasion"])
    if "period" in facts:
        facts["period"] = period(facts["period"])
    return str(gettext(REASONS[shown.reason])) % facts
