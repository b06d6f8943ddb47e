"""Reading notices and the people they go to."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline
from workflow.notices.models import Notice, Why
from workflow.notices.rules import Audience, audience
from workflow.people.models import Department
from workflow.people.queries import holders

UNFOLDED = (Notice.message_id.is_(None), Notice.dropped_on.is_(None))


def audience_on(session: Session, *, on: date) -> Audience:
    """Who is told on a day, for every department in force."""
    departments = session.scalars(select(Department.id).where(Department.abolished_on.is_(None)))
    return audience(holders(session, on=on), departments)


def still_true() -> tuple[ColumnElement[bool], ...]:
    """Conditions on a notice joined to its deadline: open, not held, and due on the day that was told."""
    return (
        Deadline.ended_on.is_(None),
        Deadline.held_since.is_(None),
        Deadline.due_on == Notice.due_on,
    )


def unfolded(session: Session) -> Iterator[tuple[int, int, int, Why, bool]]:
    """Notices not yet in a message: id, person, department, why, and whether its deadline still stands so."""
    rows = session.execute(
        select(
            Notice.id,
            Notice.account_id,
            Deadline.department_id,
            Notice.why,
            (Deadline.ended_on.is_(None) & Deadline.held_since.is_(None) & (Deadline.due_on == Notice.due_on)),
        )
        .join(Deadline, Deadline.id == Notice.deadline_id)
        .where(*UNFOLDED)
        .execution_options(yield_per=1000)
    )
    for notice_id, account_id, department_id, why, stands in rows:
        yield notice_id, account_id, department_id, why, bool(stands)
