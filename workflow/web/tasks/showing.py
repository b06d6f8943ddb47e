"""What stands on a task's page: its shares, its place in the document, its targets, what is owed."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from workflow.deadlines import of_tasks
from workflow.deadlines.models import Deadline, DeadlineMove, LadderKind
from workflow.deadlines.rules import WORK, ladder_of
from workflow.lights.rules import Light
from workflow.plans import queries as plans
from workflow.plans.models import ItemDay, Target, TargetKind
from workflow.plans.rules import mask
from workflow.reports import details
from workflow.reports.models import ReportValue
from workflow.review import terms
from workflow.review.terms import Holds
from workflow.tasks import queries
from workflow.tasks.models import Assignment, Milestone, MoveRequest, Role
from workflow.web.desk.rows import in_words, with_wording
from workflow.web.tasks.earlier import Earlier, earlier
from workflow.web.tasks.source import Passage, paragraphs
from workflow.wording.occasions import owed as said_of
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
    """Where a task stands in the document, and what its words were in earlier editions."""

    plan_id: int
    edition_id: int
    item_id: int
    title: str
    doc_number: str | None
    paragraphs: list[list[Passage]]
    days: list[ItemDay]
    earlier: list[Earlier]


def source(session: Session, task_id: int) -> list[Source]:
    places = queries.places(session, task_id)
    ids = [place.id for place in places]
    clauses, taints, days = plans.clauses(session, ids), plans.masks(session, ids), plans.days(session, ids)
    targets = queries.targets(session, task_id)
    return [
        Source(
            place.plan_id,
            place.edition_id,
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
            [day for day in days[place.id] if day.owed or day.by_office],
            earlier(session, place.id),
        )
        for place in places
    ]


@dataclass(frozen=True)
class Aim:
    """A target in the paper's words, with its latest reviewed value. `same` are the wordings of further targets of the
    same indicator: one value speaks for all of them."""

    target: Target
    wording: str
    latest: ReportValue | None
    same: tuple[str, ...] = ()
    holds: Holds | None = None

    @property
    def has_figure(self) -> bool:
        """Whether a value can be given: goals have none, the province sets some and has to do so first."""
        return self.target.kind != TargetKind.GOAL and not (self.holds and self.holds.awaits_province)


def targets(session: Session, task_id: int) -> list[Aim]:
    found = queries.targets(session, task_id)
    taints = plans.masks(session, {target.item_id for target in found})
    known = details.reviewed_values(session, [target.id for target in found])
    latest: dict[tuple[str, str, TargetKind], ReportValue] = {}
    for target in found:
        value, before = known.get(target.id), latest.get(measure(target))
        if value and (before is None or (value.as_of or date.min) >= (before.as_of or date.min)):
            latest[measure(target)] = value
    holds = terms.beside(session, found)
    return [
        Aim(
            target,
            mask(target.wording, target.start, taints[target.item_id]),
            latest.get(measure(target)),
            holds=holds[target.id],
        )
        for target in found
    ]


def asked(aims: list[Aim]) -> list[Aim]:
    """One aim for each indicator that has a figure: nothing is asked twice."""
    grouped: dict[tuple[str, str, TargetKind], list[Aim]] = {}
    for aim in aims:
        if aim.has_figure:
            grouped.setdefault(measure(aim.target), []).append(aim)
    return [replace(same[0], same=tuple(aim.wording for aim in same[1:])) for same in grouped.values()]


def measure(target: Target) -> tuple[str, str, TargetKind]:
    """What targets of one indicator have in common, whatever their days."""
    return target.indicator, target.unit, target.kind


@dataclass(frozen=True)
class Owed:
    """A deadline in words; `days` working days late."""

    row: Any
    what: str
    days: int
    light: Light | None
    moves: list[DeadlineMove]
    is_open: bool  # its window has opened

    @property
    def ended(self) -> bool:
        return self.row.ended_on is not None

    @property
    def extendable(self) -> bool:
        """Whether its department may ask for another day: for work only, and not while it is held."""
        return self.row.kind in WORK and self.row.held_since is None


def owed(
    session: Session, task_id: int, departments: Collection[int] | None, *, today: date, calendar: Calendar
) -> list[Owed]:
    """The deadlines of a task, open ones first."""
    rows = of_tasks.of_task(session, task_id, departments)
    moves = of_tasks.moves(session, [row.id for row in rows])
    found = []
    for row in rows:
        late = calendar.late(row.due_on, today) if row.ended_on is None and row.held_since is None else 0
        light = LATE[ladder_of(row.kind)] if late else None
        found.append(Owed(row, in_words(row), late, light, moves.get(row.id, []), row.opens_on <= today))
    return found


def what_of(session: Session, deadline: Deadline) -> str:
    """What one deadline asks for, in words."""
    wording = None
    if deadline.target_id is not None:
        target = session.get_one(Target, deadline.target_id)
        wording = mask(target.wording, target.start, plans.masks(session, {target.item_id})[target.item_id])
    elif deadline.milestone_id is not None:
        wording = session.get_one(Milestone, deadline.milestone_id).words
    return with_wording(said_of(deadline.kind, deadline.occasion), wording)
