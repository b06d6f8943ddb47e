"""审核: one report at a time, beside what was said before it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.adapters.clock import day_of
from workflow.errors import Refused
from workflow.lights import service as lights
from workflow.notices.rules import ASKED
from workflow.notices.service import tell
from workflow.reports import held_answers
from workflow.reports.models import Report
from workflow.reports.queries import INSIDE
from workflow.review import asking, queries, queue, service
from workflow.review.rules import correct_by
from workflow.tasks.models import Assignment
from workflow.web import already
from workflow.web.evidence.views import VIEWABLE
from workflow.web.request import allow, me, not_found, now, saving, session, the, today
from workflow.web.review.forms import AcceptForm, AskForm, ReturnForm
from workflow.web.review.reading import beside
from workflow.workdays.queries import calendar
from workflow.workdays.rules import is_period, period_named

pages = Blueprint("review", __name__)
Answer = str | tuple[str, int] | Response


@pages.get("/review/<int:report_id>")
def show(report_id: int) -> Answer:
    report = the(Report, report_id)
    allow(may.may_judge(me(), report.deadline.assignment))
    return page(report)


def _return_form() -> ReturnForm:
    """An untouched form, whatever was posted."""
    days = calendar(session(), around=today())
    return ReturnForm.read(formdata=None, data={"correct_by": correct_by(today(), days)})


def page(
    report: Report,
    *,
    accepting: AcceptForm | None = None,
    returning: ReturnForm | None = None,
    questioning: AskForm | None = None,
) -> str:
    """The queue on the left, the report beside the last one on the right."""
    if report.state in INSIDE:
        not_found()
    own = queue.Narrowed(handed_by=_upper(report))
    return render_template(
        "review/show.html",
        report=report,
        beside=beside(session(), report),
        queue=queue.waiting(session(), own, limit=20),
        waiting=queue.count_waiting(session(), own),
        queue_url=queue_url(report.deadline.assignment),
        accepting=accepting or AcceptForm.read(formdata=None),
        returning=returning or _return_form(),
        asking=questioning or AskForm.read(formdata=None),
        open=report.state in queries.WAITING,
        next_id=_following(report),
        own=me().departments,
        viewable=VIEWABLE,
    )


@pages.post("/review/<int:report_id>/accept")
def accept(report_id: int) -> Answer:
    report = the(Report, report_id)
    allow(may.may_judge(me(), report.deadline.assignment))
    form = AcceptForm.read()
    if form.accepted():
        try:
            with saving() as saved:
                read, own = form.revision_id(), me().departments
                service.accept(saved, report, by=me(), at=now(), revision_id=read, passing_over=own)
                days = calendar(saved, around=today())
                lights.keep(saved, report, at=now(), today=today(), calendar=days)
        except Refused as error:
            form.refuse(error)
        else:
            return _onward(report, _("已通过。"))
    return page(the(Report, report_id), accepting=form), form.status


@pages.post("/review/<int:report_id>/return")
def give_back(report_id: int) -> Answer:
    report = the(Report, report_id)
    allow(may.may_judge(me(), report.deadline.assignment))
    form = ReturnForm.read()
    if form.accepted():
        try:
            with saving() as saved:
                review = service.give_back(
                    saved,
                    report,
                    reason_kind=form.kind(),
                    reason=form.reason.data,
                    correct_by=form.correct_by.data,
                    by=me(),
                    at=now(),
                    revision_id=form.revision_id(),
                )
                if review.correction_id is not None:
                    tell(saved, [review.correction_id], rung=f"return:{report.id}", on=today(), at_once=True)
        except Refused as error:
            form.refuse(error)
        else:
            return _onward(report, _("已退回，请对方于 %(day)s 前改好。", day=form.correct_by.data.isoformat()))
    return page(the(Report, report_id), returning=form), form.status


@pages.post("/review/<int:report_id>/ask")
def ask(report_id: int) -> Answer:
    """询问: review has begun; the department answers on its desk, and the report comes back to its place."""
    report = the(Report, report_id)
    allow(may.may_judge(me(), report.deadline.assignment))
    form = AskForm.read()
    if form.accepted() and (seen := _already(report)) is not None:
        return seen
    if form.accepted():
        try:
            with saving() as saved:
                read, words = form.revision_id(), form.words.data
                inquiry = asking.ask(saved, report, words=words, by=me(), at=now(), revision_id=read)
                tell(saved, [report.deadline_id], rung=f"{ASKED}{inquiry.id}", on=today())
        except Refused as error:
            form.refuse(error)
        else:
            return _onward(report, _("已询问，对方答复后回到这里。"))
    return page(the(Report, report_id), questioning=form), form.status


def _already(report: Report) -> Answer | None:
    """What else was said of the task for the same period, or beside the periods since it began: perhaps it answers the
    question. What was said for an earlier one stands beside the report on the page."""
    first = period_named(report.period).first if is_period(report.period) else day_of(report.filed_at)
    task = report.deadline.assignment.task_id
    found = held_answers.held(session(), [task], first=first, last=today(), besides=report.id)
    held = [one for one in found if one.period == report.period or not is_period(one.period)]
    back = url_for("review.show", report_id=report.id)
    return already.page(already.reported(held), ask=_("仍然询问"), back=back)


def _onward(report: Report, words: str) -> Response:
    """To the next report, or back to the queue after the last."""
    following = _following(report)
    flash(words)
    if following is None:
        return redirect(queue_url(report.deadline.assignment), 303)
    return redirect(url_for("review.show", report_id=following), 303)


def _upper(report: Report) -> int | None:
    """Of a sub-task's report: the department that handed it down, which reads it."""
    return report.deadline.assignment.task.handed_by_id


def _following(report: Report) -> int | None:
    return queue.next_waiting(session(), report, passing_over=me().departments, handed_by=_upper(report))


def queue_url(share: Assignment, anchor: str | None = None) -> str:
    """Where what waits is listed: the office's queue; of sub-tasks, that of the department which handed them down."""
    upper = share.task.handed_by_id
    if upper is not None:
        return url_for("subtasks.queue", department_id=upper, _anchor=anchor)
    return url_for("review.queue", _anchor=anchor)
