"""Page: what was asked of each department in a quarter, beside the quarter before; the same as a workbook."""

from io import BytesIO

from flask import Blueprint, render_template, request, send_file
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.adapters import sheets
from workflow.adapters.sheets import Cell
from workflow.insight import burden
from workflow.insight.burden import Burden, Line
from workflow.web.request import allow, me, session, today
from workflow.wording.labels import label
from workflow.wording.occasions import period as period_words
from workflow.workdays.rules import Period, is_quarter, period_named, period_of

pages = Blueprint("burden", __name__)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/burden")
def show() -> str:
    allow(may.may_run_office(me()))
    quarter = _quarter()
    lines = burden.lines(session(), quarter)
    return render_template(
        "burden/show.html",
        quarter=quarter,
        later=quarter.following if quarter.following.first <= today() else None,
        lines=lines,
        columns=_columns(lines),
        most=max((line.now.asked for line in lines), default=0),
        sums={one: (sum(x.now.of(one) for x in lines), sum(x.before.of(one) for x in lines)) for one in Burden},
        asked=(sum(line.now.asked for line in lines), sum(line.before.asked for line in lines)),
        named=period_words,
    )


def _quarter() -> Period:
    """The quarter that is asked for, not one to come; else the one that holds today."""
    named = request.args.get("period", "")
    wanted = period_named(named) if is_quarter(named) else None
    sound = isinstance(wanted, Period) and wanted.year >= 2000 and wanted.first <= today()
    return wanted if sound and isinstance(wanted, Period) else period_of(today())


def _columns(lines: list[Line]) -> list[Burden]:
    """All of them; papers only where there were any."""
    papers = any(line.now.of(Burden.PAPERS) + line.before.of(Burden.PAPERS) for line in lines)
    return [one for one in Burden if one != Burden.PAPERS or papers]


@pages.get("/burden.xlsx")
def export() -> Response:
    allow(may.may_run_office(me()))
    quarter = _quarter()
    lines = burden.lines(session(), quarter)
    columns = _columns(lines)
    now, before = period_words(quarter.key), period_words(quarter.preceding.key)
    heads = [_("单位"), _("要求合计"), *(label(one) for one in columns)]
    heads = [heads[0], *(f"{head} {now}" for head in heads[1:]), *(f"{head} {before}" for head in heads[1:])]
    rows: list[list[Cell]] = [
        [line.label, *(cell for one in (line.now, line.before) for cell in (one.asked, *map(one.of, columns)))]
        for line in lines
    ]
    notes = [_("要求合计：应报表、询问、退回、催办和文件之和。只数已有的记录，不统计登录和在线时间。")]
    book = sheets.workbook(_("负担"), heads, rows, notes=notes)
    name = _("各单位负担") + f"-{quarter.key}.xlsx"
    return send_file(BytesIO(book), mimetype=XLSX, as_attachment=True, download_name=name)
