"""Pages: what is held because something outside is awaited; holding and releasing."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.deadlines import held, holding
from workflow.deadlines.models import Deadline
from workflow.errors import Refused
from workflow.tasks.models import Task
from workflow.web.desk.rows import in_words
from workflow.web.forms import PageForm
from workflow.web.request import allow, me, now, saving, session, the, today
from workflow.web.review.closing_forms import HeldFilter, HoldForm
from workflow.web.review.views import pages
from workflow.wording.occasions import owed
from workflow.workdays.queries import calendar

Answer = str | tuple[str, int] | Response


@pages.get("/review/holds")
def holds() -> str:
    """暂缓事项: what should be there already first."""
    allow(may.may_run_office(me()))
    form = HeldFilter.read()
    words = form.facts()["q"]
    rows = held.everywhere(session(), words=words, after=_key(request.args.get("after", "")))
    shown, more = rows[: held.SHOWN], len(rows) > held.SHOWN
    key = f"{shown[-1].until.isoformat()}.{shown[-1].hold_id}" if more else None
    return render_template(
        "review/holds.html",
        form=form,
        rows=shown,
        what=in_words,
        own=me().departments,
        filtered=bool(words),
        turned="after" in request.args,
        next_url=url_for("review.holds", q=words, after=key) if key else None,
    )


def _key(words: str) -> held.Key | None:
    day, dot, number = words.partition(".")
    try:
        return (date.fromisoformat(day), min(int(number), 2**31 - 1)) if dot else None
    except ValueError:
        return None


@pages.route("/deadlines/<int:deadline_id>/hold", methods=["GET", "POST"])
def hold(deadline_id: int) -> Answer:
    """暂缓 one thing; held already, the page offers to release it."""
    deadline = the(Deadline, deadline_id)
    allow(may.may_act_on(me(), deadline.department_id))
    task_id, form = deadline.assignment.task_id, HoldForm.read()
    if form.accepted():
        try:
            with saving() as saved:
                holding.hold(saved, deadline, **form.facts(), by=me(), at=now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已暂缓；暂缓期间不提醒、不亮灯、不升级。"))
            return redirect(url_for("tasks.show", task_id=task_id, _anchor="owed"), 303)
    deadline = the(Deadline, deadline_id)
    days = calendar(session(), around=today())
    return render_template(
        "review/hold.html",
        form=form,
        deadline=deadline,
        task=deadline.assignment.task,
        department=deadline.department,
        what=owed(deadline.kind, deadline.occasion),
        held=holding.open_hold(session(), deadline),
        released=holding.released_to(deadline, today=today(), calendar=days),
    ), form.status


@pages.post("/deadlines/<int:deadline_id>/release")
def release(deadline_id: int) -> Response:
    """解除暂缓."""
    deadline = the(Deadline, deadline_id)
    allow(may.may_act_on(me(), deadline.department_id))
    task_id, days = deadline.assignment.task_id, calendar(session(), around=today())
    with saving() as saved:
        released = holding.release(saved, deadline, by=me(), at=now(), calendar=days)
        count, due_on = released.days, deadline.due_on.isoformat()
    flash(_("已解除暂缓，按暂缓的 %(n)s 个工作日顺延，应于 %(day)s。", n=count, day=due_on))
    return redirect(url_for("tasks.show", task_id=task_id, _anchor="owed"), 303)


@pages.route("/tasks/<int:task_id>/hold", methods=["GET", "POST"])
def hold_task(task_id: int) -> Answer:
    """暂缓 all open work of a task."""
    allow(may.may_run_office(me()))
    the(Task, task_id)
    form = HoldForm.read()
    if form.accepted():
        try:
            with saving() as saved:
                passed = me().departments
                count = holding.hold_work(saved, task_id, **form.facts(), passing_over=passed, by=me(), at=now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已暂缓 %(n)s 件工作事项。", n=count))
            return redirect(url_for("tasks.show", task_id=task_id, _anchor="owed"), 303)
    rows = held.to_hold(session(), task_id, passing_over=me().departments)
    return render_template("review/hold_task.html", form=form, task=the(Task, task_id), rows=rows, what=in_words), (
        form.status
    )


@pages.route("/tasks/<int:task_id>/release", methods=["GET", "POST"])
def release_task(task_id: int) -> Answer:
    """解除全部暂缓: whatever is held of a task, in one act."""
    allow(may.may_run_office(me()))
    the(Task, task_id)
    form, days, passed = PageForm.read(), calendar(session(), around=today()), me().departments
    if form.accepted():
        try:
            with saving() as saved:
                how: dict[str, Any] = {"by": me(), "at": now(), "calendar": days}
                count = holding.release_task(saved, task_id, passing_over=passed, **how)
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已解除 %(n)s 件事项的暂缓，各按暂缓的工作日数顺延。", n=count))
            return redirect(url_for("tasks.show", task_id=task_id, _anchor="owed"), 303)
    rows = held.to_release(session(), task_id, passing_over=passed)
    released = [(row, *holding.released_to(row, today=today(), calendar=days)) for row in rows]
    given = {"task": the(Task, task_id), "rows": released, "what": in_words}
    return render_template("review/release_task.html", form=form, **given), form.status
