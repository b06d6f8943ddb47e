"""Pages: the form of a report and its filing. What was typed is never lost."""

from typing import Any

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.deadlines.models import Deadline
from workflow.errors import Refused
from workflow.reports import drafts, queries, service
from workflow.reports.models import Report, ReportDraft, ReportState
from workflow.reports.rules import ANSWERED, ENDED_BY_VERDICT
from workflow.review import honest
from workflow.web.reports import asking, filling, keeping, rendering, signature
from workflow.web.reports.forms import ReportForm
from workflow.web.reports.views import pages, say_filed
from workflow.web.request import allow, me, not_found, now, saving, session, settings, the, today

Answer = str | tuple[str, int] | Response
UPLOADS = 3  # files of the largest size that one form may carry, so that a file too large gets a sentence


@pages.url_value_preprocessor
def room_for_files(endpoint: str | None, values: object) -> None:
    """Let a form with a file that is too large be read, so that it comes back with its words and a sentence."""
    if request.method == "POST":
        request.max_content_length = UPLOADS * settings().upload_limit


@pages.route("/deadlines/<int:deadline_id>/report", methods=["GET", "POST"])
def new(deadline_id: int) -> Answer:
    deadline = the(Deadline, deadline_id)
    allow(may.may_answer(me(), deadline) if request.method == "POST" else may.may_fill(me(), deadline))
    if deadline.kind not in ANSWERED:
        not_found()
    if request.method == "POST":
        return _file(deadline)
    report = queries.of_deadline(session(), deadline)
    waits = report is not None and (report.state == ReportState.TO_SIGN or _judged_elsewhere(deadline, report))
    if waits or queries.closed_on(session(), deadline) is not None:
        return _answered(deadline)
    draft = filling.draft_of(deadline)
    words = draft.words if draft else filling.last_words(deadline)
    return page(deadline, filling.form_of(words), filling.chosen(words or {}), draft=draft)


def _judged_elsewhere(deadline: Deadline, report: Report) -> bool:
    """The result of a target or a step was given, and waits for the office's word."""
    return deadline.kind in ENDED_BY_VERDICT and report.state in queries.STANDS


def _file(deadline: Deadline) -> Answer:
    kept, refused = rendering.files(deadline.assignment, deadline.occasion)
    paper = signature.read(deadline.department_id)
    deadline = the(Deadline, deadline.id)
    form = filling.form_of(None)
    if all((form.accepted(), paper.holds(), not refused)):
        asked = honest.ask(session(), deadline, asking.said_in(form, kept))
        if asking.comes_back(form, asked, deadline.assignment, asking.given(deadline)):
            asking.keep_draft(lambda current, words: _keep(current, deadline, words), form, kept)
            return page(deadline, form, kept, status=422, paper=paper)
        try:
            signed = paper.signature(deadline.department_id)
            with saving() as current:
                report = service.file(current, deadline, **form.facts(), **_facts(kept), signature=signed)
                asking.keep(current, report, asked)
        except Refused as error:
            if error.key == "form.once":
                raise
            form.refuse(error)
            return page(deadline, form, kept, beaten=keeping.beaten(error), paper=paper)
        say_filed(report)
        return redirect(url_for("desk.show", department=deadline.department_id), 303)
    form.form_errors.extend(refused)
    return page(deadline, form, kept, status=422, paper=paper)


def _keep(current: Session, deadline: Deadline, words: filling.Words) -> ReportDraft:
    facts: dict[str, Any] = {"by": me(), "at": now(), "expected_version": keeping.seen()}
    return drafts.save(current, deadline, words=words, **facts)


def _facts(kept: list[int]) -> dict[str, Any]:
    """What goes with the words: files, person, moment, and which draft she saw."""
    return {"evidence_ids": kept, "by": me(), "at": now(), "expected_version": keeping.seen()}


def page(
    deadline: Deadline,
    form: ReportForm,
    kept: list[int],
    *,
    draft: ReportDraft | None = None,
    beaten: bool = False,
    status: int | None = None,
    paper: signature.Paper | None = None,
) -> Answer:
    """The form's page. `beaten`: somebody else saved first; their words are shown beside ours."""
    deadline = the(Deadline, deadline.id)
    draft, share = draft or filling.draft_of(deadline), deadline.assignment
    around = filling.beside(share, deadline, deadline.occasion, kept)
    form.offer([aim.target.id for aim in around.aims], source=filling.department_name(share), last=around.standing)
    words = filling.typed() if request.method == "POST" else draft.words if draft else None
    asking.restore(form, deadline, share, words, kept)
    return render_template(
        "reports/new.html",
        deadline=deadline,
        task=share.task,
        department=share.department,
        form=form,
        around=around,
        version=draft.version if draft else 0,
        draft=draft,
        theirs=draft if beaten else None,
        limit=settings().upload_limit // 1024 // 1024,
        **_standing(deadline),
        **signature.facts(share.department, paper, draft.words if draft else None),
    ), status or form.status


def _standing(deadline: Deadline) -> dict[str, Any]:
    """How the answer to a deadline stands, and what the person may do about it."""
    report = queries.of_deadline(session(), deadline)
    return {
        "report": report,
        "keeps": url_for("reports.draft", deadline_id=deadline.id),
        "returned": filling.returned_for(report),
        "sent_back": filling.sent_back_for(report),
        "is_open": deadline.opens_on <= today(),
        "ended_on": queries.closed_on(session(), deadline),
        "may_file": may.may_answer(me(), deadline),
    }


def _answered(deadline: Deadline) -> Response:
    report = queries.of_deadline(session(), deadline)
    if report is None and filling.draft_of(deadline) is not None:  # another answers for it now
        return redirect(url_for("tasks.typed", deadline_id=deadline.id), 303)
    if report is None:
        return redirect(url_for("tasks.show", task_id=deadline.assignment.task_id), 303)
    return redirect(url_for("reports.show", report_id=report.id), 303)
