"""Pages: the head of the document; the list of mends, and undoing."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from workflow.errors import Refused
from workflow.plans.desk import items, naming, queries, undoing
from workflow.plans.desk.models import Intake, IntakeEdit, IntakeState
from workflow.plans.desk.rows import Front
from workflow.plans.desk.sheet import FRONT
from workflow.web.imports.blueprint import pages
from workflow.web.imports.forms import FrontForm
from workflow.web.imports.mending import closed, hand, said, shortened, the_intake, to_desk
from workflow.web.request import not_found, saving, session
from workflow.wording.mending import mend
from workflow.wording.refusals import sentence

Answer = str | tuple[str, int] | Response


@pages.route("/imports/<int:intake_id>/front", methods=["GET", "POST"])
def front(intake_id: int) -> Answer:
    intake = the_intake(intake_id)
    if intake.state != IntakeState.ON_DESK:
        return closed(intake)
    sheet = queries.sheet(session(), intake)
    taints, was, seen = list(sheet.taints.values()), sheet.front, f"{FRONT}:{sheet.versions[FRONT]}"
    facts = {name: getattr(was, name) for name in ("doc_number", "issuer", "issued_on")}
    titles = {name: naming.veiled(getattr(was, name), taints) for name in ("title", "plan_title")}
    form = FrontForm.read(data={**facts, **titles, "seen": seen})
    now = None
    if form.accepted():
        try:
            with saving() as current:
                said(intake, items.save_front(current, intake, _front(form), hand=hand(form.versions())))
            return to_desk(intake)
        except Refused as refused:
            form.refuse(refused)
            if refused.key == "intake.mended_since":
                sheet = queries.sheet(session(), intake)
                now, form.seen.data = sheet.front, f"{FRONT}:{sheet.versions[FRONT]}"
    veiled = {name: naming.veiled(getattr(now, name), taints) for name in titles} if now else {}
    return render_template("imports/front.html", intake=intake, form=form, now=now, veiled=veiled), form.status


def _front(form: FrontForm) -> Front:
    return Front(
        title=form.title.data or "",
        plan_title=form.plan_title.data or "",
        doc_number=form.doc_number.data or None,
        issuer=form.issuer.data or None,
        issued_on=form.issued_on.data,
    )


@pages.get("/imports/<int:intake_id>/edits")
def edits(intake_id: int) -> Answer:
    """Every mend, the latest first: who, when, what; and whether it can be taken back now."""
    intake = the_intake(intake_id)
    before = request.args.get("before", type=int)
    rows = undoing.mends(session(), intake, before=before)
    shown = rows[: undoing.SHOWN]
    more = len(rows) > undoing.SHOWN
    older = url_for("imports.edits", intake_id=intake.id, before=shown[-1].edit.ordinal) if more else None
    newest = url_for("imports.edits", intake_id=intake.id) if before else None
    on_desk = intake.state == IntakeState.ON_DESK
    given = {"older_url": older, "newer_url": newest, "on_desk": on_desk, "words": mend}
    return render_template("imports/edits.html", intake=intake, rows=shown, **given)


@pages.post("/imports/<int:intake_id>/undo")
def undo(intake_id: int) -> Response:
    """One mend by its id; without one this person's own latest."""
    intake = the_intake(intake_id)
    wanted = request.form.get("edit", type=int)
    key = None
    try:
        with saving() as current:
            edit = _the_edit(intake, wanted) if wanted else None
            done = undoing.undo(current, edit, hand=hand()) if edit else undoing.undo_last(current, intake, hand=hand())
            key = undoing.place_of(done)
            _say(intake, done)
    except Refused as refused:
        flash(sentence(refused), "error")
    return to_desk(intake, key)


def _the_edit(intake: Intake, wanted: int) -> IntakeEdit:
    edit = session().get(IntakeEdit, wanted)
    return edit if edit is not None and edit.intake_id == intake.id else not_found()


def _say(intake: Intake, done: IntakeEdit) -> None:
    again = undoing.did_again(session(), intake, done)
    words = _("已恢复：%(act)s", act=mend(done.act)) if again else _("已撤销：%(act)s", act=mend(done.act))
    back = _("撤销") if again else _("恢复")
    flash(
        Markup('{} {} <button class="plain" form="acts" formaction="{}" name="edit" value="{}">{}</button>').format(
            words, shortened(done.words), url_for("imports.undo", intake_id=intake.id), done.id, back
        )
    )
