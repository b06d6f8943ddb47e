"""督办台: what is late, by rung, by department or by chapter; and the same as a workbook."""

from datetime import date
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.adapters.sheets import workbook
from workflow.escalation import choices, saved_views
from workflow.escalation.counts import Morning, bodies_without_liaison, morning
from workflow.escalation.queries import By, Sought
from workflow.escalation.reach import Reach
from workflow.lights.rules import first_unlate
from workflow.web.escalation import morning as words
from workflow.web.escalation.forms import LateFilter
from workflow.web.escalation.rows import LateRow, the_reach
from workflow.web.request import allow, me, session, today
from workflow.wording.labels import label

pages = Blueprint("escalation", __name__)
EXPORTED = 1000  # rows of one workbook
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/escalation")
def show() -> str:
    allow(may.may_run_office(me()))
    reach, form = the_reach(), LateFilter.read()
    sought, by, after = form.sought(), form.order(), request.args.get("after")
    counts = counted(reach, sought)
    if by == By.RUNG:
        shown = words.in_bands(reach, sought, counts.rungs, after=after)
    else:
        shown = words.put_together(reach, sought, by=by, after=after)
    here = _here(form)
    return render_template(
        "escalation/show.html",
        form=form,
        sought=sought,
        by=by,
        counts=counts,
        shown=shown,
        held=words.on_hold(reach, sought) if form.held.data else None,
        here=here,
        wanted=urlencode(here),
        views=saved_views.of(session(), me().account_id),
        bodies=choices.bodies(session()),
        chapters=choices.chapters(session()),
        only_plan=choices.only_plan(session()),
        export_url=url_for("escalation.export", **here),
        next_url=url_for("escalation.show", **here, after=shown.after) if shown.after else None,
        turned=bool(after),
    )


def _here(form: LateFilter) -> dict[str, Any]:
    return {field.name: request.args[field.name] for field in form if request.args.get(field.name)}


def counted(reach: Reach, sought: Sought) -> Morning:
    unlate = first_unlate(today(), reach.calendar)
    return morning(session(), reach.spans, sought, unlate=unlate, today=today())


@pages.get("/escalation.xlsx")
def export() -> Response:
    """The late things sought, oldest first in each department, up to a thousand."""
    allow(may.may_run_office(me()))
    reach, sought = the_reach(), LateFilter.read().sought()
    rows: list[LateRow] = []
    after: str | None = None
    while len(rows) < EXPORTED:
        shown = words.put_together(reach, sought, by=By.DEPARTMENT, after=after)
        rows += [row for group in shown.groups for row in group.rows]
        after = shown.after
        if after is None:
            break
    notes = [_("截至 %(day)s。工作逾期与报送逾期分列，不相加。", day=today().isoformat())]
    if after is not None:
        notes.append(_("只列前 %(n)s 行，其余请缩小筛选范围后再导出。", n=EXPORTED))
    made = workbook(_("督办台"), _head(), map(_cells, rows), notes=notes)
    name = _("督办台") + f"-{today().isoformat()}.xlsx"
    return send_file(BytesIO(made), mimetype=WORKBOOK, as_attachment=True, download_name=name)


def _head() -> list[str]:
    return [
        _("亮灯"),
        _("逾期工作日"),
        _("梯级"),
        _("梯级的原因"),
        _("编号"),
        _("条目"),
        _("单位"),
        _("应办事项"),
        _("应于"),
        _("原定"),
        _("最近反馈"),
        _("最近通知"),
        _("催办"),
        _("电话"),
        _("存在问题及请求"),
        _("联络员"),
    ]


def _cells(row: LateRow) -> list[str | int | date | None]:
    hindered = _("；").join(
        one.text + (_("（%(words)s）", words=one.asked) if one.asked else "") for one in row.hindered
    )
    moved = row.original_due_on if row.original_due_on != row.due_on else None
    return [
        label(row.light),
        row.days,
        label(row.rung) if row.rung else "",
        _("；").join(row.why),
        row.number,
        row.heading,
        row.department,
        row.owed,
        row.due_on,
        moved,
        row.heard_on,
        row.told_on,
        row.urged_on,
        row.called_on,
        hindered,
        row.liaison,
    ]


@pages.get("/escalation/without-liaison")
def without_liaison() -> str:
    """Bodies of which nobody would hear by mail."""
    allow(may.may_run_office(me()))
    return render_template("escalation/without_liaison.html", rows=bodies_without_liaison(session(), on=today()))
