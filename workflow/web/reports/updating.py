"""Page: 动态更新, said by a lead between two periods."""

from flask import redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.deadlines.models import DeadlineKind
from workflow.errors import Refused
from workflow.reports import updating
from workflow.reports.rules import Said
from workflow.tasks.models import Assignment, Role, TaskState
from workflow.web.reports import filling, rendering, signature
from workflow.web.reports.forms import ReportForm
from workflow.web.reports.views import pages, say_filed
from workflow.web.request import allow, me, not_found, now, saving, the

Answer = str | tuple[str, int] | Response


@pages.route("/assignments/<int:assignment_id>/update", methods=["GET", "POST"])
def update(assignment_id: int) -> Answer:
    """Something new, of one's own accord, at any time."""
    held = the(Assignment, assignment_id)
    allow(may.may_speak_for(me(), held.department_id))
    if held.role != Role.LEAD or held.to_on is not None or held.task.state != TaskState.UNDER_WAY:
        not_found()
    if request.method == "POST":
        return _say(held)
    return _page(held, filling.form_of(None), [])


def _say(held: Assignment) -> Answer:
    kept, refused = rendering.files(held.department_id)
    held, form = the(Assignment, held.id), filling.form_of(None)
    if form.accepted() and not refused:
        try:
            with saving() as current:
                said, signed = Said(**form.facts(), evidence_ids=kept), signature.own(held.department_id)
                report = updating.update(current, held, said, by=me(), at=now(), signature=signed)
        except Refused as error:
            if error.key == "form.once":
                raise
            form.refuse(error)
        else:
            say_filed(report)
            return redirect(url_for("tasks.show", task_id=held.task_id, _anchor="reports"), 303)
    form.form_errors.extend(refused)
    return _page(held, form, kept, status=422 if refused else None)


def _page(held: Assignment, form: ReportForm, kept: list[int], status: int | None = None) -> Answer:
    held = the(Assignment, held.id)
    around = filling.beside(held, None, "", kept, kind=DeadlineKind.REPORT)
    action = url_for("reports.update", assignment_id=held.id)
    return rendering.page(held, form, around, called=_("动态更新"), action=action), status or form.status
