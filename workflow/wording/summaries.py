"""The words of the summaries: the office's week, the leaders' page at a month's end."""

from datetime import date
from decimal import Decimal

from workflow.deadlines.models import LadderKind
from workflow.escalation.counts import CAP, Late, Morning
from workflow.insight.one_page import Ask, OnePage
from workflow.insight.week import DueBody, Week
from workflow.lights.rules import Light
from workflow.wording.labels import label
from workflow.wording.ladders import label_of
from workflow.wording.lights import SHAPES
from workflow.wording.mail import day, gettext, late
from workflow.wording.marks import mark
from workflow.wording.occasions import period

WAITING: dict[str, str] = {
    "reports": mark("待审核的填报 %(n)s 份"),
    "extensions": mark("待批的延期申请 %(n)s 件"),
    "closings": mark("待核的办结申请 %(n)s 件"),
    "moves": mark("待定的调整责任单位申请 %(n)s 件"),
    "instructions": mark("待办公室处理的批示 %(n)s 件"),
    "unacknowledged": mark("尚未签收 %(n)s 项"),
    "held": mark("暂缓中 %(n)s 项"),
    "without_liaison": mark("未明确联络员的单位 %(n)s 个"),
}
TO_DECIDE = ("reports", "extensions", "closings", "moves", "instructions")


def week_subject(week: Week, on: date) -> str:
    """【每周小结】工作逾期 1 项、报送逾期 2 项、本周到期 5 项（9月7日）. It names no task."""
    said = [late(LadderKind.WORK, week.now.work), late(LadderKind.REPORTING, week.now.forms)]
    said.append(gettext("本周到期 %(n)s 项", n=week.due_work + week.due_forms))
    return gettext("【每周小结】%(said)s（%(day)s）", said=gettext("、").join(said), day=day(on))


def last_week(week: Week) -> str:
    """上周（8月31日至9月6日）."""
    return gettext("上周（%(since)s至%(until)s）", since=day(week.since), until=day(week.until))


def brought(week: Week) -> str:
    counted = (
        (week.filed, mark("报送 %(n)s 份")),
        (week.accepted, mark("审核通过 %(n)s 份")),
        (week.returned, mark("退回修改 %(n)s 份")),
        (week.extended, mark("批准延期 %(n)s 项")),
        (week.closed, mark("办结 %(n)s 项")),
    )
    said = [gettext(words, n=number) for number, words in counted if number]
    return gettext("、").join(said) if said else gettext("没有报送，也没有审核。")


def stands(found: Late) -> str:
    """Late work and late forms, each with its departments, never added up."""
    work, forms = late(LadderKind.WORK, found.work), late(LadderKind.REPORTING, found.forms)
    work = gettext("%(words)s（%(d)s 个单位）", words=work, d=found.work_departments)
    forms = gettext("%(words)s（%(d)s 个单位）", words=forms, d=found.forms_departments)
    return gettext("%(work)s；%(forms)s", work=work, forms=forms)


def rungs(found: Late) -> list[str]:
    return [gettext("%(rung)s %(n)s 项", rung=label_of(rung), n=_n(n)) for rung, n in found.rungs.items() if n]


def to_decide(found: Morning) -> list[str]:
    """What waits for the office's own word."""
    return _waiting(found, TO_DECIDE)


def besides(found: Morning) -> list[str]:
    return _waiting(found, [name for name in WAITING if name not in TO_DECIDE])


def _waiting(found: Morning, names: tuple[str, ...] | list[str]) -> list[str]:
    return [gettext(WAITING[name], n=_n(getattr(found, name))) for name in names if getattr(found, name)]


def _n(number: int) -> str:
    """Counts stop at a thousand."""
    return gettext("1,000 以上") if number >= CAP - 1 else str(number)


def due(body: DueBody) -> str:
    """工作 2 项、报送 3 项."""
    said = [gettext("工作 %(n)s 项", n=body.work)] * bool(body.work)
    said += [gettext("报送 %(n)s 项", n=body.forms)] * bool(body.forms)
    return gettext("、").join(said)


def month_subject(plan: str, page: OnePage, on: date) -> str:
    """【领导一页】运城市碳达峰实施方案：共 65 项，工作逾期 3 件（9月30日）. It names no task."""
    facts = {"plan": plan, "base": page.base, "n": page.work_late, "day": day(on)}
    return gettext("【领导一页】%(plan)s：共 %(base)s 项任务，逾期的工作 %(n)s 件（%(day)s）", **facts)


def light(kind: Light, count: int) -> str:
    return gettext("%(shape)s %(word)s %(n)s", shape=SHAPES[kind], word=label(kind), n=count)


def lights(counts: list[tuple[Light, int]]) -> str:
    return " · ".join(light(kind, count) for kind, count in counts)


def reviewed(page: OnePage) -> str:
    """What the lights rest on."""
    if page.data_on is None or page.period is None:
        return gettext("尚无审核通过的填报。")
    facts = {"day": day(page.data_on), "period": period(page.period), "n": page.accepted, "base": page.base}
    return gettext("数据截至%(day)s：%(period)s已审核 %(n)s 项，共 %(base)s 项。", **facts)


def forms(page: OnePage) -> str:
    if not page.forms_late:
        return gettext("报送没有逾期。")
    facts = {"n": page.forms_late, "d": len(page.forms)}
    return gettext("报送逾期另计：%(n)s 件（%(d)s 个单位）。", **facts)


def asked(ask: Ask) -> str:
    """Whose tasks ask for it."""
    first = ask.tasks[0]
    facts = {"number": first.number, "department": first.department, "n": len(ask.tasks)}
    if len(ask.tasks) > 1:
        return gettext("%(department)s等，涉及 %(n)s 项任务", **facts)
    return gettext("%(number)s，%(department)s", **facts)


def figure(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():f}"
