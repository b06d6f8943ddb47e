"""Pages: one report that waits, read whole beside the last; signed, or sent back with a word."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.errors import Refused
from workflow.reports import details, queries, signing, waiting
from workflow.reports.models import Report, ReportState
from workflow.reports.rules import Signature
from workflow.reports.service import current_revision
from workflow.web.reports import filling
from workflow.web.reports.views import say_filed
from workflow.web.request import allow, me, now, saving, session, the, today
from workflow.web.signing.blueprint import pages
from workflow.web.signing.forms import SendBackForm

Answer = str | tuple[str, int] | Response


@pages.get("/signing/reports/<int:report_id>")
def report(report_id: int) -> Answer:
    found = the(Report, report_id)
    allow(may.may_sign(me(), found.deadline.department_id))
    if found.state != ReportState.TO_SIGN:
        return redirect(url_for("reports.show", report_id=report_id), 303)
    return _page(found, SendBackForm.read())


def _page(report: Report, form: SendBackForm) -> str:
    deadline, share = queries.answered(session(), report), report.deadline.assignment
    revision = current_revision(session(), report)
    ids = [revision.id] if revision else []
    return render_template(
        "signing/report.html",
        report=report,
        deadline=deadline,
        task=share.task,
        department=report.deadline.department,
        revision=revision,
        blockers=details.blockers(session(), ids),
        values=details.values(session(), ids),
        evidence=details.evidence(session(), ids),
        signatures=details.signatures(session(), [one.id for one in queries.revisions(session(), report.id)]),
        around=filling.beside(share, report.deadline, report.period, []),
        form=form,
        open=report.state == ReportState.TO_SIGN and deadline.ended_on is None,
        next_id=waiting.next_waiting(session(), may.signing_departments(me()), but=report.id),
    )


@pages.post("/signing/reports/<int:report_id>/sign")
def sign(report_id: int) -> Response:
    found = the(Report, report_id)
    allow(may.may_sign(me(), found.deadline.department_id))
    read = request.form.get("revision", type=int) or 0
    with saving() as current:
        signing.sign(current, found, Signature(me().name, today()), by=me(), at=now(), revision_id=read)
    say_filed(found)
    return _onward(report_id)


@pages.post("/signing/reports/<int:report_id>/send-back")
def send_back(report_id: int) -> Answer:
    found = the(Report, report_id)
    allow(may.may_sign(me(), found.deadline.department_id))
    form = SendBackForm.read()
    if form.accepted():
        try:
            with saving() as current:
                read = request.form.get("revision", type=int) or 0
                words = form.words.data or ""
                signing.send_back(current, found, words=words, by=me(), at=now(), revision_id=read)
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已退回经办人，意见已附上。"))
            return _onward(report_id)
    return _page(the(Report, report_id), form), form.status


def _onward(report_id: int) -> Response:
    """To what is due next, or back to the list after the last."""
    following = waiting.next_waiting(session(), may.signing_departments(me()), but=report_id)
    if following is None:
        return redirect(url_for("signing.index"), 303)
    return redirect(url_for("signing.report", report_id=following), 303)
