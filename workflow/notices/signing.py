"""What waits for the signature of a department's head, as an occasion of its own: `sign:17` for the revision of a
report that waits, `sign:extension:5` for a request for another day."""

from sqlalchemy import ColumnElement, Select, String, and_, cast, exists, func, literal, select
from sqlalchemy.orm import aliased

from workflow.deadlines.models import Deadline
from workflow.notices.models import Notice
from workflow.reports.models import Report, ReportRevision, ReportState
from workflow.reports.queries import latest
from workflow.review.models import Extension, Review

SIGN = "sign:"
EXTENSION = f"{SIGN}extension:"
Found = Select[*tuple[int, str]]


def waiting() -> tuple[Found, Found]:
    """What waits now: the deadline it answers, and its rung."""
    again = select(func.max(Review.correction_id)).where(Review.report_id == Report.id).correlate(Report)
    reports = (
        select(func.coalesce(again.scalar_subquery(), Report.deadline_id).label("deadline_id"), _of_report("rung"))
        .join(ReportRevision, and_(ReportRevision.report_id == Report.id, latest(ReportRevision)))
        .where(Report.state == ReportState.TO_SIGN)
    )
    requests = select(Extension.deadline_id.label("deadline_id"), _of_request("rung")).where(*_unsigned())
    return reports, requests


def lies_with_head() -> ColumnElement[bool]:
    """Condition on a deadline: what answers it (mended, where it was returned) waits for the head's signature."""
    waits, asked = aliased(Report), aliased(Review)
    first = exists().where(waits.deadline_id == Deadline.id, waits.state == ReportState.TO_SIGN).correlate(Deadline)
    mended = exists().where(
        asked.correction_id == Deadline.id, waits.id == asked.report_id, waits.state == ReportState.TO_SIGN
    )
    return first | mended.correlate(Deadline)


def still_waits() -> ColumnElement[bool]:
    """Condition on such a notice: what it tells of has not been signed, sent back or taken back since."""
    said, about = aliased(ReportRevision), aliased(Report)
    report = (
        exists()
        .where(
            about.assignment_id == Deadline.assignment_id,
            about.state == ReportState.TO_SIGN,
            said.report_id == about.id,
            Notice.rung == literal(SIGN) + cast(said.id, String),
        )
        .correlate(Deadline, Notice)
    )
    request = (
        exists()
        .where(Extension.deadline_id == Deadline.id, *_unsigned(), Notice.rung == _of_request("rung"))
        .correlate(Deadline, Notice)
    )
    return report | request


def _unsigned() -> tuple[ColumnElement[bool], ...]:
    return Extension.decision.is_(None), Extension.signed_at.is_(None)


def _of_report(name: str) -> ColumnElement[str]:
    return (literal(SIGN) + cast(ReportRevision.id, String)).label(name)


def _of_request(name: str) -> ColumnElement[str]:
    return (literal(EXTENSION) + cast(Extension.id, String)).label(name)
