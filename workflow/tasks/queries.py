"""Looking up tasks: the list, one task's shares, its place in the document and its targets."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select, tuple_
from sqlalchemy.orm import Session

from workflow.people.models import Department
from workflow.plans.models import Edition, Item, Target
from workflow.tasks.models import Assignment, MoveRequest, Role, Task, TaskItem, TaskState

SHOWN = 50
Rows = Sequence[Row[*tuple[Any, ...]]]
Key = tuple[int, int]  # ordinal, id
WIDE = str.maketrans("()", "（）")


@dataclass(frozen=True)
class Sought:
    """What a list of tasks is narrowed to. `scope` None: every department's."""

    scope: frozenset[int] | None
    words: str | None = None
    chapter: str | None = None
    department_id: int | None = None
    role: Role | None = None
    state: TaskState | None = None
    others: tuple[ColumnElement[bool], ...] = ()  # conditions from rooms above
    sections: frozenset[int] = frozenset()  # beside the scope: what was given to these posts

    def conditions(self) -> list[ColumnElement[bool]]:
        found = list(self.others)
        if self.scope is not None:
            held = or_(Assignment.department_id.in_(self.scope), Assignment.post_id.in_(self.sections))
            found.append(_shared_by(held))
        found += [Task.chapter == self.chapter] if self.chapter else []
        if self.department_id:
            found.append(_shared_by(Assignment.department_id == self.department_id, *self._as()))
        elif self.role and self.scope:
            found.append(_shared_by(Assignment.department_id.in_(self.scope), *self._as()))
        found += [Task.state == self.state] if self.state else []
        found += [_says(self.words)] if self.words else []
        return found

    def _as(self) -> list[ColumnElement[bool]]:
        return [Assignment.role == self.role] if self.role else []


def _shared_by(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    held = exists().where(Assignment.task_id == Task.id, Assignment.to_on.is_(None), *conditions)
    return held.correlate(Task)


def _says(words: str) -> ColumnElement[bool]:
    """Every word stands in the number, the heading or the name of a department of the task."""
    found = []
    for word in words.translate(WIDE).split()[:6]:
        named = exists().where(
            Assignment.task_id == Task.id,
            Assignment.to_on.is_(None),
            Department.id == Assignment.department_id,
            like(Department.label, word),
        )
        found.append(or_(like(Task.number, word), like(Task.heading, word), named.correlate(Task)))
    return and_(*found)


def like(column: Any, words: str) -> ColumnElement[bool]:
    """Contains these words, taken literally: % and _ have no meaning of their own."""
    return column.ilike("%" + re.sub(r"([\\%_])", r"\\\1", words) + "%", escape="\\")  # type: ignore[no-any-return]


def page(session: Session, sought: Sought, *extras: Any, after: Key | None = None, before: Key | None = None) -> Rows:
    """Tasks in the order of the document, behind (or before) a key, and one row more. `extras`: further columns."""
    key = tuple_(Task.ordinal, Task.id)
    rows = _listed(*extras).where(*sought.conditions()).limit(SHOWN + 1)
    if before is not None:
        rows = rows.where(key < before).order_by(Task.ordinal.desc(), Task.id.desc())
        return list(reversed(session.execute(rows).all()))
    if after is not None:
        rows = rows.where(key > after)
    return session.execute(rows.order_by(Task.ordinal, Task.id)).all()


def _listed(*extras: Any) -> Select[*tuple[Any, ...]]:
    leading = and_(Assignment.task_id == Task.id, Assignment.role == Role.LEAD, Assignment.to_on.is_(None))
    return (
        select(
            Task.id,
            Task.ordinal,
            Task.number,
            Task.heading,
            Task.state,
            Task.origin,
            Department.label.label("lead"),
            Assignment.confirmed_on,
            *extras,
        )
        .outerjoin(Assignment, leading)
        .outerjoin(Department, Department.id == Assignment.department_id)
    )


def count(session: Session, sought: Sought, *, cap: int = 1000) -> int:
    found = select(Task.id).where(*sought.conditions()).limit(cap).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def chapters(session: Session) -> list[str]:
    """The chapters that hold tasks, in the order of the document."""
    return list(session.scalars(select(Task.chapter).group_by(Task.chapter).order_by(func.min(Task.ordinal))))


def shares(session: Session, task_id: int) -> list[Assignment]:
    """The shares of a task in force, lead first, in the order of the paper."""
    return list(
        session.scalars(
            select(Assignment)
            .where(Assignment.task_id == task_id, Assignment.to_on.is_(None))
            .order_by(Assignment.role != Role.LEAD, Assignment.ordinal, Assignment.id)
        )
    )


def names(session: Session, department_ids: Collection[int]) -> dict[int, str]:
    rows = session.execute(select(Department.id, Department.label).where(Department.id.in_(department_ids)))
    return {row.id: row.label for row in rows}


def places(session: Session, task_id: int) -> Rows:
    """Where a task stands in the document: item, edition and the words of the item."""
    return session.execute(
        select(
            Item.id,
            Item.start,
            Item.heading_end,
            Item.number,
            Item.heading,
            Edition.plan_id,
            Item.edition_id,
            Edition.title.label("edition"),
            Edition.doc_number,
            func.substr(Edition.text, Item.start + 1, Item.end - Item.start).label("text"),
        )
        .join(TaskItem, TaskItem.item_id == Item.id)
        .join(Edition, Edition.id == Item.edition_id)
        .where(TaskItem.task_id == task_id, TaskItem.to_on.is_(None))
        .order_by(Item.ordinal)
    ).all()


def targets(session: Session, task_id: int) -> list[Target]:
    """The targets and goals of a task's items, in the order of the document."""
    return list(
        session.scalars(
            select(Target)
            .join(TaskItem, TaskItem.item_id == Target.item_id)
            .where(TaskItem.task_id == task_id, TaskItem.to_on.is_(None))
            .order_by(Target.start, Target.id)
        )
    )


def open_move_requests(session: Session, assignment_ids: Collection[int]) -> dict[int, MoveRequest]:
    """What departments asked to move and the office has not decided, by share."""
    return {
        asked.assignment_id: asked
        for asked in session.scalars(
            select(MoveRequest).where(MoveRequest.assignment_id.in_(assignment_ids), MoveRequest.decision.is_(None))
        )
    }


def by_ids(session: Session, assignment_ids: Collection[int]) -> list[Assignment]:
    """The shares of these ids that are in force."""
    return list(
        session.scalars(
            select(Assignment)
            .where(Assignment.id.in_(assignment_ids), Assignment.to_on.is_(None))
            .order_by(Assignment.id)
        )
    )


def latest_plan(session: Session) -> int | None:
    """The plan whose tasks were made last."""
    return session.scalar(select(func.max(Task.plan_id)))


def lead_department(session: Session, task_id: int) -> int | None:
    """Who leads a task now."""
    return session.scalar(
        select(Assignment.department_id).where(
            Assignment.task_id == task_id, Assignment.role == Role.LEAD, Assignment.to_on.is_(None)
        )
    )
