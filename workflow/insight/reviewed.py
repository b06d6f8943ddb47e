"""What was reviewed, and nothing else: what is asked of others, values of targets."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, and_, func, select
from sqlalchemy.orm import Session

from workflow.people.models import Department
from workflow.plans import queries as plans
from workflow.plans.models import Target, TargetKind
from workflow.plans.rules import mask
from workflow.reports.details import accepted, reviewed_values
from workflow.reports.models import Blocker, Report, ReportRevision, ReportValue
from workflow.reports.queries import latest
from workflow.review import terms
from workflow.review.terms import Holds
from workflow.tasks.models import Assignment, Role, Task, TaskItem

Rows = Sequence[Row[*tuple[Any, ...]]]


@dataclass(frozen=True)
class Measured:
    """A target with its latest reviewed value, and the last verdict of its task."""

    task_id: int
    number: str
    target: Target
    wording: str
    value: ReportValue | None
    holds: Holds


ASKED: tuple[Any, ...] = (
    Assignment.id.label("assignment_id"),
    Report.period,
    Report.id.label("report_id"),
    Report.demo,
    Task.id.label("task_id"),
    Task.number,
    Task.heading,
    Department.label.label("department"),
    Blocker.id.label("blocker_id"),
    Blocker.kind,
    Blocker.text,
    Blocker.asked,
    Blocker.since_on,
)


def asked(session: Session, plan_id: int) -> list[Any]:
    """What leads ask of others, from the last reviewed report of each: the longest waiting first."""
    rows = session.execute(
        select(*ASKED)
        .join_from(Assignment, Task, Task.id == Assignment.task_id)
        .join(Department, Department.id == Assignment.department_id)
        .join(Report, Report.assignment_id == Assignment.id)
        .join(ReportRevision, and_(ReportRevision.report_id == Report.id, latest(ReportRevision)))
        .outerjoin(Blocker, and_(Blocker.revision_id == ReportRevision.id, Blocker.asked != ""))
        .where(
            Task.plan_id == plan_id,
            Assignment.role == Role.LEAD,
            Assignment.to_on.is_(None),
            accepted(),
        )
        .order_by(Report.filed_at, Report.id)
    ).all()
    last = {row.assignment_id: row.report_id for row in rows}
    wanted = [row for row in rows if row.blocker_id is not None and last[row.assignment_id] == row.report_id]
    return sorted(wanted, key=lambda row: (row.since_on or date.max, row.task_id, row.blocker_id))


def measured(session: Session, task_ids: Collection[int]) -> list[Measured]:
    """The quantified targets of some tasks, doubtful words masked, each with its latest reviewed value."""
    rows = session.execute(
        select(Task.id, Task.number, Target)
        .join(TaskItem, TaskItem.task_id == Task.id)
        .join(Target, Target.item_id == TaskItem.item_id)
        .where(Task.id.in_(task_ids), TaskItem.to_on.is_(None), Target.kind != TargetKind.GOAL)
        .order_by(Task.ordinal, Target.start, Target.id)
    ).all()
    values = reviewed_values(session, [target.id for _, _, target in rows])
    taints = plans.masks(session, {target.item_id for _, _, target in rows})
    holds = terms.beside(session, [target for _, _, target in rows])
    return [
        Measured(
            task_id,
            number,
            target,
            mask(target.wording, target.start, taints[target.item_id]),
            values.get(target.id),
            holds[target.id],
        )
        for task_id, number, target in rows
    ]


def last_reviewed(session: Session, plan_id: int) -> tuple[str | None, int]:
    """The latest period of which a lead's report was accepted, and of how many leads."""
    row = session.execute(
        select(Report.period, func.count())
        .join(Assignment, Assignment.id == Report.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .where(
            Task.plan_id == plan_id,
            Assignment.role == Role.LEAD,
            accepted(),
            Report.period.like("____Q_"),
        )
        .group_by(Report.period)
        .order_by(Report.period.desc())
        .limit(1)
    ).first()
    return (row[0], row[1]) if row is not None else (None, 0)


def demo_reports(session: Session, plan_id: int) -> bool:
    """Whether anything simulated was reviewed."""
    found = (
        select(Report.id)
        .join(Assignment, Assignment.id == Report.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .where(Task.plan_id == plan_id, accepted(), Report.demo.is_(True))
        .limit(1)
    )
    return session.scalar(found) is not None
