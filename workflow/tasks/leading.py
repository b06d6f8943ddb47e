"""Which bodies lead some tasks."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.people.models import Department
from workflow.tasks.models import Assignment, Role


def lead_labels(session: Session, task_ids: Collection[int]) -> dict[int, str]:
    """By task, the body without its section."""
    rows = select(Assignment.task_id, Department.label).join(Department, Department.id == Assignment.department_id)
    rows = rows.where(Assignment.task_id.in_(task_ids), Assignment.role == Role.LEAD, Assignment.to_on.is_(None))
    return {row.task_id: row.label for row in session.execute(rows)}
