"""Which kinds of evidence a task wants before it is closed: set by the office on a page of its own."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from workflow import permits as may
from workflow.evidence import requiring
from workflow.tasks.models import Task
from workflow.web.box.blueprint import Answer, pages
from workflow.web.box.forms import KindsForm
from workflow.web.request import allow, me, now, saving, session, the


@pages.route("/tasks/<int:task_id>/evidence-kinds", methods=["GET", "POST"])
def required(task_id: int) -> Answer:
    task = the(Task, task_id)
    allow(may.may_run_office(me()))
    form = KindsForm.read(data={"kinds": [kind.value for kind in requiring.required(session(), task_id)]})
    if form.accepted():
        with saving() as current:
            requiring.require(current, the(Task, task_id), form.kinds.data or [], by=me(), at=now())
        flash(_("已保存必附的材料类别。"))
        return redirect(url_for("tasks.show", task_id=task_id), 303)
    return render_template("box/kinds.html", task=task, form=form), form.status
