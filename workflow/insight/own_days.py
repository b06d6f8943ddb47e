"""What a person's posts still owe, by day: for a calendar of her own."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline, DeadlineMove
from workflow.deadlines.queries import COLUMNS, Rows, detailed
from workflow.people.models import Department
from workflow.reports.conditions import awaits_word
from workflow.tasks.models import Assignment

MOST = 2000
MOVED = select(func.max(DeadlineMove.at)).where(DeadlineMove.deadline_id == Deadline.id).scalar_subquery()


def own_days(
    session: Session, departments: Collection[int], sections: Collection[int], *extras: Any, of: Collection[int]
) -> Rows:
    """Open deadlines of the departments that somebody speaks for, and what was given to her sections (in the bodies
    `of`); nearest first. What is held, or only waits for the office's word, is left out. `extras`: more columns."""
    given = select(Assignment.id).where(Assignment.post_id.in_(sections))
    facts = (Department.label.label("department"), Deadline.made_on, Deadline.version, MOVED.label("moved_at"))
    rows = select(*COLUMNS, *facts, *extras).join(Department, Department.id == Deadline.department_id)
    rows = detailed(rows).where(
        Deadline.department_id.in_({*departments, *of}),  # by department, so that its index is used
        Deadline.ended_on.is_(None),
        Deadline.held_since.is_(None),
        or_(Deadline.department_id.in_(departments), Deadline.assignment_id.in_(given)),
        ~awaits_word(),
    )
    return session.execute(rows.order_by(Deadline.due_on, Deadline.id).limit(MOST)).all()
