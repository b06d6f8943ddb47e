"""Words of reporting: rhythm, updates, corrections, reminders of shares."""

from flask_babel import gettext

from workflow.reports.rules import BlockerKind, BlockerSaid
from workflow.wording.labels import label
from workflow.wording.marks import mark


def blocker(said: BlockerSaid) -> str:
    """A blocker in one line, for comparing."""
    kind = label(BlockerKind(said.kind)) if said.kind in set(BlockerKind) else said.kind
    words = str(gettext("%(kind)s：%(words)s", kind=kind, words=said.text))
    if said.asked:
        words += str(gettext("；请求：%(asked)s", asked=said.asked))
    return words + (str(gettext("；自 %(day)s 起", day=said.since_on.isoformat())) if said.since_on else "")


SENTENCES: dict[str, str] = {
    "rhythm.reason_missing": mark("请写明调整填报频次的理由。"),
    "rhythm.nothing_changed": mark("没有勾选任务，或勾选的任务已经是这个填报频次。"),
    "report.value_day_mistyped": mark("数据截至 %(on)s 过早，请核对日期。"),
    "report.share_moved": mark("这项任务已经调整给其他单位，报送过的内容不能再撤回。"),
    "update.not_lead": mark("本单位不是这项任务的牵头单位，请填报分工进展。"),
    "update.not_under_way": mark("这项任务不在推进中，不能填报动态更新。"),
    "correction.not_here": mark("目标核定结果和节点不在这里更正，请与领导小组办公室联系。"),
    "correction.reason_missing": mark("请写明为什么更正。"),
    "correction.nothing_changed": mark("内容与现在的完全相同，没有需要更正的地方。"),
    "correction.asked_already": mark("这份填报已有一份更正在办理，请等答复后再提。"),
    "correction.decided_already": mark("这份更正刚刚已经处理过了。"),
    "correction.not_signed": mark("这份更正还在等本单位负责人签发。"),
    "correction.answer_missing": mark("请写明不同意更正的理由。"),
    "share.none_missing": mark("现在没有请过而未反馈的单位。"),
    "share.remind_asked_already": mark("已经请办公室提醒过了，办公室处理后可以再请。"),
    "share.reminded_today": mark("今天已经提醒过，同一单位一个工作日只提醒一次。"),
}
ACTS: dict[str, str] = {
    "task.rhythm_quarterly": mark("填报频次定为每季度"),
    "task.rhythm_monthly": mark("填报频次定为每月"),
    "task.rhythm_half_yearly": mark("填报频次定为每半年"),
    "task.rhythm_yearly": mark("填报频次定为每年"),
    "task.rhythm_none": mark("填报频次定为不定期"),
    "correction.asked": mark("提出更正"),
    "correction.signed": mark("签发更正"),
    "correction.sent_back": mark("负责人退回更正"),
    "correction.granted": mark("同意更正"),
    "correction.refused": mark("不同意更正"),
    "share.remind_asked": mark("请办公室提醒未反馈的单位"),
    "share.reminded": mark("代牵头单位提醒未反馈的单位"),
}
THINGS: dict[str, str] = {"report_correction": mark("更正")}
