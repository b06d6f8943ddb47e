"""更正 as the office reads it: what stands beside what is asked, word by word; accepted or declined."""

from dataclasses import dataclass

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import TextAreaField
from wtforms.validators import Length

from workflow import permits as may
from workflow.errors import Refused
from workflow.evidence import queries as evidence
from workflow.lights import service as lights
from workflow.people.models import Department
from workflow.plans.comparing import Stretch, differences
from workflow.reports.beside_models import ReportCorrection
from workflow.reports.kept import said_by, said_in
from workflow.reports.models import ReportRevision
from workflow.reports.queries import revisions
from workflow.reports.rules import Said, ValueSaid
from workflow.review import corrections
from workflow.web.forms import stripped
from workflow.web.request import allow, me, now, saving, session, the, today
from workflow.web.review.forms import DecisionForm
from workflow.web.review.views import pages, queue_url
from workflow.web.tasks.showing import Aim, targets
from workflow.wording.reporting import blocker
from workflow.workdays.queries import calendar

Answer = str | tuple[str, int] | Response


class CorrectionForm(DecisionForm):
    """The word on a correction."""

    answer = TextAreaField(_l("答复（不同意的须写明理由）"), [Length(max=1000)], filters=[stripped])


@dataclass(frozen=True)
class Changed:
    """A value before and after; None: not given."""

    aim: Aim
    old: ValueSaid | None
    new: ValueSaid | None

    @property
    def differs(self) -> bool:
        return self.old != self.new


@dataclass(frozen=True)
class Compared:
    """One request beside what it corrects."""

    old: Said
    new: Said
    text: list[Stretch]
    next_step: list[Stretch]
    blockers: list[Stretch]
    values: list[Changed]
    files: list[str]
    files_gone: list[str]


@pages.route("/review/corrections/<int:correction_id>", methods=["GET", "POST"])
def correction(correction_id: int) -> Answer:
    asked = the(ReportCorrection, correction_id)
    allow(may.may_judge(me(), asked.report.deadline.assignment))
    form = CorrectionForm.read()
    if form.accepted():
        try:
            with saving() as saved:
                if form.granted():
                    corrections.accept(saved, asked, answer=form.answer.data or "", by=me(), at=now())
                    days = calendar(saved, around=today())
                    lights.keep(saved, asked.report, at=now(), today=today(), calendar=days, corrected=True)
                else:
                    corrections.decline(saved, asked, answer=form.answer.data or "", by=me(), at=now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(
                _("已同意更正，原来的内容仍可查看。")
                if form.granted()
                else _("已答复：不同意更正，仍以原来的内容为准。")
            )
            return redirect(queue_url(asked.report.deadline.assignment, "corrections"), 303)
    return _page(the(ReportCorrection, correction_id), form), form.status


def _page(asked: ReportCorrection, form: CorrectionForm) -> str:
    report = asked.report
    share = report.deadline.assignment
    return render_template(
        "review/correction.html",
        form=form,
        queue_url=queue_url(share, "corrections"),
        asked=asked,
        report=report,
        task=share.task,
        department=the(Department, report.deadline.department_id),
        compared=compared(asked),
        open=asked.decision is None and asked.signed_at is not None,
    )


def compared(asked: ReportCorrection) -> Compared:
    """What the request says beside the revision it was asked of (the one before it, once it was accepted)."""
    share = asked.report.deadline.assignment
    old, new = said_by(session(), _before(asked)), said_in(asked.said)
    names = _names({*old.evidence_ids, *new.evidence_ids}, share.department_id)
    was, now_said = ({one.target_id: one for one in said.values} for said in (old, new))
    return Compared(
        old,
        new,
        differences(old.text, new.text),
        differences(old.next_step, new.next_step),
        differences(_blockers(old), _blockers(new)),
        [
            Changed(aim, was.get(aim.target.id), now_said.get(aim.target.id))
            for aim in targets(session(), share.task_id)
            if aim.target.id in was or aim.target.id in now_said
        ],
        [names[one] for one in new.evidence_ids if one not in old.evidence_ids and one in names],
        [names[one] for one in old.evidence_ids if one not in new.evidence_ids and one in names],
    )


def _before(asked: ReportCorrection) -> ReportRevision:
    said = revisions(session(), asked.report_id)
    became = next((one.ordinal for one in said if one.id == asked.revision_id), None)
    if became is not None:
        return next(one for one in said if one.ordinal == became - 1)
    return next((one for one in said if one.at <= asked.asked_at), said[-1])


def _blockers(said: Said) -> str:
    return "\n".join(blocker(one) for one in said.blockers)


def _names(ids: set[int], department_id: int) -> dict[int, str]:
    return {file.id: file.name for file in evidence.listed(session(), sorted(ids), department_id=department_id)}
