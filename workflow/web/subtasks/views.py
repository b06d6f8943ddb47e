"""Pages: a department hands a part of its share down, sees what came of it, and ends it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.deadlines import handing_down
from workflow.errors import Refused
from workflow.people import parents
from workflow.people.models import Department
from workflow.reports import corrected
from workflow.review import below, requests
from workflow.tasks.models import Assignment, Origin, Task, TaskState
from workflow.tasks.responsibility import share_of
from workflow.web.request import allow, me, not_found, now, saving, session, the, today
from workflow.web.subtasks.forms import EndForm, HandDownForm
from workflow.wording.occasions import owed
from workflow.workdays.queries import calendar

pages = Blueprint("subtasks", __name__)
Answer = str | tuple[str, int] | Response


@pages.route("/assignments/<int:assignment_id>/hand-down", methods=["GET", "POST"])
def hand_down(assignment_id: int) -> Answer:
    """转给下级单位: one sub-task for each body that is ticked."""
    share = the(Assignment, assignment_id)
    allow(may.may_hand_down(me(), share))
    bodies = parents.children(session(), share.department_id, on=today())
    form = HandDownForm.read(data={"heading": share.task.heading})
    form.bodies.choices = [(body.id, body.label) for body in bodies]
    if form.accepted():
        days, chosen = calendar(session(), around=today()), [body for body in bodies if body.id in form.bodies.data]
        try:
            with saving() as current:
                for body in chosen:
                    handing_down.hand_down(current, share, body, form.asked(), by=me(), at=now(), calendar=days)
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已转给 %(n)s 个下级单位，由其 3 个工作日内签收。", n=len(chosen)))
            return redirect(url_for("tasks.show", task_id=share.task_id, _anchor="subtasks"), 303)
    share = the(Assignment, assignment_id)
    return render_template(
        "subtasks/hand_down.html", share=share, task=share.task, bodies=bodies, form=form
    ), form.status


@pages.get("/departments/<int:department_id>/sub-tasks")
def queue(department_id: int) -> str:
    """What was handed down: reports that wait for a word, then every sub-task under way."""
    department = the(Department, department_id)
    allow(may.may_speak_for(me(), department_id))
    days = calendar(session(), around=today())
    return render_template(
        "subtasks/queue.html",
        department=department,
        waiting=below.waiting(session(), department_id),
        extensions=requests.open_extensions(session(), department_id),
        corrections=corrected.to_decide(session(), department_id),
        moves=requests.open_moves(session(), department_id),
        rows=below.handed(session(), department_id, today=today(), calendar=days),
        owed=owed,
    )


@pages.route("/tasks/<int:task_id>/conclude", methods=["GET", "POST"])
def conclude(task_id: int) -> Answer:
    return _end(task_id, concludes=True)


@pages.route("/tasks/<int:task_id>/take-back", methods=["GET", "POST"])
def take_back(task_id: int) -> Answer:
    return _end(task_id, concludes=False)


def _end(task_id: int, *, concludes: bool) -> Answer:
    task = the(Task, task_id)
    if task.origin != Origin.SUB_TASK or task.handed_by_id is None or task.parent_id is None:
        not_found()
    allow(may.may_speak_for(me(), task.handed_by_id))
    form = EndForm.read()
    if form.accepted():
        act = handing_down.conclude if concludes else handing_down.take_back
        try:
            with saving() as current:
                act(current, task, words=form.words.data, by=me(), at=now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已办结这项下级事项。") if concludes else _("已收回这项下级事项。"))
            return redirect(url_for("tasks.show", task_id=task_id), 303)
    task = the(Task, task_id)
    return render_template(
        "subtasks/end.html",
        task=task,
        form=form,
        concludes=concludes,
        is_open=task.state == TaskState.UNDER_WAY,
        upper=share_of(session(), task.parent_id or 0, task.handed_by_id or 0),
    ), form.status
