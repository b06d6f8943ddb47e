"""The table of a sheet as a workbook, for those who may see all of it."""

from io import BytesIO

from flask import send_file
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow.adapters import sheets
from workflow.adapters.sheets import Cell
from workflow.insight.scores import queries
from workflow.insight.scores.models import ScoreKind, ScoreSheet
from workflow.insight.scores.queries import Row
from workflow.web.filters import plain
from workflow.web.request import allow, me, session, the
from workflow.web.scores.blueprint import pages, sees_all
from workflow.wording.scores import period

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/scores/<int:sheet_id>.xlsx")
def export(sheet_id: int) -> Response:
    sheet = the(ScoreSheet, sheet_id)
    allow(sees_all(sheet, me()))
    rows = queries.table(queries.lines(session(), sheet), ranked=sheet.ranked)
    heads = [_("单位"), *(_head(one.name, one.kind, plain(one.full)) for one in sheet.rules)]
    heads += [_("得分合计"), _("适用分值"), _("折算"), _("总分"), *([_("名次")] if sheet.ranked else [])]
    notes = [
        _("“不适用”表示本期没有可以计分的事项，按适用分值折算为 100 分。"),
        _("只按审核过的工作事实计分；报送早晚、登录次数、已读未读不计分。"),
    ]
    title = period(sheet.period) + str(_("考核评分表"))
    book = sheets.workbook(title, heads, [_cells(row, ranked=sheet.ranked) for row in rows], notes=notes)
    name = f"{sheet.plan.title}-{title}.xlsx"
    return send_file(BytesIO(book), mimetype=XLSX, as_attachment=True, download_name=name)


def _head(name: str, kind: ScoreKind, full: str) -> str:
    return f"{name}（±{full}）" if kind == ScoreKind.BY_HAND else f"{name}（{full}）"


def _cells(row: Row, *, ranked: bool) -> list[Cell]:
    cells: list[Cell] = [row.department.label]
    cells += [_("不适用") if line.stands is None else float(line.stands) for line in row.lines]
    total = row.total
    cells += [float(x) for x in (total.got, total.applicable, total.scaled, total.score)] if total else [None] * 4
    return [*cells, row.rank] if ranked else cells
