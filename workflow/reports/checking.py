"""What a report must hold before it is put down: an open deadline, words, values of its own task, files of its own."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline, Outcome
from workflow.errors import Refused, Stale
from workflow.evidence.models import Evidence
from workflow.plans.models import Target
from workflow.reports import rules
from workflow.reports.rules import Said
from workflow.tasks.models import TaskItem


def check(session: Session, deadline: Deadline, said: Said, *, today: date) -> None:
    if deadline.kind not in rules.ANSWERED:
        raise Refused("report.not_asked")
    if deadline.ended_on is not None and deadline.due_rule != rules.VOLUNTARY:
        raise over(deadline, deadline.ended_on)
    if deadline.opens_on > today:
        raise Refused("report.not_open", on=deadline.opens_on)
    check_said(session, deadline, said, today=today)


def over(deadline: Deadline, on: date) -> Stale:
    """Why nothing more can be said: the task was closed, it is owed no more, another owes it now, or it was said."""
    closed_on = deadline.assignment.task.closed_on
    if deadline.outcome == Outcome.SUPERSEDED:
        return Stale("report.passed_on", on=on)
    if deadline.outcome != Outcome.WITHDRAWN:
        return Stale("report.filed_already", on=on)
    return Stale("report.task_closed", on=closed_on) if closed_on else Stale("report.owed_no_more", on=on)


def check_said(session: Session, deadline: Deadline, said: Said, *, today: date) -> None:
    """The words themselves, whatever they answer."""
    rules.check_text(said.text)
    for value in said.values:
        rules.check_value(value, today=today)
    for blocker in said.blockers:
        rules.check_blocker(blocker, today=today)
    _check_targets(session, deadline, {value.target_id for value in said.values})
    check_evidence(session, deadline, set(said.evidence_ids))


def _check_targets(session: Session, deadline: Deadline, wanted: set[int]) -> None:
    own = (
        select(Target.id)
        .join(TaskItem, TaskItem.item_id == Target.item_id)
        .where(TaskItem.task_id == deadline.assignment.task_id, Target.id.in_(wanted))
    )
    if wanted and wanted != set(session.scalars(own)):
        raise Refused("report.target_of_another_task")


def check_evidence(session: Session, deadline: Deadline, wanted: set[int]) -> None:
    own = select(Evidence.id).where(
        Evidence.id.in_(wanted), Evidence.department_id == deadline.department_id, Evidence.withdrawn_at.is_(None)
    )
    if wanted and wanted != set(session.scalars(own)):
        raise Refused("report.evidence_not_yours")
