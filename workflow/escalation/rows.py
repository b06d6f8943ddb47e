"""What a row of the office's list says: deadline, task, when it was last heard of, who answers the telephone."""

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from workflow.deadlines.models import Deadline
from workflow.deadlines.queries import WORDING
from workflow.escalation.models import PhoneNote, RungChange, Urge, UrgeLine
from workflow.escalation.special import run, with_change
from workflow.people.models import Account, Department, Holding, Post, PostKind
from workflow.people.queries import in_days, in_force
from workflow.plans.models import Target
from workflow.reports.conditions import awaits_word
from workflow.reports.models import Report, ReportRevision, ReportState
from workflow.tasks.models import Assignment, Milestone, Task

HEARD = (ReportState.FILED, ReportState.UNDER_REVIEW, ReportState.ACCEPTED, ReportState.RETURNED)
_said = aliased(ReportRevision)
_heard = (
    select(func.max(Report.filed_at))
    .where(Report.assignment_id == Deadline.assignment_id, Report.state.in_(HEARD))
    .correlate(Deadline)
    .scalar_subquery()
)
_revision = (
    select(_said.id)
    .join(Report, Report.id == _said.report_id)
    .where(Report.assignment_id == Deadline.assignment_id, Report.state.in_(HEARD))
    .order_by(Report.filed_at.desc(), _said.ordinal.desc())
    .limit(1)
    .correlate(Deadline)
    .scalar_subquery()
)
_urged = (
    select(func.max(Urge.on))
    .join(UrgeLine, UrgeLine.urge_id == Urge.id)
    .where(UrgeLine.deadline_id == Deadline.id)
    .correlate(Deadline)
    .scalar_subquery()
)
_called = (
    select(func.max(PhoneNote.at)).where(PhoneNote.deadline_id == Deadline.id).correlate(Deadline).scalar_subquery()
)


SET = (  # what the office set about the rung, and why
    Deadline.rung_override,
    RungChange.reached,
    RungChange.from_rung,
    RungChange.reason.label("set_for"),
    RungChange.by.label("set_by"),
    RungChange.at.label("set_at"),
)


def _liaison(on: date) -> Any:
    """Name and telephone of the first person who holds the department's post of liaison."""
    return (
        select(Account.name + " " + Account.phone)
        .join(Holding, Holding.account_id == Account.id)
        .join(Post, Post.id == Holding.post_id)
        .where(
            Post.department_id == Deadline.department_id,
            Post.kind == PostKind.LIAISON,
            Account.disabled_at.is_(None),
            in_force(on),
            *in_days(on),
        )
        .order_by(Holding.rank, Holding.id)
        .limit(1)
        .correlate(Deadline)
        .scalar_subquery()
    )


def columns(on: date) -> tuple[Any, ...]:
    return (
        Deadline.id,
        Deadline.plan_id,
        Deadline.ladder,
        Deadline.kind,
        Deadline.occasion,
        Deadline.due_on,
        Deadline.original_due_on,
        Deadline.ended_on,
        Deadline.department_id,
        Department.label.label("department"),
        Department.kind.label("department_kind"),
        Deadline.held_since,
        Deadline.assignment_id,
        run().label("run"),
        *SET,
        Task.id.label("task_id"),
        Task.ordinal.label("task_ordinal"),
        Task.chapter,
        Task.number,
        Task.heading,
        WORDING,
        _heard.label("heard_at"),
        _revision.label("revision_id"),
        _urged.label("urged_on"),
        _called.label("called_at"),
        _liaison(on).label("liaison"),
        awaits_word().label("answered"),
    )


def detailed(rows: Any) -> Any:
    """The joins that the columns want, for a select over deadlines."""
    joined = (
        rows.join(Assignment, Assignment.id == Deadline.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .join(Department, Department.id == Deadline.department_id)
        .outerjoin(Target, Target.id == Deadline.target_id)
        .outerjoin(Milestone, Milestone.id == Deadline.milestone_id)
    )
    return with_change(joined)
