"""What waits for the office's word; a report beside what was said before it."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from workflow.deadlines.models import Deadline, DeadlineKind, LadderKind
from workflow.reports.answering import awaits_answer
from workflow.reports.models import Report, ReportEvidence, ReportRevision, ReportState, ReportValue, Standing
from workflow.reports.queries import INSIDE
from workflow.review.models import Review, ReviewVerdict
from workflow.review.rules import Figure, Told
from workflow.tasks.models import Assignment, Task

CAP = 1001
WAITING = (ReportState.FILED, ReportState.UNDER_REVIEW)
Rows = Sequence[Row[*tuple[Any, ...]]]


def in_review(handed_by: int | None = None) -> Select[int]:
    """Reports that the office has not said its word on; those of sub-tasks are read by the department that handed them
    down (`handed_by`). Shares are read by the lead, and accepted with its report."""
    rows = (
        select(Report.id)
        .join(Deadline, Deadline.id == Report.deadline_id)
        .where(Report.state.in_(WAITING), Deadline.kind != DeadlineKind.SHARE)
    )
    if handed_by is None:
        return rows.where(Deadline.ladder != LadderKind.SUB)
    above = rows.join(Assignment, Assignment.id == Report.assignment_id).join(Task, Task.id == Assignment.task_id)
    return above.where(Task.handed_by_id == handed_by)


def for_office(handed_by: int | None = None) -> Select[int]:
    """Reports that wait for a word: not those that wait for a department's answer."""
    return in_review(handed_by).where(~awaits_answer())


def said_by(session: Session, account_id: int, *, since: datetime) -> dict[ReviewVerdict, int]:
    """How many reports a person accepted and returned since an instant."""
    rows = session.execute(
        select(Review.verdict, func.count())
        .where(Review.by_id == account_id, Review.at >= since)
        .group_by(Review.verdict)
    )
    return dict(rows.all())


def earlier(share_id: int, due_on: date | None, besides: int) -> tuple[ColumnElement[bool], ...]:
    """Conditions on a report and its deadline: what a share said for a period before the one that was due then."""
    said = (
        Report.assignment_id == share_id,
        Report.id != besides,
        Report.state.not_in(INSIDE),
        Deadline.kind.in_((DeadlineKind.REPORT, DeadlineKind.SHARE)),
    )
    if due_on is None:
        return said
    same_day = and_(Deadline.original_due_on == due_on, Report.id < besides)
    return (*said, or_(Deadline.original_due_on < due_on, same_day) if besides else Deadline.original_due_on < due_on)


def said_before(
    session: Session, share_id: int, *, due_on: date | None, besides: int = 0
) -> tuple[Report, ReportRevision] | None:
    """The last report of a share that was said before, with its current words. `besides` is no report before itself."""
    later = aliased(ReportRevision)
    newest = select(func.max(later.ordinal)).where(later.report_id == Report.id).correlate(Report).scalar_subquery()
    found = session.execute(
        select(Report, ReportRevision)
        .join(ReportRevision, and_(ReportRevision.report_id == Report.id, ReportRevision.ordinal == newest))
        .join(Deadline, Deadline.id == Report.deadline_id)
        .where(*earlier(share_id, due_on, besides))
        .order_by(Deadline.original_due_on.desc(), Report.id.desc())
        .limit(1)
    ).first()
    return (found[0], found[1]) if found is not None else None


def before(session: Session, report: Report) -> tuple[Report, ReportRevision] | None:
    """The last report of the same share that was said before this one: its current words."""
    return said_before(session, report.assignment_id, due_on=report.deadline.original_due_on, besides=report.id)


def reviews(session: Session, report_id: int) -> list[Review]:
    """What was said about a report, latest first."""
    return list(session.scalars(select(Review).where(Review.report_id == report_id).order_by(Review.id.desc())))


def of_revisions(session: Session, revision_ids: Collection[int]) -> dict[int, Review]:
    """The word on each of some revisions."""
    return {one.revision_id: one for one in session.scalars(select(Review).where(Review.revision_id.in_(revision_ids)))}


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
