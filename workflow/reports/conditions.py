"""Columns and conditions beside a deadline: what was said of it, and before it."""

from sqlalchemy import ColumnElement, exists
from sqlalchemy.orm import aliased

from workflow.deadlines.models import Deadline
from workflow.reports import rules
from workflow.reports.models import Report
from workflow.reports.queries import STANDS


def said_before() -> ColumnElement[bool]:
    """A column beside a deadline: its share has said something that can be said again."""
    said, about = aliased(Report), aliased(Deadline)
    return (
        exists()
        .where(
            said.assignment_id == Deadline.assignment_id,
            said.deadline_id != Deadline.id,
            said.state.in_(STANDS),
            about.id == said.deadline_id,
            about.kind.not_in(rules.ENDED_BY_VERDICT),
        )
        .correlate(Deadline)
    )


def awaits_word(deadline: type[Deadline] = Deadline) -> ColumnElement[bool]:
    """Condition on a deadline: the department has answered, and only the office's word ends it (a target, a step). It
    is nobody's fault in the department that this takes its time."""
    said = aliased(Report)
    answered = exists().where(said.deadline_id == deadline.id, said.state.in_(STANDS)).correlate(deadline)
    return deadline.kind.in_(rules.ENDED_BY_VERDICT) & answered
