"""Page: 更正, what an accepted report of a closed period should say instead."""

from dataclasses import replace

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from workflow import permits as may
from workflow.errors import Refused
from workflow.reports import corrected, correcting, details, queries
from workflow.reports.models import Report, ReportState
from workflow.reports.repeating import REPEATED
from workflow.reports.rules import Said
from workflow.web.forms import stripped
from workflow.web.reports import filling, rendering, signature
from workflow.web.reports.forms import ReportForm
from workflow.web.reports.views import pages
from workflow.web.request import allow, me, not_found, now, saving, session, the

Answer = str | tuple[str, int] | Response


class CorrectionForm(ReportForm):
    """The report's form, and why it is corrected."""

    reason = TextAreaField(
        _l("更正理由"),
        [DataRequired(_l("请写明为什么更正。")), Length(max=1000)],
        description=_l("例如统计部门修订了数据、上次填报有笔误。更正经同意后与原来的内容一起显示。"),
        filters=[stripped],
    )


@pages.route("/reports/<int:report_id>/correct", methods=["GET", "POST"])
def correct(report_id: int) -> Answer:
    """The form, filled with what was said; while a request waits there is no second one."""
    report = the(Report, report_id)
    allow(may.may_answer(me(), report.deadline))
    if report.deadline.kind not in REPEATED:
        not_found()
    if request.method == "POST":
        return _ask(report)
    if report.state != ReportState.ACCEPTED or corrected.open_one(session(), report) is not None:
        return redirect(url_for("reports.show", report_id=report_id), 303)
    words = filling.words_said(report) or {}
    pairs = [(name, one) for name, many in words.items() for one in many]
    return _page(report, CorrectionForm.read(formdata=MultiDict(pairs)), filling.chosen(words))


def _ask(report: Report) -> Answer:
    department_id = report.deadline.department_id
    kept, refused = rendering.files(department_id)
    report, form = the(Report, report.id), CorrectionForm.read()
    if form.accepted() and not refused:
        try:
            with saving() as current:
                said, signed = Said(**form.facts(), evidence_ids=kept), signature.own(department_id)
                reason = form.reason.data
                asked = correcting.ask(current, report, said, reason=reason, by=me(), at=now(), signature=signed)
                waits = asked.signed_at is None
        except Refused as error:
            if error.key == "form.once":
                raise
            form.refuse(error)
        else:
            flash(
                _("已提交负责人签发。")
                if waits
                else _("已提出更正，等待领导小组办公室审核；同意之前仍以原来的内容为准。")
            )
            return redirect(url_for("reports.show", report_id=report.id), 303)
    form.form_errors.extend(refused)
    return _page(report, form, kept, status=422 if refused else None)


def _page(report: Report, form: CorrectionForm, kept: list[int], status: int | None = None) -> Answer:
    report = the(Report, report.id)
    held = report.deadline.assignment
    around = _beside(report, kept)
    facts = {"called": _("更正"), "send": _("提出更正"), "report": report}
    action = url_for("reports.correct", report_id=report.id)
    return rendering.page(held, form, around, action=action, **facts), status or form.status


def _beside(report: Report, kept: list[int]) -> filling.Beside:
    """Beside the form stands what is to be corrected."""
    around = filling.beside(report.deadline.assignment, report.deadline, report.period, kept)
    revision = queries.revisions(session(), report.id)[0]
    blockers = details.blockers(session(), [revision.id]).get(revision.id, [])
    values = {one.target_id: one for one in details.values(session(), [revision.id]).get(revision.id, [])}
    return replace(around, last=revision, last_blockers=blockers, standing=values, others=())
