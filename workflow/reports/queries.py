"""Reading what was said: a task's reports, the last one of a share, shares beside the lead's form, values."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.people.models import Department
from workflow.reports import rules
from workflow.reports.models import Report, ReportRevision, ReportState
from workflow.tasks.models import Assignment

Rows = Sequence[Row[*tuple[Any, ...]]]
INSIDE = (ReportState.TO_SIGN, ReportState.SENT_BACK, ReportState.WITHDRAWN)  # has not left the department, or is back
STANDS = (ReportState.FILED, ReportState.UNDER_REVIEW, ReportState.ACCEPTED)  # said, and not taken or sent back


def latest(revision: type[ReportRevision]) -> Any:
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
            Deadline.kind.not_in(rules.ENDED_BY_VERDICT),
            latest(ReportRevision),
        )
        .order_by(Deadline.original_due_on.desc(), Report.filed_at.desc())
        .limit(1)
    )


SAID: tuple[Any, ...] = (
    Report.id,
    Report.period,
    Report.state,
    Report.demo,
    Report.filed_at,
    Deadline.kind,
    Assignment.role,
    Assignment.department_id,
    Department.label.label("department"),
    ReportRevision.id.label("revision_id"),
    ReportRevision.ordinal,
    ReportRevision.standing,
    ReportRevision.text,
    ReportRevision.next_step,
    ReportRevision.unchanged,
    ReportRevision.corrects,
    ReportRevision.author,
    ReportRevision.at,
)


def of_task(
    session: Session,
    task_id: int,
    departments: Collection[int] | None,
    *,
    own: Collection[int] = (),
    limit: int = 20,
) -> Rows:
    """The reports of a task with what they say now, latest first; of some departments only, unless None. What waits
    for the head's signature, or was sent back by her, only of one's `own` departments."""
    rows = (
        select(*SAID)
        .select_from(Report)
        .join(ReportRevision, and_(ReportRevision.report_id == Report.id, latest(ReportRevision)))
        .join(Deadline, Deadline.id == Report.deadline_id)
        .join(Assignment, Assignment.id == Report.assignment_id)
        .join(Department, Department.id == Assignment.department_id)
        .where(
            Assignment.task_id == task_id,
            Report.state != ReportState.WITHDRAWN,
            or_(Report.state.not_in(INSIDE), Assignment.department_id.in_(own)),
        )
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
            select(ReportRevision).where(ReportRevision.report_id == report_id).order_by(ReportRevision.ordinal.desc())
        )
    )


def of_deadline(session: Session, deadline: Deadline) -> Report | None:
    """The report that answers a deadline, or that a correction asks to mend."""
    returned = rules.returned_report(deadline.occasion)
    if deadline.kind == DeadlineKind.CORRECTION and returned is not None:
        return session.get(Report, returned)
    return session.scalar(select(Report).where(Report.deadline_id == deadline.id))


def closed_on(session: Session, deadline: Deadline) -> date | None:
    """The day on which a deadline was answered. What was said without being asked and is back in the department (taken
    back, sent back by the head) is open to be mended."""
    if deadline.ended_on is not None and deadline.due_rule == rules.VOLUNTARY:
        report = of_deadline(session, deadline)
        if report is not None and report.state in (ReportState.SENT_BACK, ReportState.WITHDRAWN):
            return None
    return deadline.ended_on


def of_return(report_id: int) -> ColumnElement[bool]:
    """Condition: the correction of this report, the first time (return:5) or a later one (return:5:2)."""
    cause = f"{rules.RETURN}{report_id}"
    return or_(Deadline.occasion == cause, Deadline.occasion.startswith(cause + ":"))


def correction_of(session: Session, report: Report) -> Deadline | None:
    """The last correction that was asked of a report, if it was ever returned."""
    return session.scalar(
        select(Deadline)
        .where(
            Deadline.assignment_id == report.assignment_id,
            Deadline.kind == DeadlineKind.CORRECTION,
            of_return(report.id),
        )
        .order_by(Deadline.id.desc())
        .limit(1)
    )


def answered(session: Session, report: Report) -> Deadline:
    """Which deadline a report's current revision answers: its last correction, else its own."""
    return correction_of(session, report) or report.deadline
