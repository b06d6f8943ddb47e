"""签发: a department's head signs what leaves it, or sends it back with a word."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import former
from workflow.audit import service as audit
from workflow.errors import Refused, Stale
from workflow.reports import queries, rules, service
from workflow.reports.models import Manner, Report, ReportRevision, SignOff, SignOffWord
from workflow.reports.moves import MOVES, ReportAct
from workflow.reports.rules import Signature


def sign(
    session: Session,
    report: Report,
    signature: Signature,
    *,
    by: audit.Actor,
    at: datetime,
    revision_id: int | None = None,
) -> SignOff:
    """Sign what waits: the report leaves the department today and its deadline ends. `revision_id` is the revision
    that was read: Stale when there is a later one."""
    rules.check_signature(signature, today=day_of(at))
    revision = _waiting(session, report, ReportAct.SIGN, revision_id, on=day_of(at))
    report.filed_at = at
    service.leave(session, queries.answered(session, report), on=day_of(at))
    signed = service.put_signature(session, revision, signature, by=by, at=at)
    facts = {"period": report.period, "name": signature.signer, "manner": signature.manner.value}
    audit.record(session, "report.signed", report, by=by, at=at, plan_id=report.deadline.plan_id, **facts)
    return signed


def send_back(
    session: Session, report: Report, *, words: str, by: audit.Actor, at: datetime, revision_id: int | None = None
) -> SignOff:
    """Send back with a word to whoever filled it in. What was typed is there to be mended."""
    if not words.strip():
        raise Refused("signing.words_missing")
    revision = _waiting(session, report, ReportAct.SEND_BACK, revision_id, on=day_of(at))
    told = SignOff(revision=revision, word=SignOffWord.RETURNED, manner=Manner.SCREEN, words=words.strip())
    told.signer, told.signed_on, told.by_id, told.at = by.name, day_of(at), by.account_id, at
    session.add(told)
    session.flush()
    facts = {"period": report.period, "reason": told.words}
    audit.record(session, "report.sent_back", report, by=by, at=at, plan_id=report.deadline.plan_id, **facts)
    return told


def _waiting(session: Session, report: Report, act: ReportAct, revision_id: int | None, *, on: date) -> ReportRevision:
    service.take_up(session, report)
    state = MOVES.after(report.state, act)
    answered = queries.answered(session, report)
    if answered.ended_on is not None and answered.due_rule != rules.VOLUNTARY:
        raise Refused("signing.superseded")
    revision = service.current_revision(session, report)
    assert revision is not None, "a report that waits says something"
    if revision_id is not None and revision.id != revision_id:
        raise Stale("signing.newer_revision")
    former.keep(session, report, on=on)
    report.state = state
    return revision
