"""Pages: files that were stopped on their way in. The person says what becomes of them, or, where the scanner found
something, the administrator."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from workflow.errors import Refused
from workflow.evidence import stopped, taking_in, uploads
from workflow.evidence.arriving_models import Upload, UploadState
from workflow.evidence.inspecting import Doubt
from workflow.evidence.upload_permits import may_put_in, may_see_stopped
from workflow.web.evidence.coming import finished, own_upload
from workflow.web.evidence.uploading import pages
from workflow.web.forms import PageForm, stripped
from workflow.web.request import allow, files, me, now, saving, session, the
from workflow.wording.refusals import sentence

__all__ = ["pages"]
Answer = str | tuple[str, int] | Response


class AskForm(PageForm):
    reason = TextAreaField(_l("为什么可以上传"), filters=[stripped])


@pages.route("", methods=["GET"], provide_automatic_options=False)
def index() -> Answer:
    """Those of one's own that wait, and those that came whole and were cut off before they were taken in."""
    allow(any(may_put_in(me(), post.department_id) for post in me().posts))
    own = stopped.own(session(), me().account_id)
    waiting = [one for one in own if taking_in.arrived(files(), one) == one.size]
    return render_template("evidence/waiting.html", waiting=waiting)


@pages.route("/<upload_id>/ask", methods=["GET", "POST"])
def ask(upload_id: str) -> Answer:
    """What was found, and the two ways to go on."""
    upload, form = own_upload(upload_id), AskForm.read()
    if upload.state != UploadState.ASKED and not form.is_submitted():
        return redirect(url_for("uploads.index"), 303)
    if form.is_submitted() and upload.state == UploadState.ARRIVING:  # there is nothing to ask, or it was answered
        return _go_on(upload)
    if form.accepted():
        try:
            with saving() as current:
                held = uploads.held(current, upload_id)
                uploads.confirm(current, held, reason=form.reason.data or "", by=me(), at=now())
        except Refused as error:
            form.refuse(error, "reason")
        else:
            return _go_on(own_upload(upload_id))
    upload = own_upload(upload_id)
    found = [(Doubt(kind), words) for kind, words in upload.said.get("doubts", ())]
    return render_template("evidence/ask.html", upload=upload, found=found, form=form), form.status


def _go_on(upload: Upload) -> Response:
    """The file is taken in at once; where that fails, the next try of the box or of the list goes on."""
    session().expunge(upload)
    session().rollback()
    try:
        upload = finished(upload)
    except Refused as error:
        flash(sentence(error), "error")
    else:
        if upload.state == UploadState.ASKED:
            return redirect(url_for("uploads.ask", upload_id=upload.id), 303)
        words = _("“%(name)s”已收下。回到原来的表单，它会自动勾选；没有勾选的，在“从已有材料中选”里勾选。")
        flash(words % {"name": upload.name})
    return redirect(url_for("uploads.index"), 303)


@pages.post("/<upload_id>/give-up")
def delete(upload_id: str) -> Response:
    """删除，不上传: the bytes are forgotten at once."""
    name = own_upload(upload_id).name
    with saving() as current:
        uploads.give_up(current, uploads.held(current, upload_id), by=me(), at=now())
    files().forget(upload_id)
    flash(_("已删除“%(name)s”，没有上传。", name=name))
    return redirect(url_for("uploads.index"), 303)


@pages.get("/quarantine")
def quarantine() -> Answer:
    allow(may_see_stopped(me()))
    return render_template("evidence/quarantine.html", rows=stopped.quarantined(session()))


@pages.post("/<upload_id>/destroy")
def destroy(upload_id: str) -> Response:
    """销毁: nothing of a quarantined file stays but its row and the history."""
    allow(may_see_stopped(me()))
    name = the(Upload, upload_id).name
    with saving() as current:
        uploads.destroy(current, uploads.held(current, upload_id), by=me(), at=now())
    files().forget(upload_id)
    flash(_("已销毁“%(name)s”。", name=name))
    return redirect(url_for("uploads.quarantine"), 303)
