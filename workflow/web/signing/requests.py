"""Pages: a request of the department that waits for its head: signed, or sent back with a word."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.errors import Refused
from workflow.web.request import allow, me, not_found, now, saving, session
from workflow.web.signing import asked
from workflow.web.signing.blueprint import pages
from workflow.web.signing.forms import SendBackForm

Answer = str | tuple[str, int] | Response


@pages.route("/signing/<any(extension, correction, closing):kind>/<int:number>/send-back", methods=["GET", "POST"])
def send_back_request(kind: str, number: int) -> Answer:
    """退回: the request is over; its words are kept for another one."""
    thing, _sign = asked.find(session(), kind, number) or not_found()
    department_id, task = asked.whose(thing)
    allow(may.may_sign(me(), department_id))
    form = SendBackForm.read()
    if form.accepted():
        try:
            with saving() as current:
                asked.KINDS[kind].send_back(current, thing, words=form.words.data, by=me(), at=now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已退回经办人，意见已附上。"))
            return redirect(url_for("signing.index"), 303)
    found = asked.of_departments(session(), [department_id])
    row = next((one for one in found if (one.kind, one.id) == (kind, number)), None)
    return render_template("signing/send_back.html", task=task, row=row, form=form), form.status
