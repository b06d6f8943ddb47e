"""Pages: 节点: the office sets a step of a task, moves its day with a reason, withdraws it."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from workflow import permits as may
from workflow.deadlines import steps
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.errors import Refused
from workflow.tasks import queries
from workflow.tasks.models import Assignment, Milestone, Task
from workflow.web.forms import PageForm, stripped
from workflow.web.request import allow, me, not_found, now, saving, session, the
from workflow.web.tasks.targets import may_have_steps
from workflow.web.tasks.views import pages

Answer = str | tuple[str, int] | Response
STEPS = (DeadlineKind.MILESTONE, DeadlineKind.COMPLETION)


class StepForm(PageForm):
    """A step of the task's lead, or of a share that is named."""

    share = SelectField(_l("由哪个单位完成"), [InputRequired(_l("请选择单位。"))])
    words = StringField(
        _l("节点"), [DataRequired(_l("请写明这个节点要做到什么。")), Length(max=300)], filters=[stripped]
    )
    due_on = DateField(_l("完成日期"), [DataRequired(_l("请选择日期。"))])
    basis = TextAreaField(
        _l("依据"),
        [DataRequired(_l("请写明设定节点的依据。")), Length(max=1000)],
        filters=[stripped],
        description=_l("例如领导小组会议纪要、市领导批示。"),
    )

    def offer(self, shares: list[Assignment], names: dict[int, str]) -> None:
        self.share.choices = [SelectChoice(str(share.id), names[share.department_id]) for share in shares]


class ReasonForm(PageForm):
    reason = TextAreaField(_l("理由"), [DataRequired(_l("请写明理由。")), Length(max=1000)], filters=[stripped])


class StepDayForm(ReasonForm):
    to_on = DateField(_l("改为哪一天"), [DataRequired(_l("请选择日期。"))])


@pages.route("/tasks/<int:task_id>/steps", methods=["GET", "POST"])
def set_step(task_id: int) -> Answer:
    """设定节点."""
    task = the(Task, task_id)
    allow(may.may_run_office(me()))
    if not may_have_steps(task):
        not_found()
    shares = [one for one in queries.shares(session(), task_id) if may.may_act_on(me(), one.department_id)]
    form = StepForm.read()
    form.offer(shares, queries.names(session(), {share.department_id for share in shares}))
    if form.accepted():
        share = next(one for one in shares if str(one.id) == form.share.data)
        step: dict[str, Any] = {name: form[name].data for name in ("words", "due_on", "basis")}
        try:
            with saving() as saved:
                steps.set_step(saved, share, by=me(), at=now(), **step)
        except Refused as error:
            form.refuse(error, "due_on" if error.key == "milestone.day_past" else None)
        else:
            flash(_("已设定节点，%(day)s 前完成。", day=form.due_on.data.isoformat()))
            return redirect(url_for("tasks.show", task_id=task_id, _anchor="owed"), 303)
    return render_template("tasks/step.html", form=form, task=the(Task, task_id)), form.status


@pages.route("/deadlines/<int:deadline_id>/step-day", methods=["GET", "POST"])
def move_step(deadline_id: int) -> Answer:
    """Another day for a step; the day before it stays beside."""
    deadline, form = _step(deadline_id), StepDayForm.read()
    if form.accepted():
        try:
            with saving() as saved:
                to_on, reason = form.to_on.data, form.reason.data or ""
                steps.move_step(saved, deadline, to_on=to_on, reason=reason, by=me(), at=now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("日期已改为 %(day)s，原定日期仍会显示。", day=form.to_on.data.isoformat()))
            return _to_task(deadline_id)
    return _page("tasks/step_day.html", deadline_id, form)


@pages.route("/deadlines/<int:deadline_id>/withdraw-step", methods=["GET", "POST"])
def withdraw_step(deadline_id: int) -> Answer:
    """撤销节点: it is no longer wanted."""
    deadline, form = _step(deadline_id), ReasonForm.read()
    if form.accepted():
        try:
            with saving() as saved:
                steps.withdraw(saved, deadline, reason=form.reason.data or "", by=me(), at=now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已撤销节点。"))
            return _to_task(deadline_id)
    return _page("tasks/step_withdrawn.html", deadline_id, form)


def _step(deadline_id: int) -> Deadline:
    deadline = the(Deadline, deadline_id)
    allow(may.may_act_on(me(), deadline.department_id))
    return deadline if deadline.kind in STEPS else not_found()


def _to_task(deadline_id: int) -> Response:
    return redirect(url_for("tasks.show", task_id=the(Deadline, deadline_id).assignment.task_id, _anchor="owed"), 303)


def _page(template: str, deadline_id: int, form: PageForm) -> Answer:
    deadline = the(Deadline, deadline_id)
    step = session().get(Milestone, deadline.milestone_id) if deadline.milestone_id else None
    return render_template(
        template, form=form, deadline=deadline, step=step, task=deadline.assignment.task
    ), form.status
