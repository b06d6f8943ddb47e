"""Telling departments of something that is owed by nobody and hangs on no task: a score sheet, an answer to an
objection. Each of their posts is told once; it leaves with the person's next digest."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import CursorResult, func, select, update
from sqlalchemy.orm import Session

from workflow.db import insert
from workflow.deadlines.models import Deadline
from workflow.notices.models import Notice
from workflow.notices.queries import UNFOLDED, audience_on


@dataclass(frozen=True)
class About:
    """The occasion (score:7), its plan and the day that the notice names."""

    rung: str
    plan_id: int
    by_on: date


def announce(session: Session, about: About, department_ids: Collection[int], *, on: date) -> int:
    """Tell liaison and head, or who stands in for them. A notice has a deadline by its nature: it hangs on the first
    that the department had in the plan, and says nothing about it. Returns the new notices."""
    first = select(Deadline.department_id, func.min(Deadline.id)).where(
        Deadline.plan_id == about.plan_id, Deadline.department_id.in_(department_ids)
    )
    hangs = dict(session.execute(first.group_by(Deadline.department_id)).all())
    told = audience_on(session, on=on)
    rows = [
        {"account_id": one.account_id, "deadline_id": hangs[one.department_id], "due_on": about.by_on}
        | {"rung": about.rung, "why": one.why, "posted_on": on}
        for one in dict.fromkeys((*told.nearest, *told.heads))
        if one.department_id in hangs
    ]
    if not rows:
        return 0
    statement = insert(session, Notice).values(rows).on_conflict_do_nothing()
    result = session.execute(statement, execution_options={"preserve_rowcount": True})
    return cast(CursorResult[Any], result).rowcount


def take_back(session: Session, rungs: Collection[str], *, on: date) -> None:
    """What has not left yet is told no more."""
    gone = update(Notice).where(Notice.rung.in_(rungs), *UNFOLDED).values(dropped_on=on)
    session.execute(gone, execution_options={"synchronize_session": False})
