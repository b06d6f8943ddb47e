"""What a task's page says of its targets and of what is owed: where each stands, what was answered."""

from typing import Any

from sqlalchemy import select

from workflow import permits as may
from workflow.deadlines.models import Deadline
from workflow.reports.conditions import awaits_word
from workflow.review import standing
from workflow.tasks.models import Assignment, Role, Task, TaskState
from workflow.web.request import me, session, today
from workflow.web.tasks import showing
from workflow.web.tasks.showing import Owed


def may_have_steps(task: Task) -> bool:
    """While it is under way, or a standing matter."""
    return task.state in (TaskState.UNDER_WAY, TaskState.STANDING)


def answered(deadline_ids: list[int]) -> frozenset[int]:
    """Which of these the department has answered, so that only the office's word is wanted."""
    rows = select(Deadline.id).where(Deadline.id.in_(deadline_ids), awaits_word())
    return frozenset(session().scalars(rows))


def stand(task: Task, shares: list[Assignment], owed: list[Owed]) -> dict[str, Any]:
    """`may_settle`: for the office, and not of one's own department."""
    aims = showing.targets(session(), task.id)
    lead = next((share.department_id for share in shares if share.role == Role.LEAD), None)
    return {
        "targets": aims,
        "stands": standing.of_targets(session(), [aim.target for aim in aims], today=today()),
        "owed": owed,
        "answered": answered([one.row.id for one in owed]),
        "may_set_steps": may.may_run_office(me()) and may_have_steps(task),
        "may_settle": may.may_act_on(me(), lead) if lead is not None else may.may_run_office(me()),
    }
