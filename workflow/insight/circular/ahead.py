"""What is asked, of whom and by when; and what the next quarter brings."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline, DeadlineKind, LadderKind
from workflow.insight import reviewed
from workflow.insight.circular.models import Section
from workflow.insight.circular.rules import Fact, Quoted, same
from workflow.lights.rules import first_unlate
from workflow.people.models import Department
from workflow.tasks.models import Assignment, Origin, Role, Task, TaskState
from workflow.workdays.rules import Calendar, Period, report_due

BY_THEN = 10  # working days that a department is given to end what is late


def asked(then: Session, plan_id: int, quoted: Quoted) -> Iterator[Fact]:
    """What leads ask others to decide, the longest waiting first; the same words once."""
    found: dict[str, dict[str, Any]] = {}
    for row in reviewed.asked(then, plan_id):
        words = row.asked.strip().rstrip("。")
        if quoted.inside(words):
            continue
        since = row.since_on.isoformat() if row.since_on else None
        one = found.setdefault(
            same(words), {"words": words, "bodies": [], "tasks": [], "numbers": [], "since_on": since}
        )
        for name, said in (("bodies", row.department), ("tasks", row.task_id), ("numbers", row.number)):
            if said not in one[name]:
                one[name].append(said)
    for facts in found.values():
        yield Fact(Section.ASKED, "asked", facts)


def _owed(then: Session, plan_id: int) -> Any:
    return then.execute(
        select(Deadline.kind, Deadline.due_on, Department.label, Task.id, Task.number)
        .join(Assignment, Assignment.id == Deadline.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .join(Department, Department.id == Deadline.department_id)
        .where(Deadline.plan_id == plan_id, Deadline.ladder == LadderKind.WORK)
        .where(Deadline.ended_on.is_(None), Deadline.held_since.is_(None))
        .order_by(Department.ordinal, Department.id, Deadline.due_on, Deadline.id)
    ).all()


def demanded(then: Session, plan_id: int, day: date, calendar: Calendar) -> Iterator[Fact]:
    """Of each body what it has to end that is late."""
    found: dict[str, dict[str, Any]] = {}
    by_on = calendar.add(day, BY_THEN).isoformat()
    for row in _owed(then, plan_id):
        if row.due_on < first_unlate(day, calendar):
            one = found.setdefault(
                row.label, {"body": row.label, "count": 0, "tasks": [], "numbers": [], "by_on": by_on}
            )
            one["count"] += 1
            if row.id not in one["tasks"]:
                one["tasks"].append(row.id)
                one["numbers"].append(row.number)
    for facts in found.values():
        yield Fact(Section.ASKED, "demanded", facts)


def due(then: Session, plan_id: int, period: Period, day: date, calendar: Calendar) -> Iterator[Fact]:
    """The report of the next quarter, and the work that falls due in it."""
    coming = period.following
    tasks = select(Task.id).join(Assignment, Assignment.task_id == Task.id)
    tasks = tasks.where(Task.plan_id == plan_id, Task.origin == Origin.MEASURE, Task.state == TaskState.UNDER_WAY)
    ids = list(then.scalars(tasks.where(Assignment.role == Role.LEAD, Assignment.to_on.is_(None)).order_by(Task.id)))
    on = report_due(calendar, coming).isoformat()
    yield Fact(Section.NEXT, "report", {"period": coming.key, "due_on": on, "count": len(ids), "tasks": ids})
    found: dict[tuple[date, DeadlineKind], dict[str, Any]] = {}
    for row in _owed(then, plan_id):
        if first_unlate(day, calendar) <= row.due_on <= coming.last:
            facts: dict[str, Any] = {"count": 0, "tasks": [], "numbers": [], "due_on": row.due_on.isoformat()}
            one = found.setdefault((row.due_on, row.kind), facts | {"what": row.kind.value})
            one["count"] += 1
            if row.id not in one["tasks"]:
                one["tasks"].append(row.id)
                one["numbers"].append(row.number)
    for _, facts in sorted(found.items()):
        yield Fact(Section.NEXT, "due", facts)
