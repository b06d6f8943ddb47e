"""Pages: the history: who did what, when."""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from flask import Blueprint, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.adapters import sheets
from workflow.audit import queries
from workflow.audit.queries import MOST, HistoryFilter
from workflow.people.queries import accounts_named
from workflow.web.filters import moment
from workflow.web.history.forms import HistoryFilterForm
from workflow.web.numbers import whole
from workflow.web.request import allow, me, not_found, session, today
from workflow.wording import acts

pages = Blueprint("history", __name__)
EXPORTED = 50_000  # rows; a longer history is exported by days
KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def _filter() -> tuple[HistoryFilterForm, HistoryFilter]:
    form = HistoryFilterForm.read()
    facts = form.facts()
    who, number = facts["q"], facts["thing_id"] or ""
    wanted = HistoryFilter(
        account_ids=accounts_named(session(), who) if who else None,
        actor=who,
        act=facts["act"],
        thing=facts["thing"],
        thing_id=whole(number),
        from_on=facts["from_on"],
        to_on=facts["to_on"],
    )
    return form, wanted


@pages.get("/history")
def index() -> str:
    allow(may.may_read_history(me()))
    form, wanted = _filter()
    page = queries.history(
        session(), wanted, older=request.args.get("older", type=int), newer=request.args.get("newer", type=int)
    )
    total = queries.count(session(), wanted)
    kept: dict[str, Any] = {name: value for name, value in request.args.items() if name not in ("older", "newer")}
    return render_template(
        "history/index.html",
        form=form,
        rows=page.rows,
        act=acts.act,
        thing=acts.thing,
        facts=acts.facts,
        newer_url=url_for("history.index", **kept, newer=page.newer) if page.newer else None,
        older_url=url_for("history.index", **kept, older=page.older) if page.older else None,
        total="1,000+" if total >= MOST else str(total),
        kept=kept,
        filtered=any(kept.values()),
    )


@pages.get("/history/export.<kind>")
def export(kind: str) -> Response:
    allow(may.may_read_history(me()))
    if kind not in KINDS:
        not_found()
    _form, wanted = _filter()
    head = (_("编号"), _("时间"), _("谁"), _("做了什么"), _("对什么"), _("编号（对象）"), _("说明"), _("原始记录"))
    made = sheets.comma_separated(head, _rows(wanted)) if kind == "csv" else _workbook(head, wanted)
    name = _("历史") + f"-{today().isoformat()}.{kind}"
    return send_file(BytesIO(made), mimetype=KINDS[kind], as_attachment=True, download_name=name)


def _workbook(head: tuple[str, ...], wanted: HistoryFilter) -> bytes:
    return sheets.workbook(_("历史"), head, _rows(wanted))


def _rows(wanted: HistoryFilter) -> Iterator[tuple[sheets.Cell, ...]]:
    """For the auditor the stored words stand beside the readable ones."""
    for row in queries.every(session(), wanted, most=EXPORTED):
        said = _("；").join(f"{words}{_('：')}{value}" for words, value in acts.facts(row.facts))
        raw = json.dumps({"act": row.act, "thing": row.thing, **row.facts}, ensure_ascii=False, sort_keys=True)
        yield (row.id, moment(row.at), row.actor, acts.act(row.act), acts.thing(row.thing), row.thing_id, said, raw)
