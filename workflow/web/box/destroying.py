"""误传清除: asked for by one person, answered by another."""

from contextlib import suppress
from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow.backup import folders
from workflow.backup.lock import files_stay
from workflow.errors import Refused
from workflow.evidence import destroying, permits
from workflow.evidence import destructions as lookup
from workflow.evidence.arriving_models import Destruction, DestructionState
from workflow.evidence.destroying import Why
from workflow.evidence.models import Evidence
from workflow.web.box.blueprint import Answer, pages
from workflow.web.box.forms import AnswerForm, DestroyForm
from workflow.web.numbers import whole
from workflow.web.request import allow, database, files, me, now, saving, session, settings, the


@pages.route("/evidence/<int:evidence_id>/destroy", methods=["GET", "POST"])
def ask(evidence_id: int) -> Answer:
    evidence, form = _asked_of(evidence_id), DestroyForm.read()
    if form.accepted():
        facts: dict[str, Any] = {
            "why": Why(form.why.data),
            "reason": form.reason.data or "",
            "name_too": bool(form.name_too.data),
        }
        try:
            with saving() as current:
                asked = destroying.ask(current, _asked_of(evidence_id), **facts, by=me(), at=now())
                asked_id = asked.id
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已停止提供这份材料，等待第二人确认清除。"))
            return redirect(url_for("box.destruction", destruction_id=asked_id), 303)
    evidence = _asked_of(evidence_id)
    others = lookup.files_of(session(), evidence.sha256)
    return render_template("box/destroy.html", evidence=evidence, form=form, others=others), form.status


def _asked_of(evidence_id: int) -> Evidence:
    evidence = the(Evidence, evidence_id)
    allow(permits.may_ask_destruction(me(), evidence))
    return evidence


@pages.get("/destructions")
def destructions() -> str:
    allow(permits.may_see_destructions(me(), permits.own_bodies(me())))
    everything = permits.may_see_destructions(me())
    before = whole(request.args.get("before", ""))
    scope = None if everything else permits.own_bodies(me())
    rows = lookup.listed(session(), departments=scope, before=before)
    shown = rows[: lookup.PAGE]
    return render_template(
        "box/destructions.html",
        rows=shown,
        files=lookup.files_by_hash(session(), [row.sha256 for row in shown]),
        newer_url=url_for("box.destructions") if before else None,
        older_url=url_for("box.destructions", before=shown[-1].id) if len(rows) > lookup.PAGE else None,
    )


@pages.get("/destructions/<int:destruction_id>")
def destruction(destruction_id: int) -> Answer:
    return _page(_the(destruction_id), AnswerForm(formdata=None)), 200


def _the(destruction_id: int) -> Destruction:
    asked = the(Destruction, destruction_id)
    allow(permits.may_see_destructions(me(), _bodies(asked)))
    return asked


def _bodies(asked: Destruction) -> frozenset[int]:
    return frozenset(file.department_id for file in lookup.files_of(session(), asked.sha256))


def _page(asked: Destruction, form: AnswerForm) -> str:
    gone = asked.state == DestructionState.DESTROYED
    holding = _holding(asked.sha256) if gone else []
    return render_template(
        "box/destruction.html",
        asked=asked,
        why=Why(asked.why),
        form=form,
        files=lookup.files_of(session(), asked.sha256),
        answers=permits.may_answer_destruction(me(), _bodies(asked), asked_by=asked.asked_by),
        own=asked.asked_by == me().account_id,
        holding=holding,
        still_there=gone and _is_there(asked.sha256),
        backup=settings().backup,
    )


@pages.post("/destructions/<int:destruction_id>/confirm")
def confirm(destruction_id: int) -> Answer:
    """The second person's word; then the bytes go."""
    sha256 = _to_answer(destruction_id).sha256
    try:
        with saving() as current:
            asked = current.get_one(Destruction, destruction_id)
            destroying.confirm(current, asked, backups=_holding(sha256), by=me(), at=now())
    except Refused as error:
        return _again(destruction_id, error)
    # Where the store is away, or a backup is being made, the night's round takes them.
    with suppress(Refused, OSError), files_stay(database()):
        destroying.finish(database(), files(), partial(folders.write_down_destroyed, settings().backup))
    flash(_("已清除。SHA-256、理由和两人姓名保留。"))
    return _shown(destruction_id)


@pages.post("/destructions/<int:destruction_id>/refuse")
def refuse(destruction_id: int) -> Answer:
    _to_answer(destruction_id)
    form = AnswerForm.read()
    try:
        with saving() as current:
            asked = current.get_one(Destruction, destruction_id)
            destroying.refuse(current, asked, words=form.words.data or "", by=me(), at=now())
    except Refused as error:
        return _again(destruction_id, error, "words")
    flash(_("这份材料恢复提供下载。"))
    return _shown(destruction_id)


@pages.post("/destructions/<int:destruction_id>/take-back")
def take_back(destruction_id: int) -> Answer:
    """The one who asked thinks better of it."""
    asked = the(Destruction, destruction_id)
    allow(me().account_id == asked.asked_by and permits.may_see_destructions(me(), _bodies(asked)))
    try:
        with saving() as current:
            destroying.take_back(current, current.get_one(Destruction, destruction_id), by=me(), at=now())
    except Refused as error:
        return _again(destruction_id, error)
    flash(_("这份材料恢复提供下载。"))
    return _shown(destruction_id)


def _to_answer(destruction_id: int) -> Destruction:
    asked = the(Destruction, destruction_id)
    allow(permits.may_answer_destruction(me(), _bodies(asked), asked_by=asked.asked_by))
    return asked


def _again(destruction_id: int, error: Refused, field: str | None = None) -> Answer:
    form = AnswerForm.read()
    form.refuse(error, field)
    return _page(_the(destruction_id), form), form.status


def _shown(destruction_id: int) -> Response:
    return redirect(url_for("box.destruction", destruction_id=destruction_id), 303)


def _is_there(sha256: str) -> bool:
    """Also where nobody can say."""
    try:
        return files().size(sha256) is not None
    except (Refused, OSError):
        return True


def _holding(sha256: str) -> list[str]:
    """The backups that hold the bytes, where there is a folder of backups."""
    root = settings().backup
    return folders.holding(root, sha256) if root else []
