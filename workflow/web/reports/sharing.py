"""Pages: 分工进展, said without having been asked."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.errors import Refused
from workflow.reports import held_answers, queries, sharing
from workflow.review import honest
from workflow.tasks.models import Assignment, Role, Task
from workflow.web import already
from workflow.web.reports import asking, filling, keeping, rendering, signature
from workflow.web.reports.forms import ReportForm
from workflow.web.reports.views import pages, say_filed
from workflow.web.request import allow, me, not_found, now, saving, session, the, today
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
    if request.method == "POST":
        return _say(held, period)
    draft = sharing.typed(session(), held, period)
    words = draft.words if draft else {}
    return page(held, period, filling.form_of(words), filling.chosen(words))


@pages.post("/assignments/<int:assignment_id>/share/draft")
def share_draft(assignment_id: int) -> Answer:
    """Keep what was typed for a share."""
    held = the(Assignment, assignment_id)
    allow(may.may_speak_for(me(), held.department_id))
    kept, refused = rendering.files(held)
    held = the(Assignment, assignment_id)
    period = sharing.period_for(session(), held.task_id, today=today())

    def again(error: Refused) -> Answer:
        return _again(held, period, filling.form_of(None), kept, error)

    answer = keeping.keep(lambda current: _keep(current, held, period, keeping.words(kept)), again=again)
    if answer is not None:
        return answer
    keeping.tell(refused)
    flash(_("草稿已保存，还没有报送。"))
    return redirect(url_for("reports.share", assignment_id=assignment_id), 303)


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


def _keep(current: Session, held: Assignment, period: AnyPeriod, words: filling.Words) -> keeping.Draft:
    facts: dict[str, Any] = {"by": me(), "at": now(), "expected_version": keeping.seen()}
    return sharing.keep(current, held, period, words=words, **facts)


def _say(held: Assignment, period: AnyPeriod) -> Answer:
    kept, refused = rendering.files(held, period.key)
    paper = signature.read(held.department_id)
    held, form = the(Assignment, held.id), filling.form_of(None)
    if all((form.accepted(), paper.holds(), not refused)):
        said = asking.said_in(form, kept)
        asked = honest.ask_unasked(session(), held, period.key, said)
        if asking.comes_back(form, asked, held, {}):
            asking.keep_draft(lambda current, words: _keep(current, held, period, words), form, kept)
            return page(held, period, form, kept, status=422, paper=paper)
        try:
            with saving() as current:
                facts: dict[str, Any] = {
                    "signature": paper.signature(held.department_id),
                    "expected_version": keeping.seen(),
                }
                report = sharing.share(current, held, period, said, by=me(), at=now(), **facts)
                asking.keep(current, report, asked)
        except Refused as error:
            if error.key == "form.once":
                raise
            return _again(held, period, form, kept, error, paper=paper)
        say_filed(report)
        return redirect(url_for("tasks.show", task_id=held.task_id), 303)
    form.form_errors.extend(refused)
    return page(held, period, form, kept, status=422, paper=paper)


def _again(
    held: Assignment,
    period: AnyPeriod,
    form: ReportForm,
    kept: list[int],
    error: Refused,
    *,
    paper: signature.Paper | None = None,
) -> Answer:
    """The form with its words and the refusal; what a colleague saved first stands beside it."""
    form.refuse(error)
    return page(held, period, form, kept, beaten=keeping.beaten(error), paper=paper)


def page(
    held: Assignment,
    period: AnyPeriod,
    form: ReportForm,
    kept: list[int],
    *,
    beaten: bool = False,
    status: int | None = None,
    paper: signature.Paper | None = None,
) -> Answer:
    held = the(Assignment, held.id)
    around = filling.beside(held, None, period.key, kept)
    draft = sharing.typed(session(), held, period)
    words = filling.typed() if request.method == "POST" else draft.words if draft else None
    asking.restore(form, None, held, words, kept)
    facts: dict[str, Any] = {
        "action": url_for("reports.share", assignment_id=held.id),
        "keeps": url_for("reports.share_draft", assignment_id=held.id),
        **signature.facts(held.department, paper, draft.words if draft else None),
    }
    return rendering.page(held, form, around, draft=draft, beaten=beaten, **facts), status or form.status
