"""What waits for the office's word: reports, extensions, moved shares; and a report beside what was said before it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, exists, func, literal, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.people.models import Department
from workflow.reports.models import Report, ReportEvidence, ReportRevision, ReportState, ReportValue, Standing
from workflow.reports.queries import INSIDE
from workflow.review.models import Review, ReviewVerdict
from workflow.review.rules import Figure, Told
from workflow.tasks.models import Assignment, Task

PAGE = 50
CAP = 1001
WAITING = (ReportState.FILED, ReportState.UNDER_REVIEW)
Rows = Sequence[Row[*tuple[Any, ...]]]
Key = tuple[datetime, int]  # filed_at, id of a report in the queue


def for_office() -> Select[int]:
    """Reports that wait for the office. Shares are read by the lead, and accepted with the lead's report."""
    return (
        select(Report.id)
        .join(Deadline, Deadline.id == Report.deadline_id)
        .where(Report.state.in_(WAITING), Deadline.kind != DeadlineKind.SHARE)
    )


def waiting(session: Session, *, after: Key | None = None, limit: int = PAGE) -> Rows:
    """Reports that wait, the oldest first: a page and one row more."""
    rows = for_office()
    if after is not None:
        rows = rows.where(tuple_(Report.filed_at, Report.id) > tuple_(*_literal(after)))
    page = rows.order_by(Report.filed_at, Report.id).limit(limit + 1).subquery()
    return session.execute(_detailed(page.c.id).order_by(Report.filed_at, Report.id)).all()


def _literal(key: Key) -> tuple[Any, Any]:
    return literal(key[0], Report.filed_at.type), literal(key[1])


def _detailed(ids: Any) -> Any:
    later = aliased(ReportRevision)
    newest = select(func.max(later.ordinal)).where(later.report_id == Report.id).correlate(Report).scalar_subquery()
    again = exists().where(Review.report_id == Report.id, Review.verdict == ReviewVerdict.RETURNED)
    return (
        select(
            Report.id,
            Report.filed_at,
            Report.demo,
            Report.period,
            Deadline.kind,
            Deadline.department_id,
            Department.label.label("department"),
            Task.id.label("task_id"),
            Task.number,
            Task.heading,
            ReportRevision.standing,
            ReportRevision.unchanged,
            again.label("again"),
        )
        .join(Deadline, Deadline.id == Report.deadline_id)
        .join(Assignment, Assignment.id == Report.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .join(Department, Department.id == Deadline.department_id)
        .join(ReportRevision, and_(ReportRevision.report_id == Report.id, ReportRevision.ordinal == newest))
        .where(Report.id.in_(select(ids)))
    )


def next_waiting(session: Session, report: Report, *, passing_over: Collection[int]) -> int | None:
    """The report after this one in the queue, else the first; departments that are one's own are passed over."""
    wanted = (
        for_office()
        .where(Report.id != report.id, Deadline.department_id.not_in(passing_over))
        .order_by(Report.filed_at, Report.id)
        .limit(1)
    )
    key = tuple_(*_literal((report.filed_at, report.id)))
    return session.scalar(wanted.where(tuple_(Report.filed_at, Report.id) > key)) or session.scalar(wanted)


def count_waiting(session: Session) -> int:
    rows = for_office().limit(CAP).subquery()
    return session.scalar(select(func.count()).select_from(rows)) or 0


def said_by(session: Session, account_id: int, *, since: datetime) -> dict[ReviewVerdict, int]:
    """How many reports a person accepted and returned since an instant."""
    rows = session.execute(
        select(Review.verdict, func.count())
        .where(Review.by_id == account_id, Review.at >= since)
        .group_by(Review.verdict)
    )
    return dict(rows.all())


def before(session: Session, report: Report) -> tuple[Report, ReportRevision] | None:
    """The last report of the same share that was said before this one: its current words."""
    later = aliased(ReportRevision)
    newest = select(func.max(later.ordinal)).where(later.report_id == Report.id).correlate(Report).scalar_subquery()
    due_on = report.deadline.original_due_on
    same_day = and_(Deadline.original_due_on == due_on, Report.id < report.id)
    said_sooner = or_(Deadline.original_due_on < due_on, same_day)
    found = session.execute(
        select(Report, ReportRevision)
        .join(ReportRevision, and_(ReportRevision.report_id == Report.id, ReportRevision.ordinal == newest))
        .join(Deadline, Deadline.id == Report.deadline_id)
        .where(
            Report.assignment_id == report.assignment_id,
            Report.id != report.id,
            said_sooner,
            Report.state.not_in(INSIDE),
            Deadline.kind.in_((DeadlineKind.REPORT, DeadlineKind.SHARE)),
        )
        .order_by(Deadline.original_due_on.desc(), Report.id.desc())
        .limit(1)
    ).first()
    return (found[0], found[1]) if found is not None else None


def reviews(session: Session, report_id: int) -> list[Review]:
    """What was said about a report, latest first."""
    return list(session.scalars(select(Review).where(Review.report_id == report_id).order_by(Review.id.desc())))


def told(session: Session, revision: ReportRevision) -> Told:
    """A revision as the questions of an honest reader look at it."""
    rows = session.execute(
        select(ReportValue.target_id, ReportValue.value, ReportValue.as_of, ReportValue.source).where(
            ReportValue.revision_id == revision.id
        )
    )
    figures = {target_id: Figure(value, as_of, source) for target_id, value, as_of, source in rows}
    files = session.scalar(
        select(func.count()).select_from(ReportEvidence).where(ReportEvidence.revision_id == revision.id)
    )
    standing: Standing = revision.standing
    return Told(standing, revision.text, figures, files or 0, revision.unchanged)


def shares_with(
    session: Session, report: Report, *, passing_over: Collection[int]
) -> list[tuple[Report, ReportRevision]]:
    """What co-responsible departments said for the same task and period, and nobody has reviewed: report, revision."""
    later, own = aliased(ReportRevision), aliased(Assignment)
    newest = select(func.max(later.ordinal)).where(later.report_id == Report.id).correlate(Report).scalar_subquery()
    rows = session.execute(
        select(Report, ReportRevision)
        .join(Assignment, Assignment.id == Report.assignment_id)
        .join(own, own.task_id == Assignment.task_id)
        .join(Deadline, Deadline.id == Report.deadline_id)
        .join(ReportRevision, and_(ReportRevision.report_id == Report.id, ReportRevision.ordinal == newest))
        .where(
            own.id == report.assignment_id,
            Report.period == report.period,
            Report.state.in_(WAITING),
            Deadline.kind == DeadlineKind.SHARE,
            Deadline.department_id.not_in(passing_over),
        )
        .order_by(Report.id)
    )
    return [(share, revision) for share, revision in rows]
