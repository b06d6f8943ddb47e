"""Words of the ladders, of rungs that the office sets, and of saved views."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext

from workflow.deadlines.models import LadderKind
from workflow.escalation.rules import Rung, Steps
from workflow.wording.marks import mark
from workflow.workdays.rules import Period, period_named

NUMBERS = (mark("一"), mark("二"), mark("三"), mark("四"))
SHORT: dict[Rung, str] = {
    Rung.REMIND_10: mark("第一次提醒"),
    Rung.REMIND_3: mark("再次提醒"),
    Rung.REMIND_1: mark("临期提醒"),
    Rung.DUE: mark("到期当天提醒"),
    Rung.PRESS_FORM: mark("催报"),
    Rung.PRESS_FORM_AGAIN: mark("再次催报"),
    Rung.URGE: mark("催办"),
    Rung.NOTICE_CONDITIONS: mark("达到督办条件"),
    Rung.CIRCULAR_CONDITIONS: mark("达到通报条件"),
    Rung.INTERVIEW_CONDITIONS: mark("达到约谈条件"),
}
LADDER_NAMES: dict[LadderKind, str] = {
    LadderKind.WORK: mark("工作事项（目标核定、节点、办结、批示办理）"),
    LadderKind.REPORTING: mark("报送事项（签收、进展填报、分工进展、退回修改）"),
}
SENTENCES: dict[str, str] = {
    "urge.none_chosen": mark("没有勾选事项，请先勾选再催办。"),
    "urge.several_plans": mark("一次只能催办同一个方案的事项。"),
    "urge.words_too_long": mark("附言请控制在 %(limit)s 字以内。"),
    "urge.held": mark("这件事项正在暂缓，不催办。"),
    "urge.not_late": mark("这件事项应于 %(due_on)s，还没有逾期，不催办。"),
    "urge.today_already": mark("所选事项中有今天已经催过的，同一事项一天只催一次。"),
    "call.person_missing": mark("请写明与谁通话。"),
    "call.words_missing": mark("请写明通话内容。"),
    "call.day_past": mark("答应完成的日期 %(on)s 已经过去，请核对。"),
    "rung.none_chosen": mark("没有勾选事项，请先勾选。"),
    "rung.reason_missing": mark("请写明调整梯级的理由。"),
    "rung.reason_too_long": mark("理由请控制在 %(limit)s 字以内。"),
    "rung.held": mark("这件事项正在暂缓，不在任何梯级上。"),
    "rung.not_late": mark("这件事项没有逾期，不在任何梯级上，不能调整。"),
    "rung.same": mark("%(number)s 已经在这一梯级，请另选。"),
    "rung.not_possible": mark(
        "%(number)s（%(department)s）不能调到这一梯级：报送逾期只到催报；党委部门、垂直管理单位和企业用商请函，不约谈。"
    ),
    "rung.not_set": mark("这件事项的梯级没有经办公室调整，可能刚刚由别人撤销或期限已变。"),
    "ladder.rung_of_other": mark("报送事项只提醒和催报，不设更高的梯级。"),
    "ladder.fixed": mark("“%(rung)s”的日子不能改：到期当天不算逾期，逾期第 1 个工作日起列入督办台。"),
    "ladder.too_far": mark("提醒不早于到期前 %(earliest)s 个工作日，各级不晚于逾期 %(latest)s 个工作日。"),
    "ladder.not_upwards": mark("各级要一级比一级晚：请检查“%(rung)s”的天数。"),
    "ladder.red_too_far": mark("连续季度数请填 %(least)s 至 %(most)s：少于 %(least)s 个不成连续。"),
    "ladder.red_not_upwards": mark("达到约谈条件的连续季度数要多于达到通报条件的。"),
    "ladder.unchanged": mark("与现行的梯级相同，没有要保存的改动。"),
    "call.several_departments": mark("一次通话只登记一个单位的事项。"),
    "view.name_missing": mark("请给视图起个名字。"),
    "view.name_too_long": mark("视图的名字请控制在 %(limit)s 字以内。"),
    "view.nothing_wanted": mark("还没有筛选条件，请先筛选再存。"),
    "view.too_many": mark("最多保存 %(limit)s 个视图，请先删除不用的。"),
}
ACTS: dict[str, str] = {
    "rung.raised": mark("调高梯级"),
    "rung.lowered": mark("调低梯级"),
    "rung.set_back": mark("撤销梯级调整"),
    "ladder.set": mark("修改方案的梯级"),
    "ladder.red_set": mark("修改方案的连续季度条件"),
}
RUNG_FACTS: dict[str, str] = {"from_rung": mark("原梯级"), "to_rung": mark("调整为")}
STEPS_FACTS: dict[str, str] = {"was_steps": mark("原梯级"), "steps": mark("调整为")}
RED_FACTS: dict[str, str] = {"was_red": mark("原条件"), "red": mark("调整为")}


def red_run(periods: Sequence[str]) -> str:
    """连续 2 个季度判为工作逾期（2026年二、三季度）."""
    years: dict[int, list[str]] = {}
    for key in periods:
        named = period_named(key)
        if isinstance(named, Period):
            years.setdefault(named.year, []).append(str(gettext(NUMBERS[named.quarter - 1])))
    comma = str(gettext("、"))
    said = [str(gettext("%(year)s年%(numbers)s季度", year=year, numbers=comma.join(n))) for year, n in years.items()]
    return str(gettext("连续 %(n)s 个季度判为工作逾期（%(said)s）", n=len(periods), said=comma.join(said)))


def set_by_office(was: Rung, to: Rung, reason: str, by: str, on: date) -> str:
    """What the office set, why, who and when."""
    facts = {"was": label_of(was), "to": label_of(to), "reason": reason, "by": by, "on": on.isoformat()}
    return str(gettext("办公室由“%(was)s”调为“%(to)s”：%(reason)s（%(by)s，%(on)s）", **facts))


def label_of(rung: Rung) -> str:
    """The rung without what is still to be decided."""
    return str(gettext(SHORT[rung]))


def step(days: int) -> str:
    """到期前 3 个工作日, 到期当天, 逾期 5 个工作日."""
    if days < 0:
        return str(gettext("到期前 %(n)s 个工作日", n=-days))
    return str(gettext("逾期 %(n)s 个工作日", n=days)) if days else str(gettext("到期当天"))


def steps(some: Steps) -> str:
    """再次提醒 到期前 3 个工作日，到期当天提醒 到期当天，…"""
    return str(gettext("，")).join(f"{label_of(rung)} {step(days)}" for rung, days in some)


def facts(kept: dict[str, Any]) -> list[tuple[str, str]]:
    """The rungs and steps that a row of the history names, in words."""
    rungs = [(words, label_of(Rung(kept[key]))) for key, words in RUNG_FACTS.items() if kept.get(key)]
    ladders = [
        (words, steps(tuple((Rung(rung), days) for rung, days in kept[key])))
        for key, words in STEPS_FACTS.items()
        if kept.get(key)
    ]
    red = [(words, periods(kept[key])) for key, words in RED_FACTS.items() if key in kept]
    return [(str(gettext(words)), said) for words, said in (*rungs, *ladders, *red)]


def periods(some: Sequence[tuple[str, int]]) -> str:
    """达到通报条件 连续 2 个季度，…"""
    said = [str(gettext("%(rung)s 连续 %(n)s 个季度", rung=label_of(Rung(rung)), n=n)) for rung, n in some]
    return str(gettext("，")).join(said) or str(gettext("不按连续季度"))
