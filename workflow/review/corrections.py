"""The office's word on a correction of a closed period. Accepted, it is the report's next revision."""

from datetime import datetime

from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.audit.service import Operator
from workflow.errors import Refused, Stale
from workflow.reports import correcting, service
from workflow.reports.beside_models import ReportCorrection
from workflow.reports.kept import said_in
from workflow.reports.models import Manner, ReportRevision
from workflow.reports.moves import MOVES, ReportAct
from workflow.reports.rules import Signature
from workflow.review.models import Review, ReviewVerdict
from workflow.tasks.models import Decision


def accept(
    session: Session, correction: ReportCorrection, *, answer: str = "", by: audit.Actor, at: datetime
) -> Review:
    """Append what was asked as the report's next revision, with its reason, its signer and the office's word. The
    report stays accepted. The door keeps the period's verdict (`lights.service.keep`, corrected) with it."""
    _check_undecided(session, correction)
    report = correction.report
    session.refresh(report, with_for_update=True)
    report.state = MOVES.after(report.state, ReportAct.CORRECT)
    asker = Operator(correction.asked_by, correction.asker)
    revision = service.append(session, report, said_in(correction.said), by=asker, at=correction.asked_at)
    revision.corrects = correction.reason
    _put_signature(session, revision, correction)
    review = Review(report=report, revision=revision, verdict=ReviewVerdict.ACCEPTED)
    review.by_id, review.by, review.at = by.account_id or 0, by.name, at
    session.add(review)
    correction.revision_id = revision.id
    correcting.decide(session, correction, Decision.GRANTED, act="correction.granted", answer=answer, by=by, at=at)
    return review


def decline(
    session: Session, correction: ReportCorrection, *, answer: str, by: audit.Actor, at: datetime
) -> ReportCorrection:
    """The accepted words stand; the reason is kept beside the request."""
    if not answer.strip():
        raise Refused("correction.answer_missing")
    _check_undecided(session, correction)
    return correcting.decide(
        session, correction, Decision.REFUSED, act="correction.refused", answer=answer, by=by, at=at
    )


def _check_undecided(session: Session, correction: ReportCorrection) -> None:
    session.refresh(correction, with_for_update=True)
    if correction.decision is not None:
        raise Stale("correction.decided_already")
    if correction.signed_at is None:
        raise Refused("correction.not_signed")


def _put_signature(session: Session, revision: ReportRevision, correction: ReportCorrection) -> None:
    """Who signed the request signed its words."""
    if correction.signer is not None and correction.signed_at is not None:
        manner = Manner.PAPER if correction.scan_id else Manner.SCREEN
        on = correction.signed_on or day_of(correction.signed_at)
        signed = Signature(correction.signer, on, manner, correction.scan_id)
        signer = Operator(None, correction.signer)
        service.put_signature(session, revision, signed, by=signer, at=correction.signed_at)
