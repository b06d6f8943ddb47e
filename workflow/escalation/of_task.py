"""What the office did about a task's lateness: urges and telephone notes, latest first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline, DeadlineKind, LadderKind
from workflow.escalation.models import PhoneNote, Urge, UrgeLine
from workflow.people.models import Department
from workflow.tasks.models import Assignment

LIMIT = 100


@dataclass(frozen=True)
class Act:
    """One urge, or (with `spoke_with`) one call."""

    at: datetime
    by: str
    department: str
    ladder: LadderKind
    kind: DeadlineKind
    occasion: str
    words: str
    spoke_with: str | None = None
    promised_on: date | None = None


ABOUT = (Department.label, Deadline.ladder, Deadline.kind, Deadline.occasion)


def acts(session: Session, task_id: int, departments: Collection[int] | None) -> list[Act]:
    """Of some departments only, unless None."""
    urges = _about(select(Urge.at, Urge.by, *ABOUT, Urge.words), task_id, departments)
    urges = urges.join(UrgeLine, UrgeLine.deadline_id == Deadline.id).join(Urge, Urge.id == UrgeLine.urge_id)
    said = (PhoneNote.words, PhoneNote.spoke_with, PhoneNote.promised_on)
    calls = _about(select(PhoneNote.at, PhoneNote.by, *ABOUT, *said), task_id, departments)
    calls = calls.join(PhoneNote, PhoneNote.deadline_id == Deadline.id)
    found = [Act(*row) for rows in (urges, calls) for row in session.execute(rows.limit(LIMIT))]
    return sorted(found, key=lambda act: act.at, reverse=True)


def _about(rows: Any, task_id: int, departments: Collection[int] | None) -> Any:
    wanted = (
        rows.select_from(Deadline)
        .join(Assignment, Assignment.id == Deadline.assignment_id)
        .join(Department, Department.id == Deadline.department_id)
        .where(Assignment.task_id == task_id)
    )
    return wanted if departments is None else wanted.where(Deadline.department_id.in_(departments))
