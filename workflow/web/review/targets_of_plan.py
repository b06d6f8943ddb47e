"""Pages: every target of a plan with where it stands, on the screen and as a workbook."""

from io import BytesIO

from flask import render_template, request, send_file
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import SearchField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from workflow import permits as may
from workflow.adapters.printed_sheets import Column, printed
from workflow.adapters.sheets import Cell
from workflow.plans.models import Plan
from workflow.plans.queries import edition_in_force
from workflow.review import standing
from workflow.review.standing import Standing, TargetState
from workflow.web.filters import plain
from workflow.web.forms import FilterForm
from workflow.web.request import allow, me, not_found, session, the, today
from workflow.web.review.views import pages
from workflow.wording.labels import label
from workflow.wording.targets import arithmetic, wanted

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class TargetFilter(FilterForm):
    q = SearchField(_l("编号、表述、单位"), [Length(max=60)])
    state = SelectField(_l("状态"), validate_choice=False)

    def offer(self) -> None:
        states = (SelectChoice(state.value, label(state)) for state in TargetState)
        self.state.choices = [SelectChoice("", _l("全部")), *states]


@pages.get("/plans/<int:plan_id>/targets")
def targets_of_plan(plan_id: int) -> str:
    plan = the(Plan, plan_id)
    allow(may.may_oversee(me()))
    form = TargetFilter(request.args)
    form.offer()
    form.validate()
    rows = _rows(plan)
    counts = {state: sum(row.state == state for row in rows) for state in TargetState}
    return render_template(
        "review/targets.html",
        plan=plan,
        form=form,
        rows=_sought(rows, form),
        total=len(rows),
        counts={state: count for state, count in counts.items() if count},
        filtered=any(request.args.get(name) for name in form.facts()),
        wanted=wanted,
        arithmetic=arithmetic,
        may_run=may.may_run_office(me()),
    )


def _rows(plan: Plan) -> list[Standing]:
    edition = edition_in_force(session(), plan.id) or not_found()
    return standing.of_edition(session(), edition.id, today=today())


def _sought(rows: list[Standing], form: TargetFilter) -> list[Standing]:
    facts = form.facts()
    words, state = (facts["q"] or "").split(), facts["state"]
    return [
        row
        for row in rows
        if state in (None, row.state.value)
        and all(any(word in where for where in (row.number, row.wording, row.department)) for word in words)
    ]


@pages.get("/plans/<int:plan_id>/targets.xlsx")
def export_targets(plan_id: int) -> Response:
    plan = the(Plan, plan_id)
    allow(may.may_oversee(me()))
    rows = _rows(plan)
    base = _("截至 %(day)s；数值只取审核通过的填报。共 %(n)s 项目标。", day=today().isoformat(), n=len(rows))
    title = _("%(title)s目标核定表", title=plan.title)
    made = printed(_("目标核定"), title, base, _columns(), map(_cells, rows))
    name = f"{title}-{today().isoformat()}.xlsx"
    return send_file(BytesIO(made), mimetype=WORKBOOK, as_attachment=True, download_name=name)


def _columns() -> list[Column]:
    heads = (
        (_("编号"), 10),
        (_("任务"), 24),
        (_("牵头单位"), 16),
        (_("原文表述"), 36),
        (_("现行目标"), 16),
        (_("期限"), 11),
        (_("最近审核值"), 12),
        (_("数据截至"), 11),
        (_("来源"), 16),
        (_("对照"), 26),
        (_("状态"), 16),
        (_("应于何日核定"), 12),
        (_("核定数值"), 12),
        (_("核定依据"), 30),
        (_("核定人"), 10),
    )
    return [Column(head, width) for head, width in heads]


def _cells(row: Standing) -> list[Cell]:
    value, verdict = row.figure.value if row.figure else None, row.verdict
    return [
        row.number,
        row.heading,
        row.department,
        row.wording,
        wanted(row.holds),
        row.holds.due_on,
        plain(value.value) if value else "",
        value.as_of if value else None,
        value.source if value else "",
        arithmetic(row.holds, value.value if value else None),
        label(row.state),
        row.owed.due_on if row.owed else None,
        plain(verdict.value) if verdict else "",
        verdict.basis if verdict else "",
        verdict.by if verdict else "",
    ]
