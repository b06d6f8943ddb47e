"""What is held: for the office, of a task, on a desk."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Row, Select, func, literal, or_, select, tuple_
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline, Hold
from workflow.deadlines.queries import COLUMNS, detailed
from workflow.deadlines.rules import WORK
from workflow.people.models import Department
from workflow.tasks.models import Assignment, Task

SHOWN = 50
LIMIT = 200  # rows of a task or a desk
NEVER = date(9999, 12, 31)  # where nobody knows when what is awaited will come
Rows = Sequence[Row[*tuple[Any, ...]]]
Key = tuple[date, int]  # awaited until, id of the hold
UNTIL = func.coalesce(Hold.expected_on, literal(NEVER, Date()))


def _held() -> Select[*tuple[Any, ...]]:
    rows: Select[*tuple[Any, ...]] = (
        select(
            *COLUMNS,
            Deadline.department_id,
            Department.label.label("department"),
            Hold.id.label("hold_id"),
            Hold.since_on,
            Hold.reason,
            Hold.expected_on,
            Hold.by,
            UNTIL.label("until"),
        )
        .select_from(Hold)
        .join(Deadline, Deadline.id == Hold.deadline_id)
        .join(Department, Department.id == Deadline.department_id)
    )
    return detailed(rows).where(Hold.released_on.is_(None)).order_by(UNTIL, Hold.id)


def everywhere(session: Session, *, words: str | None = None, after: Key | None = None) -> Rows:
    """Everything that is held, what was awaited longest ago first: a page and one row more."""
    rows = _held()
    if words:
        searched = (Task.number, Task.heading, Department.label, Hold.reason)
        rows = rows.where(or_(*(column.icontains(words, autoescape=True) for column in searched)))
    if after is not None:
        rows = rows.where(tuple_(UNTIL, Hold.id) > tuple_(literal(after[0], Date()), literal(after[1])))
    return session.execute(rows.limit(SHOWN + 1)).all()


def of_task(session: Session, task_id: int, departments: Collection[int] | None = None) -> Rows:
    """What is held of a task; of some departments only, unless None."""
    rows = _held().where(Assignment.task_id == task_id)
    if departments is not None:
        rows = rows.where(Deadline.department_id.in_(departments))
    return session.execute(rows.limit(LIMIT)).all()


def of_department(session: Session, department_id: int) -> Rows:
    """What is held of what a department owes."""
    return session.execute(_held().where(Deadline.department_id == department_id).limit(LIMIT)).all()


def open_work(task_id: int, *, passing_over: Collection[int] = ()) -> tuple[ColumnElement[bool], ...]:
    """Conditions: open work of a task that is not held."""
    return *_unended(task_id, passing_over), Deadline.kind.in_(WORK), Deadline.held_since.is_(None)


def held_now(task_id: int, *, passing_over: Collection[int] = ()) -> tuple[ColumnElement[bool], ...]:
    """Conditions: whatever is held of a task."""
    return *_unended(task_id, passing_over), Deadline.held_since.is_not(None)


def _unended(task_id: int, passing_over: Collection[int]) -> tuple[ColumnElement[bool], ...]:
    shares = select(Assignment.id).where(Assignment.task_id == task_id)
    theirs = Deadline.department_id.not_in(passing_over)
    return Deadline.assignment_id.in_(shares), Deadline.ended_on.is_(None), theirs


def to_hold(session: Session, task_id: int, *, passing_over: Collection[int]) -> Rows:
    """The work of a task that can be held, but not of the departments passed over."""
    return _listed(session, open_work(task_id, passing_over=passing_over))


def to_release(session: Session, task_id: int, *, passing_over: Collection[int]) -> Rows:
    """What is held of a task and can be released, but not of the departments passed over."""
    return _listed(session, held_now(task_id, passing_over=passing_over))


def _listed(session: Session, conditions: tuple[ColumnElement[bool], ...]) -> Rows:
    rows = select(*COLUMNS, Deadline.held_since, Department.label.label("department")).select_from(Deadline)
    rows = detailed(rows.join(Department, Department.id == Deadline.department_id)).where(*conditions)
    return session.execute(rows.order_by(Deadline.due_on, Deadline.id).limit(LIMIT)).all()
