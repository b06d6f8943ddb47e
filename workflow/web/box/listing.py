"""佐证材料 as a list: found by name, body, task, kind and word of the office; as a workbook."""

from io import BytesIO
from typing import Any

from flask import render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow.adapters.clock import day_of
from workflow.adapters.sheets import Cell, workbook
from workflow.evidence import describing, destructions, sights
from workflow.evidence.permits import may_see_box, own_bodies, sees_all
from workflow.insight import box_listing
from workflow.insight.box_listing import CAP, PAGE, Sought, Standing
from workflow.people import queries as people
from workflow.web.box import choices
from workflow.web.box.blueprint import pages
from workflow.web.box.forms import BoxFilter
from workflow.web.box.words import kind_of, proved, standing_of
from workflow.web.numbers import whole
from workflow.web.request import allow, me, session, today

EXPORTED = 5000
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/evidence")
def index() -> str:
    allow(may_see_box(me()))
    form, sought = _sought()
    before = whole(request.args.get("before", ""))
    rows = box_listing.page(session(), sought, before=before)
    shown = rows[:PAGE]
    here: dict[str, Any] = {name: word for name, word in request.args.items() if name != "before" and word}
    return render_template(
        "box/index.html",
        form=form,
        rows=shown,
        proofs=describing.proofs(session(), [row.id for row in shown]),
        pictured=sights.pictured(session(), [row.sha256 for row in shown]),
        narrowed=any(form.facts().values()),
        total=box_listing.count(session(), sought),
        cap=CAP,
        newer_url=url_for("box.index", **here) if before else None,
        older_url=url_for("box.index", **here, before=shown[-1].id) if len(rows) > PAGE else None,
        export_url=url_for("box.export", **here),
        own=own_bodies(me()),
        waits=destructions.waiting(session(), departments=_whose()),
        say={"kind": kind_of, "proved": proved, "standing": standing_of},
    )


def _whose() -> frozenset[int] | None:
    """Of whose files requests to destroy concern this person; None: of all."""
    return None if me().is_office or me().is_administrator else own_bodies(me())


def _sought() -> tuple[BoxFilter, Sought]:
    form, own = BoxFilter(request.args), own_bodies(me())
    bodies = [(str(body.id), body.label) for body in people.departments(session())] if sees_all(me()) else []
    form.offer(bodies, choices.tasks(None if sees_all(me()) else own))
    facts = form.facts()
    return form, Sought(
        own=own,
        all_out=sees_all(me()),
        words=facts["q"],
        department_id=whole(facts["department"] or ""),
        task_id=whole(facts["task"] or ""),
        kind=facts["kind"],
        standing=Standing(facts["standing"]) if facts["standing"] else None,
    )


@pages.get("/evidence.xlsx")
def export() -> Response:
    """The files sought, the newest first, up to five thousand."""
    allow(may_see_box(me()))
    rows = box_listing.page(session(), _sought()[1], most=EXPORTED + 1)
    shown = rows[:EXPORTED]
    proofs = describing.proofs(session(), [row.id for row in shown])
    notes = [_("截至 %(day)s。", day=today().isoformat())]
    if len(rows) > EXPORTED:
        notes.append(_("只列前 %(n)s 行，其余请缩小筛选范围后再导出。", n=EXPORTED))
    cells = (_cells(row, proofs.get(row.id, ())) for row in shown)
    made = workbook(_("佐证材料"), _head(), cells, notes=notes)
    name = f"{_('佐证材料')}-{today().isoformat()}.xlsx"
    return send_file(BytesIO(made), mimetype=WORKBOOK, as_attachment=True, download_name=name)


def _head() -> list[str]:
    return [
        _("文件"),
        _("版本"),
        _("类别"),
        _("材料日期"),
        _("单位"),
        _("上传日期"),
        _("大小（字节）"),
        _("状态"),
        _("证明事项"),
        "SHA-256",
    ]


def _cells(row: Any, proofs: Any) -> list[Cell]:
    said = "；".join(proved(one) for one in proofs)
    facts = [row.name, row.version, kind_of(row.kind), row.dated_on, row.department, day_of(row.put_at), row.size]
    return [*facts, standing_of(row), said, row.sha256]
