"""Words about the quarterly circular, for its pages. The paper itself is Chinese (insight.circular.paper)."""

from enum import StrEnum

from workflow.insight.circular.models import CircularState, Section
from workflow.insight.circular.moves import CircularAct
from workflow.wording.marks import mark

LABELS: tuple[tuple[StrEnum, str], ...] = (
    (CircularState.DRAFT, mark("起草中")),
    (CircularState.FROZEN, mark("已定稿")),
    (CircularState.DROPPED, mark("已作废")),
    (CircularAct.EDIT, mark("修改")),
    (CircularAct.FREEZE, mark("定稿")),
    (CircularAct.DROP, mark("作废草稿")),
    (Section.OVERALL, mark("总体情况")),
    (Section.WELL, mark("进展较好的工作")),
    (Section.LATE, mark("滞后和逾期的原因")),
    (Section.ASKED, mark("有关要求和需协调事项")),
    (Section.NEXT, mark("下季度到期事项")),
)
ACTS = {
    "circular.drafted": mark("起草季度通报"),
    "circular.edited": mark("修改季度通报"),
    "circular.frozen": mark("季度通报定稿"),
    "circular.dropped": mark("作废季度通报草稿"),
}
SENTENCES = {
    "circular.day_before": mark("截至日期早于方案启动日或本季度第一天，请另选。"),
    "circular.day_not_over": mark("截至日期要选已经结束的一天（最晚为昨天），当天的情况还会变。"),
    "circular.begun_already": mark("这个季度的通报已经在起草或已定稿。"),
    "circular.changed": mark("别人刚刚改过这份通报，请看过最新内容再改。"),
    "circular.sentence_long": mark("每句请控制在 %(limit)s 字以内。"),
    "circular.frozen": mark("这份通报已经定稿，内容不再改动。"),
    "circular.dropped": mark("这份草稿已经作废。"),
    "circular.not_frozen": mark("先定稿，再生成公文。"),
    "circular.paper_there": mark("这份通报已经生成公文，请到文书页办理。"),
    "circular.nothing_said": mark("一句也没有勾选，不能定稿。"),
    "circular.masked_words": mark("有句子含有尚未核实的疑似篡改文字，请改写或不选。"),
    "circular.superior_blamed": mark("“滞后和逾期的原因”里有句子提到省级或国家部门。通报不归咎上级，请改写或不选。"),
    "circular.printed_twice": mark("有原因已连续两个季度照样印过，请改写成本季度的新情况，或不选。"),
}
NOTES = {
    "all_on_course": mark("全部任务都是正常推进或已办结。请核实填报是否真实后再定稿（此提示不印在通报里）。"),
    "all_exact": mark("所有审核值都与目标值完全相同。请核实数据来源后再定稿（此提示不印在通报里）。"),
}
