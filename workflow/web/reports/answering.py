"""Pages: what the office asked about a report, and the department's answer."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from workflow import permits as may
from workflow.errors import Refused
from workflow.reports import answering, details
from workflow.reports.beside_models import Inquiry
from workflow.reports.models import ReportRevision
from workflow.web.forms import PageForm, stripped
from workflow.web.reports.views import pages
from workflow.web.request import allow, me, now, saving, session, the
from workflow.web.tasks import showing


class InquiryForm(PageForm):
    answer = TextAreaField(
        _l("答复"), [DataRequired(_l("请填写答复。")), Length(max=answering.WORDS_LIMIT)], filters=[stripped]
    )


@pages.route("/inquiries/<int:inquiry_id>", methods=["GET", "POST"])
def answer(inquiry_id: int) -> str | tuple[str, int] | Response:
    """询问: answered once; the answer stands beside the question, and the report is back in the queue."""
    inquiry = the(Inquiry, inquiry_id)
    allow(may.may_answer(me(), inquiry.report.deadline))
    form = InquiryForm.read()
    if form.accepted():
        try:
            with saving() as current:
                answering.answer(current, inquiry, words=form.answer.data, by=me(), at=now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已答复，办公室继续审核。"))
            return redirect(url_for("reports.show", report_id=inquiry.report_id), 303)
    inquiry = the(Inquiry, inquiry_id)
    report, revision = inquiry.report, the(ReportRevision, inquiry.revision_id)
    share = report.deadline.assignment
    return render_template(
        "reports/inquiry.html",
        form=form,
        inquiry=inquiry,
        open=answering.is_open(inquiry),
        report=report,
        revision=revision,
        task=share.task,
        department=share.department,
        blockers=details.blockers(session(), [revision.id]).get(revision.id, []),
        values=details.values(session(), [revision.id]).get(revision.id, []),
        evidence=details.evidence(session(), [revision.id]).get(revision.id, []),
        targets=showing.targets(session(), share.task_id),
    ), form.status
