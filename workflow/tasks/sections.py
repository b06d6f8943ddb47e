"""Which section of a department does which of its tasks: given, taken back, and let go when the section ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, or_, select, tuple_
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.errors import Refused
from workflow.people import service as people
from workflow.people.models import Post
from workflow.people.sections import refuse_ended
from workflow.tasks.models import Assignment, Role, Task, TaskState
from workflow.tasks.queries import WIDE, like

SHOWN = 100  # rows of a page
DONE = (TaskState.CLOSED,)
Key = tuple[int, int]  # ordinal, id of the share
Rows = Sequence[Row[*tuple[Any, ...]]]


@dataclass(frozen=True)
class SharesSought:
    """A department's shares, narrowed. `section` 0: those that no section has yet."""

    department_id: int
    words: str | None = None
    role: Role | None = None
    section: int | None = None

    def of(self, rows: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
        found: list[ColumnElement[bool]] = [
            Assignment.department_id == self.department_id,
            Assignment.to_on.is_(None),
            Task.state.not_in(DONE),
        ]
        if self.role:
            found.append(Assignment.role == self.role)
        if self.section is not None:
            found.append(Assignment.post_id == self.section if self.section else Assignment.post_id.is_(None))
        for word in (self.words or "").translate(WIDE).split()[:6]:
            found.append(or_(like(Task.number, word), like(Task.heading, word), like(Assignment.section, word)))
        return rows.select_from(Assignment).join(Task, Task.id == Assignment.task_id).where(*found)


def page(session: Session, sought: SharesSought, *, after: Key | None = None) -> Rows:
    """Shares in the order of the document behind a key, and one row more."""
    columns = (
        Assignment.id,
        Task.id.label("task_id"),
        Task.ordinal,
        Task.number,
        Task.heading,
        Task.state,
        Assignment.role,
        Assignment.section,
        Assignment.post_id,
        Assignment.acknowledged_on,
    )
    rows = sought.of(select(*columns)).order_by(Task.ordinal, Assignment.id).limit(SHOWN + 1)
    if after is not None:
        rows = rows.where(tuple_(Task.ordinal, Assignment.id) > after)
    return session.execute(rows).all()


def count(session: Session, sought: SharesSought, *, cap: int = 1000) -> int:
    found = sought.of(select(Assignment.id)).limit(cap).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def counts(session: Session, department_id: int) -> dict[int | None, int]:
    """How many shares in force each section has; None: those that no section has."""
    rows = SharesSought(department_id).of(select(Assignment.post_id, func.count())).group_by(Assignment.post_id)
    return {row[0]: row[1] for row in session.execute(rows)}


def give(
    session: Session, shares: Sequence[Assignment], section: Post, *, by: audit.Actor, at: datetime
) -> list[Assignment]:
    """The shares are the section's from now on; those that were already are passed over."""
    refuse_ended(section)
    if any(share.department_id != section.department_id for share in shares):
        raise Refused("section.other_tasks")
    given = [share for share in shares if share.post_id != section.id and share.to_on is None]
    for share in given:
        was, share.section, share.post_id = share.section or "", section.title, section.id
        session.flush()
        _record(session, "assignment.section_given", share, by=by, at=at, was=was, name=section.title)
    if not given:
        raise Refused("section.nothing_given")
    return given


def take_back(session: Session, shares: Sequence[Assignment], *, by: audit.Actor, at: datetime) -> list[Assignment]:
    """No section has them any more; the liaison does."""
    held = [share for share in shares if share.post_id is not None]
    for share in held:
        was, share.section, share.post_id = share.section or "", None, None
        session.flush()
        _record(session, "assignment.section_taken", share, by=by, at=at, was=was)
    if not held:
        raise Refused("section.nothing_taken")
    return held


def end_section(session: Session, section: Post, *, by: audit.Actor, at: datetime) -> int:
    """The section is no more; its tasks go back to the liaison. Returns how many there were."""
    refuse_ended(section)
    held = session.scalars(
        select(Assignment).where(Assignment.post_id == section.id, Assignment.to_on.is_(None)).order_by(Assignment.id)
    ).all()
    if held:
        take_back(session, held, by=by, at=at)
    people.end_post(session, section, on=day_of(at), by=by, at=at)
    return len(held)


def _record(session: Session, act: str, share: Assignment, *, by: audit.Actor, at: datetime, **facts: Any) -> None:
    audit.record(session, act, share, by=by, at=at, plan_id=share.task.plan_id, label=share.department.label, **facts)
