"""Pages: the office closes a task, makes it standing or returns the request; and opens it again."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.errors import Refused
from workflow.review import checklist, closing, closings, concluding, tallying
from workflow.review.checklist import Checklist
from workflow.review.closing_models import Closing
from workflow.tasks import queries as tasks
from workflow.tasks.models import Task
from workflow.web.request import allow, me, now, saving, session, the, today
from workflow.web.review.closing_forms import ClosingDecisionForm, ReopenForm
from workflow.web.review.views import pages
from workflow.wording.occasions import owed
from workflow.wording.refusals import sentence
from workflow.workdays.queries import calendar

Answer = str | tuple[str, int] | Response


@pages.route("/review/closings/<int:closing_id>", methods=["GET", "POST"])
def closing_request(closing_id: int) -> Answer:
    """办结申请: granted when all five points hold and nothing stands in the way, or returned with a reason."""
    asked = the(Closing, closing_id)
    allow(may.may_act_on(me(), asked.assignment.department_id))
    form, task_id = ClosingDecisionForm.read(as_standing=asked.as_standing), asked.task_id
    if form.accepted():
        answer = form.answer.data or ""
        try:
            with saving() as saved:
                if form.granted():
                    closing.grant(saved, asked, points=form.points(), answer=answer, by=me(), at=now())
                else:
                    closing.give_back(saved, asked, reason=answer, by=me(), at=now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已同意，任务页面随之更新。") if form.granted() else _("已退回，牵头单位的待办里会看到理由。"))
            return redirect(url_for("tasks.show", task_id=task_id), 303)
    return _closing_page(the(Closing, closing_id), form), form.status


def _closing_page(asked: Closing, form: ClosingDecisionForm) -> str:
    decided = asked.decided_at is not None
    found = Checklist.read(asked.checklist) if decided else tallying.checklist_of(session(), asked.task_id)
    stands = [] if decided else checklist.obstacles(found, as_standing=asked.as_standing)
    return render_template(
        "review/closing.html",
        form=form,
        asked=asked,
        task=asked.task,
        department=asked.assignment.department,
        found=found,
        obstacles=[sentence(one) for one in stands],
        files=closings.evidence_of(session(), [asked.id]).get(asked.id, []),
        earlier=[one for one in closings.of_task(session(), asked.task_id) if one.ordinal < asked.ordinal],
        owed_words=owed,
    )


@pages.route("/tasks/<int:task_id>/reopen", methods=["GET", "POST"])
def reopen(task_id: int) -> Answer:
    """重新打开, with a reason."""
    task = the(Task, task_id)
    lead = tasks.lead_department(session(), task_id)
    allow(lead is not None and may.may_act_on(me(), lead))
    form = ReopenForm.read()
    if form.accepted():
        days = calendar(session(), around=today())
        try:
            with saving() as saved:
                concluding.reopen(saved, task, reason=form.reason.data, by=me(), at=now(), calendar=days)
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已重新打开。从本期起填报，没有办完的工作事项按办结的天数顺延。"))
            return redirect(url_for("tasks.show", task_id=task_id), 303)
    closed = concluding.last_granted(session(), task_id)
    return render_template("review/reopen.html", form=form, task=the(Task, task_id), closed=closed), form.status
