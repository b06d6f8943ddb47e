"""What stands on a task's page: its shares, its place in the document, its targets, what is owed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from workflow.deadlines import of_tasks
from workflow.deadlines.models import DeadlineMove, LadderKind
from workflow.lights.rules import Light
from workflow.plans import queries as plans
from workflow.plans.models import Target
from workflow.plans.rules import mask
from workflow.reports import details
from workflow.reports.models import ReportValue
from workflow.tasks import queries
from workflow.tasks.models import Assignment, MoveRequest, Role
from workflow.web.desk.rows import in_words
from workflow.web.tasks.source import Passage, paragraphs
from workflow.workdays.rules import Calendar

LATE = {LadderKind.REPORTING: Light.FORM_OVERDUE, LadderKind.WORK: Light.WORK_OVERDUE}


@dataclass(frozen=True)
class Share:
    """One department's part, with the state of its acknowledgement."""

    share: Assignment
    department: str
    asked: MoveRequest | None

    @property
    def leads(self) -> bool:
        return self.share.role == Role.LEAD


def shares(session: Session, found: list[Assignment]) -> list[Share]:
    names = queries.names(session, {share.department_id for share in found})
    asked = queries.open_move_requests(session, [share.id for share in found])
    return [Share(share, names[share.department_id], asked.get(share.id)) for share in found]


@dataclass(frozen=True)
class Source:
    """Where a task stands in the document."""

    plan_id: int
    item_id: int
    title: str
    doc_number: str | None
    paragraphs: list[list[Passage]]


def source(session: Session, task_id: int) -> list[Source]:
    places = queries.places(session, task_id)
    ids = [place.id for place in places]
    clauses, taints = plans.clauses(session, ids), plans.masks(session, ids)
    targets = queries.targets(session, task_id)
    return [
        Source(
            place.plan_id,
            place.id,
            place.edition,
            place.doc_number,
            paragraphs(
                place.text,
                place.start,
                targets=[t for t in targets if t.item_id == place.id],
                clauses=clauses[place.id],
                taints=taints[place.id],
            ),
        )
        for place in places
    ]


@dataclass(frozen=True)
class Aim:
    """A target in the paper's words, with its latest reviewed value."""

    target: Target
    wording: str
    latest: ReportValue | None


def targets(session: Session, task_id: int) -> list[Aim]:
    found = queries.targets(session, task_id)
    taints = plans.masks(session, {target.item_id for target in found})
    latest = details.reviewed_values(session, [target.id for target in found])
    return [
        Aim(target, mask(target.wording, target.start, taints[target.item_id]), latest.get(target.id))
        for target in found
    ]


@dataclass(frozen=True)
class Owed:
    """A deadline in words; `days` working days late."""

    row: Any
    what: str
    days: int
    light: Light | None
    moves: list[DeadlineMove]


def owed(
    session: Session, task_id: int, departments: Collection[int] | None, *, today: date, calendar: Calendar
) -> list[Owed]:
    """The deadlines of a task, open ones first."""
    rows = of_tasks.of_task(session, task_id, departments)
    moves = of_tasks.moves(session, [row.id for row in rows if row.due_on != row.original_due_on])
    found = []
    for row in rows:
        late = calendar.late(row.due_on, today) if row.ended_on is None and row.held_since is None else 0
        found.append(Owed(row, in_words(row), late, LATE[row.ladder] if late else None, moves.get(row.id, [])))
    return found
