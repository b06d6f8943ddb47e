"""Pages: the lead asks for its task to be closed, sees what stands in the way, and may take the request back."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.errors import Refused
from workflow.evidence.queries import listed
from workflow.review import checklist, closing, tallying
from workflow.review.closing_models import Closing, ClosingState
from workflow.tasks import queries as tasks
from workflow.tasks.models import Assignment, Role, Task
from workflow.web.evidence.receiving import attach, room_for_files
from workflow.web.reports.signature import own
from workflow.web.request import allow, me, not_found, now, saving, session, settings, the
from workflow.web.tasks.closing_facts import closings
from workflow.web.tasks.forms import ClosingForm
from workflow.web.tasks.views import pages
from workflow.wording.occasions import owed
from workflow.wording.refusals import sentence

Answer = str | tuple[str, int] | Response
pages.url_value_preprocessor(room_for_files)


@pages.route("/tasks/<int:task_id>/close", methods=["GET", "POST"])
def ask_to_close(task_id: int) -> Answer:
    """申请办结, or 转为常态化."""
    the(Task, task_id)
    lead = _lead(task_id)
    allow(may.may_speak_for(me(), lead.department_id))
    department_id, form = lead.department_id, ClosingForm.read()
    kept, refused = attach(department_id, task_id=task_id) if request.method == "POST" else ([], [])
    if form.accepted() and not refused:
        facts = {"words": form.words.data, "as_standing": form.as_standing, "signature": own(department_id)}
        try:
            with saving() as current:
                asked = closing.ask(current, _lead(task_id), **facts, evidence_ids=kept, by=me(), at=now())
                waits = asked.state == ClosingState.TO_SIGN
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已提出办结申请，等部门负责人签发。") if waits else _("已提出办结申请，等领导小组办公室审核。"))
            return redirect(url_for("tasks.show", task_id=task_id), 303)
    form.form_errors.extend(refused)
    return _page(_lead(task_id), form, kept), 422 if refused else form.status


def _lead(task_id: int) -> Assignment:
    return next((share for share in tasks.shares(session(), task_id) if share.role == Role.LEAD), None) or not_found()


def _page(lead: Assignment, form: ClosingForm, kept: list[int]) -> str:
    found = tallying.checklist_of(session(), lead.task_id)
    stands = checklist.obstacles(found, as_standing=form.as_standing)
    return render_template(
        "tasks/close.html",
        form=form,
        task=lead.task,
        department=lead.department,
        found=found,
        obstacles=[sentence(one) for one in stands],
        asked=closing.open_request(session(), lead.task_id),
        past=closings(lead.task_id),
        papers=listed(session(), kept, department_id=lead.department_id) if kept else (),
        owed_words=owed,
        limit=settings().upload_limit // 1024 // 1024,
    )


@pages.post("/closings/<int:closing_id>/withdraw")
def withdraw_closing(closing_id: int) -> Response:
    """撤回办结申请, until it is decided."""
    asked = the(Closing, closing_id)
    allow(may.may_speak_for(me(), asked.assignment.department_id))
    task_id = asked.task_id
    with saving() as current:
        closing.withdraw(current, asked, by=me(), at=now())
    flash(_("已撤回办结申请。"))
    return redirect(url_for("tasks.show", task_id=task_id), 303)
