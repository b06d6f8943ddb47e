"""A person's own notices, newest first, with what became of the mail that said them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, or_, select
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline
from workflow.notices.models import Notice
from workflow.notices.reading import UNREAD
from workflow.notices.sorts import Sort, of_sort
from workflow.outbox.models import Message
from workflow.outbox.queries import about_tasks
from workflow.people.models import Department
from workflow.tasks.models import Task
from workflow.tasks.queries import like

PAGE = 30
LINE: tuple[Any, ...] = (
    Notice.id,
    Notice.rung,
    Notice.why,
    Notice.due_on,
    Notice.posted_on,
    Notice.dropped_on,
    Notice.read_at,
    Notice.muted_on,
    Notice.deadline_id,
    Deadline.kind,
    Deadline.occasion,
    Department.label.label("department"),
    Task.number,
    Task.heading,
    Message.state.label("mail"),
    Message.tries,
    Message.delivered_at,
)


@dataclass(frozen=True)
class Sought:
    """Which of her notices; None of a fact leaves it open."""

    account_id: int
    unread: bool = False
    sort: Sort | None = None
    words: str | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        found: list[Any] = [Notice.account_id == self.account_id]
        if self.unread:
            found.append(UNREAD)
        if self.sort:
            found.append(of_sort(self.sort))
        for word in (self.words or "").split()[:6]:
            found.append(or_(like(Task.number, word), like(Task.heading, word), like(Department.label, word)))
        return found


@dataclass(frozen=True)
class Told:
    """A page of them; ids to turn it with, None at either end."""

    rows: Sequence[Row[*tuple[Any, ...]]]
    newer: int | None
    older: int | None


def told(session: Session, sought: Sought, *, older: int | None = None, newer: int | None = None) -> Told:
    """Those older than one, or the nearest newer than one; the newest when neither is named."""
    query = about_tasks(select(*LINE).select_from(Notice)).outerjoin(Message, Message.id == Notice.message_id)
    query = query.where(*sought.conditions())
    if newer is not None:
        query = query.where(Notice.id > newer).order_by(Notice.id)
    else:
        query = query.where(Notice.id < older) if older is not None else query
        query = query.order_by(Notice.id.desc())
    rows = session.execute(query.limit(PAGE + 1)).all()
    more, rows = len(rows) > PAGE, rows[:PAGE]
    rows = rows[::-1] if newer is not None else rows
    if not rows:
        return Told((), None, None)
    has_newer, has_older = (more, True) if newer is not None else (older is not None, more)
    return Told(rows, rows[0].id if has_newer else None, rows[-1].id if has_older else None)
