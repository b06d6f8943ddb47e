"""Pages: a report as it was filed; one click that says it again; taking it back."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.deadlines.models import Deadline
from workflow.reports import details, queries, repeating, withdrawing
from workflow.reports.models import Report, ReportState
from workflow.review import queries as reviews
from workflow.tasks import queries as tasks
from workflow.web.request import allow, me, now, saving, session, the
from workflow.web.tasks import showing
from workflow.wording.occasions import reported

pages = Blueprint("reports", __name__)


@pages.get("/reports/<int:report_id>")
def show(report_id: int) -> str:
    report = the(Report, report_id)
    share = report.deadline.assignment
    lead = tasks.lead_department(session(), share.task_id)
    allow(may.may_see_report(me(), share.department_id, lead))
    revisions = queries.revisions(session(), report_id)
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
        reviews={review.revision_id: review for review in reviews.reviews(session(), report_id)},
        targets=showing.targets(session(), share.task_id),
        may_withdraw=report.state == ReportState.FILED and may.may_speak_for(me(), share.department_id),
    )


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
        report = repeating.unchanged(current, deadline, by=me(), at=now())
    say_filed(report)
    return redirect(url_for("desk.show", department=deadline.department_id), 303)


def say_filed(report: Report) -> None:
    """Success with a way back."""
    task = report.deadline.assignment.task
    words = _(
        "已报送：%(number)s%(heading)s %(period)s。",
        number=task.number,
        heading=task.heading,
        period=reported(report.period),
    )
    link = url_for("reports.show", report_id=report.id)
    flash(Markup('{} · <a href="{}">{}</a>').format(words, link, _("查看或撤回")))
