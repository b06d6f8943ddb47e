"""How a task is reported on, on its page: the rhythm, who was asked for a share and is missing, corrections."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from workflow import permits as may
from workflow.people.rules import Viewer
from workflow.reports import corrected, reminding, sharing
from workflow.tasks.models import Assignment, Role, Task, TaskState
from workflow.web.tasks.period_rows import of_period


@dataclass(frozen=True)
class Missing:
    """Who was asked for a period and has said nothing."""

    period: str
    names: list[str]
    wanted: bool  # the lead has asked the office to remind them


@dataclass(frozen=True)
class Reporting:
    """`lead` is the share of the lead, where the viewer speaks for it; `free`: nobody was asked for this period."""

    under_way: bool
    lead: Assignment | None
    missing: list[Missing]
    free: str | None
    corrections: list[Any]
    reminds: bool


def of_task(
    session: Session,
    task: Task,
    shares: list[Assignment],
    departments: Collection[int] | None,
    *,
    viewer: Viewer,
    today: date,
) -> Reporting:
    """`departments`: whose reports the viewer sees (None: all)."""
    lead = next((one for one in shares if one.role == Role.LEAD), None)
    speaks = lead is not None and may.may_speak_for(viewer, lead.department_id)
    under_way = task.state == TaskState.UNDER_WAY
    knows = may.may_run_office(viewer) or speaks
    missing = _missing(session, task.id) if under_way and knows else []
    asked = corrected.of_task(session, task.id, departments)
    return Reporting(
        under_way=under_way,
        lead=lead if speaks else None,
        missing=missing,
        free=_free(session, task.id, today) if under_way and knows and len(shares) > 1 else None,
        corrections=[one for one in asked if one.signed_at is not None or one.department_id in viewer.departments],
        reminds=may.may_run_office(viewer),
    )


def _missing(session: Session, task_id: int) -> list[Missing]:
    wanted = {one.period for one in reminding.wanted(session, [task_id])}
    found: dict[str, list[str]] = {}
    for row in reminding.missing(session, [task_id]):
        found.setdefault(row.occasion, []).append(row.department)
    return [Missing(period, names, period in wanted) for period, names in found.items()]


def _free(session: Session, task_id: int, today: date) -> str | None:
    """The period for which a share is said, where nobody was asked for it."""
    period = sharing.period_for(session, task_id, today=today).key
    return None if any(row.asked for row in of_period(task_id, period)) else period
