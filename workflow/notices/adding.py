"""Adding notices: each a row of a query over deadlines and people; what is there already is left as it is."""

from datetime import date
from typing import Any, cast

from sqlalchemy import Boolean, ColumnElement, CursorResult, Date, Select, exists, literal, select
from sqlalchemy.orm import Session

from workflow.db import insert
from workflow.deadlines.models import Deadline
from workflow.notices.models import Notice
from workflow.notices.rules import ASKED, WITHDRAWN

STANDS = (Deadline.ended_on.is_(None), Deadline.held_since.is_(None))


def stands(rung: str) -> tuple[ColumnElement[bool], ...]:
    """What is told only of deadlines that are open and not held. A report that is asked about has ended its own, and
    a paper that is withdrawn took with it what was owed."""
    return () if rung.startswith((ASKED, WITHDRAWN)) else STANDS


def known(account_id: ColumnElement[int], rung: ColumnElement[str]) -> ColumnElement[bool]:
    """Condition: she was told of this before, perhaps when its deadline had another day."""
    before = (Notice.account_id == account_id, Notice.deadline_id == Deadline.id, Notice.rung == rung)
    return exists().where(*before).correlate_except(Notice)


def source_of(account_id: ColumnElement[int], why: ColumnElement[str], *, rung: str, on: date) -> Select[Any]:
    facts: list[ColumnElement[Any]] = [account_id, literal(rung), why, literal(on, Date)]
    return select(*facts, Deadline.id, Deadline.due_on).select_from(Deadline)


def add(session: Session, source: Select[Any], *, at_once: bool = False) -> int:
    """Returns how many are new."""
    names = ["account_id", "rung", "why", "posted_on", "deadline_id", "due_on", "at_once"]
    source = source.add_columns(literal(at_once, Boolean))
    statement = insert(session, Notice).from_select(names, source).on_conflict_do_nothing()
    result = session.execute(statement, execution_options={"preserve_rowcount": True})
    return cast(CursorResult[Any], result).rowcount
