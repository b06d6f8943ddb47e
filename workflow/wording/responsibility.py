"""Words for who is responsible: refusals, acts of the history, and how a share came to its end."""

from flask_babel import gettext

from workflow.tasks.lineage import Span
from workflow.tasks.models import Role
from workflow.wording.marks import mark

SENTENCES: dict[str, str] = {
    "responsibility.changed": mark(
        "您打开之后，这项任务的责任分工刚刚调整过。下面是现在的分工，请看过再改；您填写的内容还在。"
    ),
    "responsibility.closed": mark("这项任务已经办结，责任分工不再调整。"),
    "responsibility.goal": mark("总体目标由谁负责，请在方案的“总体目标”页面调整。"),
    "responsibility.same": mark("与现在的一样，没有要保存的内容。"),
    "move.asked_already": mark("本单位已经申请调整，请等领导小组办公室答复。"),
    "move.not_under_way": mark("这项任务不在推进中，不能申请调整责任单位。"),
    "headline.changed": mark("您打开之后，总体目标的负责单位刚刚调整过。请刷新页面，看过现在的内容再改。"),
    "headline.nobody": mark("已经明确负责单位的目标不能改为没有单位负责，请选择另一个单位。"),
    "headline.none_changed": mark("没有改动：请先为目标选择负责单位。"),
}

ACTS: dict[str, str] = {
    "assignment.passed_on": mark("责任由承接单位接续"),
    "target.answered_by": mark("明确总体目标的负责单位"),
}


def ended(span: Span) -> str:
    """牵头至 2026-11-20，由市发展改革委接续，依据：会议纪要."""
    day = span.to_on.isoformat() if span.to_on else ""
    words = gettext("牵头至 %(day)s", day=day) if span.role == Role.LEAD else gettext("分担责任至 %(day)s", day=day)
    if span.follower:
        words += gettext("，由%(name)s接续", name=span.follower)
    if span.stays_as == Role.LEAD:
        words += gettext("，此后牵头")
    elif span.stays_as == Role.CO:
        words += gettext("，此后为责任单位")
    if span.ended_for:
        words += gettext("，依据：%(basis)s", basis=span.ended_for)
    return str(words)
