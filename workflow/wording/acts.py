"""Words of the history: what was done, to what kind of thing, and the facts that are shown beside it."""

from typing import Any

from flask_babel import gettext

from workflow.wording import (
    backup,
    calendar,
    circular,
    closing,
    department,
    evidence,
    instructions,
    ladders,
    looks,
    papers,
    people,
    reporting,
    responsibility,
    review,
    scores,
    signing,
    subtasks,
    system,
    targets,
    timetable,
    told,
    uploads,
)
from workflow.wording.marks import mark

OTHER = mark("其他操作")

ACTS: dict[str, str] = {
    **responsibility.ACTS,
    **closing.ACTS,
    **calendar.ACTS,
    **looks.ACTS,
    **circular.ACTS,
    **reporting.ACTS,
    **review.ACTS,
    **signing.ACTS,
    **subtasks.ACTS,
    **department.ACTS,
    **instructions.ACTS,
    **ladders.ACTS,
    **papers.ACTS,
    **scores.ACTS,
    **told.ACTS,
    **system.ACTS,
    **backup.ACTS,
    **evidence.ACTS,
    **uploads.ACTS,
    **people.ACTS,
    "post.opened": mark("设立岗位"),
    "post.ended": mark("撤销岗位"),
    "holding.begun": mark("登记任职"),
    "holding.ended": mark("结束任职"),
    "department.created": mark("新增单位"),
    "department.edited": mark("调整单位类型或排序"),
    "department.renamed": mark("单位更名"),
    "department.alias_added": mark("添加单位别名"),
    "department.alias_ended": mark("停用单位别名"),
    "department.abolished": mark("撤销单位"),
    "department.succeeded": mark("单位合并或承接"),
    "plan.imported": mark("导入方案"),
    "plan.tasks_started": mark("启动新增任务"),
    "task.carried_over": mark("任务转入新版本"),
    "task.left_out": mark("新版本不再列入，任务终止"),
    "plan.edition_added": mark("导入方案新版本"),
    "intake.handed_in": mark("上传待核对的文件"),
    "intake.discarded": mark("把文件移出核对台"),
    "plan.started": mark("启动方案"),
    "taint.typed": mark("录入存疑文字的原件"),
    "taint.cleared": mark("核实存疑文字"),
    "assignment.lead_confirmed": mark("确认牵头单位"),
    "task.lead_changed": mark("调整牵头单位"),
    "task.leader_set": mark("明确分管市领导"),
    "assignment.added": mark("增加责任单位"),
    "assignment.ended": mark("退出责任单位"),
    "assignment.section_set": mark("明确责任科室"),
    "consultation.opened": mark("开始征求意见"),
    "consultation.closed": mark("结束征求意见"),
    "comment.received": mark("收到反馈意见"),
    "comment.changed": mark("更正反馈意见"),
    "comment.adopted": mark("采纳意见"),
    "comment.partly": mark("部分采纳意见"),
    "comment.declined": mark("未采纳意见"),
    "assignment.acknowledged": mark("签收"),
    "assignment.acknowledgement_taken_back": mark("撤回签收"),
    "assignment.move_asked": mark("申请调整责任单位"),
    "assignment.move_granted": mark("同意调整责任单位"),
    "assignment.move_refused": mark("不同意调整责任单位"),
    "deadline.moved": mark("调整期限"),
    "deadline.reopened": mark("重新打开应办事项"),
    "report.filed": mark("提交填报"),
    "report.submitted": mark("提交负责人签发"),
    "report.signed": mark("负责人签发"),
    "report.sent_back": mark("负责人退回经办人"),
    "share.asked": mark("请责任单位填报分工进展"),
    "report.withdrawn": mark("撤回填报"),
    "report.accepted": mark("审核通过"),
    "report.returned": mark("退回修改"),
    "target.verdict": mark("目标核定"),
    **targets.ACTS,
    "urge.sent": mark("发出催办"),
    "call.noted": mark("登记电话催办"),
}

THINGS: dict[str, str] = {
    **department.THINGS,
    **papers.THINGS,
    **scores.THINGS,
    **closing.THINGS,
    **calendar.THINGS,
    **looks.THINGS,
    **instructions.THINGS,
    **system.THINGS,
    **backup.THINGS,
    **evidence.THINGS,
    **uploads.THINGS,
    "account": mark("账号"),
    "post": mark("岗位"),
    "holding": mark("任职"),
    "department": mark("单位"),
    "plan": mark("方案"),
    "edition": mark("版本"),
    "item": mark("条目"),
    "taint": mark("存疑文字"),
    "task": mark("任务"),
    "assignment": mark("任务责任"),
    "consultation": mark("征求意见"),
    "comment": mark("反馈意见"),
    "deadline": mark("应办事项"),
    "move_request": mark("调整申请"),
    "report": mark("填报"),
    **reporting.THINGS,
    "review": mark("审核"),
    "extension": mark("延期"),
    "target": mark("目标"),
    "target_verdict": mark("目标核定"),
    "urge": mark("催办"),
    "phone_note": mark("电话记录"),
}

# Only these are printed: a fact without a word here may be a stored word or a doubtful string of a plan.
FACTS: dict[str, str] = {
    **department.FACTS,
    **calendar.FACTS,
    **papers.FACTS,
    **scores.FACTS,
    **backup.FACTS,
    **evidence.FACTS,
    **uploads.FACTS,
    "hour": mark("工作提醒的时间"),
    "label": mark("单位"),
    "name": mark("姓名或名称"),
    "email": mark("邮箱"),
    "was": mark("原为"),
    "successor": mark("承接单位"),
    "basis": mark("依据"),
    "reason": mark("理由"),
    "period": mark("填报周期"),
    "from_on": mark("自"),
    "to_on": mark("至"),
    "on": mark("日期"),
    "on_day": mark("日期"),
    "due_on": mark("期限"),
    "rows": mark("行数"),
    "invited": mark("新建账号数"),
}


def act(key: str) -> str:
    """What was done, in the reader's language."""
    return str(gettext(ACTS.get(key, OTHER)))


def thing(key: str) -> str:
    return str(gettext(THINGS[key])) if key in THINGS else ""


def facts(kept: dict[str, Any]) -> list[tuple[str, str]]:
    """The facts that have a word, with it."""
    kept = uploads.facts(kept)
    said = [
        (str(gettext(words)), str(kept[key]))
        for key, words in FACTS.items()
        if key in kept and isinstance(kept[key], str | int) and kept[key] != ""
    ]
    return [*ladders.facts(kept), *timetable.facts(kept), *said]
