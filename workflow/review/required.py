"""Kinds of evidence that the office wants of a task: which of them are there."""

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session

from workflow.evidence.box_models import Proof, RequiredKind
from workflow.evidence.models import Blob, BlobState, Evidence, Verdict
from workflow.evidence.rules import EvidenceKind
from workflow.reports.models import Report, ReportEvidence, ReportRevision
from workflow.reports.queries import STANDS
from workflow.review.checklist import KindLine
from workflow.review.closing_models import Closing, ClosingEvidence
from workflow.tasks.models import Assignment


def lines(session: Session, task_id: int) -> list[KindLine]:
    """Each wanted kind with how many files of it stand behind the task: said to prove something of it, or cited by what
    was reported on it. A withdrawn or rejected file does not count."""
    files = (
        select(func.count(Evidence.id))
        .join(Blob, Blob.sha256 == Evidence.sha256)
        .where(
            Evidence.kind == RequiredKind.kind,
            Evidence.withdrawn_at.is_(None),
            or_(Evidence.judged.is_(None), Evidence.judged != Verdict.REJECTED),
            Blob.state == BlobState.STORED,
            or_(*_behind(task_id)),
        )
        .correlate(RequiredKind)
        .scalar_subquery()
    )
    rows = session.execute(select(RequiredKind.kind, files).where(RequiredKind.task_id == task_id)).all()
    found: dict[str, int] = dict(rows)
    return [KindLine(kind, found[kind.value]) for kind in EvidenceKind if kind.value in found]


def _behind(task_id: int) -> tuple[ColumnElement[bool], ...]:
    proves = exists().where(Proof.evidence_id == Evidence.id, Proof.task_id == task_id)
    reported = exists().where(
        ReportEvidence.evidence_id == Evidence.id,
        ReportRevision.id == ReportEvidence.revision_id,
        Report.id == ReportRevision.report_id,
        Report.state.in_(STANDS),
        Assignment.id == Report.assignment_id,
        Assignment.task_id == task_id,
    )
    asked = exists().where(
        ClosingEvidence.evidence_id == Evidence.id, Closing.id == ClosingEvidence.closing_id, Closing.task_id == task_id
    )
    return proves, reported, asked
