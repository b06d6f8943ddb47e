"""Reading what was said: a task's reports, the last one of a share, shares beside the lead's form, values."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, and_, func, select
from sqlalchemy.orm import Session, aliased

from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.evidence.models import Evidence
from workflow.people.models import Department
from workflow.reports.models import (
    Blocker,
    Report,
    ReportEvidence,
    ReportRevision,
    ReportState,
    ReportValue,
)
from workflow.tasks.models import Assignment, Role

Rows = Sequence[Row[*tuple[Any, ...]]]
STANDS = (ReportState.FILED, ReportState.UNDER_REVIEW, ReportState.ACCEPTED)  # said, and not taken or sent back


def _latest(revision: type[ReportRevision]) -> Any:
    """Condition: the current revision of its report."""
    later = aliased(ReportRevision)
    return revision.ordinal == (
        select(func.max(later.ordinal)).where(later.report_id == revision.report_id).scalar_subquery()
    )


def last_said(session: Session, assignment_id: int, *, before: int) -> ReportRevision | None:
    """What a share said last in another deadline's report: not withdrawn, not returned. Results of targets apart."""
    return session.scalar(
        select(ReportRevision)
        .join(Report, Report.id == ReportRevision.report_id)
        .join(Deadline, Deadline.id == Report.deadline_id)
        .where(
            Report.assignment_id == assignment_id,
            Report.deadline_id != before,
            Report.state.in_(STANDS),
            Deadline.kind != DeadlineKind.TARGET,
            _latest(ReportRevision),
        )
        .order_by(Report.period.desc(), Report.filed_at.desc())
        .limit(1)
    )


def with_earlier(session: Session, assignment_ids: Collection[int]) -> set[int]:
    """Which shares have said something that can be said again."""
    return set(
        session.scalars(
            select(Report.assignment_id)
            .join(Deadline, Deadline.id == Report.deadline_id)
            .where(
                Report.assignment_id.in_(assignment_ids),
                Report.state.in_(STANDS),
                Deadline.kind != DeadlineKind.TARGET,
            )
            .distinct()
        )
    )


def of_task(session: Session, task_id: int, departments: Collection[int] | None, *, limit: int = 20) -> Rows:
    """The reports of a task with what they say now, latest first; of some departments only, unless None."""
    rows = (
        select(
            Report.id, Report.period, Report.state, Report.demo, Report.filed_at, Deadline.kind, Assignment.role,
            Assignment.department_id, Department.label.label("department"), ReportRevision.id.label("revision_id"),
            ReportRevision.ordinal, ReportRevision.standing, ReportRevision.text, ReportRevision.next_step,
            ReportRevision.unchanged, ReportRevision.author, ReportRevision.at,
        )
        .join(ReportRevision, and_(ReportRevision.report_id == Report.id, _latest(ReportRevision)))
        .join(Deadline, Deadline.id == Report.deadline_id)
        .join(Assignment, Assignment.id == Report.assignment_id)
        .join(Department, Department.id == Assignment.department_id)
        .where(Assignment.task_id == task_id, Report.state != ReportState.WITHDRAWN)
        .order_by(Report.filed_at.desc(), Report.id.desc())
        .limit(limit)
    )
    if departments is not None:
        rows = rows.where(Assignment.department_id.in_(departments))
    return session.execute(rows).all()


def revisions(session: Session, report_id: int) -> list[ReportRevision]:
    """Everything a report has said, latest first."""
    return list(
        session.scalars(
            select(ReportRevision)
            .where(ReportRevision.report_id == report_id)
            .order_by(ReportRevision.ordinal.desc())
        )
    )


def blockers(session: Session, revision_ids: Collection[int]) -> dict[int, list[Blocker]]:
    found: dict[int, list[Blocker]] = {}
    for one in session.scalars(select(Blocker).where(Blocker.revision_id.in_(revision_ids)).order_by(Blocker.id)):
        found.setdefault(one.revision_id, []).append(one)
    return found


