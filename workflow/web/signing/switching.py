"""Pages: the switch: whether the head of a department signs what leaves it."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.errors import Refused
from workflow.people import bodies
from workflow.people.models import Department
from workflow.reports import waiting
from workflow.web.request import allow, me, now, saving, session, the
from workflow.web.signing.blueprint import pages
from workflow.web.signing.forms import SwitchForm

Answer = str | tuple[str, int] | Response


@pages.route("/departments/<int:department_id>/sign-off", methods=["GET", "POST"])
def switch(department_id: int) -> Answer:
    """Turned on and off by the head, or by the administrator."""
    body = the(Department, department_id)
    allow(may.may_switch_sign_off(me(), department_id))
    form = SwitchForm.read()
    if form.accepted():
        try:
            with saving() as current:
                bodies.set_sign_off(current, body, signs_off=form.on, version=form.seen(), by=me(), at=now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已启用负责人签发。") if form.on else _("已停用负责人签发。"))
            return redirect(url_for("signing.switch", department_id=department_id), 303)
    body = the(Department, department_id)
    return render_template(
        "signing/switch.html", department=body, form=form, waits=waiting.count(session(), [department_id])
    ), form.status
