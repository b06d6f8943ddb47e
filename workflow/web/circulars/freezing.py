"""定稿, and giving a draft up."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.insight.circular import service
from workflow.insight.circular.models import Circular, CircularState
from workflow.insight.circular.paper import parts_of, title_of
from workflow.web.circulars.blueprint import pages
from workflow.web.circulars.editing import version_seen
from workflow.web.request import allow, me, not_found, now, saving, session, the
from workflow.wording.circular import NOTES
from workflow.wording.refusals import sentence


@pages.get("/circulars/<int:circular_id>/freeze")
def look(circular_id: int) -> str:
    """The whole paper, before it is frozen."""
    circular = the(Circular, circular_id)
    allow(may.may_run_office(me()))
    if circular.state != CircularState.DRAFT:
        not_found()
    left = [sentence(one) for one in service.hindrances(session(), circular)]
    return render_template("circulars/freeze.html", circular=circular, parts=parts_of(circular), left=left, notes=NOTES)


@pages.post("/circulars/<int:circular_id>/freeze")
def freeze(circular_id: int) -> Response:
    circular = the(Circular, circular_id)
    allow(may.may_run_office(me()))
    with saving() as saved:
        title = title_of(circular.plan.title, circular.period)
        service.freeze(saved, circular, title=title, version=version_seen(), by=me(), at=now())
    flash(_("已定稿。以后的更正不再改动它。"))
    return redirect(url_for("circulars.show", circular_id=circular_id), 303)


@pages.post("/circulars/<int:circular_id>/drop")
def drop(circular_id: int) -> Response:
    circular = the(Circular, circular_id)
    allow(may.may_run_office(me()))
    with saving() as saved:
        service.drop(saved, circular, by=me(), at=now())
    flash(_("草稿已作废。"))
    return redirect(url_for("circulars.index"), 303)
