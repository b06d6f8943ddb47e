"""Lights and their reasons in words. Words are data: another city may name them otherwise."""

from flask_babel import gettext

from workflow.lights.rules import Light, Shown, Why
from workflow.tasks.models import TaskState
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
    "late_first": mark("%(owed)s应于 %(due_on)s，逾期 %(days)s 个工作日，逾期共 %(count)s 项"),
    "extended": mark("%(owed)s经批准由 %(was)s 延期至 %(due_on)s"),
    "nothing_yet": mark("没有逾期事项，尚无审核结论"),
    "unjudged": mark("尚无审核结论"),
    "held": mark("%(owed)s暂缓中：%(words)s，自 %(since_on)s"),
    "target_province": mark("“%(words)s”由省下达，等待省级明确"),
    "monthly": mark("连续 %(count)s 个季度判为工作逾期，期间逐月填报"),
    "no_report": mark("%(period)s未报送，无从判断"),
    "late_work": mark("%(period)s认定时工作已逾期"),
    "awaits_province": mark("%(period)s填报等待省级明确，已审核"),
    "said_on_course": mark("%(period)s填报正常推进，已审核"),
    "said_done": mark("%(period)s填报已完成、拟申请办结，已审核"),
    "said_behind": mark("%(period)s填报滞后，已审核"),
    "said_blocked": mark("%(period)s填报受阻，已审核"),
}


UNLIT: dict[TaskState, str] = {
    TaskState.PROPOSED: mark("方案尚未启动，不亮灯"),
    TaskState.STANDING: mark("常态化推进，不亮灯"),
}


def reason(shown: Shown) -> str:
    """Why a light is shown, in the reader's language; what is held is said with it."""
    held = [why for why in shown.also if why.reason == "held"][:1]
    return str(gettext("；")).join(sentence(why) for why in (shown, *held))


def besides(shown: Shown) -> list[str]:
    """What else holds, a sentence each: the other axis among it."""
    return [sentence(why) for why in shown.also]


def sentence(why: Why) -> str:
    facts = dict(why.facts)
    if "kind" in facts:
        facts["owed"] = owed(facts["kind"], facts["occasion"])
    if "period" in facts:
        facts["period"] = period(facts["period"])
    return str(gettext(REASONS[why.reason])) % facts


def unlit(state: TaskState) -> str:
    """Why a task shows no light."""
    return str(gettext(UNLIT[state])) if state in UNLIT else ""
