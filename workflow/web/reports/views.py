"""Pages: a report as it was filed; one click that says it again; taking it back."""

from collections.abc import Collection, Mapping

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.deadlines.models import Deadline
from workflow.reports import details, queries, repeating, withdrawing
from workflow.reports.models import Report, ReportRevision, ReportState, SignOff, SignOffWord
from workflow.review import queries as reviews
from workflow.tasks import queries as tasks
from workflow.web.reports import asked, corrected, signature
from workflow.web.request import allow, me, not_found, now, saving, session, the
from workflow.web.tasks import showing
from workflow.wording.occasions import reported

pages = Blueprint("reports", __name__)
Signed = Mapping[int, list[SignOff]]


@pages.get("/reports/<int:report_id>")
def show(report_id: int) -> str:
    report = the(Report, report_id)
    share = report.deadline.assignment
    lead = share.task.handed_by_id or tasks.lead_department(session(), share.task_id)
    allow(may.may_see_report(me(), share.department_id, lead))
    inside = may.may_speak_for(me(), share.department_id)
    said = {review.revision_id: review for review in reviews.reviews(session(), report_id)}
    revisions = queries.revisions(session(), report_id)
    signed = details.signatures(session(), [revision.id for revision in revisions])
    if not inside:
        revisions = seen_outside(report, revisions, signed, said) or not_found()
    ids = [revision.id for revision in revisions]
    return render_template(
        "reports/show.html",
        report=report,
        task=share.task,
        department=share.department,
        revisions=revisions,
        blockers=details.blockers(session(), ids),
        values=details.values(session(), ids),
        evidence=details.evidence(session(), ids),
        reviews=said,
        signatures=signed,
        inside=inside,
        may_sign=report.state == ReportState.TO_SIGN and may.may_sign(me(), share.department_id),
        targets=showing.targets(session(), share.task_id),
        **corrected.beside(report, revisions, inside=inside, speaks=may.may_answer(me(), report.deadline)),
        **asked.beside(report, ids),
        may_withdraw=report.state in (ReportState.FILED, ReportState.TO_SIGN) and inside,
    )


def seen_outside(
    report: Report, revisions: list[ReportRevision], signed: Signed, said: Collection[int]
) -> list[ReportRevision]:
    """The revisions that left the department: signed or reviewed; where nobody signs, what the report says now and
    said before."""
    words = {one: {told.word for told in many} for one, many in signed.items()}
    by_head = any(SignOffWord.SIGNED in told for told in words.values())

    def left(revision: ReportRevision) -> bool:
        if revision.id in said or SignOffWord.SIGNED in words.get(revision.id, ()):
            return True
        return report.state not in queries.INSIDE and not by_head and revision.id not in words

    return [revision for revision in revisions if left(revision)]


@pages.post("/reports/<int:report_id>/withdraw")
def withdraw(report_id: int) -> Response:
    report = the(Report, report_id)
    deadline = report.deadline
    allow(may.may_answer(me(), deadline))
    with saving() as current:
        withdrawing.withdraw(current, report, by=me(), at=now())
    flash(_("已撤回，内容保留在表单里，改好后请重新提交。"))
    return redirect(url_for("desk.deadline", deadline_id=queries.answered(session(), report).id), 303)


@pages.post("/deadlines/<int:deadline_id>/unchanged")
def unchanged(deadline_id: int) -> Response:
    """本季度无变化."""
    deadline = the(Deadline, deadline_id)
    allow(may.may_answer(me(), deadline))
    with saving() as current:
        signed = signature.own(deadline.department_id)
        report = repeating.unchanged(current, deadline, by=me(), at=now(), signature=signed)
    say_filed(report)
    return redirect(url_for("desk.show", department=deadline.department_id), 303)


def say_filed(report: Report) -> None:
    """Success with a way back."""
    task = report.deadline.assignment.task
    facts = {"number": task.number, "heading": task.heading, "period": reported(report.period)}
    if report.state == ReportState.TO_SIGN:
        words = _("已提交负责人签发，签发后才算报送：%(number)s%(heading)s %(period)s。", **facts)
    else:
        words = _("已报送：%(number)s%(heading)s %(period)s。", **facts)
    link = url_for("reports.show", report_id=report.id)
    flash(Markup('{} · <a href="{}">{}</a>').format(words, link, _("查看或撤回")))
