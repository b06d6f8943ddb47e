"""What the forms of the box offer: one's tasks with their targets, the periods of late."""

from collections.abc import Collection

from sqlalchemy import Select, select

from workflow.plans.models import Target
from workflow.tasks.models import Assignment, Task, TaskItem
from workflow.web.request import session, today
from workflow.wording.occasions import period
from workflow.workdays.rules import period_of

LONGEST = 40  # characters of a heading in a list to choose from
Choices = list[tuple[str, str]]


def tasks(departments: Collection[int] | None) -> Choices:
    """The tasks that these departments (None: any) share in, in the order of the document."""
    rows = select(Task.id, Task.number, Task.heading).order_by(Task.plan_id.desc(), Task.ordinal, Task.id)
    if departments is not None:
        rows = rows.where(Task.id.in_(_shared(departments)))
    return [(str(row.id), _short(f"{row.number} {row.heading}")) for row in session().execute(rows)]


def _shared(departments: Collection[int]) -> Select[int]:
    own = Assignment.department_id.in_(departments), Assignment.to_on.is_(None)
    return select(Assignment.task_id).where(*own)


def tasks_and_targets(department_id: int) -> Choices:
    """Each task, and under it its targets: 12, 12.34."""
    targets: dict[str, Choices] = {}
    rows = (
        select(TaskItem.task_id, Target.id, Target.wording)
        .select_from(Target)
        .join(TaskItem, TaskItem.item_id == Target.item_id)
        .where(TaskItem.to_on.is_(None), TaskItem.task_id.in_(_shared([department_id])))
        .order_by(Target.ordinal, Target.id)
    )
    for row in session().execute(rows):
        named = (f"{row.task_id}.{row.id}", "　└ " + _short(row.wording))
        targets.setdefault(str(row.task_id), []).append(named)
    return [choice for task in tasks([department_id]) for choice in (task, *targets.get(task[0], []))]


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"


def periods() -> Choices:
    """This quarter and the five before it."""
    one, found = period_of(today()), Choices()
    for _ in range(6):
        found.append((one.key, period(one.key)))
        one = one.preceding
    return found
