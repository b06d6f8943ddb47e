"""登记电话催办: one call about one thing, or about several of one department."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.deadlines.models import Deadline
from workflow.errors import Refused
from workflow.escalation import beside, service
from workflow.web.escalation.forms import CallForm
from workflow.web.escalation.picking import mine_to_act_on, picked, row_of, rows_of
from workflow.web.escalation.rows import LateRow
from workflow.web.escalation.views import pages
from workflow.web.request import allow, me, now, saving, session, the

Answer = str | tuple[str, int] | Response


@pages.route("/escalation/<int:deadline_id>/call", methods=["GET", "POST"])
def call(deadline_id: int) -> Answer:
    """About one thing."""
    deadline = the(Deadline, deadline_id)
    allow(may.may_act_on(me(), deadline.department_id))
    form = CallForm.read()
    if form.accepted() and (done := _noted(form, [deadline])):
        return done
    return _page(form, [row_of(deadline_id)], []), form.status


@pages.route("/escalation/calls", methods=["GET", "POST"])
def calls() -> Answer:
    """About what was ticked: the things of the department that has most of them; one call is one department's."""
    allow(may.may_run_office(me()))
    rows = [row for row in rows_of(picked()) if row.actable]
    bodies = [row.department_id for row in rows]
    first = max(bodies, key=bodies.count, default=None)
    about = [row for row in rows if row.department_id == first]
    form = CallForm.read()
    if form.accepted() and (done := _noted(form, mine_to_act_on([row.id for row in about]))):
        return done
    others = sorted({row.department for row in rows if row not in about})
    return _page(form, about, others), form.status


def _noted(form: CallForm, deadlines: list[Deadline]) -> Response | None:
    """The call in the history of each thing; None when it was refused, and the form says why."""
    try:
        with saving() as saved:
            service.note_calls(saved, deadlines, **form.facts(), by=me(), at=now())
    except Refused as error:
        form.refuse(error)
        return None
    flash(_("已登记与 %(who)s 的通话。", who=form.spoke_with.data))
    return redirect(url_for("escalation.show"), 303)


def _page(form: CallForm, rows: list[LateRow], others: list[str]) -> str:
    notes = beside.calls(session(), rows[0].id) if len(rows) == 1 else []
    return render_template("escalation/call.html", form=form, rows=rows, others=others, notes=notes)
