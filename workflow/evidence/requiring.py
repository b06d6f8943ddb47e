"""Kinds of evidence that the office wants of a task before it is closed; none unless it says so."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.audit import service as audit
from workflow.errors import Refused
from workflow.evidence.box_models import RequiredKind
from workflow.evidence.rules import EvidenceKind
from workflow.tasks.models import Task


def required(session: Session, task_id: int) -> Sequence[EvidenceKind]:
    """In the order of the kinds."""
    asked = set(session.scalars(select(RequiredKind.kind).where(RequiredKind.task_id == task_id)))
    return [kind for kind in EvidenceKind if kind.value in asked]


def require(session: Session, task: Task, kinds: Collection[str], *, by: audit.Actor, at: datetime) -> None:
    """Say which kinds are wanted of a task from now on; those named before and not now are wanted no more."""
    if not set(kinds) <= set(EvidenceKind):
        raise Refused("evidence.kind_unknown")
    before = {row.kind: row for row in session.scalars(select(RequiredKind).where(RequiredKind.task_id == task.id))}
    if set(kinds) == before.keys():
        return
    for kind in before.keys() - set(kinds):
        session.delete(before[kind])
    for kind in sorted(set(kinds) - before.keys()):
        session.add(RequiredKind(task_id=task.id, kind=kind, asked_by=by.account_id or 0, asked_at=at))
    session.flush()
    said = [kind.value for kind in EvidenceKind if kind in set(kinds)]
    audit.record(session, "evidence.required", task, by=by, at=at, plan_id=task.plan_id, kinds=said)
