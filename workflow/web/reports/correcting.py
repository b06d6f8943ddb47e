"""Page: 更正, what an accepted report of a closed period should say instead."""

from dataclasses import replace
from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from workflow import permits as may
from workflow.errors import Refused
from workflow.reports import corrected, correcting, details, queries, unasked
from workflow.reports.models import Report, ReportState, UnaskedDraft
from workflow.reports.repeating import REPEATED
from workflow.reports.rules import Said
from workflow.web.forms import stripped
from workflow.web.reports import filling, keeping, rendering, signature
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
    draft = _draft(report)
    words = draft.words if draft else filling.words_said(report) or {}
    pairs = [(name, one) for name, many in words.items() for one in many]
    return _page(report, CorrectionForm.read(formdata=MultiDict(pairs)), filling.chosen(words))


@pages.post("/reports/<int:report_id>/correct/draft")
def correct_draft(report_id: int) -> Answer:
    """Keep what was typed for a correction."""
    report = the(Report, report_id)
    allow(may.may_answer(me(), report.deadline))
    kept, refused = rendering.files(report.deadline.assignment, report.period)
    report = the(Report, report_id)
    facts: dict[str, Any] = {"words": keeping.words(kept), "by": me(), "at": now(), "expected_version": keeping.seen()}

    def again(error: Refused) -> Answer:
        return _again(report, CorrectionForm.read(), kept, error)

    answer = keeping.keep(lambda current: correcting.keep(current, report, **facts), again=again)
    if answer is not None:
        return answer
    keeping.tell(refused)
    flash(_("草稿已保存，还没有报送。"))
    return redirect(url_for("reports.correct", report_id=report_id), 303)


def _draft(report: Report) -> UnaskedDraft | None:
    return unasked.draft(session(), report.assignment_id, unasked.correction(report))


def _ask(report: Report) -> Answer:
    department_id = report.deadline.department_id
    kept, refused = rendering.files(report.deadline.assignment, report.period)
    report, form = the(Report, report.id), CorrectionForm.read()
    if form.accepted() and not refused:
        said = Said(**form.facts(), evidence_ids=kept)
        facts: dict[str, Any] = {"by": me(), "at": now(), "reason": form.reason.data}
        try:
            with saving() as current:
                seen, own = keeping.seen(), signature.own(department_id)
                asked = correcting.ask(current, report, said, **facts, signature=own, expected_version=seen)
                waits = asked.signed_at is None
        except Refused as error:
            if error.key == "form.once":
                raise
            return _again(report, form, kept, error)
        flash(
            _("已提交负责人签发。") if waits else _("已提出更正，等待领导小组办公室审核；同意之前仍以原来的内容为准。")
        )
        return redirect(url_for("reports.show", report_id=report.id), 303)
    form.form_errors.extend(refused)
    return _page(report, form, kept, status=422 if refused else None)


def _again(report: Report, form: CorrectionForm, kept: list[int], error: Refused) -> Answer:
    """The form with its words and the refusal; what a colleague saved first stands beside it."""
    form.refuse(error)
    return _page(report, form, kept, beaten=keeping.beaten(error))


def _page(
    report: Report, form: CorrectionForm, kept: list[int], *, beaten: bool = False, status: int | None = None
) -> Answer:
    report = the(Report, report.id)
    facts: dict[str, Any] = {
        "called": _("更正"),
        "send": _("提出更正"),
        "report": report,
        "action": url_for("reports.correct", report_id=report.id),
        "keeps": url_for("reports.correct_draft", report_id=report.id),
        "draft": _draft(report),
    }
    held, around = report.deadline.assignment, _beside(report, kept)
    return rendering.page(held, form, around, beaten=beaten, **facts), status or form.status


def _beside(report: Report, kept: list[int]) -> filling.Beside:
    """Beside the form stands what is to be corrected."""
    around = filling.beside(report.deadline.assignment, report.deadline, report.period, kept)
    revision = queries.revisions(session(), report.id)[0]
    blockers = details.blockers(session(), [revision.id]).get(revision.id, [])
    values = {one.target_id: one for one in details.values(session(), [revision.id]).get(revision.id, [])}
    return replace(around, last=revision, last_blockers=blockers, standing=values, others=())
