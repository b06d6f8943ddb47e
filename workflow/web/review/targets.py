"""Pages: 目标核定 and its correction, and the day by which a target is verified."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.deadlines import of_tasks, verifying
from workflow.deadlines.models import Deadline
from workflow.errors import Refused
from workflow.evidence.models import Evidence
from workflow.people.models import Department
from workflow.plans.models import Target
from workflow.reports import details
from workflow.reports.queries import of_deadline, revisions
from workflow.review import settling, standing, targets, terms, verdicts
from workflow.review.models import TargetTerm, TargetVerdict
from workflow.review.standing import Standing
from workflow.tasks.models import Assignment, Task
from workflow.web.request import allow, me, not_found, now, saving, session, the, today
from workflow.web.review.target_forms import DayForm, MendForm, VerdictForm
from workflow.web.review.views import pages
from workflow.wording.targets import arithmetic, wanted

Answer = str | tuple[str, int] | Response


@dataclass(frozen=True)
class About:
    """A target as its pages show it: where it stands, whose it is, what was settled and said of it."""

    standing: Standing
    lead: Assignment | None
    terms: list[TargetTerm]
    papers: dict[int, str]
    remedies: list[Deadline]
    remedy_words: dict[int, str]
    moves: list[Any]
    wanted: str
    arithmetic: str

    @property
    def target(self) -> Target:
        return self.standing.target

    @property
    def task(self) -> Task | None:
        return self.lead.task if self.lead else None


def about(target: Target) -> About:
    stands = standing.of_targets(session(), [target], today=today())[target.id]
    settled = terms.settled(session(), target.id)
    ids = [one.evidence_id for one in settled if one.evidence_id]
    papers = session().execute(select(Evidence.id, Evidence.name).where(Evidence.id.in_(ids)))
    owed = [one.id for one in verifying.verifications(session(), target.id)]
    figure = stands.figure.value.value if stands.figure else None
    return About(
        stands,
        verifying.lead_for(session(), target.id),
        settled,
        dict(papers.all()),
        verdicts.remedies(session(), target.id),
        verdicts.remedy_words(session(), target.id),
        [move for moves in of_tasks.moves(session(), owed).values() for move in moves],
        wanted(stands.holds),
        arithmetic(stands.holds, figure),
    )


def may_settle(target: Target) -> bool:
    """For the office, and not of one's own department."""
    lead = verifying.lead_for(session(), target.id)
    return may.may_act_on(me(), lead.department_id) if lead is not None else may.may_run_office(me())


def back_to(target: Target) -> str:
    """The target on its task's page; one of no task in the list of the plan."""
    lead = verifying.lead_for(session(), target.id)
    if lead is not None:
        return url_for("tasks.show", task_id=lead.task_id, _anchor="targets")
    return url_for("review.targets_of_plan", plan_id=target.item.edition.plan_id)


@pages.route("/review/targets/<int:deadline_id>", methods=["GET", "POST"])
def target(deadline_id: int) -> Answer:
    """目标核定: the verdict ends the deadline."""
    deadline = the(Deadline, deadline_id)
    allow(may.may_act_on(me(), deadline.department_id))
    asked = targets.target_of(session(), deadline) or not_found()
    form = VerdictForm.read(data=_known(asked))
    if form.accepted():
        try:
            with saving() as saved:
                targets.record(saved, deadline, form.found(), by=me(), at=now())
        except Refused as error:
            form.refuse(error, _field(error))
        else:
            flash(_("已核定。"))
            return redirect(back_to(the(Target, asked.id)), 303)
    return _page(the(Deadline, deadline_id), the(Target, asked.id), form)


def _known(asked: Target) -> dict[str, Any]:
    """The latest reviewed value, to begin with."""
    value = details.reviewed_values(session(), [asked.id]).get(asked.id)
    return {"value": f"{value.value.normalize():f}", "as_of": value.as_of} if value and value.value is not None else {}


FIELDS = {
    "target.value_missing": "value",
    "target.value_without_day": "as_of",
    "target.day_to_come": "as_of",
    "target.awaited_missing": "awaited_on",
}


def _field(error: Refused) -> str | None:
    return FIELDS.get(error.key)


def _page(deadline: Deadline, asked: Target, form: VerdictForm, mended: TargetVerdict | None = None) -> Answer:
    report = of_deadline(session(), deadline)
    said = revisions(session(), report.id)[:1] if report is not None else []
    ids = [revision.id for revision in said]
    return render_template(
        "review/target.html",
        form=form,
        deadline=deadline,
        mended=mended,
        about=about(asked),
        task=deadline.assignment.task,
        department=the(Department, deadline.department_id),
        report=report,
        said=said,
        values=details.values(session(), ids),
        blockers=details.blockers(session(), ids),
        evidence=details.evidence(session(), ids),
    ), form.status


@pages.route("/review/verdicts/<int:verdict_id>/mend", methods=["GET", "POST"])
def mend_verdict(verdict_id: int) -> Answer:
    """更正核定: another verdict beside the old one."""
    old = the(TargetVerdict, verdict_id)
    deadline, asked = the(Deadline, old.deadline_id), the(Target, old.target_id)
    allow(may.may_act_on(me(), deadline.department_id))
    form = MendForm.read(data=_as_it_was(old))
    if form.accepted():
        try:
            with saving() as saved:
                targets.mend(saved, old, form.found(), reason=form.reason.data or "", by=me(), at=now())
        except Refused as error:
            form.refuse(error, _field(error))
        else:
            flash(_("已更正核定，原来的核定仍然可以看到。"))
            return redirect(back_to(the(Target, asked.id)), 303)
    return _page(the(Deadline, deadline.id), the(Target, asked.id), form, the(TargetVerdict, verdict_id))


def _as_it_was(old: TargetVerdict) -> dict[str, Any]:
    number = f"{old.value.normalize():f}" if old.value is not None else ""
    return {
        "verdict": old.verdict.value,
        "value": number,
        "as_of": old.as_of,
        "no_value": old.no_value,
        "basis": old.basis,
        "awaited_on": old.awaited_on,
    }


@pages.route("/targets/<int:target_id>/day", methods=["GET", "POST"])
def target_day(target_id: int) -> Answer:
    """The office's day for verifying a target; the paper's day stays beside it."""
    asked = the(Target, target_id)
    allow(may_settle(asked))
    form = DayForm.read()
    if form.accepted():
        try:
            with saving() as saved:
                settling.verify_on(saved, asked, on=form.to_on.data, reason=form.reason.data or "", by=me(), at=now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("核定日期已设为 %(day)s。", day=form.to_on.data.isoformat()))
            return redirect(back_to(the(Target, target_id)), 303)
    return render_template("review/target_day.html", form=form, about=about(the(Target, target_id))), form.status
