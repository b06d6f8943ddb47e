"""动态更新: something new between two periods, said by a lead of its own accord. It goes through signature and review
like any other report, and stands for no period."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.errors import Refused
from workflow.reports import rules, service, unasked
from workflow.reports.models import Report, UnaskedDraft
from workflow.reports.rules import Said, Signature
from workflow.tasks.models import Assignment, Role, TaskState


def update(
    session: Session,
    assignment: Assignment,
    said: Said,
    *,
    by: audit.Actor,
    at: datetime,
    signature: Signature | None = None,
    expected_version: int | None = None,
) -> Report:
    """Say something new about a task that one leads. Its deadline is made now and ends today. `expected_version` is
    that of the draft that the author saw."""
    _take_up(session, assignment)
    unasked.check(session, assignment.id, unasked.UPDATE, expected_version)
    today = day_of(at)
    deadline = deadlines.owe(
        session,
        assignment,
        DeadlineKind.REPORT,
        occasion=f"{rules.UPDATE}{_said_before(session, assignment) + 1}",
        opens_on=today,
        due_on=today,
        due_rule=rules.VOLUNTARY,
    )
    unasked.drop(session, assignment.id, unasked.UPDATE)
    return service.put_down(session, deadline, said, by=by, at=at, signature=signature)


def keep(
    session: Session,
    assignment: Assignment,
    *,
    words: Mapping[str, Any],
    by: audit.Actor,
    at: datetime,
    expected_version: int | None = None,
) -> UnaskedDraft:
    """Keep what was typed for an update. Raises Stale when somebody else saved meanwhile."""
    _take_up(session, assignment)
    kept: dict[str, Any] = {"words": words, "by": by, "at": at, "expected_version": expected_version}
    return unasked.save(session, assignment, unasked.UPDATE, **kept)


def _take_up(session: Session, assignment: Assignment) -> None:
    session.refresh(assignment, with_for_update=True)
    if assignment.role != Role.LEAD or assignment.to_on is not None:
        raise Refused("update.not_lead")
    if assignment.task.state != TaskState.UNDER_WAY:
        raise Refused("update.not_under_way")


def _said_before(session: Session, assignment: Assignment) -> int:
    updates = select(func.count()).where(
        Deadline.assignment_id == assignment.id,
        Deadline.kind == DeadlineKind.REPORT,
        Deadline.occasion.startswith(rules.UPDATE),
    )
    return session.scalar(updates) or 0
