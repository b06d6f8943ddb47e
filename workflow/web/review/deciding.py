"""The office's word on what departments ask for."""

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.deadlines import of_tasks
from workflow.errors import Refused
from workflow.evidence.models import Evidence
from workflow.people import queries as people
from workflow.people.models import Account, Department
from workflow.review import extensions, moving
from workflow.review.models import Extension
from workflow.tasks.models import MoveRequest
from workflow.web.request import allow, me, now, saving, session, the, today
from workflow.web.review import approving
from workflow.web.review.forms import ExtensionForm, MoveForm
from workflow.web.review.views import pages, queue_url
from workflow.web.tasks.showing import what_of
from workflow.workdays.queries import calendar

Answer = str | tuple[str, int] | Response


@pages.route("/review/extensions/<int:extension_id>", methods=["GET", "POST"])
def extension(extension_id: int) -> Answer:
    """延期申请: granted, perhaps for another day, or refused with a reason."""
    asked = the(Extension, extension_id)
    allow(may.may_judge(me(), asked.deadline.assignment))
    form = ExtensionForm.read(data={"granted_on": asked.wanted_on})
    paper = approving.prepared(form)
    if form.accepted() and not paper.refused:
        try:
            with saving() as saved:
                _answer(saved, asked, form, paper)
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已同意延期。") if form.granted() else _("已答复：不同意延期。"))
            return redirect(queue_url(the(Extension, extension_id).deadline.assignment, "extensions"), 303)
    return _extension_page(the(Extension, extension_id), form, paper), 422 if paper.refused else form.status


def _answer(saved: Session, asked: Extension, form: ExtensionForm, paper: approving.Paper) -> None:
    answer = form.answer.data or ""
    if form.granted():
        approval, on = paper.approval(form), form.granted_on.data
        extensions.grant(saved, asked, granted_on=on, answer=answer, approval=approval, by=me(), at=now())
    else:
        extensions.refuse(saved, asked, reason=answer, by=me(), at=now())


def _extension_page(asked: Extension, form: ExtensionForm, paper: approving.Paper) -> str:
    deadline = asked.deadline
    return render_template(
        "review/extension.html",
        form=form,
        asked=asked,
        deadline=deadline,
        task=deadline.assignment.task,
        department=the(Department, deadline.department_id),
        what=what_of(session(), deadline),
        asker=session().get(Account, asked.asked_by),
        times=approving.times(deadline),
        before=of_tasks.moves(session(), [deadline.id]).get(deadline.id, []),
        attached=session().get(Evidence, asked.attached_id) if asked.attached_id else None,
        papers=approving.kept(paper),
        office=approving.office(),
        queue_url=queue_url(deadline.assignment, "extensions"),
    )


@pages.route("/review/moves/<int:request_id>", methods=["GET", "POST"])
def move(request_id: int) -> Answer:
    """申请调整责任单位: decided with a basis."""
    asked = the(MoveRequest, request_id)
    share = asked.assignment
    allow(may.may_judge(me(), share))
    form = MoveForm.read(data={"to_department": asked.to_department_id})
    form.offer([(number, name) for number, name in people.choices(session()) if number != share.department_id])
    if form.accepted():
        days = calendar(session(), around=today())
        try:
            with saving() as saved:
                basis, to = form.basis.data, form.to_department.data
                if form.granted():
                    moving.grant(saved, asked, to_department_id=to, basis=basis, by=me(), at=now(), calendar=days)
                else:
                    moving.refuse(saved, asked, basis=basis, by=me(), at=now(), calendar=days)
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已调整责任单位，由新的单位签收。") if form.granted() else _("已答复：不调整，由原单位签收。"))
            return redirect(queue_url(the(MoveRequest, request_id).assignment, "moves"), 303)
    return _move_page(the(MoveRequest, request_id), form), form.status


def _move_page(asked: MoveRequest, form: MoveForm) -> str:
    return render_template(
        "review/move.html",
        form=form,
        queue_url=queue_url(asked.assignment, "moves"),
        asked=asked,
        share=asked.assignment,
        task=asked.assignment.task,
        department=the(Department, asked.assignment.department_id),
        asker=session().get(Account, asked.asked_by),
    )
