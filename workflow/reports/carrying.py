"""What was typed for something that another share owes now: the words go along with the department, and where they
cannot they stay readable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline, DeadlineKind, Outcome
from workflow.people.models import Department
from workflow.reports import rules, unasked
from workflow.reports.models import ReportDraft, UnaskedDraft
from workflow.tasks.models import Assignment, Role

OF_ROLE = {Role.LEAD: unasked.UPDATE, Role.CO: unasked.SHARE}  # what a share says of its own accord
AS_OWED = {unasked.UPDATE: (DeadlineKind.REPORT, rules.UPDATE), unasked.SHARE: (DeadlineKind.SHARE, "")}
PERIOD = (DeadlineKind.REPORT, DeadlineKind.SHARE)  # a share for a period becomes the lead's report for it


def carry(session: Session, task_id: int, heirs: Mapping[int, int] | None = None) -> int:
    """Move drafts of superseded deadlines to what the same department (or the one that follows it: `heirs`) owes now
    for the same cause, unless something is typed there already. Returns how many moved."""
    moved = 0
    for draft, old in session.execute(_left(task_id)).all():
        body = (heirs or {}).get(old.department_id, old.department_id)
        new = next((one for one in _open(session, task_id, body) if _same(one, old)), None)
        if new is None or session.get(ReportDraft, new.id) is not None:
            continue
        facts = {"words": draft.words, "saved_by": draft.saved_by, "saved_at": draft.saved_at}
        session.delete(draft)
        session.flush()
        session.add(ReportDraft(deadline_id=new.id, **facts))
        moved += 1
    session.flush()
    return moved + _follow(session, task_id, heirs or {})


def _follow(session: Session, task_id: int, heirs: Mapping[int, int]) -> int:
    """What was typed unasked follows the department to the share that it (or its heir) has now."""
    shares = session.scalars(select(Assignment).where(Assignment.task_id == task_id, Assignment.to_on.is_(None)))
    now = {share.department_id: share for share in shares}
    moved = 0
    for draft, old in session.execute(_stayed(task_id)).all():
        share = now.get(heirs.get(old.department_id, old.department_id))
        if share is None or unasked.draft(session, share.id, OF_ROLE[share.role]) is not None:
            continue
        facts = {"words": draft.words, "saved_by": draft.saved_by, "saved_at": draft.saved_at}
        unasked.drop(session, old.id, draft.occasion)
        session.add(UnaskedDraft(assignment_id=share.id, occasion=OF_ROLE[share.role], **facts))
        session.flush()
        moved += 1
    return moved


def _stayed(task_id: int) -> Select[UnaskedDraft, Assignment]:
    """Updates and shares typed for responsibilities that have ended; a correction stays with the report it is of."""
    return (
        select(UnaskedDraft, Assignment)
        .join(Assignment, Assignment.id == UnaskedDraft.assignment_id)
        .where(Assignment.task_id == task_id, Assignment.to_on.is_not(None))
        .where(UnaskedDraft.occasion.in_(AS_OWED))
        .order_by(UnaskedDraft.saved_at.desc(), Assignment.id)
    )


@dataclass(frozen=True)
class Left:
    """A draft that stayed with something that is owed no more: whose, for what, its words, when it was saved."""

    department: str
    kind: DeadlineKind
    occasion: str
    words: Mapping[str, Any]
    saved_at: datetime


def left(session: Session, task_id: int, departments: frozenset[int] | None) -> list[Left]:
    """The drafts of a task that could not go along, of some departments only, unless None."""
    owed, free = _left_of_owed(task_id), _stayed(task_id).add_columns(Department.label)
    free = free.join(Department, Department.id == Assignment.department_id)
    if departments is not None:
        owed = owed.where(Deadline.department_id.in_(departments))
        free = free.where(Assignment.department_id.in_(departments))
    found = [Left(*row) for row in session.execute(owed)]
    return found + [
        Left(label, *AS_OWED[draft.occasion], draft.words, draft.saved_at)
        for draft, _share, label in session.execute(free)
    ]


def _left_of_owed(task_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Department.label.label("department"),
            Deadline.kind,
            Deadline.occasion,
            ReportDraft.words,
            ReportDraft.saved_at,
        )
        .join(Deadline, Deadline.id == ReportDraft.deadline_id)
        .join(Assignment, Assignment.id == Deadline.assignment_id)
        .join(Department, Department.id == Deadline.department_id)
        .where(Assignment.task_id == task_id, Deadline.outcome == Outcome.SUPERSEDED)
        .order_by(ReportDraft.saved_at.desc())
    )


def _left(task_id: int) -> Any:
    return (
        select(ReportDraft, Deadline)
        .join(Deadline, Deadline.id == ReportDraft.deadline_id)
        .join(Assignment, Assignment.id == Deadline.assignment_id)
        .where(Assignment.task_id == task_id, Deadline.outcome == Outcome.SUPERSEDED)
        .order_by(ReportDraft.saved_at.desc(), Deadline.id)
    )


def _open(session: Session, task_id: int, department_id: int) -> Sequence[Deadline]:
    return session.scalars(
        select(Deadline)
        .join(Assignment, Assignment.id == Deadline.assignment_id)
        .where(
            Assignment.task_id == task_id,
            Assignment.to_on.is_(None),
            Deadline.department_id == department_id,
            Deadline.ended_on.is_(None),
        )
        .order_by(Deadline.id)
    ).all()


def _same(new: Deadline, old: Deadline) -> bool:
    if new.kind in PERIOD and old.kind in PERIOD:
        return new.occasion == old.occasion
    if old.target_id is not None or old.milestone_id is not None:
        return (new.kind, new.target_id, new.milestone_id) == (old.kind, old.target_id, old.milestone_id)
    return (new.kind, new.occasion) == (old.kind, old.occasion)
