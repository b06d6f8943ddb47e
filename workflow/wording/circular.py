"""Words of the quarterly circular. The paper is Chinese, whoever drafts it; its pages speak the reader's language."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from workflow.insight.circular.models import Circular, CircularState, Section
from workflow.insight.circular.moves import CircularAct
from workflow.insight.circular.rules import Fact
from workflow.wording.marks import mark
from workflow.workdays.rules import period_named

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
    "circular.nothing_said": mark("一句也没有勾选，不能定稿。"),
    "circular.masked_words": mark("有句子含有尚未核实的疑似篡改文字，请改写或不选。"),
    "circular.superior_blamed": mark("“滞后和逾期的原因”里有句子提到省级或国家部门。通报不归咎上级，请改写或不选。"),
    "circular.printed_twice": mark("有原因已连续两个季度照样印过，请改写成本季度的新情况，或不选。"),
}
NOTES = {
    "all_on_course": mark("全部任务都是正常推进或已办结。请核实填报是否真实后再定稿（此提示不印在通报里）。"),
    "all_exact": mark("所有审核值都与目标值完全相同。请核实数据来源后再定稿（此提示不印在通报里）。"),
}
HEADS = ("一", "二", "三", "四", "五")
QUARTERS = ("一", "二", "三", "四")
LIGHTS = {
    "on_course": "正常推进",
    "behind": "滞后",
    "work_overdue": "工作逾期",
    "province": "待省级明确",
    "extended": "经批准延期",
    "closed": "已办结",
    "standing": "转为常态化",
}
CAUSES = {
    "support": "配套支持方面",
    "policy": "政策方面",
    "funds": "资金方面",
    "land": "用地方面",
    "coordination": "部门协调方面",
    "figures": "数据方面",
}
WORK = {
    "target": "目标核定",
    "milestone": "节点",
    "completion": "完成时限",
    "instruction": "批示办理",
    "reply": "答复",
}
NAMED = 6  # numbers of tasks in one sentence


def title_of(plan: str, period: str) -> str:
    named = period_named(period)
    return f"关于《{plan}》{named.year}年{_quarter(period)}推进情况的通报"


def sentence(fact: Fact) -> str:
    """The sentence of a fact, as it stands in the paper."""
    return SAYS[fact.kind](fact.data)


def parts_of(circular: Circular) -> list[tuple[str, str]]:
    """The paper as (level, text): title, head, body. A frozen one from what was kept, never from the rows of today."""
    said = circular.said or {
        "title": title_of(circular.plan.title, circular.period),
        "sentences": [{"section": one.section.value, "words": one.words} for one in circular.sentences if one.chosen],
    }
    return [("title", said["title"]), *_parts(said["sentences"])]


def _parts(sentences: Sequence[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    heads, words = iter(HEADS), dict(LABELS)
    for section in Section:
        own = [_whole(one["words"]) for one in sentences if one["section"] == section.value]
        if not own:
            continue
        yield "head", f"{next(heads)}、{words[section]}"
        if section == Section.OVERALL:
            yield "body", "".join(own)
        else:
            yield from (("body", f"{place}. {one}" if len(own) > 1 else one) for place, one in enumerate(own, start=1))


def _whole(words: str) -> str:
    """With its full stop, which may be left out when it is typed."""
    return words if words.endswith(("。", "！", "？")) else words + "。"


def day(words: str) -> str:
    on = date.fromisoformat(words)
    return f"{on.year}年{on.month}月{on.day}日"


def _quarter(period: str) -> str:
    return f"{QUARTERS[int(period[-1]) - 1]}季度"


def _named(facts: dict[str, Any]) -> str:
    """二（一）、二（二）等 8 项任务."""
    numbers = facts["numbers"]
    if len(numbers) <= NAMED:
        return "、".join(numbers) + ("" if len(numbers) == 1 else f"共{len(numbers)}项任务")
    return "、".join(numbers[:NAMED]) + f"等{len(numbers)}项任务"


def _lights(facts: dict[str, Any]) -> str:
    counts = facts["counts"]
    always = ("on_course", "behind", "work_overdue", "province", "closed")
    said = [f"{words}{counts[name]}项" for name, words in LIGHTS.items() if counts[name] or name in always]
    return f"截至{day(facts['day'])}，方案{facts['base']}项任务中，{'、'.join(said)}。"


def _compared(facts: dict[str, Any]) -> str:
    said = [f"{LIGHTS[name]}{'增加' if n > 0 else '减少'}{abs(n)}项" for name, n in facts["moved"].items()]
    return f"与{day(facts['then'])}相比（同为{facts['base']}项），{'、'.join(said) or '各类任务数没有变化'}。"


def _work(facts: dict[str, Any]) -> str:
    if not facts["late"]:
        return "没有工作逾期事项。"
    return f"工作逾期事项{facts['late']}件，涉及{facts['departments']}个单位。"


def _forms(facts: dict[str, Any]) -> str:
    if not facts["late"]:
        return "进展填报没有逾期。"
    return f"进展填报等报送逾期{facts['late']}件，涉及{facts['departments']}个单位，另行统计，不计入工作逾期。"


def _reviewed(facts: dict[str, Any]) -> str:
    return f"本季度进展填报已审核通过{facts['accepted']}项，占{facts['base']}项任务的{_share(facts)}。"


def _share(facts: dict[str, Any]) -> str:
    return f"{100 * facts['accepted'] / facts['base']:.1f}%" if facts["base"] else "0%"


def _well(facts: dict[str, Any]) -> str:
    return f"{facts['lead']}牵头的{facts['number']}{facts['heading']}：{facts['said']}。"


def _cause(facts: dict[str, Any]) -> str:
    kind = CAUSES.get(facts["cause"])
    return f"{kind + '：' if kind else ''}{facts['words']}（{'、'.join(facts['bodies'])}，{_named(facts)}）。"


def _silent(facts: dict[str, Any]) -> str:
    return f"{'、'.join(facts['bodies'])}牵头的{_named(facts)}滞后或逾期，本季度填报没有说明原因。"


def _unsaid(facts: dict[str, Any]) -> str:
    return f"{'、'.join(facts['bodies'])}牵头的{_named(facts)}滞后或逾期，本季度没有审核通过的填报。"


def _asked(facts: dict[str, Any]) -> str:
    since = f"，自{day(facts['since_on'])}" if facts["since_on"] else ""
    return f"需协调：{facts['words']}（{'、'.join(facts['bodies'])}提出{since}，涉及{_named(facts)}）。"


def _demanded(facts: dict[str, Any]) -> str:
    return f"请{facts['body']}于{day(facts['by_on'])}前办结逾期事项{facts['count']}件（{_named(facts)}）。"


def _report(facts: dict[str, Any]) -> str:
    return f"{_quarter(facts['period'])}进展填报于{day(facts['due_on'])}前报送，共{facts['count']}项任务。"


def _due(facts: dict[str, Any]) -> str:
    return f"{day(facts['due_on'])}前：{WORK.get(facts['what'], '工作')}{facts['count']}件（{_named(facts)}）。"


SAYS: dict[str, Callable[[dict[str, Any]], str]] = {
    "lights": _lights,
    "compared": _compared,
    "work": _work,
    "forms": _forms,
    "reviewed": _reviewed,
    "well": _well,
    "cause": _cause,
    "silent": _silent,
    "unsaid": _unsaid,
    "asked": _asked,
    "demanded": _demanded,
    "report": _report,
    "due": _due,
}
