"""What departments ask of the office and it has not answered: another day, another body. What is asked for a sub-task
is asked of the department that handed it down (`handed_by`)."""

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from workflow.deadlines.models import Deadline
from workflow.people.models import Account, Department
from workflow.review.models import Extension
from workflow.review.queries import CAP, Rows
from workflow.tasks.models import Assignment, MoveRequest, Task


def open_extensions(session: Session, handed_by: int | None = None) -> Rows:
    """Extensions that wait for a decision, the oldest request first, up to a thousand."""
    return session.execute(
        select(
            Extension.id,
            Extension.wanted_on,
            Extension.reason,
            Extension.asked_at,
            Extension.asked_late,
            Deadline.due_on,
            Deadline.original_due_on,
            Deadline.kind,
            Deadline.occasion,
            Deadline.department_id,
            Department.label.label("department"),
            Task.id.label("task_id"),
            Task.number,
            Task.heading,
            Account.name.label("asked_by"),
        )
        .join(Deadline, Deadline.id == Extension.deadline_id)
        .join(Assignment, Assignment.id == Deadline.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .join(Department, Department.id == Deadline.department_id)
        .outerjoin(Account, Account.id == Extension.asked_by)
        .where(Extension.decision.is_(None), Extension.signed_at.is_not(None), Deadline.ended_on.is_(None))
        .where(Task.handed_by_id.is_not_distinct_from(handed_by))
        .order_by(Extension.id)
        .limit(CAP - 1)
    ).all()


def open_moves(session: Session, handed_by: int | None = None) -> Rows:
    """Requests to move a share that wait for a decision, the oldest first, up to a thousand."""
    wanted = aliased(Department)
    return session.execute(
        select(
            MoveRequest.id,
            MoveRequest.reason,
            MoveRequest.asked_at,
            Assignment.role,
            Assignment.department_id,
            Department.label.label("department"),
            wanted.label.label("to_department"),
            Task.id.label("task_id"),
            Task.number,
            Task.heading,
            Account.name.label("asked_by"),
        )
        .join(Assignment, Assignment.id == MoveRequest.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .join(Department, Department.id == Assignment.department_id)
        .outerjoin(wanted, wanted.id == MoveRequest.to_department_id)
        .outerjoin(Account, Account.id == MoveRequest.asked_by)
        .where(MoveRequest.decision.is_(None), Task.handed_by_id.is_not_distinct_from(handed_by))
        .order_by(MoveRequest.id)
        .limit(CAP - 1)
    ).all()


def extensions_of_task(session: Session, task_id: int) -> dict[int, Extension]:
    """What was asked for the deadlines of a task and is not decided, by deadline; also what is not signed yet."""
    rows = session.scalars(
        select(Extension)
        .join(Deadline, Deadline.id == Extension.deadline_id)
        .join(Assignment, Assignment.id == Deadline.assignment_id)
        .where(Assignment.task_id == task_id, Extension.decision.is_(None), Deadline.ended_on.is_(None))
    )
    return {one.deadline_id: one for one in rows}
