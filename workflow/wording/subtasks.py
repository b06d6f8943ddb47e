"""Words for sub-tasks and for which body stands above which."""

from workflow.wording.marks import mark

SENTENCES: dict[str, str] = {
    "sub.not_under_way": mark("这项任务不在推进中，或本单位已不再负责，不能转给下级单位。"),
    "sub.not_below": mark("%(name)s 不是本单位的下级单位。"),
    "sub.words_missing": mark("请填写事项名称和具体要求。"),
    "sub.words_too_long": mark("具体要求不能超过 %(limit)s 字。"),
    "sub.day_past": mark("办结日期 %(on)s 已经过去，请另选。"),
    "sub.reason_missing": mark("请写明理由或意见。"),
    "people.parent_circle": mark("%(name)s 已经是它的上级，不能互为上下级。"),
}
ACTS: dict[str, str] = {
    "task.handed_down": mark("转给下级单位"),
    "task.sub_concluded": mark("办结下级事项"),
    "task.sub_taken_back": mark("收回下级事项"),
    "department.put_below": mark("登记上级单位"),
}
