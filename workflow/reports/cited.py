"""Which reports cite a file: as evidence, as the scan of a signature, in a correction that was asked for."""

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from workflow.evidence.models import Evidence
from workflow.reports.beside_models import ReportCorrection
from workflow.reports.models import Report, ReportEvidence, ReportRevision, SignOff, SignOffWord
from workflow.reports.queries import INSIDE, Rows
from workflow.tasks.models import Assignment, Role, Task


def citing(session: Session, evidence: Evidence) -> Rows:
    """Of each report that cites a file: the department, the post it was given to, the lead of its task (of a sub-task:
    who handed it down), and whether what cites the file has left the department."""
    cited = select(ReportEvidence.revision_id).where(ReportEvidence.evidence_id == evidence.id)
    signed = select(SignOff.revision_id).where(SignOff.evidence_id == evidence.id)
    rows = session.execute(
        _asked(case((left_department(), 1), else_=0))
        .join(ReportRevision, ReportRevision.report_id == Report.id)
        .where(ReportRevision.id.in_(cited.union(signed)))
        .distinct()
    ).all()
    return [*rows, *session.execute(_asked(literal(1)).where(Report.id.in_(_corrected(session, evidence)))).all()]


def _asked(left: ColumnElement[int]) -> Select[int, int | None, int, int]:
    lead = aliased(Assignment)
    above = func.coalesce(Task.handed_by_id, lead.department_id)
    facts = (Assignment.department_id, Assignment.post_id, above.label("lead_department_id"), left.label("left"))
    return (
        select(*facts)
        .select_from(Report)
        .join(Assignment, Assignment.id == Report.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .outerjoin(lead, and_(lead.task_id == Assignment.task_id, lead.role == Role.LEAD, lead.to_on.is_(None)))
    )


def left_department() -> ColumnElement[bool]:
    """Condition on a revision: it left the department. The head signed it, or it needed no signature."""
    said = exists().where(SignOff.revision_id == ReportRevision.id).correlate(ReportRevision)
    signed, sent_back = (said.where(SignOff.word == word) for word in (SignOffWord.SIGNED, SignOffWord.RETURNED))
    return or_(signed, and_(Report.state.not_in(INSIDE), ~sent_back))


def _corrected(session: Session, evidence: Evidence) -> list[int]:
    """The reports of its department that were asked, signed, to say something that cites the file."""
    asked = (
        select(ReportCorrection.report_id, ReportCorrection.said, ReportCorrection.scan_id)
        .join(Report, Report.id == ReportCorrection.report_id)
        .join(Assignment, Assignment.id == Report.assignment_id)
        .where(Assignment.department_id == evidence.department_id, ReportCorrection.signed_at.is_not(None))
    )
    return [
        report_id
        for report_id, said, scan_id in session.execute(asked)
        if evidence.id == scan_id or evidence.id in said.get("evidence_ids", ())
    ]
