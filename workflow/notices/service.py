"""Posting: a person is told once of a deadline, its day and its rung. Unique keys say so; repeating adds nothing."""

from collections.abc import Collection
from datetime import date
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, Date, Integer, Select, String, and_, literal, select, true, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline, LadderKind
from workflow.escalation.rules import cutoffs
from workflow.notices import queries
from workflow.notices.models import Notice, Why
from workflow.notices.rules import Audience, still_told, told_to
from workflow.workdays.rules import Calendar

STANDS = (Deadline.ended_on.is_(None), Deadline.held_since.is_(None))


def post(session: Session, *, today: date, calendar: Calendar) -> int:
    """Tell everybody concerned of the highest rung that each open deadline has reached. Returns the new notices."""
    told = queries.audience_on(session, on=today)
    added = 0
    for ladder in LadderKind:
        steps = cutoffs(ladder, today=today, calendar=calendar)
        for rung, _ in steps.rungs:
            span = steps.span(rung)
            if span is None:
                continue
            after, upto = span
            conditions = [Deadline.ladder == ladder, Deadline.due_on <= upto, Deadline.opens_on <= today]
            if after is not None:
                conditions.append(Deadline.due_on > after)
            added += _tell(session, and_(*conditions), told, rung=rung.value, on=today)
    return added


def tell(session: Session, deadline_ids: Collection[int], *, rung: str, on: date) -> int:
    """Tell of chosen deadlines on an occasion of its own: `urge:<id>` or `return:<report id>`, once per person.

    What has ended or is held is passed over. Returns the new notices; they leave with each person's next digest."""
    told = queries.audience_on(session, on=on)
    ids = sorted(set(deadline_ids))
    return sum(_tell(session, Deadline.id.in_(some), told, rung=rung, on=on) for some in queries.batches(ids))


def drop_untrue(session: Session, *, today: date) -> int:
    """Drop notices not yet in a message whose deadline ended, moved or is held, or whose person lost the post."""
    told = queries.audience_on(session, on=today)
    rights, office = still_told(told), frozenset(told.office)
    untrue = [
        notice_id
        for notice_id, account_id, department_id, why, stands in queries.unfolded(session)
        if not stands
        or not (account_id in office if why == Why.SUPERVISES else (department_id, account_id, why) in rights)
    ]
    for some in queries.batches(untrue):
        session.execute(
            update(Notice).where(Notice.id.in_(some), *queries.UNFOLDED).values(dropped_on=today),
            execution_options={"synchronize_session": False},
        )
    return len(untrue)


def _tell(session: Session, which: ColumnElement[bool], told: Audience, *, rung: str, on: date) -> int:
    to_heads, to_office = told_to(rung)
    added = 0
    for group in (told.nearest, told.heads if to_heads else ()):
        given = [(r.account_id, r.department_id, r.why.value) for r in group]
        people = queries.rows(session, given, account=Integer, department=Integer, why=String)
        source = _source(people.c.account, people.c.why, rung=rung, on=on)
        source = source.join(people, people.c.department == Deadline.department_id)
        added += _add(session, source.where(*STANDS, which))
    if to_office:
        people = queries.rows(session, [(account_id,) for account_id in told.office], account=Integer)
        source = _source(people.c.account, literal(Why.SUPERVISES.value), rung=rung, on=on).join(people, true())
        added += _add(session, source.where(*STANDS, which))
    return added


def _source(account_id: ColumnElement[int], why: ColumnElement[str], *, rung: str, on: date) -> Select[Any]:
    facts: list[ColumnElement[Any]] = [account_id, literal(rung), why, literal(on, Date)]
    return select(*facts, Deadline.id, Deadline.due_on).select_from(Deadline)


def _add(session: Session, source: Select[Any]) -> int:
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    names = ["account_id", "rung", "why", "posted_on", "deadline_id", "due_on"]
    statement = insert(Notice).from_select(names, source).on_conflict_do_nothing()
    result = session.execute(statement, execution_options={"preserve_rowcount": True})
    return cast(CursorResult[Any], result).rowcount
