"""A form that stayed open too long: nothing is done, and the words come back to be sent again."""

from flask import g, render_template, request
from flask_wtf.csrf import CSRFError

from workflow import permits as may
from workflow.deadlines.models import Deadline
from workflow.errors import Refused
from workflow.reports.rules import ANSWERED
from workflow.web import failures, signed_in
from workflow.web.reports import filling
from workflow.web.reports.views import pages
from workflow.web.reports.writing import Answer, page
from workflow.web.request import me, session
from workflow.wording.refusals import sentence

FORMS = ("reports.new", "reports.draft")


@pages.errorhandler(CSRFError)
def token_gone(error: CSRFError) -> Answer | failures.Answer:
    """The form again with a new token, for whoever may fill it; for others the words alone, to be copied."""
    words = [one for name in ("text", "next_step") for one in request.form.getlist(name) if one.strip()]
    if not words:
        return failures.token_gone(error)
    g.permission_asked = True
    signed_in.note_viewer()
    deadline_id = (request.view_args or {}).get("deadline_id", 0)
    deadline = session().get(Deadline, deadline_id) if g.viewer and request.endpoint in FORMS else None
    if deadline is not None and deadline.kind in ANSWERED and may.may_fill(me(), deadline):
        form = filling.form_of(None)
        form.refuse(Refused("form.expired"))
        return page(deadline, form, filling.chosen(filling.typed()), status=400)
    return render_template("reports/words.html", words=words, sentence=sentence(Refused("form.expired"))), 400
