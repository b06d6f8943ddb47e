"""What was typed for something that another share owes now: the words go along with the department, and where they
cannot they stay readable."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline, DeadlineKind, Outcome
from workflow.people.models import Department
from workflow.reports.models import ReportDraft
from workflow.tasks.models import Assignment

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
    return moved


def left(session: Session, task_id: int, departments: frozenset[int] | None) -> Sequence[Row[*tuple[Any, ...]]]:
    """Drafts that stayed with something that is owed no more: department, cause, words, when they were saved."""
    rows = (
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
    if departments is not None:
        rows = rows.where(Deadline.department_id.in_(departments))
    return session.execute(rows).all()


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
