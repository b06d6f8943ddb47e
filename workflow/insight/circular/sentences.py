"""The sentences of a quarterly circular, in the language of the paper: one for each kind of fact."""

from collections.abc import Callable
from datetime import date
from typing import Any

from workflow.insight.circular.rules import Fact

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


def sentence(fact: Fact) -> str:
    """The sentence of a fact, as it stands in the paper."""
    return SAYS[fact.kind](fact.data)


def day(words: str) -> str:
    on = date.fromisoformat(words)
    return f"{on.year}年{on.month}月{on.day}日"


def quarter(period: str) -> str:
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
    return f"{quarter(facts['period'])}进展填报于{day(facts['due_on'])}前报送，共{facts['count']}项任务。"


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
