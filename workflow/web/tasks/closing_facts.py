"""What a task's page says about closing and holding."""

from dataclasses import dataclass
from typing import Any

from workflow import permits as may
from workflow.deadlines import held
from workflow.review.checklist import Checklist
from workflow.review.closing_models import Closing, ClosingState
from workflow.review.closings import evidence_of, of_task
from workflow.tasks.models import MATTERS, Assignment, Origin, Role, Task, TaskState
from workflow.web.request import me, session

OPEN = (ClosingState.TO_SIGN, ClosingState.ASKED)


@dataclass(frozen=True)
class Asked:
    """A request with its papers; `found` is the checklist as it stood when it was decided."""

    closing: Closing
    files: list[Any]
    found: Checklist | None

    @property
    def is_open(self) -> bool:
        return self.closing.state in OPEN


def closings(task_id: int) -> list[Asked]:
    """The requests to close a task, the latest first."""
    found = of_task(session(), task_id)
    files = evidence_of(session(), [one.id for one in found])
    return [
        Asked(one, files.get(one.id, []), Checklist.read(one.checklist) if one.checklist else None) for one in found
    ]


@dataclass(frozen=True)
class Ending:
    """What has been asked, what may be done about it here, and what is held."""

    asked: list[Asked]
    may_ask: bool
    may_withdraw: bool
    may_decide: bool
    may_reopen: bool
    may_hold: bool
    may_read: bool
    held: Any


def ending(task: Task, shares: list[Assignment]) -> Ending:
    """`may_read`: the words and papers of a request are for the lead and those who oversee."""
    lead = next((share.department_id for share in shares if share.role == Role.LEAD), 0)
    asked, leads = closings(task.id), may.may_speak_for(me(), lead)
    latest = asked[0] if asked else None
    is_open, under_way = latest is not None and latest.is_open, task.state == TaskState.UNDER_WAY
    acts = may.may_act_on(me(), lead)
    signed = latest is not None and latest.closing.state == ClosingState.ASKED
    return Ending(
        asked=asked if leads or may.may_oversee(me()) else [one for one in asked if one.found],
        may_ask=leads and under_way and not is_open and task.origin not in (*MATTERS, Origin.SUB_TASK),
        may_withdraw=leads and is_open,
        may_decide=acts and signed,
        may_reopen=acts and any(_reopenable(one.closing) for one in asked) and not under_way,
        may_hold=may.may_run_office(me()) and under_way,
        may_read=leads or may.may_oversee(me()),
        held=held.of_task(session(), task.id),
    )


def _reopenable(one: Closing) -> bool:
    return one.state == ClosingState.GRANTED and one.reopened_at is None
