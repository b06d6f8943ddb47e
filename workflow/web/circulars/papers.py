"""送签: a frozen circular becomes a paper."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.insight.circular.handing_over import hand_over
from workflow.insight.circular.models import Circular
from workflow.insight.circular.paper import parts_of
from workflow.web.circulars.blueprint import pages
from workflow.web.request import allow, me, now, saving, the


@pages.post("/circulars/<int:circular_id>/paper")
def paper(circular_id: int) -> Response:
    """The draft of the paper, to be sent to the leader for signature from there."""
    circular = the(Circular, circular_id)
    allow(may.may_run_office(me()))
    with saving() as saved:
        made = hand_over(saved, circular, parts_of(circular), by=me(), at=now())
    flash(_("已生成公文草稿，请送签；编号和发出在文书页办理。"))
    return redirect(url_for("papers.show", paper_id=made.id), 303)
