"""Reading 目标核定: what was said of targets, what mends those that were missed."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.review.models import TargetVerdict
from workflow.tasks.models import Milestone


def latest_of_target(session: Session, target_id: int) -> int | None:
    """The verdict that holds; only this one can be mended."""
    return session.scalar(select(func.max(TargetVerdict.id)).where(TargetVerdict.target_id == target_id))


def of_targets(session: Session, target_ids: Collection[int]) -> dict[int, list[TargetVerdict]]:
    """Every verdict of some targets, the latest first."""
    found: dict[int, list[TargetVerdict]] = {}
    rows = select(TargetVerdict).where(TargetVerdict.target_id.in_(target_ids)).order_by(TargetVerdict.id.desc())
    for one in session.scalars(rows):
        found.setdefault(one.target_id, []).append(one)
    return found


def remedies(session: Session, target_id: int) -> list[Deadline]:
    """The steps that mend a missed target, open or done, in the order of their days."""
    rows = select(Deadline).where(Deadline.kind == DeadlineKind.MILESTONE, Deadline.target_id == target_id)
    return list(session.scalars(rows.order_by(Deadline.due_on, Deadline.id)))


def remedy_words(session: Session, target_id: int) -> dict[int, str]:
    """What those steps say, by milestone."""
    rows = session.execute(
        select(Milestone.id, Milestone.words)
        .join(Deadline, Deadline.milestone_id == Milestone.id)
        .where(Deadline.target_id == target_id)
    )
    return dict(rows.all())


def owed(session: Session, target_ids: Collection[int]) -> dict[int, Any]:
    """What still asks for the outcome of some targets: id, opens_on, due_on, original_due_on, held_since."""
    rows = session.execute(
        select(
            Deadline.target_id,
            Deadline.id,
            Deadline.opens_on,
            Deadline.due_on,
            Deadline.original_due_on,
            Deadline.held_since,
            Deadline.department_id,
        ).where(Deadline.target_id.in_(target_ids), Deadline.kind == DeadlineKind.TARGET, Deadline.ended_on.is_(None))
    )
    return {row.target_id: row for row in rows}
