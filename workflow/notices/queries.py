"""Reading notices and the people they go to."""

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import ColumnElement, Integer, String, Subquery, and_, cast, func, literal, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline
from workflow.notices.models import Notice, Why
from workflow.notices.rules import Audience, audience
from workflow.people.models import Department
from workflow.people.queries import holders

T = TypeVar("T")
AT_ONCE = 2000  # ids in one statement
UNFOLDED = (Notice.message_id.is_(None), Notice.dropped_on.is_(None))


def audience_on(session: Session, *, on: date) -> Audience:
    """Who is told on a day, for every department in force."""
    departments = session.scalars(select(Department.id).where(Department.abolished_on.is_(None)))
    return audience(holders(session, on=on), departments)


def still_true() -> tuple[ColumnElement[bool], ...]:
    """Conditions on a notice joined to its deadline: open, not held, and due on the day that was told."""
    return Deadline.ended_on.is_(None), Deadline.held_since.is_(None), Deadline.due_on == Notice.due_on


def unfolded(session: Session) -> Iterator[tuple[int, int, int, Why, bool]]:
    """Notices not yet in a message: id, person, department, why, and whether its deadline still stands so."""
    rows = session.execute(
        select(
            Notice.id,
            Notice.account_id,
            Deadline.department_id,
            Notice.why,
            and_(*still_true()),
        )
        .join(Deadline, Deadline.id == Notice.deadline_id)
        .where(*UNFOLDED)
        .execution_options(yield_per=1000)
    )
    for notice_id, account_id, department_id, why, stands in rows:
        yield notice_id, account_id, department_id, why, bool(stands)


def rows(
    session: Session, things: Sequence[tuple[int | str, ...]], **columns: type[Integer] | type[String]
) -> Subquery:
    """A table of the given rows, for joining: one JSON parameter, so that the statement is the same for any number.

    It is DISTINCT so that SQLite lays it out once instead of reading the JSON for every row that it is joined to."""
    given = json.dumps(things)
    if session.get_bind().dialect.name == "sqlite":
        value = func.json_each(given).table_valued("value").c.value
        cells: list[ColumnElement[str]] = [func.json_extract(value, f"$[{place}]") for place in range(len(columns))]
    else:
        each = func.jsonb_array_elements(cast(literal(given), JSONB)).table_valued("value", name="each")
        value = each.render_derived().c.value
        cells = [value.op("->>")(place) for place in range(len(columns))]
    named = [cast(cell, kind).label(name) for cell, (name, kind) in zip(cells, columns.items(), strict=True)]
    return select(*named).distinct().subquery()


def batches(things: Sequence[T]) -> Iterator[Sequence[T]]:
    """Parts small enough for one statement's list of ids."""
    for start in range(0, len(things), AT_ONCE):
        yield things[start : start + AT_ONCE]


def last_told(session: Session, deadline_ids: Collection[int]) -> dict[int, date]:
    """The last day on which anybody was told of each of these deadlines."""
    rows = session.execute(
        select(Notice.deadline_id, func.max(Notice.posted_on))
        .where(Notice.deadline_id.in_(deadline_ids))
        .group_by(Notice.deadline_id)
    )
    return dict(rows.all())
