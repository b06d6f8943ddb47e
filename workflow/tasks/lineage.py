"""Who was responsible for a task from day to day: every share with its days, what followed it, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.audit.models import Event
from workflow.people.models import Department
from workflow.tasks.models import Assignment, Role, Task

ENDED_BY = ("assignment.ended", "assignment.passed_on", "assignment.move_granted")


@dataclass(frozen=True)
class Span:
    """One share from its first day to its last (None: still). `follower` took it over; `stays_as` is the role in which
    the same department goes on."""

    id: int
    department_id: int
    department: str
    role: Role
    section: str
    basis: str
    from_on: date | None
    to_on: date | None
    acknowledged_on: date | None
    follower: str = ""
    stays_as: Role | None = None
    ended_for: str = ""


def spans(session: Session, task_id: int) -> list[Span]:
    """Every share that a task ever had: those in force first, the lead on top, then the latest that ended."""
    rows = session.execute(
        select(Assignment, Department.label)
        .join(Department, Department.id == Assignment.department_id)
        .where(Assignment.task_id == task_id)
        .order_by(Assignment.to_on.is_not(None), Assignment.role != Role.LEAD, Assignment.ordinal, Assignment.id)
    ).all()
    reasons = _reasons(session, [share.id for share, _ in rows if share.to_on is not None])
    found = [_span(share, label, rows, reasons) for share, label in rows]
    return [one for one in found if one.to_on is None] + sorted(
        (one for one in found if one.to_on is not None), key=lambda one: (one.to_on, one.id), reverse=True
    )


def _span(share: Assignment, label: str, rows: Sequence[Any], reasons: dict[int, str]) -> Span:
    follower, stays_as, ended_for = "", None, ""
    if share.to_on is not None:
        after = [(one, name) for one, name in rows if one.id > share.id]
        own = next((one for one, _ in after if one.department_id == share.department_id), None)
        taken = next(((one, name) for one, name in after if _follows(one, share)), None)
        if own is not None and own.from_on == share.to_on:
            stays_as = own.role
        follower = taken[1] if taken else ""
        ended_for = reasons.get(share.id) or (taken[0].basis if taken else own.basis if own and stays_as else "")
    return Span(
        share.id,
        share.department_id,
        label,
        share.role,
        share.section or "",
        share.basis,
        share.from_on,
        share.to_on,
        share.acknowledged_on,
        follower,
        stays_as,
        ended_for,
    )


def _follows(one: Assignment, before: Assignment) -> bool:
    return one.predecessor_id == before.id and one.department_id != before.department_id


def _reasons(session: Session, share_ids: list[int]) -> dict[int, str]:
    """On what basis shares ended, as the history keeps it."""
    events = session.scalars(
        select(Event)
        .where(Event.thing == "assignment", Event.thing_id.in_(share_ids), Event.act.in_(ENDED_BY))
        .order_by(Event.id)
    )
    return {event.thing_id: str(event.facts.get("basis", "")) for event in events if event.thing_id}


def seen(session: Session, task: Task) -> str:
    """A mark of who is responsible now: a form carries it, and another's decision in between shows."""
    rows = session.execute(
        select(Assignment.id, Assignment.role, Assignment.section)
        .where(Assignment.task_id == task.id, Assignment.to_on.is_(None))
        .order_by(Assignment.id)
    ).all()
    under = session.scalar(select(Task.leader_post_id).where(Task.id == task.id))
    words = repr([(row[0], row[1].value, row[2] or "") for row in rows]) + repr(under)
    return sha256(words.encode()).hexdigest()[:16]
