"""Which papers chosen deadlines would give: grouped by body and kind, before any is made."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline, LadderKind
from workflow.escalation import queries as late
from workflow.escalation.papers import queries, rules
from workflow.escalation.papers.models import PaperKind
from workflow.escalation.reach import reach
from workflow.escalation.rules import Rung
from workflow.people.models import Department
from workflow.reports.conditions import awaits_word
from workflow.tasks.models import TaskState
from workflow.workdays.rules import Calendar

MOST = 100  # matters of one draft


@dataclass
class Group:
    """What would become one paper: one body, and the kinds that may be chosen, the proposed one first."""

    department: Department
    plan_id: int
    kinds: tuple[PaperKind, ...]
    deadlines: list[Deadline] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.department.id}-{self.plan_id}-{self.kinds[0].value}"


@dataclass(frozen=True)
class LeftOut:
    deadline: Deadline
    why: str  # own, form, ended, held, answered


@dataclass(frozen=True)
class Proposed:
    groups: list[Group]
    left_out: list[LeftOut]


def propose(
    session: Session, deadline_ids: Collection[int], *, own: Collection[int], today: date, calendar: Calendar
) -> Proposed:
    """Which papers some deadlines would give, and what gives none. `own`: bodies that the drafter speaks for."""
    chosen = queries.chosen(session, sorted(set(deadline_ids))[:MOST])
    answered = set(session.scalars(select(Deadline.id).where(Deadline.id.in_([d.id for d in chosen]), awaits_word())))
    steps = reach(session, today=today, calendar=calendar)
    rungs = {row.id: steps.standing(row) for row in late.chosen(session, [one.id for one in chosen], on=today)}
    groups: dict[str, Group] = {}
    left = []
    for deadline in chosen:
        why = _left_out(deadline, own, answered)
        if why:
            left.append(LeftOut(deadline, why))
            continue
        kinds = kinds_of(deadline, rungs[deadline.id])
        group = Group(deadline.department, deadline.plan_id, kinds)
        group = groups.setdefault(group.key, group)
        group.kinds = tuple(kind for kind in group.kinds if kind in kinds)
        group.deadlines.append(deadline)
    return Proposed(list(groups.values()), left)


def _left_out(deadline: Deadline, own: Collection[int], answered: Collection[int]) -> str:
    closed = deadline.assignment.task.state == TaskState.CLOSED
    if deadline.department_id in own:
        return "own"
    if deadline.ladder != LadderKind.WORK:
        return "form"
    if deadline.ended_on is not None and not closed:
        return "ended"
    if deadline.held_since is not None:
        return "held"
    return "answered" if deadline.id in answered and not closed else ""


def kinds_of(deadline: Deadline, rung: Rung | None) -> tuple[PaperKind, ...]:
    closed = deadline.assignment.task.state == TaskState.CLOSED
    return rules.allowed(rules.Standing(rung, deadline.department.kind, closed))
