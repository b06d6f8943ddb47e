"""Words about targets and milestones: refusals, acts of the history, what arithmetic says, states of a list."""

from decimal import Decimal
from enum import StrEnum

from flask_babel import gettext as _

from workflow.review.arithmetic import Sum
from workflow.review.standing import TargetState
from workflow.review.terms import Holds
from workflow.wording.marks import mark

SENTENCES: dict[str, str] = {
    "target.basis_missing": mark("请写明核定的依据，例如统计公报、省里的考核通报。"),
    "target.not_asked": mark("这件事项不是目标核定。"),
    "target.recorded_already": mark("这项目标已于 %(on)s 核定。"),
    "target.value_missing": mark("请填写核定的数值；没有数值的，请写明原因。"),
    "target.value_without_day": mark("请填写数值截至哪一天。"),
    "target.day_to_come": mark("%(on)s 还没有到，不能作为数据日期。"),
    "target.awaited_missing": mark("请填写预计哪一天发布数据，须在今天之后。"),
    "target.remedy_missing": mark("未完成的，请至少写一项补救措施和完成日期。"),
    "target.tolerance_missing": mark("这项目标写的是“左右”。请先设定允许偏差，再核定是否完成。"),
    "target.province_missing": mark("省里还没有下达数值。请先录入省下达数值及文件，再核定。"),
    "target.reason_missing": mark("请写明更正的理由。"),
    "target.mended_already": mark("这个核定已经更正过，或者目标后来又核定过。请刷新后再看。"),
    "target.nobody_answers": mark("这项目标还没有明确由哪个单位负责，不能设定核定日期。"),
    "target.has_verdict": mark("这项目标已经核定。需要改的，请更正核定。"),
    "term.not_about": mark("“%(wording)s”不是“左右”的目标，不需要设定允许偏差。"),
    "term.none_given": mark("请至少填写一项目标的允许偏差。"),
    "term.not_of_province": mark("这项目标的数值不由省下达。"),
    "term.province_first": mark("请先录入省下达数值，再调整目标。"),
    "term.not_started": mark("任务还没有启动。启动以后再录入。"),
    "term.nothing_changed": mark("数值和期限都与现在的相同，没有可调整的内容。"),
    "term.words_missing": mark("请照文件写明调整后的目标表述。"),
    "term.basis_missing": mark("请写明依据的文件或会议。"),
    "term.paper_missing": mark("请附上作出决定的文件。没有文件不能录入。"),
    "term.value_missing": mark("请填写数值。"),
    "term.value_impossible": mark("这个数值不合理，请核对。"),
    "milestone.words_missing": mark("请写明这个节点要做到什么。"),
    "milestone.basis_missing": mark("请写明设定节点的依据。"),
    "milestone.reason_missing": mark("请写明理由。"),
    "milestone.day_past": mark("%(on)s 已经过去，请选择今天或以后的日期。"),
    "milestone.same_day": mark("现在就是 %(on)s，没有变动。"),
    "milestone.share_ended": mark("任务没有在推进，或者这个单位已不承担，不能设定节点。"),
    "milestone.not_a_step": mark("这件事项不是节点。"),
}
ACTS: dict[str, str] = {
    "target.verdict_mended": mark("更正目标核定"),
    "target.tolerance": mark("设定允许偏差"),
    "target.province": mark("录入省下达数值"),
    "target.change": mark("调整目标"),
    "target.day_set": mark("设定核定日期"),
    "milestone.set": mark("设定节点"),
    "milestone.withdrawn": mark("撤销节点"),
}
LABELS: tuple[tuple[StrEnum, str], ...] = (
    (TargetState.PROVINCE, mark("待省级明确")),
    (TargetState.TOLERANCE, mark("待定允许偏差")),
    (TargetState.UNASKED, mark("未定核定日期")),
    (TargetState.NOT_DUE, mark("未到核定日")),
    (TargetState.TO_VERIFY, mark("待核定")),
    (TargetState.AWAITS_DATA, mark("待数据发布")),
    (TargetState.ACHIEVED, mark("完成")),
    (TargetState.NOT_ACHIEVED, mark("未完成并有补救措施")),
    (TargetState.PROVINCE_DECIDES, mark("以省考核为准")),
)


def number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def wanted(holds: Holds) -> str:
    """What is wanted now, as a figure: ≥90%, 470±23.5万千瓦. Empty where there is none."""
    value, target = holds.value, holds.target
    if value is None:
        return ""
    reach = f"±{number(holds.tolerance)}" if holds.is_about and holds.tolerance is not None else ""
    signs = {} if holds.is_about else {">=": "≥", "<=": "≤", ">": ">", "<": "<"}
    words = f"{signs.get(target.comparator or '', '')}{number(value)}{reach}{target.unit}"
    if holds.wants_tolerance:
        words = _("%(words)s左右", words=words)
    if target.comparator == "decrease_by":
        return str(_("下降%(words)s", words=words))
    return str(_("提高%(words)s", words=words)) if target.comparator == "increase_by" else words


def arithmetic(holds: Holds, value: Decimal | None) -> str:
    """What arithmetic says of a value, as a help: 453，在 470±23.5 以内."""
    found = holds.compare(value)
    if found is None or value is None:
        return ""
    facts = {"value": number(value), "wanted": wanted(holds)}
    said: dict[Sum, str] = {
        Sum.REACHED: _("%(value)s，达到 %(wanted)s", **facts),
        Sum.NOT_REACHED: _("%(value)s，没有达到 %(wanted)s", **facts),
        Sum.WITHIN: _("%(value)s，在 %(wanted)s 以内", **facts),
        Sum.BELOW: _("%(value)s，低于 %(wanted)s", **facts),
        Sum.ABOVE: _("%(value)s，高于 %(wanted)s", **facts),
    }
    return said[found]
