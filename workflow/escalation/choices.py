"""What the escalation view can be narrowed to: bodies and chapters in use; and whose ladders it shows."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow.people.models import Department, DepartmentKind
from workflow.plans.models import Plan, PlanState
from workflow.tasks.models import Assignment, Task, TaskState

LIMIT = 500
NOT_BODIES = (DepartmentKind.OFFICE, DepartmentKind.GOVERNMENT)


def bodies(session: Session) -> list[Any]:
    """Bodies with a share of something: id, name."""
    shares = select(Assignment.department_id).where(Assignment.to_on.is_(None))
    rows = select(Department.id, Department.label).where(
        Department.kind.not_in(NOT_BODIES), Department.abolished_on.is_(None), Department.id.in_(shares)
    )
    return list(session.execute(rows.order_by(Department.ordinal, Department.id).limit(LIMIT)))


def chapters(session: Session) -> list[str]:
    """Chapters with tasks under way, in the order of the document."""
    rows = select(Task.chapter).where(Task.state != TaskState.PROPOSED, Task.chapter != "").group_by(Task.chapter)
    return list(session.scalars(rows.order_by(func.min(Task.ordinal)).limit(LIMIT)))


def only_plan(session: Session) -> int | None:
    """The plan in force, where there is one alone."""
    found = session.scalars(select(Plan.id).where(Plan.state == PlanState.IN_FORCE).limit(2)).all()
    return found[0] if len(found) == 1 else None
