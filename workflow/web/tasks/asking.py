"""Pages: what a department may ask of the office: another body for a task, another day for a deadline."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.deadlines import acknowledging
from workflow.deadlines.models import Deadline
from workflow.deadlines.rules import WORK
from workflow.errors import Refused
from workflow.evidence.queries import listed
from workflow.people import queries as people
from workflow.review import extensions
from workflow.review.approving import granted_before
from workflow.tasks.models import Assignment
from workflow.web.evidence.receiving import attach
from workflow.web.reports.signature import own
from workflow.web.request import allow, me, now, saving, session, the, today
from workflow.web.tasks.forms import ExtensionForm, MoveForm
from workflow.web.tasks.showing import what_of
from workflow.web.tasks.views import pages
from workflow.wording.refusals import sentence

DAYS = {"extension.day_past", "extension.not_later"}
Answer = str | tuple[str, int] | Response


@pages.route("/assignments/<int:assignment_id>/move", methods=["GET", "POST"])
def ask_to_move(assignment_id: int) -> Answer:
    """申请调整责任单位."""
    share = the(Assignment, assignment_id)
    allow(may.may_speak_for(me(), share.department_id))
    task_id, form = share.task_id, MoveForm.read()
    form.offer([(body.id, body.label) for body in people.departments(session()) if body.id != share.department_id])
    if form.accepted():
        try:
            with saving() as current:
                acknowledging.ask_to_move(
                    current,
                    share,
                    to_department_id=form.to_department.data,
                    reason=form.reason.data,
                    by=me(),
                    at=now(),
                )
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_("已申请调整责任单位，由领导小组办公室研究后答复。"))
            return redirect(url_for("tasks.show", task_id=task_id), 303)
    share = the(Assignment, assignment_id)
    why = acknowledging.may_not_ask(session(), share)
    facts = {"share": share, "task": share.task, "refused": sentence(Refused(why)) if why else ""}
    return render_template("tasks/move.html", form=form, **facts), form.status


@pages.route("/deadlines/<int:deadline_id>/extension", methods=["GET", "POST"])
def ask_extension(deadline_id: int) -> Answer:
    """申请延期."""
    deadline = the(Deadline, deadline_id)
    allow(may.may_answer(me(), deadline))
    department_id, task_id = deadline.department_id, deadline.assignment.task_id
    form = ExtensionForm.read()
    kept, refused = attach(department_id, task_id=task_id) if request.method == "POST" else ([], [])
    if form.accepted() and not refused:
        facts = {"attached_id": next(iter(kept), None), "signature": own(department_id), **form.facts()}
        try:
            with saving() as current:
                asked = extensions.ask(current, deadline, **facts, by=me(), at=now(), today=today())
                waits = asked.signed_at is None
        except Refused as error:
            form.refuse(error, "wanted_on" if error.key in DAYS else None)
        else:
            whom = _("部门负责人签发") if waits else _("领导小组办公室答复")
            day = form.wanted_on.data
            flash(_("已申请延期至 %(day)s，等待%(whom)s。原定日期仍会显示。", day=day, whom=whom))
            return redirect(url_for("tasks.show", task_id=task_id, _anchor="owed"), 303)
    form.form_errors.extend(refused)
    return _extension_page(the(Deadline, deadline_id), form, kept), 422 if refused else form.status


def _extension_page(deadline: Deadline, form: ExtensionForm, kept: list[int]) -> str:
    return render_template(
        "tasks/extension.html",
        deadline=deadline,
        task=deadline.assignment.task,
        what=what_of(session(), deadline),
        asked=extensions.open_request(session(), deadline),
        is_work=deadline.kind in WORK,
        times=granted_before(session(), deadline) + 1,
        papers=listed(session(), kept, department_id=deadline.department_id) if kept else (),
        form=form,
    )
