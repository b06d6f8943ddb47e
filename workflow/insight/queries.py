"""The state of a plan on one page, on a day. Late forms stand beside the lights, not in them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, case, func, select
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline, DeadlineKind, LadderKind
from workflow.lights.queries import Basis, bases
from workflow.lights.rules import Light, Shown, first_unlate
from workflow.people.models import Department
from workflow.plans.models import Plan, PlanState
from workflow.tasks.models import Origin, Task, TaskState
from workflow.workdays.rules import Calendar

Rows = Sequence[Row[*tuple[Any, ...]]]
INSTRUCTED = func.count(case((Deadline.kind == DeadlineKind.INSTRUCTION, 1))).label("instructed")


@dataclass(frozen=True)
class Lit:
    """A task with its light (late forms left out) and whether its form is late."""

    id: int
    number: str
    heading: str
    shown: Shown
    form_late: bool
    basis: Basis


def plan_shown(session: Session, plan_id: int | None = None) -> Plan | None:
    """The plan asked for, else the latest in force."""
    if plan_id is not None:
        return session.get(Plan, plan_id)
    return session.scalar(select(Plan).where(Plan.state == PlanState.IN_FORCE).order_by(Plan.id.desc()).limit(1))


def lit_tasks(session: Session, plan_id: int, *, today: date, calendar: Calendar) -> list[Lit]:
    """Every measure of a plan that is under way or closed, in the order of the document. With those that became
    standing matters (`standing`) they are the fixed base."""
    tasks = session.execute(
        select(Task.id, Task.number, Task.heading)
        .where(Task.plan_id == plan_id, Task.origin == Origin.MEASURE)
        .order_by(Task.ordinal, Task.id)
    ).all()
    found = bases(session, [task.id for task in tasks], today=today, calendar=calendar)
    return [
        Lit(
            task.id,
            task.number,
            task.heading,
            found[task.id].shown(today=today, calendar=calendar, forms=False),
            _form_late(found[task.id], first_unlate(today, calendar)),
            found[task.id],
        )
        for task in tasks
        if task.id in found
    ]


def standing(session: Session, plan_id: int) -> int:
    """How many measures became standing matters (常态化), which have no light."""
    wanted = select(func.count()).select_from(Task)
    became = wanted.where(Task.plan_id == plan_id, Task.origin == Origin.MEASURE, Task.state == TaskState.STANDING)
    return session.scalar(became) or 0


def _form_late(basis: Basis, unlate: date) -> bool:
    return basis.closed_on is None and any(
        one.ladder == LadderKind.REPORTING and one.due_on < unlate for one in basis.owed
    )


def by_light(tasks: Collection[Lit]) -> dict[Light, int]:
    counts: dict[Light, int] = {light: 0 for light in Light if light != Light.FORM_OVERDUE}
    for task in tasks:
        counts[task.shown.light] += 1
    return counts


def late_by_department(session: Session, plan_id: int, ladder: LadderKind, *, unlate: date) -> Rows:
    """Departments with something late on a ladder: id, label, how many, the oldest day due, how many of them are owed
    for leaders' instructions; the most first."""
    return session.execute(
        select(
            Department.id,
            Department.label,
            func.count().label("late"),
            func.min(Deadline.due_on).label("oldest"),
            INSTRUCTED,
        )
        .join(Deadline, Deadline.department_id == Department.id)
        .where(
            Deadline.plan_id == plan_id,
            Deadline.ladder == ladder,
            Deadline.ended_on.is_(None),
            Deadline.held_since.is_(None),
            Deadline.due_on < unlate,
        )
        .group_by(Department.id, Department.label)
        .order_by(func.count().desc(), func.min(Deadline.due_on), Department.id)
    ).all()
