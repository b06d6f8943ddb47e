"""台账: every task of a plan in a row, made from the one report; read in batches, so that its memory stays flat."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import and_, case, select
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline
from workflow.insight.reviewed import Measured, measured
from workflow.instructions.listing import of_tasks
from workflow.lights.queries import lights
from workflow.lights.rules import Shown, first_unlate
from workflow.people.models import Department
from workflow.reports import details
from workflow.reports.models import Blocker, Report, ReportRevision
from workflow.reports.queries import latest
from workflow.tasks.leaders import leaders
from workflow.tasks.models import Assignment, Origin, Role, Task
from workflow.workdays.rules import Calendar

BATCH = 200
LAST = {Origin.GOAL: 1, Origin.STANDING: 2, Origin.INSTRUCTION: 3, Origin.AD_HOC: 3}  # outside the base


@dataclass
class LedgerRow:
    """A task with all that stands in its row; the door puts it into words."""

    task: Any
    lead: str = ""
    co: list[str] = field(default_factory=list)
    leader: str = ""  # 分管市领导
    shown: Shown | None = None
    next: Any = None
    said: Any = None
    blockers: list[Blocker] = field(default_factory=list)
    targets: list[Measured] = field(default_factory=list)
    instructions: list[Any] = field(default_factory=list)  # leaders', handled on it


def rows(session: Session, plan_id: int, *, today: date, calendar: Calendar) -> Iterator[LedgerRow]:
    """The measures in the order of the document, then the headline targets, then the standing duties (no light), then
    the matters made for leaders' instructions. What departments handed down stands on their own lists."""
    tasks = session.execute(
        select(Task.id, Task.number, Task.chapter, Task.heading, Task.state, Task.origin, Task.leader_post_id)
        .where(Task.plan_id == plan_id, Task.origin != Origin.SUB_TASK)
        .order_by(case(LAST, value=Task.origin, else_=0), Task.ordinal, Task.id)
    ).all()
    under = leaders(session, on=today)
    for at in range(0, len(tasks), BATCH):
        for row in _batch(session, tasks[at : at + BATCH], today=today, calendar=calendar):
            leader = under.get(row.task.leader_post_id)
            row.leader = leader.words if leader else ""
            yield row


def _batch(session: Session, tasks: Sequence[Any], *, today: date, calendar: Calendar) -> Iterator[LedgerRow]:
    found = {task.id: LedgerRow(task) for task in tasks}
    ids = list(found)
    for task_id, shown in lights(session, ids, today=today, calendar=calendar).items():
        found[task_id].shown = shown
    for task_id, role, label, section in _shares(session, ids):
        label += section or ""
        if role == Role.LEAD:
            found[task_id].lead = label
        else:
            found[task_id].co.append(label)
    for owed in _owed(session, ids):
        found[owed.task_id].next = found[owed.task_id].next or owed
    for said in _said(session, ids):
        found[said.task_id].said = said
    hindered = details.blockers(session, [row.said.revision_id for row in found.values() if row.said])
    targets: dict[int, list[Measured]] = defaultdict(list)
    for one in measured(session, ids):
        targets[one.task_id].append(one)
    instructed = of_tasks(session, ids, unlate=first_unlate(today, calendar))
    for task_id, row in found.items():
        row.instructions = instructed.get(task_id, [])
        row.targets = targets[task_id]
        row.blockers = hindered.get(row.said.revision_id, []) if row.said else []
        yield row


def _shares(session: Session, ids: list[int]) -> Any:
    return session.execute(
        select(Assignment.task_id, Assignment.role, Department.label, Assignment.section)
        .join(Department, Department.id == Assignment.department_id)
        .where(Assignment.task_id.in_(ids), Assignment.to_on.is_(None))
        .order_by(Assignment.task_id, Assignment.ordinal, Assignment.id)
    )


def _owed(session: Session, ids: list[int]) -> Any:
    return session.execute(
        select(Assignment.task_id, Deadline.kind, Deadline.occasion, Deadline.due_on, Department.label)
        .join(Assignment, Assignment.id == Deadline.assignment_id)
        .join(Department, Department.id == Deadline.department_id)
        .where(Assignment.task_id.in_(ids), Assignment.to_on.is_(None), Deadline.ended_on.is_(None))
        .order_by(Deadline.due_on, Deadline.id)
    )


def _said(session: Session, ids: list[int]) -> Any:
    """Accepted reports of the leads, the last one last."""
    return session.execute(
        select(
            Assignment.task_id,
            Report.period,
            Report.demo,
            ReportRevision.id.label("revision_id"),
            ReportRevision.standing,
            ReportRevision.text,
        )
        .join(Report, Report.assignment_id == Assignment.id)
        .join(ReportRevision, and_(ReportRevision.report_id == Report.id, latest(ReportRevision)))
        .where(
            Assignment.task_id.in_(ids),
            Assignment.role == Role.LEAD,
            details.accepted(),
            Report.period.like("____Q_"),
        )
        .order_by(Report.period, Report.id)
    )
