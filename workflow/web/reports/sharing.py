"""Pages: 分工进展, said without having been asked."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.errors import Refused
from workflow.reports import held_answers, queries, sharing
from workflow.review import honest
from workflow.tasks.models import Assignment, Role, Task
from workflow.web import already
from workflow.web.evidence.receiving import take
from workflow.web.reports import asking, filling, signature
from workflow.web.reports.forms import ReportForm
from workflow.web.reports.views import pages, say_filed
from workflow.web.request import allow, me, not_found, now, saving, session, settings, the, today
from workflow.workdays.queries import calendar
from workflow.workdays.rules import AnyPeriod

Answer = str | tuple[str, int] | Response


@pages.route("/assignments/<int:assignment_id>/share", methods=["GET", "POST"])
def share(assignment_id: int) -> Answer:
    """有则报、无则免."""
    held = the(Assignment, assignment_id)
    allow(may.may_speak_for(me(), held.department_id))
    if held.role != Role.CO or held.to_on is not None:
        not_found()
    period = sharing.period_for(session(), held.task_id, today=today())
    there = sharing.asked(session(), held, period)
    if there is not None and request.method == "GET":
        report = queries.of_deadline(session(), there)
        if queries.closed_on(session(), there) is not None and report is not None:
            return redirect(url_for("reports.show", report_id=report.id), 303)
        return redirect(url_for("reports.new", deadline_id=there.id), 303)
    return _say(held, period) if request.method == "POST" else page(held, period, filling.form_of(None), [])


@pages.post("/tasks/<int:task_id>/ask-shares")
def ask_shares(task_id: int) -> Answer:
    """The office asks the co-responsible departments for their shares of the period."""
    task = the(Task, task_id)
    allow(may.may_run_office(me()))
    period = sharing.period_for(session(), task_id, today=today())
    days = calendar(session(), around=today())
    held = held_answers.held(session(), [task_id], first=period.first, last=today())
    back = url_for("tasks.show", task_id=task_id)
    if (seen := already.page(already.reported(held), ask=_("仍然请各单位填报"), back=back)) is not None:
        return seen
    with saving() as current:
        owed = sharing.ask(current, task, period, by=me(), at=now(), calendar=days)
        due_on = owed[0].due_on
    flash(_("已请 %(n)s 个责任单位在 %(day)s 前填报分工进展。", n=len(owed), day=due_on.isoformat()))
    return redirect(url_for("tasks.show", task_id=task_id), 303)


def _say(held: Assignment, period: AnyPeriod) -> Answer:
    taken, refused = take(request.files.getlist("files"), held.department_id)
    kept = [*filling.chosen(filling.typed()), *taken]
    paper = signature.read(held.department_id)
    held, form = the(Assignment, held.id), filling.form_of(None)
    if all((form.accepted(), paper.holds(), not refused)):
        said = asking.said_in(form, kept)
        asked = honest.ask_unasked(session(), held, period.key, said)
        if asking.comes_back(form, asked, held, {}):
            return page(held, period, form, kept, status=422, paper=paper)
        try:
            with saving() as current:
                signed = paper.signature(held.department_id)
                report = sharing.share(current, held, period, said, by=me(), at=now(), signature=signed)
                asking.keep(current, report, asked)
        except Refused as error:
            if error.key == "form.once":
                raise
            form.refuse(error)
            return page(held, period, form, kept, paper=paper)
        say_filed(report)
        return redirect(url_for("tasks.show", task_id=held.task_id), 303)
    form.form_errors.extend(refused)
    return page(held, period, form, kept, status=422, paper=paper)


def page(
    held: Assignment,
    period: AnyPeriod,
    form: ReportForm,
    kept: list[int],
    *,
    status: int | None = None,
    paper: signature.Paper | None = None,
) -> Answer:
    held = the(Assignment, held.id)
    around = filling.beside(held, None, period.key, kept)
    form.offer([aim.target.id for aim in around.aims], source=filling.department_name(held), last=around.standing)
    asking.restore(form, None, held, filling.typed() if request.method == "POST" else None, kept)
    return render_template(
        "reports/new.html",
        deadline=None,
        task=held.task,
        department=held.department,
        form=form,
        around=around,
        version=0,
        draft=None,
        theirs=None,
        report=None,
        returned=None,
        is_open=True,
        sent_back=None,
        **signature.facts(held.department, paper),
        limit=settings().upload_limit // 1024 // 1024,
    ), status or form.status
