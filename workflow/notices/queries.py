"""Reading notices and the people they go to."""

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import (
    ColumnElement,
    Integer,
    String,
    Subquery,
    TextClause,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    not_,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline
from workflow.escalation.rules import LATE
from workflow.notices.models import Notice
from workflow.notices.rules import APART, ASKED, SIGN, Audience, Posted, audience
from workflow.notices.signing import still_waits
from workflow.people.away import seats
from workflow.people.models import Department
from workflow.reports.answering import awaits_answer
from workflow.reports.conditions import awaits_word
from workflow.reports.models import Report, ReportState
from workflow.tasks.models import Assignment

T = TypeVar("T")
AT_ONCE = 2000  # ids in one statement
UNFOLDED = (Notice.message_id.is_(None), Notice.dropped_on.is_(None), Notice.muted_on.is_(None))
PROMPT = (text("notice.at_once"), Notice.message_id.is_(None), Notice.dropped_on.is_(None))  # as the index says it


def audience_on(session: Session, *, on: date) -> Audience:
    """Who is told on a day, for every department in force."""
    departments = session.scalars(select(Department.id).where(Department.abolished_on.is_(None)))
    return audience(seats(session, on=on), departments)


def still_true() -> tuple[ColumnElement[bool], ...]:
    """Conditions on a notice joined to its deadline: open, not held, and due on the day that was told; or the office
    asked about the report that answers it, and waits for the answer. What only the office's word ends is not answered
    yet. What was to be signed waits still, whatever became of its deadline. A paper that is withdrawn stays so."""
    stands = and_(Deadline.ended_on.is_(None), Deadline.held_since.is_(None), Deadline.due_on == Notice.due_on)
    asked = (
        exists()
        .where(Report.deadline_id == Deadline.id, Report.state == ReportState.UNDER_REVIEW, awaits_answer())
        .correlate(Deadline)
    )
    about_report, to_sign = Notice.rung.startswith(ASKED), Notice.rung.startswith(SIGN)
    apart = or_(*(Notice.rung.startswith(one) for one in APART))  # until it is taken back
    of_a_day = not_(Notice.rung.contains(":"))
    told = and_(stands, not_(and_(of_a_day, awaits_word())))
    return (case((about_report, asked), (to_sign, still_waits()), (apart, true()), else_=told),)


def unfolded(session: Session, *, at_once: bool = False) -> Iterator[Posted]:
    """Notices not yet in a message (only those that leave at once), with whether their deadline still stands so."""
    for _, notice in _posted(session, *(PROMPT if at_once else UNFOLDED)):
        yield notice


def in_messages(session: Session, message_ids: Collection[int]) -> Iterator[tuple[int, Posted]]:
    """The notices of some messages, each with its message."""
    for message_id, notice in _posted(session, Notice.message_id.in_(message_ids)):
        yield message_id or 0, notice


def _posted(session: Session, *which: ColumnElement[bool] | TextClause) -> Iterator[tuple[int | None, Posted]]:
    rows = session.execute(
        select(
            Notice.id,
            Notice.account_id,
            Notice.why,
            Notice.rung,
            Deadline.id,
            Deadline.department_id,
            Deadline.kind,
            Assignment.post_id,
            and_(*still_true()),
            Notice.message_id,
            Notice.at_once,
        )
        .join(Deadline, Deadline.id == Notice.deadline_id)
        .join(Assignment, Assignment.id == Deadline.assignment_id)
        .where(*which)
        .execution_options(yield_per=1000)
    )
    for row in rows:
        yield row[9], Posted(*row[:8], stands=bool(row[8]), at_once=row[10])


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


def given_to(session: Session, deadline_ids: Collection[int]) -> dict[int, int]:
    """To which section's post the share behind each of these deadlines was given, where it was."""
    rows = session.execute(
        select(Deadline.id, Assignment.post_id)
        .join(Assignment, Assignment.id == Deadline.assignment_id)
        .where(Deadline.id.in_(deadline_ids), Assignment.post_id.is_not(None))
    )
    return {row[0]: row[1] for row in rows if row[1]}


def last_told(session: Session, deadline_ids: Collection[int]) -> dict[int, date]:
    """The last day on which anybody was told of each of these deadlines."""
    rows = session.execute(
        select(Notice.deadline_id, func.max(Notice.posted_on))
        .where(Notice.deadline_id.in_(deadline_ids))
        .group_by(Notice.deadline_id)
    )
    return dict(rows.all())


def told_at(session: Session, deadline_ids: Sequence[int]) -> set[tuple[int, date, str]]:
    """Of which deadline, day due and rung anybody was told already."""
    told = select(Notice.deadline_id, Notice.due_on, Notice.rung).distinct()
    return {
        (row.deadline_id, row.due_on, row.rung)
        for some in batches(deadline_ids)
        for row in session.execute(told.where(Notice.deadline_id.in_(some)))
    }


def told_late(session: Session, deadline_ids: Collection[int]) -> set[int]:
    """Of which of these deadlines somebody was told that they are late, or was urged; what was dropped was not told."""
    late = or_(Notice.rung.in_([rung.value for rung in LATE]), Notice.rung.startswith("urge:"))
    told = select(Notice.deadline_id).where(Notice.deadline_id.in_(deadline_ids), late, Notice.dropped_on.is_(None))
    return set(session.scalars(told.distinct()))
