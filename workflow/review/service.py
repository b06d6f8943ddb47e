"""The office's word on a report: accepted, or given back with a reason. Said of the latest revision, once."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import former
from workflow.audit import service as audit
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Deadline, DeadlineKind, Outcome
from workflow.errors import Refused, Stale
from workflow.reports import service as reports
from workflow.reports.models import Report, ReportRevision
from workflow.reports.moves import MOVES, ReportAct
from workflow.review import queries
from workflow.review.models import Review, ReviewVerdict
from workflow.review.rules import ReasonKind

ENDED_BY_ACCEPTING = (DeadlineKind.MILESTONE, DeadlineKind.INSTRUCTION)


def accept(
    session: Session,
    report: Report,
    *,
    by: audit.Actor,
    at: datetime,
    revision_id: int | None = None,
    passing_over: Collection[int] = (),
) -> Review:
    """Accept a report's latest revision. `revision_id` is the one that was read: Stale when there is a later one.

    What co-responsible departments said for the same period is accepted with the lead's report, but not of the
    departments passed over (the reviewer's own). The verdict of the period is kept by `lights.service.keep`, which
    the door calls in the same transaction.
    """
    revision = to_review(session, report, ReportAct.ACCEPT, revision_id)
    review = _accepted(session, report, revision, by=by, at=at)
    if report.deadline.kind == DeadlineKind.REPORT:
        for share, said in queries.shares_with(session, report, passing_over=passing_over):
            _accepted(session, share, said, by=by, at=at)
    return review


def _accepted(session: Session, report: Report, revision: ReportRevision, *, by: audit.Actor, at: datetime) -> Review:
    former.keep(session, report, on=day_of(at))
    report.state = MOVES.after(report.state, ReportAct.ACCEPT)
    if report.deadline.kind in ENDED_BY_ACCEPTING and report.deadline.ended_on is None:
        deadlines.end(session, report.deadline, Outcome.MET, on=day_of(report.filed_at), today=day_of(at))
    review = Review(report=report, revision=revision, verdict=ReviewVerdict.ACCEPTED)
    return _put_down(session, review, by=by, at=at)


def give_back(
    session: Session,
    report: Report,
    *,
    reason_kind: ReasonKind,
    reason: str,
    correct_by: date,
    by: audit.Actor,
    at: datetime,
    revision_id: int | None = None,
) -> Review:
    """Return a report with a reason. It stays filed on its day; what is owed now is a correction by another day."""
    today = day_of(at)
    if not reason.strip():
        raise Refused("review.reason_missing")
    if correct_by < today:
        raise Refused("review.day_past", on=correct_by)
    revision = to_review(session, report, ReportAct.GIVE_BACK, revision_id)
    if report.deadline.assignment.to_on is not None:
        raise Refused("review.share_moved")
    correction = _correction(session, report, opens_on=today, due_on=correct_by)
    review = Review(report=report, revision=revision, verdict=ReviewVerdict.RETURNED, correction_id=correction.id)
    review.reason_kind, review.reason = reason_kind.value, reason.strip()
    former.keep(session, report, on=today)
    report.state = MOVES.after(report.state, ReportAct.GIVE_BACK)
    facts = {"reason": review.reason, "correct_by": correct_by.isoformat()}
    return _put_down(session, review, by=by, at=at, **facts)


def _put_down(session: Session, review: Review, *, by: audit.Actor, at: datetime, **facts: str) -> Review:
    report = review.report
    review.by_id, review.by, review.at = by.account_id or 0, by.name, at
    session.add(review)
    session.flush()
    facts |= {"period": report.period, "revision": str(review.revision.ordinal)}
    act = f"report.{review.verdict.value}"
    audit.record(session, act, report, by=by, at=at, plan_id=report.deadline.plan_id, **facts)
    return review


def to_review(session: Session, report: Report, act: ReportAct, revision_id: int | None) -> ReportRevision:
    """The revision that is spoken of; the report's row is held until the end of the transaction."""
    reports.take_up(session, report)
    MOVES.after(report.state, act)
    revision = session.scalars(
        select(ReportRevision)
        .where(ReportRevision.report_id == report.id)
        .order_by(ReportRevision.ordinal.desc())
        .limit(1)
    ).one()
    if revision_id is not None and revision.id != revision_id:
        raise Stale("review.newer_revision")
    return revision


def _correction(session: Session, report: Report, *, opens_on: date, due_on: date) -> Deadline:
    """The deadline of a correction: return:5, and return:5:2 when the report comes back a second time."""
    times = (
        session.scalar(
            select(func.count())
            .select_from(Review)
            .where(Review.report_id == report.id, Review.verdict == ReviewVerdict.RETURNED)
        )
        or 0
    )
    return deadlines.owe(
        session,
        report.deadline.assignment,
        DeadlineKind.CORRECTION,
        occasion=f"return:{report.id}" if not times else f"return:{report.id}:{times + 1}",
        opens_on=opens_on,
        due_on=due_on,
        due_rule="review.return",
    )
