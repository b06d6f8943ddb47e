"""Words of the inside of a department: sections, absence, hand-over."""

from enum import StrEnum

from workflow.insight.passing import Matter, Part
from workflow.wording.marks import mark

SENTENCES: dict[str, str] = {
    "absence.days_reversed": mark("返岗前最后一天不能早于离岗第一天，请核对日期。"),
    "absence.days_past": mark("这段时间已经过去，不必再登记。"),
    "absence.outside_holding": mark("%(name)s 在这段时间里不是一直担任这个岗位，请核对日期。"),
    "absence.overlaps": mark("与已登记的 %(from_on)s 至 %(to_on)s 重叠，请先收回那一条，或改日期。"),
    "absence.own_substitute": mark("代办人不能是本人，请另选一位。"),
    "absence.other_department": mark("%(name)s 不是%(label)s的人员，不能代办。需要新账号的，请系统管理员邀请。"),
    "absence.substitute_away": mark("%(name)s 这段时间也不在岗，请另选一位。"),
    "absence.over": mark("这段不在岗已经结束或已经收回。"),
    "section.name_missing": mark("请填写科室名称。"),
    "section.name_long": mark("科室名称不能超过 %(limit)s 字。"),
    "section.name_taken": mark("本单位已经有“%(name)s”。"),
    "section.gone": mark("这个科室已经撤销，请刷新后再选。"),
    "section.other_department": mark("%(name)s 不是本单位人员。需要新账号的，请系统管理员邀请。"),
    "section.other_tasks": mark("所选任务不都是本单位的，请刷新后再选。"),
    "section.nothing_given": mark("没有可以分的任务：请先勾选；已经在这个科室的不必再分。"),
    "section.nothing_taken": mark("所选任务没有分给科室，不用收回。"),
    "section.none_chosen": mark("请选择分给哪个科室。"),
}

ACTS: dict[str, str] = {
    "absence.noted": mark("登记不在岗"),
    "absence.ended_early": mark("提前返岗"),
    "absence.taken_back": mark("收回不在岗登记"),
    "assignment.section_given": mark("把任务分给科室"),
    "assignment.section_taken": mark("从科室收回任务"),
}
THINGS: dict[str, str] = {"absence": mark("不在岗")}
FACTS: dict[str, str] = {"substitute": mark("代办人"), "title": mark("科室")}

LABELS: tuple[tuple[StrEnum, str], ...] = (
    (Part.RETURNED, mark("已退回、尚未改好")),
    (Part.TO_SIGN, mark("待负责人签发")),
    (Part.DRAFTS, mark("写了一半的草稿")),
    (Part.INQUIRIES, mark("办公室询问，尚未答复")),
    (Part.ASKED, mark("已提出、办公室尚未答复")),
    (Part.OWED, mark("未结的应办事项")),
    (Part.LEADS, mark("牵头的任务")),
    (Part.SHARES, mark("配合的任务")),
    (Matter.REPORT, mark("填报")),
    (Matter.EXTENSION, mark("申请延期")),
    (Matter.CLOSING, mark("申请办结")),
    (Matter.CORRECTION, mark("申请更正")),
    (Matter.MOVE, mark("申请调整责任单位")),
    (Matter.INQUIRY, mark("办公室询问")),
    (Matter.TASK, mark("任务")),
)