def values(session: Session, revision_ids: Collection[int]) -> dict[int, list[ReportValue]]:
    found: dict[int, list[ReportValue]] = {}
    for one in session.scalars(
        select(ReportValue).where(ReportValue.revision_id.in_(revision_ids)).order_by(ReportValue.id)
    ):
        found.setdefault(one.revision_id, []).append(one)
    return found


def evidence(session: Session, revision_ids: Collection[int]) -> dict[int, list[Row[*tuple[Any, ...]]]]:
    """The files behind some revisions: id, name, size is left to the blob."""
    found: dict[int, list[Row[*tuple[Any, ...]]]] = {}
    for row in session.execute(
        select(ReportEvidence.revision_id, Evidence.id, Evidence.name, Evidence.demo, Evidence.withdrawn_at)
        .join(Evidence, Evidence.id == ReportEvidence.evidence_id)
        .where(ReportEvidence.revision_id.in_(revision_ids))
        .order_by(Evidence.id)
    ):
        found.setdefault(row.revision_id, []).append(row)
    return found


def reviewed_values(session: Session, target_ids: Collection[int]) -> dict[int, ReportValue]:
    """The latest reviewed value of each target: of an accepted report's current revision, by its own day."""
    rows = session.scalars(
        select(ReportValue)
        .join(ReportRevision, and_(ReportRevision.id == ReportValue.revision_id, _latest(ReportRevision)))
        .join(Report, Report.id == ReportRevision.report_id)
        .where(
            ReportValue.target_id.in_(target_ids),
            ReportValue.value.is_not(None),
            Report.state == ReportState.ACCEPTED,
        )
        .order_by(ReportValue.as_of, ReportValue.id)
    )
    return {one.target_id: one for one in rows}


def shares(session: Session, task_id: int, period: str) -> Rows:
    """Each co-responsible department with what it said for a period, or with nothing."""
    said = aliased(Report)
    return session.execute(
        select(
            Department.label.label("department"), said.id.label("report_id"), said.demo, said.filed_at,
            ReportRevision.standing, ReportRevision.text, ReportRevision.id.label("revision_id"),
        )
        .select_from(Assignment)
        .join(Department, Department.id == Assignment.department_id)
        .outerjoin(
            said,
            and_(said.assignment_id == Assignment.id, said.period == period, said.state.in_(STANDS)),
        )
        .outerjoin(ReportRevision, and_(ReportRevision.report_id == said.id, _latest(ReportRevision)))
        .where(Assignment.task_id == task_id, Assignment.role == Role.CO, Assignment.to_on.is_(None))
        .order_by(Assignment.ordinal, Assignment.id)
    ).all()


def lead_owes(session: Session, task_id: int) -> str | None:
    """The period of the lead's oldest open report."""
    return session.scalar(
        select(Deadline.occasion)
        .join(Assignment, Assignment.id == Deadline.assignment_id)
        .where(
            Assignment.task_id == task_id,
            Assignment.role == Role.LEAD,
            Assignment.to_on.is_(None),
            Deadline.kind == DeadlineKind.REPORT,
            Deadline.ended_on.is_(None),
        )
        .order_by(Deadline.due_on)
        .limit(1)
    )


def citing(session: Session, evidence_id: int) -> Rows:
    """Which reports cite a file: the department, and the lead of its task."""
    lead = aliased(Assignment)
    return session.execute(
        select(Assignment.department_id, lead.department_id.label("lead_department_id"))
        .select_from(ReportEvidence)
        .join(ReportRevision, ReportRevision.id == ReportEvidence.revision_id)
        .join(Report, Report.id == ReportRevision.report_id)
        .join(Assignment, Assignment.id == Report.assignment_id)
        .outerjoin(lead, and_(lead.task_id == Assignment.task_id, lead.role == Role.LEAD, lead.to_on.is_(None)))
        .where(ReportEvidence.evidence_id == evidence_id)
        .distinct()
    ).all()
