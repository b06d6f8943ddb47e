"""Newer versions of a file, withdrawing it, and the office's word: what was there before always stays."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from workflow.audit import service as audit
from workflow.errors import Refused, Stale
from workflow.evidence import rules
from workflow.evidence.box_models import Judgement, Proof
from workflow.evidence.describing import must_stand
from workflow.evidence.models import Evidence, Verdict

REASON_LIMIT = 200


def replace(session: Session, older: Evidence, newer: Evidence, *, by: audit.Actor, at: datetime) -> Evidence:
    """Make a file that was just put in the newer version of another of its department. It proves what that proved."""
    must_stand(older)
    if older.department_id != newer.department_id:
        raise Refused("evidence.not_yours")
    newer.version, newer.replaces_id = older.version + 1, older.id
    newer.kind = newer.kind or older.kind
    try:
        session.flush()
    except IntegrityError:
        raise Stale("evidence.replaced_already", name=older.name) from None
    for proof in session.scalars(select(Proof).where(Proof.evidence_id == older.id)):
        said = {"task_id": proof.task_id, "target_id": proof.target_id, "period": proof.period, "claim": proof.claim}
        session.add(Proof(evidence_id=newer.id, said_by=by.account_id or 0, said_at=at, **said))
    audit.record(session, "evidence.replaced", newer, by=by, at=at, name=newer.name, was=older.name)
    return newer


def chain(session: Session, evidence: Evidence) -> Sequence[Evidence]:
    """All versions of a file, the newest first."""
    older = select(Evidence.id, Evidence.replaces_id).where(Evidence.id == evidence.id).cte("older", recursive=True)
    older = older.union(select(Evidence.id, Evidence.replaces_id).where(Evidence.id == older.c.replaces_id))
    newer = select(Evidence.id).where(Evidence.id == evidence.id).cte("newer", recursive=True)
    one = aliased(Evidence)
    newer = newer.union(select(one.id).where(one.replaces_id == newer.c.id))
    wanted = select(older.c.id).union(select(newer.c.id))
    rows = select(Evidence).where(Evidence.id.in_(wanted)).order_by(Evidence.version.desc(), Evidence.id.desc())
    return session.scalars(rows).all()


def withdraw(session: Session, evidence: Evidence, *, reason: str, by: audit.Actor, at: datetime) -> None:
    """Say that a file no longer counts. It stays, visible as withdrawn, wherever it was cited."""
    must_stand(evidence)
    reason = rules.reason(reason, most=REASON_LIMIT)
    evidence.withdrawn_at, evidence.withdrawn_by, evidence.withdrawn_for = at, by.account_id, reason
    audit.record(session, "evidence.withdrawn", evidence, by=by, at=at, name=evidence.name, reason=reason)


def judge(
    session: Session, evidence: Evidence, word: Verdict, *, reason: str, by: audit.Actor, at: datetime
) -> Judgement:
    """The office accepts a file as proof, or rejects it with a reason. Said again, the last word stands."""
    must_stand(evidence)
    reason = " ".join(reason.split()) if word == Verdict.ACCEPTED else rules.reason(reason, most=REASON_LIMIT)
    said = Judgement(evidence_id=evidence.id, word=word, reason=reason, said_at=at)
    said.said_by, said.said_by_name = by.account_id or 0, by.name
    evidence.judged = word
    session.add(said)
    session.flush()
    act = "evidence.accepted" if word == Verdict.ACCEPTED else "evidence.rejected"
    audit.record(session, act, evidence, by=by, at=at, name=evidence.name, reason=reason)
    return said


def judgements(session: Session, evidence_id: int) -> Sequence[Judgement]:
    """Every word of the office on a file, the last first."""
    rows = select(Judgement).where(Judgement.evidence_id == evidence_id).order_by(Judgement.id.desc()).limit(50)
    return session.scalars(rows).all()
