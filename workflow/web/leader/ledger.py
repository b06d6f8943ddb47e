"""台账 as a workbook."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from io import BytesIO

from flask import send_file
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.adapters.printed_sheets import Column, printed
from workflow.adapters.sheets import Cell
from workflow.insight import ledger as kept
from workflow.insight.ledger import LedgerRow
from workflow.plans.models import Plan
from workflow.tasks.models import MATTERS, Origin
from workflow.web.filters import blocker_label, plain
from workflow.web.leader.views import name_of, pages
from workflow.web.past import seen
from workflow.web.request import allow, me, the
from workflow.wording.labels import label
from workflow.wording.lights import reason
from workflow.wording.occasions import owed, period

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/plans/<int:plan_id>/ledger.xlsx")
def ledger(plan_id: int) -> Response:
    """Every task of the plan in a row, from the reviewed reports."""
    plan = the(Plan, plan_id)
    allow(may.may_oversee(me()))
    with seen(plan) as at:
        rows = list(kept.rows(at.session, plan.id, today=at.day, calendar=at.calendar))
        title = _("%(title)s台账", title=plan.title)
        title += _("（截至 %(day)s 的情况）", day=at.asked) if at.past else ""
        made = printed(_("台账"), title, base_of(rows, at.day), _columns(), map(_cells, rows))
    return send_file(BytesIO(made), mimetype=WORKBOOK, as_attachment=True, download_name=name_of(plan, at.day))


def base_of(rows: Sequence[LedgerRow], day: date) -> str:
    """What is counted, and as of which day."""
    kinds = Counter(row.task.origin for row in rows)
    base = _(
        "亮灯截至 %(day)s；进展和数值只取审核通过的填报。共 %(base)s 项任务，另列保障措施 %(standing)s 项，不亮灯。",
        day=day.isoformat(),
        base=kinds[Origin.MEASURE],
        standing=kinds[Origin.STANDING],
    )
    if kinds[Origin.GOAL]:
        base += _("另列总体目标 %(goals)s 条，不计入任务数。", goals=kinds[Origin.GOAL])
    if matters := sum(kinds[origin] for origin in MATTERS):
        base += _("另列批示交办事项 %(n)s 件，不计入任务数。", n=matters)
    return str(base)


def _columns() -> list[Column]:
    heads = (
        (_("章节"), 16),
        (_("编号"), 10),
        (_("任务"), 26),
        (_("牵头单位"), 16),
        (_("责任单位"), 24),
        (_("分管市领导"), 14),
        (_("亮灯"), 11),
        (_("亮灯原因"), 26),
        (_("下一应办"), 22),
        (_("应于"), 11),
        (_("最近一期"), 12),
        (_("情况"), 10),
        (_("进展"), 44),
        (_("量化目标及审核值"), 36),
        (_("存在问题及请求"), 30),
        (_("批示办理"), 20),
        (_("批示办理逾期（件）"), 9),
        (_("备注"), 8),
    )
    return [Column(head, width) for head, width in heads]


def _cells(row: LedgerRow) -> list[Cell]:
    task, said = row.task, row.said
    return [
        task.chapter,
        task.number,
        task.heading,
        row.lead,
        _("、").join(row.co),
        row.leader,
        label(row.shown.light) if row.shown else label(task.state),
        reason(row.shown) if row.shown else "",
        owed(row.next.kind, row.next.occasion) + _("（%(words)s）", words=row.next.label) if row.next else "",
        row.next.due_on if row.next else None,
        period(said.period) if said else "",
        label(said.standing) if said else "",
        said.text if said else "",
        "\n".join(targets(row)),
        "\n".join(blockers(row)),
        "\n".join(_instructed(row)),
        sum(one.late for one in row.instructions) or None,
        _("演示") if said and said.demo else _("总体目标") if task.origin == Origin.GOAL else "",
    ]


def _instructed(row: LedgerRow) -> Iterator[str]:
    for one in row.instructions:
        said = {"leader": one.leader, "day": one.written_on.isoformat(), "state": label(one.state)}
        yield _("%(leader)s %(day)s：%(state)s", **said)


def targets(row: LedgerRow) -> Iterator[str]:
    for one in row.targets:
        if one.value is None:
            yield _("%(wording)s：尚无审核值", wording=one.wording)
            continue
        yield _(
            "%(wording)s：%(value)s%(unit)s（数据截至 %(day)s）",
            wording=one.wording,
            value=plain(one.value.value),
            unit=one.target.unit,
            day=one.value.as_of.isoformat() if one.value.as_of else "",
        )


def blockers(row: LedgerRow) -> Iterator[str]:
    for one in row.blockers:
        words = _("%(kind)s：%(words)s", kind=blocker_label(one.kind), words=one.text)
        yield words + (_("（请求：%(asked)s）", asked=one.asked) if one.asked else "")
