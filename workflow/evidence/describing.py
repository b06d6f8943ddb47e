"""What a file is and what it proves: its kind, the day it bears, and of which tasks it proves what."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from workflow.audit import service as audit
from workflow.errors import Refused, Stale
from workflow.evidence.box_models import Proof
from workflow.evidence.models import BlobState, Evidence
from workflow.evidence.rules import EvidenceKind
from workflow.plans import queries as plans
from workflow.plans.models import Target
from workflow.plans.rules import mask
from workflow.tasks.models import Assignment, Task, TaskItem
from workflow.workdays.rules import is_period

CLAIM_LIMIT = 200


@dataclass(frozen=True)
class Proves:
    """Of which task, and there which target (0: none named), which period ("": none named), which claim."""

    task_id: int
    target_id: int = 0
    period: str = ""
    claim: str = ""


def must_stand(evidence: Evidence) -> None:
    """Raises where a file was withdrawn, replaced or destroyed: nothing more is said of it."""
    if evidence.blob.state == BlobState.DESTROYED:
        raise Stale("evidence.destroyed", name=evidence.name)
    if evidence.withdrawn_at is not None:
        raise Stale("evidence.withdrawn_already", name=evidence.name)


def describe(
    session: Session,
    evidence: Evidence,
    *,
    kind: str,
    dated_on: date | None,
    today: date,
    by: audit.Actor,
    at: datetime,
) -> None:
    """Say its kind and the day that it bears; either may stay open."""
    must_stand(evidence)
    if kind and kind not in set(EvidenceKind):
        raise Refused("evidence.kind_unknown")
    if dated_on is not None and dated_on > today:
        raise Refused("evidence.dated_ahead", on=dated_on)
    evidence.kind, evidence.dated_on = kind, dated_on
    on = dated_on.isoformat() if dated_on else ""
    audit.record(session, "evidence.described", evidence, by=by, at=at, name=evidence.name, kind=kind, on=on)


def prove(session: Session, evidence: Evidence, proves: Proves, *, by: audit.Actor, at: datetime) -> Proof:
    """Say that it proves something of a task that its department shares in. Said again, the last claim stands."""
    must_stand(evidence)
    _check(session, evidence, proves)
    claim = " ".join(proves.claim.split())
    same = select(Proof).where(
        Proof.evidence_id == evidence.id,
        Proof.task_id == proves.task_id,
        Proof.target_id == proves.target_id,
        Proof.period == proves.period,
    )
    proof = session.scalar(same)
    if proof is None:
        proof = Proof(evidence=evidence, task_id=proves.task_id, target_id=proves.target_id, period=proves.period)
        session.add(proof)
    proof.claim, proof.said_by, proof.said_at = claim, by.account_id or 0, at
    session.flush()
    _record(session, "evidence.proves", proof, by=by, at=at)
    return proof


def _check(session: Session, evidence: Evidence, proves: Proves) -> None:
    if len(proves.claim) > CLAIM_LIMIT:
        raise Refused("evidence.claim_too_long", limit=CLAIM_LIMIT)
    if proves.period and not is_period(proves.period):
        raise Refused("evidence.period_unknown")
    shares = exists().where(
        Assignment.task_id == proves.task_id,
        Assignment.department_id == evidence.department_id,
        Assignment.to_on.is_(None),
    )
    if not session.scalar(select(shares)):
        raise Refused("evidence.task_of_others")
    if proves.target_id and not session.scalar(select(_of_task(proves))):
        raise Refused("report.target_of_another_task")


def _of_task(proves: Proves) -> Any:
    return exists().where(
        Target.id == proves.target_id,
        Target.item_id == TaskItem.item_id,
        TaskItem.task_id == proves.task_id,
        TaskItem.to_on.is_(None),
    )


def take_back(session: Session, proof: Proof, *, by: audit.Actor, at: datetime) -> None:
    """It proves this no more. The history keeps that it was said."""
    must_stand(proof.evidence)
    _record(session, "evidence.proves_no_more", proof, by=by, at=at)
    session.delete(proof)


def _record(session: Session, act: str, proof: Proof, *, by: audit.Actor, at: datetime) -> None:
    facts: dict[str, Any] = {"name": proof.evidence.name, "task_id": proof.task_id, "target_id": proof.target_id}
    facts |= {"period": proof.period, "reason": proof.claim}
    audit.record(session, act, proof.evidence, by=by, at=at, **facts)


@dataclass(frozen=True)
class Proven:
    """What a file proves, in the document's words; `wording` of the target is masked where words are in doubt."""

    id: int
    task_id: int
    number: str
    heading: str
    wording: str
    period: str
    claim: str


def proofs(session: Session, evidence_ids: Collection[int]) -> dict[int, list[Proven]]:
    """By file, in the order of the document."""
    rows: Sequence[Any] = session.execute(
        select(Proof, Task.number, Task.heading, Target)
        .join(Task, Task.id == Proof.task_id)
        .outerjoin(Target, Target.id == Proof.target_id)
        .where(Proof.evidence_id.in_(evidence_ids))
        .order_by(Task.ordinal, Task.id, Proof.period, Proof.id)
    ).all()
    masks = plans.masks(session, {target.item_id for _, _, _, target in rows if target is not None})
    found: dict[int, list[Proven]] = {}
    for proof, number, heading, target in rows:
        wording = mask(target.wording, target.start, masks[target.item_id]) if target is not None else ""
        said = Proven(proof.id, proof.task_id, number, heading, wording, proof.period, proof.claim)
        found.setdefault(proof.evidence_id, []).append(said)
    return found
