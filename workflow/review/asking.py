"""询问: the office asks about a report. Review has begun with it; the report waits for the department's answer."""

from datetime import datetime

from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import former
from workflow.audit import service as audit
from workflow.errors import Refused
from workflow.reports.answering import WORDS_LIMIT
from workflow.reports.beside_models import Inquiry
from workflow.reports.models import Report
from workflow.reports.moves import MOVES, ReportAct
from workflow.review.service import to_review


def ask(
    session: Session, report: Report, *, words: str, by: audit.Actor, at: datetime, revision_id: int | None = None
) -> Inquiry:
    """Ask about a report's latest revision. Stale when another one was read, or it was reviewed or taken back."""
    words = words.strip()
    if not words:
        raise Refused("inquiry.words_missing")
    if len(words) > WORDS_LIMIT:
        raise Refused("inquiry.too_long", limit=WORDS_LIMIT)
    revision = to_review(session, report, ReportAct.ASK, revision_id)
    former.keep(session, report, on=day_of(at))
    report.state = MOVES.after(report.state, ReportAct.ASK)
    inquiry = Inquiry(report=report, revision_id=revision.id, words=words, asked_at=at)
    inquiry.asked_by, inquiry.asker = by.account_id or 0, by.name
    session.add(inquiry)
    session.flush()
    audit.record(session, "report.asked", report, by=by, at=at, plan_id=report.deadline.plan_id, period=report.period)
    return inquiry
