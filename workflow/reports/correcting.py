"""更正: what an accepted report of a closed period should say instead. Signed where the head signs what leaves the
department; the office decides (review.corrections). Until then the accepted words stand everywhere."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.deadlines.models import Deadline
from workflow.errors import Refused, Stale
from workflow.reports import checking, rules, unasked
from workflow.reports.beside_models import ReportCorrection
from workflow.reports.corrected import open_one
from workflow.reports.kept import as_kept, stands
from workflow.reports.models import Report, UnaskedDraft
from workflow.reports.moves import MOVES, ReportAct
from workflow.reports.repeating import REPEATED
from workflow.reports.rules import Said, Signature
from workflow.tasks.models import Decision


def ask(
    session: Session,
    report: Report,
    said: Said,
    *,
    reason: str,
    by: audit.Actor,
    at: datetime,
    signature: Signature | None = None,
    expected_version: int | None = None,
) -> ReportCorrection:
    """Ask for an accepted report to say something else, with the reason. One request at a time. `expected_version` is
    that of the draft that the author saw."""
    deadline = _take_up(session, report)
    unasked.check(session, report.assignment_id, unasked.correction(report), expected_version)
    if not reason.strip():
        raise Refused("correction.reason_missing")
    checking.check_said(session, deadline, said, today=day_of(at))
    if as_kept(said) == as_kept(stands(session, report)):
        raise Refused("correction.nothing_changed")
    if open_one(session, report) is not None:
        raise Stale("correction.asked_already")
    about = {"report": report, "reason": reason.strip(), "said": as_kept(said)}
    asked = ReportCorrection(**about, asked_by=by.account_id or 0, asker=by.name, asked_at=at)
    if signature is not None or not deadline.department.signs_off:
        _signed(session, asked, signature, at=at)
    session.add(asked)
    unasked.drop(session, report.assignment_id, unasked.correction(report))
    session.flush()
    facts = {"period": report.period, "reason": asked.reason}
    audit.record(session, "correction.asked", asked, by=by, at=at, plan_id=deadline.plan_id, **facts)
    return asked


def _take_up(session: Session, report: Report) -> Deadline:
    """Hold an accepted report; the deadline of its period."""
    session.refresh(report, with_for_update=True)
    MOVES.after(report.state, ReportAct.CORRECT)  # it stays accepted
    if report.deadline.kind not in REPEATED:
        raise Refused("correction.not_here")
    return report.deadline


def keep(
    session: Session,
    report: Report,
    *,
    words: Mapping[str, Any],
    by: audit.Actor,
    at: datetime,
    expected_version: int | None = None,
) -> UnaskedDraft:
    """Keep what was typed for a correction. Raises Stale when one was asked or somebody else saved meanwhile."""
    share = _take_up(session, report).assignment
    if open_one(session, report) is not None:
        raise Stale("correction.asked_already")
    kept: dict[str, Any] = {"words": words, "by": by, "at": at, "expected_version": expected_version}
    return unasked.save(session, share, unasked.correction(report), **kept)


def sign(
    session: Session, correction: ReportCorrection, *, signature: Signature, by: audit.Actor, at: datetime
) -> ReportCorrection:
    """The department's head signs what was asked; now the office sees it."""
    _check_waits(session, correction)
    rules.check_signature(signature, today=day_of(at))
    _signed(session, correction, signature, at=at)
    session.flush()
    facts = {"period": correction.report.period, "name": signature.signer, "manner": signature.manner.value}
    plan_id = correction.report.deadline.plan_id
    audit.record(session, "correction.signed", correction, by=by, at=at, plan_id=plan_id, **facts)
    return correction


def send_back(
    session: Session, correction: ReportCorrection, *, words: str, by: audit.Actor, at: datetime
) -> ReportCorrection:
    """The head does not sign, with a word: the request is over, its words are there for another one."""
    if not words.strip():
        raise Refused("signing.words_missing")
    _check_waits(session, correction)
    return decide(session, correction, Decision.REFUSED, act="correction.sent_back", answer=words, by=by, at=at)


def decide(
    session: Session,
    correction: ReportCorrection,
    decision: Decision,
    *,
    act: str,
    answer: str,
    by: audit.Actor,
    at: datetime,
) -> ReportCorrection:
    """Put down a decision that was come to: by the head (not signed) or by the office."""
    correction.decision, correction.answer = decision, answer.strip()
    correction.decided_by, correction.decider, correction.decided_at = by.account_id, by.name, at
    session.flush()
    facts = {"period": correction.report.period, "reason": correction.answer}
    audit.record(session, act, correction, by=by, at=at, plan_id=correction.report.deadline.plan_id, **facts)
    return correction


def _signed(session: Session, correction: ReportCorrection, signature: Signature | None, *, at: datetime) -> None:
    correction.signed_at = at
    if signature is not None:
        scan = {signature.evidence_id} if signature.evidence_id is not None else set()
        checking.check_evidence(session, correction.report.deadline, scan)
        correction.signer, correction.scan_id = signature.signer, signature.evidence_id
        correction.signed_on = signature.paper_on


def _check_waits(session: Session, correction: ReportCorrection) -> None:
    session.refresh(correction, with_for_update=True)
    if correction.decision is not None or correction.signed_at is not None:
        raise Stale("correction.decided_already")
