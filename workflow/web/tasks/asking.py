"""Pages: what a department may ask of the office: another body for a task, another day for a deadline."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.deadlines import acknowledging
from workflow.deadlines.models import Deadline
from workflow.errors import Refused
from workflow.people import queries as people
from workflow.plans.models import Target
from workflow.review import extensions
from workflow.tasks.models import Assignment
from workflow.web.request import allow, me, now, saving, session, the, today
from workflow.web.tasks.forms import ExtensionForm, MoveForm
from workflow.web.tasks.views import pages
from workflow.wording.occasions import owed

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
    owes = acknowledging.open_one(session(), share)
    return render_template("tasks/move.html", share=share, task=share.task, form=form, owes=owes), form.status


@pages.route("/deadlines/<int:deadline_id>/extension", methods=["GET", "POST"])
def ask_extension(deadline_id: int) -> Answer:
    """申请延期."""
    deadline = the(Deadline, deadline_id)
    allow(may.may_answer(me(), deadline))
    task_id, form = deadline.assignment.task_id, ExtensionForm.read()
    if form.accepted():
        try:
            with saving() as current:
                extensions.ask(current, deadline, by=me(), at=now(), today=today(), **form.facts())
        except Refused as refused:
            form.refuse(refused, None if refused.key.startswith("deadline") else "wanted_on")
        else:
            flash(_("已申请延期至 %(day)s，等待领导小组办公室答复。原定日期仍会显示。", day=form.wanted_on.data))
            return redirect(url_for("tasks.show", task_id=task_id, _anchor="owed"), 303)
    deadline = the(Deadline, deadline_id)
    return render_template(
        "tasks/extension.html",
        deadline=deadline,
        task=deadline.assignment.task,
        what=_what(deadline),
        asked=extensions.open_request(session(), deadline),
        form=form,
    ), form.status


def _what(deadline: Deadline) -> str:
    said = owed(deadline.kind, deadline.occasion)
    kind, _colon, number = deadline.occasion.partition(":")
    target = session().get(Target, int(number)) if kind == "target" and number.isdigit() else None
    return f"{said}：{target.wording}" if target else said
