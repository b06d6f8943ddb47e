"""Filing: what a department says, against the deadline that asked for it. Revisions are only added."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Deadline, DeadlineKind, Outcome
from workflow.errors import Refused, Stale
from workflow.evidence.models import Evidence
from workflow.plans.models import Target
from workflow.reports import drafts, rules
from workflow.reports.models import Blocker, Report, ReportEvidence, ReportRevision, ReportState, ReportValue, Standing
from workflow.reports.rules import BlockerSaid, ValueSaid
from workflow.tasks.models import TaskItem


@dataclass(frozen=True)
class Said:
    """Everything one revision says."""

    standing: Standing
    text: str
    next_step: str = ""
    values: Sequence[ValueSaid] = ()
    blockers: Sequence[BlockerSaid] = ()
    evidence_ids: Sequence[int] = ()
    unchanged: bool = False
    demo: bool = field(default=False, kw_only=True)


def file(
    session: Session,
    deadline: Deadline,
    *,
    standing: Standing,
    text: str,
    next_step: str = "",
    values: Sequence[ValueSaid] = (),
    blockers: Sequence[BlockerSaid] = (),
    evidence_ids: Sequence[int] = (),
    by: audit.Actor,
    at: datetime,
    expected_version: int | None = None,
    demo: bool = False,
) -> Report:
    """File a department's report and end its deadline on that day.

    A deadline of kind target is answered but not ended: the office's verdict ends it. `expected_version` is the
    version of the draft that the author saw (0: none); Stale is raised when another one was saved meanwhile.
    """
    session.refresh(deadline, with_for_update=True)
    drafts.check(session, deadline, expected_version)
    said = Said(standing, text, next_step, values, blockers, evidence_ids, demo=demo)
    return put_down(session, deadline, said, by=by, at=at)


def put_down(session: Session, deadline: Deadline, said: Said, *, by: audit.Actor, at: datetime) -> Report:
    """Check, end the deadline, append the revision, record. The deadline's row is held by the caller."""
    _check(session, deadline, said, today=day_of(at))
    report = _report_of(session, deadline, at=at, demo=said.demo)
    if deadline.kind != DeadlineKind.TARGET:
        deadlines.end(session, deadline, Outcome.MET, on=day_of(at))
    revision = _append(session, report, said, by=by, at=at)
    drafts.drop(session, deadline)
    audit.record(
        session,
        "report.filed",
        report,
        by=by,
        at=at,
        plan_id=deadline.plan_id,
        period=report.period,
        revision=revision.ordinal,
        standing=said.standing.value,
        unchanged=said.unchanged,
    )
    return report


def current_revision(session: Session, report: Report) -> ReportRevision | None:
    return session.scalar(
        select(ReportRevision)
        .where(ReportRevision.report_id == report.id)
        .order_by(ReportRevision.ordinal.desc())
        .limit(1)
    )


def _check(session: Session, deadline: Deadline, said: Said, *, today: date) -> None:
    if deadline.kind not in rules.ANSWERED:
        raise Refused("report.not_asked")
    if deadline.ended_on is not None:
        raise Stale("report.filed_already", on=deadline.ended_on)
    if deadline.opens_on > today:
        raise Refused("report.not_open", on=deadline.opens_on)
    rules.check_text(said.text)
    for value in said.values:
        rules.check_value(value, today=today)
    for blocker in said.blockers:
        rules.check_blocker(blocker, today=today)
    _check_targets(session, deadline, {value.target_id for value in said.values})
    _check_evidence(session, deadline, set(said.evidence_ids))


def _check_targets(session: Session, deadline: Deadline, wanted: set[int]) -> None:
    own = (
        select(Target.id)
        .join(TaskItem, TaskItem.item_id == Target.item_id)
        .where(TaskItem.task_id == deadline.assignment.task_id, Target.id.in_(wanted))
    )
    if wanted and wanted != set(session.scalars(own)):
        raise Refused("report.target_of_another_task")


def _check_evidence(session: Session, deadline: Deadline, wanted: set[int]) -> None:
    own = select(Evidence.id).where(
        Evidence.id.in_(wanted), Evidence.department_id == deadline.department_id, Evidence.withdrawn_at.is_(None)
    )
    if wanted and wanted != set(session.scalars(own)):
        raise Refused("report.evidence_not_yours")


def _report_of(session: Session, deadline: Deadline, *, at: datetime, demo: bool) -> Report:
    """The report this deadline is answered with: a new one, one withdrawn before, or the one that was returned."""
    if deadline.kind == DeadlineKind.CORRECTION:
        report = session.get(Report, rules.returned_report(deadline.occasion), with_for_update=True)
        if report is None or report.assignment_id != deadline.assignment_id:
            raise Refused("report.not_asked")
    else:
        report = session.scalar(select(Report).where(Report.deadline_id == deadline.id).with_for_update())
        if report is not None and report.state != ReportState.WITHDRAWN:
            raise Stale("report.filed_already", on=day_of(report.filed_at))
    if report is None:
        report = Report(deadline=deadline, assignment_id=deadline.assignment_id, period=deadline.occasion)
        session.add(report)
    report.state, report.filed_at, report.demo = ReportState.FILED, at, bool(report.demo) or demo
    return report


def _append(session: Session, report: Report, said: Said, *, by: audit.Actor, at: datetime) -> ReportRevision:
    session.flush()
    last = session.scalar(select(func.max(ReportRevision.ordinal)).where(ReportRevision.report_id == report.id))
    revision = ReportRevision(
        report=report,
        ordinal=(last or 0) + 1,
        standing=said.standing,
        text=said.text.strip(),
        next_step=said.next_step.strip(),
        unchanged=said.unchanged,
        author_id=by.account_id or 0,
        author=by.name,
        at=at,
    )
    session.add(revision)
    session.flush()
    session.add_all(_carried(revision.id, said))
    session.flush()
    return revision


def _carried(revision_id: int, said: Said) -> Iterator[ReportValue | Blocker | ReportEvidence]:
    """What hangs on a revision: values, blockers, files."""
    for value in said.values:
        yield ReportValue(
            revision_id=revision_id,
            target_id=value.target_id,
            value=value.value,
            source=value.source.strip(),
            as_of=value.as_of if value.value is not None else None,
            awaited_on=value.awaited_on if value.value is None else None,
        )
    for blocker in said.blockers:
        yield Blocker(
            revision_id=revision_id,
            kind=blocker.kind,
            text=blocker.text.strip(),
            asked=blocker.asked.strip(),
            since_on=blocker.since_on,
        )
    for evidence_id in sorted(set(said.evidence_ids)):
        yield ReportEvidence(revision_id=revision_id, evidence_id=evidence_id)
