"""Pages: many people at once from a workbook: the template, the check, the preview, the links."""

import json
from dataclasses import asdict
from io import BytesIO
from typing import Any

from flask import render_template, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.adapters import sheets
from workflow.errors import Refused
from workflow.people import loading, workbook
from workflow.people.models import PostKind
from workflow.people.workbook import PersonRow
from workflow.web.people.blueprint import pages
from workflow.web.people.directory import XLSX
from workflow.web.people.forms import ConfirmLoadForm, WorkbookForm
from workflow.web.request import allow, me, now, saving, session, settings, today
from workflow.wording.labels import LABELS, label
from workflow.wording.marks import mark
from workflow.wording.refusals import sentence

HEADS = {
    "department": mark("单位"),
    "name": mark("姓名"),
    "email": mark("邮箱"),
    "phone": mark("电话"),
    "post": mark("岗位"),
}
SHOWN = 200  # cells that are wrong; a sheet with more is read again after these are mended


def _posts() -> dict[str, PostKind]:
    """Words for posts as a sheet may write them: Chinese, or the reader's language. A section is named elsewhere."""
    kinds = [kind for kind in PostKind if kind != PostKind.SECTION]
    chinese = {LABELS[PostKind, kind.value]: kind for kind in kinds}
    return {**chinese, **{label(kind): kind for kind in kinds}}


@pages.get("/people/template.xlsx")
def template() -> Response:
    allow(may.may_administer(me()))
    book = sheets.workbook(_("人员"), list(HEADS.values()), [])
    return send_file(BytesIO(book), mimetype=XLSX, as_attachment=True, download_name=_("人员表模板") + ".xlsx")


@pages.route("/people/load", methods=["GET", "POST"])
def load() -> tuple[str, int]:
    """Nothing is kept by this step: its answer is the preview."""
    allow(may.may_administer(me()))
    form = WorkbookForm.read()
    if form.accepted():
        try:
            content = form.file.data.read(workbook.LARGEST + 1) if form.file.data else b""
            return _preview(workbook.read(content, heads=HEADS))
        except Refused as refused:
            form.refuse(refused, "file")
    return _upload(form)


def _upload(form: WorkbookForm, doubts: list[Any] | None = None) -> tuple[str, int]:
    return render_template("people/load.html", form=form, doubts=doubts or [], heads=HEADS, shown=SHOWN), form.status


def _preview(rows: list[PersonRow]) -> tuple[str, int]:
    steps, doubts = loading.check(rows, loading.known(session(), rows, on=today()), posts=_posts())
    if doubts:
        form = WorkbookForm(formdata=None)
        form.status = 422
        told = [(one.line, HEADS[one.column], one.value, sentence(Refused(one.key))) for one in doubts]
        return _upload(form, told)
    kept = json.dumps([asdict(row) for row in rows], ensure_ascii=False)
    counts = {
        "people": sum(step.new_person for step in steps),
        "posts": sum(step.new_post for step in steps),
        "same": sum(not (step.new_person or step.new_post) for step in steps),
    }
    return render_template("people/load_preview.html", steps=steps, rows=kept, **counts), 200


@pages.post("/people/load/confirm")
def confirm_load() -> tuple[str, int]:
    """What was previewed is checked again, as others may have worked meanwhile. The links are shown this once."""
    allow(may.may_administer(me()))
    form = ConfirmLoadForm.read()
    rows = _rows(form.rows.data or "")
    steps, doubts = loading.check(rows, loading.known(session(), rows, on=today()), posts=_posts())
    if doubts:
        return _preview(rows)
    with saving() as writing:
        invited = loading.load(writing, steps, by=me(), at=now(), on=today())
    base = settings().base_url
    links = [(one, base + url_for("auth.invite", token=one.token)) for one in invited]
    return render_template("people/loaded.html", links=links, count=len(steps)), 200


def _rows(kept: str) -> list[PersonRow]:
    try:
        rows = [PersonRow(**row) for row in json.loads(kept)]
        sound = all(type(row.line) is int and {type(word) for word in _words(row)} == {str} for row in rows)
    except (ValueError, TypeError):
        sound, rows = False, []
    if not rows or not sound or len(rows) > workbook.MOST_ROWS:
        raise Refused("people.file_no_rows")
    return rows


def _words(row: PersonRow) -> list[Any]:
    return [getattr(row, column) for column in workbook.COLUMNS]
