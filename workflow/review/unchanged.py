"""一并通过: many reports accepted at once, only such as say nothing new and raise no question, after being read."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from workflow.audit import service as audit
from workflow.errors import Refused
from workflow.reports.models import Report, ReportRevision, ReportValue
from workflow.reports.queries import latest
from workflow.review import queue, service
from workflow.review.queries import CAP, Rows
from workflow.review.questions import questions
from workflow.review.queue import Mark, Narrowed
from workflow.review.rules import Around, Told


def plain(session: Session, *, passing_over: Collection[int], limit: int = queue.PAGE) -> Rows:
    """The oldest reports that may be accepted together: said again by one click, nothing asked, never returned."""
    rows = queue.waiting(session, Narrowed(mark=Mark.UNCHANGED), limit=limit - 1)
    valued = set(
        session.scalars(
            select(ReportRevision.report_id)
            .join(ReportValue, ReportValue.revision_id == ReportRevision.id)
            .where(ReportRevision.report_id.in_([row.id for row in rows]), and_(latest(ReportRevision)))
        )
    )
    return [
        row
        for row in rows
        if row.department_id not in passing_over
        and not (row.again or row.answered or row.questioned or row.id in valued)
        and not questions(Told(row.standing, row.text, unchanged=True), None, Around())
    ]


def accept(
    session: Session,
    read: Mapping[int, int],
    *,
    by: audit.Actor,
    at: datetime,
    passing_over: Collection[int] = (),
) -> list[Report]:
    """Accept those that were read (report to revision), each with a review of its own.

    What is no longer so - reviewed by somebody else, taken back, asked about - is left as it is.
    """
    may = {row.id for row in plain(session, passing_over=passing_over, limit=CAP)} & set(read)
    accepted = []
    for report_id in sorted(may):
        report = session.get_one(Report, report_id)
        try:
            service.accept(session, report, by=by, at=at, revision_id=read[report_id], passing_over=passing_over)
        except Refused:  # raised before anything was changed
            continue
        accepted.append(report)
    return accepted
