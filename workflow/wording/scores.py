"""Words of score sheets: kinds in a sentence each, why a fact counts or not, refusals, the history, mails."""

from decimal import Decimal

from flask_babel import gettext

from workflow.insight.scores.models import ScoreKind, ScoreRule
from workflow.notices.rules import SCORE_ANSWERED
from workflow.wording.marks import mark
from workflow.wording.occasions import period as period_words
from workflow.workdays.rules import is_period

SHEET, UNTIL = mark("考核评分表"), mark("%(day)s（含）前可提异议")

HOW: dict[ScoreKind, str] = {
    ScoreKind.TARGETS: mark(
        "本期作出目标核定的量化目标：完成计 1，未完成但补救措施按计划推进计 %(partial)s，其他未完成计 0。"
        "“以省考核为准”“待数据发布”和尚未核定的不计分。"
    ),
    ScoreKind.IN_TIME: mark(
        "期限在本期内的节点、办结时限和批示办理：按期完成计 1，逾期完成、逾期未完成或未达到要求计 0。"
        "经批准延期的按新的期限；暂缓、待省级明确、已报结果待核定的不计分。"
    ),
    ScoreKind.RED: mark(
        "本期作出的季度评定：该季有工作逾期计 0，其他计 1。自报滞后、受阻不扣分，没有报送也不扣分；待省级明确的不计分。"
    ),
    ScoreKind.NAMED: mark("所承担的任务：本期被已发出的通报点到的计 0，其他计 1。通报撤回的不算。"),
    ScoreKind.BY_HAND: mark("由办公室逐项写明理由和依据；加分、减分合计最多各 %(full)s 分，直接计入总分。"),
}
RATE = mark("得分 = %(full)s ×（1 − 未达标权数 ÷ 计分权数）")
TIMES = mark("得分 = %(full)s ×（1 − %(times)s × 未达标权数 ÷ 计分权数），扣完为止")
WHY: dict[str, str] = {
    "achieved": mark("完成"),
    "mended": mark("未完成，补救措施按计划推进"),
    "missed": mark("未完成，补救措施逾期或落空"),
    "province_decides": mark("以省考核为准"),
    "awaits_data": mark("待数据发布"),
    "not_verified": mark("到期尚未核定"),
    "answered": mark("已报结果，待办公室核定"),
    "held": mark("暂缓"),
    "in_time": mark("按期完成"),
    "ended_late": mark("逾期完成"),
    "not_achieved": mark("未达到要求"),
    "late": mark("逾期未完成"),
    "not_late_yet": mark("当日到期，不算逾期"),
    "awaits_province": mark("待省级明确"),
    "red": mark("工作逾期"),
    "not_red": mark("没有工作逾期"),
    "named": mark("受到通报"),
    "not_named": mark("没有受到通报"),
}
ACTS = {
    "score.drawn_up": mark("起草评分表"),
    "score.rules_changed": mark("修改评分规则"),
    "score.computed": mark("重新计算评分表"),
    "score.points_given": mark("加分或减分"),
    "score.points_taken_back": mark("撤销加分或减分"),
    "score.circulated": mark("评分表征求意见"),
    "score.objected": mark("对评分提出异议"),
    "score.objection_adopted": mark("采纳评分异议"),
    "score.objection_kept": mark("未采纳评分异议"),
    "score.signed": mark("审定评分表"),
    "score.issued": mark("印发评分表"),
    "score.withdrawn": mark("撤回评分表"),
}
THINGS = {"score_sheet": mark("评分表")}
FACTS = {"criterion": mark("指标"), "points": mark("加减分"), "marks": mark("得分")}
SENTENCES = {
    "score.begun_already": mark("这个方案本期的评分表已经有了。要重做，请先写明理由撤回原来的一份。"),
    "score.period_outside": mark("请选择方案启动以后、已经开始的年度或季度。"),
    "score.changed": mark("别人刚刚改过这份评分表，请看过最新内容再改。"),
    "score.no_work": mark("至少要有一项按工作事实计算的指标（目标核定、按期办结或季度评定）。"),
    "score.basis_missing": mark("每项指标都要写明名称和依据。"),
    "score.name_twice": mark("指标名称不能重复。"),
    "score.by_hand_twice": mark("“办公室加分、减分”只能有一项。"),
    "score.number_impossible": mark("分值要大于 0，扣分倍数在 1 到 %(times)s 之间，补救折算在 0 到 1 之间。"),
    "score.by_hand_too_much": mark("加分、减分最多各 %(most)s 分。"),
    "score.not_hundred": mark("各项分值（加分、减分除外）合计应为 100 分，现在是 %(sum)s 分。"),
    "score.setting_impossible": mark("配合任务的权数在 0 到 1 之间；提异议的时间为 1 至 %(days)s 个工作日。"),
    "score.no_by_hand": mark("这份评分表没有“办公室加分、减分”的指标。"),
    "score.points_impossible": mark("加分填正数、减分填负数，最多两位小数，不超过 %(most)s 分。"),
    "score.points_gone": mark("这一条已经撤销过了。"),
    "score.reason_missing": mark("请写明理由和依据。"),
    "score.period_not_over": mark("本期到 %(on)s 才结束，第二天起可以征求意见。现在的计算只是草稿。"),
    "score.nobody": mark("本期没有可以评分的单位。"),
    "score.circulated_already": mark("这份评分表已经征求意见，规则和计算不再改动。"),
    "score.objections_closed": mark("提异议的时间已经过了。"),
    "score.objections_run": mark("提异议的时间到 %(on)s，过后才能审定。"),
    "score.objections_open": mark("还有 %(count)s 条异议没有答复，答复后才能审定。"),
    "score.head_objects": mark("本单位实行负责人签发，异议由负责人提出。"),
    "score.objected_already": mark("本单位对这一项已经提出过异议。"),
    "score.answered_already": mark("这条异议已经答复过了。"),
    "score.answer_missing": mark("请写明答复的理由和依据。"),
    "score.marks_impossible": mark("更正后的得分在 %(least)s 到 %(most)s 之间，最多两位小数。"),
    "score.marks_unchanged": mark("更正后的得分与原来相同；不更正的请选“不采纳”。"),
    "score.signed_already": mark("这份评分表已经审定。"),
    "score.signed_too_early": mark("签批日期要晚于提异议的最后一天 %(on)s。"),
    "score.unsigned": mark("还没有审定，不能印发。"),
    "score.issued_already": mark("这份评分表已经印发，内容不再改动。"),
    "score.withdrawn_already": mark("这份评分表已经撤回。"),
}


def period(key: str) -> str:
    """2026年度, 2026年三季度."""
    return period_words(key) if is_period(key) else str(gettext("%(year)s年度", year=key))


def how(rule: ScoreRule) -> str:
    """How a criterion is computed, in a sentence or two."""
    return str(gettext(HOW[rule.kind], partial=_plain(rule.partial), full=_plain(rule.full)))


def rate(rule: ScoreRule) -> str:
    """The formula of what is computed."""
    if rule.kind == ScoreKind.BY_HAND:
        return ""
    return str(gettext(RATE if rule.times == 1 else TIMES, full=_plain(rule.full), times=_plain(rule.times)))


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def why(key: str) -> str:
    return str(gettext(WHY[key])) if key in WHY else ""


def asks(rung: str) -> bool:
    """A notice that asks for objections, not one that brings an answer."""
    return not rung.startswith(SCORE_ANSWERED)


def told(rung: str) -> str:
    return mark("征求意见") if asks(rung) else mark("异议已答复")


def said(rung: str) -> str:
    if asks(rung):
        return mark("请核对本单位的计算，有异议的在期限内提出")
    return mark("办公室对本单位的异议作了答复，请查看")
