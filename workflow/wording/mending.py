"""Words of the mends on the import desk: each act, the labels of its choices, and sentences for what is refused."""

from enum import StrEnum

from flask_babel import gettext

from workflow.plans.models import BodyRole, TargetKind
from workflow.wording.marks import mark

MENDS: dict[str, str] = {
    "front.mended": mark("修改文件信息"),
    "item.mended": mark("修改条目"),
    "item.lead_swapped": mark("换牵头单位"),
    "items.led": mark("指定牵头单位"),
    "item.kind_set": mark("改条目类别"),
    "item.inherited": mark("沿用上一级的责任单位"),
    "items.merged": mark("合并条目"),
    "item.split": mark("拆分条目"),
    "body.matched": mark("对应单位"),
    "target.mended": mark("修改目标"),
    "target.added": mark("增加目标"),
    "target.dropped": mark("去掉目标"),
    "doubt.answered": mark("答复疑问"),
    "doubts.answered": mark("答复同类疑问"),
    "doubt.reopened": mark("重新打开疑问"),
    "decide_change": mark("决定变动条目"),
}

LABELS: tuple[tuple[StrEnum, str], ...] = (
    (BodyRole.LEAD, mark("牵头")),
    (BodyRole.CO, mark("责任")),
    (TargetKind.LEVEL, mark("达到的水平")),
    (TargetKind.CHANGE, mark("比基期的增减")),
    (TargetKind.CUMULATIVE, mark("累计完成")),
    (TargetKind.KEEP, mark("保持不变")),
    (TargetKind.PROVINCE, mark("待上级下达")),
    (TargetKind.GOAL, mark("没有数值的目标")),
)

COMPARATORS: dict[str, str] = {
    ">=": mark("达到"),
    ">": mark("超过"),
    "~": mark("左右"),
    "=": mark("等于"),
    "<=": mark("不超过"),
    "<": mark("低于"),
    "increase_by": mark("提高、增长"),
    "decrease_by": mark("下降、减少"),
}

SENTENCES: dict[str, str] = {
    "intake.two_leads": mark("同一处责任分工只能有一个牵头单位，请把其余的改为“责任”。"),
    "intake.no_such_body": mark("没有名为“%(names)s”的单位。请从列表中选择，或勾选按所填名称新增。"),
    "intake.nobody_leads": mark("请选定一个牵头单位。"),
    "intake.named_twice": mark("“%(name)s”在同一处写了两次，请去掉一个。"),
    "intake.nothing_inherited": mark("上一级没有写明责任单位，没有可以沿用的。"),
    "intake.no_answer": mark("这个疑问没有这样的答复，请重新选择。"),
    "intake.no_issue_day": mark("文件的成文日期还没有填，不知道是哪一年。请先填写成文日期，或直接修改这一天。"),
    "intake.nothing_to_undo": mark("没有您改过而且还没有撤销的内容。别人的改动请在改动记录里撤销。"),
    "intake.no_neighbour": mark("同一章里没有相邻的条目，不能合并。"),
    "intake.no_cut": mark("请选择第二部分从哪一句开始。"),
    "intake.no_sentence": mark("请选择目标所在的句子。"),
    "intake.value_missing": mark("请填写目标值；没有数值的，请把类别改为“没有数值的目标”。"),
    "intake.unknown_department": mark("没有名为“%(name)s”的单位。请从列表中选择，或新增这个单位。"),
}


def mend(act: str) -> str:
    """What was done, in the reader's language."""
    return str(gettext(MENDS.get(act, mark("修改"))))


def comparator(sign: str | None) -> str:
    return str(gettext(COMPARATORS[sign])) if sign in COMPARATORS else ""
