"""Pages: the documents handed in, and handing one in."""

import re
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields import SelectChoice

from workflow import permits as may
from workflow.errors import Refused
from workflow.plans import queries as plans
from workflow.plans import service
from workflow.plans.desk import queries, taking
from workflow.plans.models import Edition, Plan
from workflow.plans.reader.formats.unreadable import LARGEST
from workflow.plans.service import Source
from workflow.web.imports.background import read_soon
from workflow.web.imports.blueprint import pages
from workflow.web.imports.desk_forms import HandInForm, IntakeFilterForm
from workflow.web.request import allow, me, now, saving, session, the

CONTROL = re.compile(r"[\x00-\x1f\x7f]")
Answer = str | tuple[str, int] | Response


@pages.route("/imports", methods=["GET", "POST"])
def index() -> Answer:
    """What lies on the desk, and the form that puts a document there."""
    allow(may.may_run_office(me()))
    form = HandInForm.read()
    form.amends.choices = _editable()
    known: Edition | None = None
    if form.accepted():
        source: Source | None = None
        try:
            source = _source(form)
            return _handed_in(form, source)
        except Refused as refused:
            form.refuse(refused, _field(refused))
            known = service.known(session(), source.data) if source and refused.key == "intake.known" else None
    return render_template("imports/index.html", form=form, known=known, limit=LARGEST, **_list()), form.status


def _handed_in(form: HandInForm, source: Source) -> Response:
    amends = the(Plan, form.amends.data) if form.amends.data else None
    with saving() as current:
        intake, new = taking.hand_in(current, source, amends=amends, by=me(), at=now())
    if new:
        read_soon(intake.id)
    else:
        flash(_("同一份文件已经在核对台上，接着核对就可以。"), "note")
    return redirect(url_for("imports.show", intake_id=intake.id), 303)


def _source(form: HandInForm) -> Source:
    """The document of a form: its file, or the pasted text as a file of its own."""
    upload, text = form.file.data, (form.text.data or "").strip()
    if upload and text:
        raise Refused("intake.both_given")
    if upload:
        with upload.stream as stream:
            content = stream.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise Refused("reader.too_large", megabytes=LARGEST // 1024 // 1024)
        return Source(content, CONTROL.sub("", upload.filename or ""))
    if not text:
        raise Refused("intake.nothing_given")
    return Source(re.sub(r"\r\n?", "\n", text).encode(), _("粘贴的文字") + ".txt")


def _field(refused: Refused) -> str | None:
    """The field that a refusal belongs to; a form sent twice belongs to none."""
    return None if refused.key in ("form.once", "stale") else "file"


def _editable() -> list[SelectChoice]:
    found = [SelectChoice(value=str(plan.id), label=plan.title) for plan in plans.plans(session())]
    return [SelectChoice(value="", label=_("不是，是新方案")), *found]


def _list() -> dict[str, object]:
    filters = IntakeFilterForm.read()
    wanted = queries.IntakeFilter(**filters.facts())
    before = request.args.get("before", type=int)
    rows = queries.intakes(session(), wanted, before=before)
    shown = rows[: queries.SHOWN]
    kept: dict[str, Any] = {name: value for name, value in request.args.items() if name != "before"}
    older = url_for("imports.index", **kept, before=shown[-1].id) if len(rows) > queries.SHOWN else None
    newest = url_for("imports.index", **kept) if before else None
    return {
        "filters": filters,
        "rows": shown,
        "older_url": older,
        "newer_url": newest,
        "filtered": any(kept.values()),
    }
