"""What a task's page shows of sub-tasks: what was handed down of it, or whose part it is itself."""

from dataclasses import dataclass

from workflow import permits as may
from workflow.people import parents
from workflow.review.below import Handed, of_task
from workflow.tasks import queries
from workflow.tasks.models import Assignment, Origin, Task, TaskState
from workflow.web.request import me, session, today
from workflow.workdays.rules import Calendar


@dataclass(frozen=True)
class Below:
    """`offers` are the own shares that can be handed down; of a sub-task: who handed it down, and the task above."""

    handed: list[tuple[str, list[Handed]]]
    offers: list[Assignment]
    upper: Task | None
    handed_by: str
    may_end: bool


def below(task: Task, shares: list[Assignment], calendar: Calendar) -> Below:
    names = queries.names(session(), {share.department_id for share in shares} | {task.handed_by_id or 0})
    seen = {share.department_id for share in shares if may.may_oversee(me()) or may.may_hand_down(me(), share)}
    lists = of_task(session(), task.id, today=today(), calendar=calendar)
    under_way = task.state in (TaskState.UNDER_WAY, TaskState.STANDING)
    own = [share for share in shares if under_way and may.may_hand_down(me(), share)]
    is_sub = task.origin == Origin.SUB_TASK
    return Below(
        handed=[(names[number], rows) for number, rows in lists.items() if number in seen],
        offers=[share for share in own if parents.children(session(), share.department_id, on=today())],
        upper=session().get(Task, task.parent_id) if is_sub and task.parent_id else None,
        handed_by=names.get(task.handed_by_id or 0, ""),
        may_end=is_sub and task.state == TaskState.UNDER_WAY and task.handed_by_id in me().departments,
    )
