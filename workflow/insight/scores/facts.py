"""The facts behind the criteria, as they stood at the end of the last day of the period; what came later is not known.

Every fact names its rows. What says nothing about the work (it is held, waits for the province or for figures, was not
verified yet) is kept with the reason for which it is not counted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline, DeadlineKind, Outcome
from workflow.insight.scores.rules import Weighed
from workflow.insight.scores.shares import Part, Shares
from workflow.lights.models import PeriodVerdict
from workflow.plans.models import Target
from workflow.reports.conditions import awaits_word
from workflow.workdays.rules import Calendar, is_quarter

NOTHING, ONE = Decimal(0), Decimal(1)
GONE = (Outcome.WITHDRAWN, Outcome.SUPERSEDED)


@dataclass(frozen=True)
class About:
    """Of which plan and days; `then` is the last of them laid out (insight.then), `session` what is there now."""

    session: Session
    then: Session
    plan_id: int
    first: date
    day: date
    calendar: Calendar
    shares: Shares

    def within(self, on: date) -> bool:
        return self.first <= on <= self.day


@dataclass(frozen=True)
class Fact:
    """One fact for one body: how it went (`partial`: a missed target that is being mended), why, and its rows."""

    department_id: int
    weight: Decimal
    credit: Decimal | None
    why: str
    data: dict[str, Any] = field(default_factory=dict)
    partial: bool = False

    def weighed(self, partial: Decimal) -> Weighed:
        return Weighed(self.weight, partial if self.partial else self.credit)


def facts(about: About, assignment_id: int, credit: Decimal | None, why: str, **more: Any) -> Iterator[Fact]:
    """A fact of a share, for every body that answers for it."""
    row = about.shares.rows.get(assignment_id)
    for part in about.shares.parts(assignment_id) if row is not None else ():
        yield fact(part, row, credit, why, **more)


def fact(part: Part, row: Any, credit: Decimal | None, why: str, *, partial: bool = False, **more: Any) -> Fact:
    data = {"task_id": row.task_id, "number": row.number, "heading": row.heading, "role": part.role.value}
    data |= {name: said.isoformat() if isinstance(said, date) else said for name, said in more.items()}
    return Fact(part.department_id, part.weight, credit, why, data, partial)


def due(about: About, kinds: tuple[DeadlineKind, ...]) -> list[Any]:
    """What was due in the period, as it stood."""
    rows = about.then.execute(
        select(
            Deadline.assignment_id,
            Deadline.kind,
            Deadline.occasion,
            Deadline.due_on,
            Deadline.original_due_on,
            Deadline.ended_on,
            Deadline.outcome,
            Deadline.held_since,
            Deadline.milestone_id,
            Target.wording,
            awaits_word().label("answered"),
        )
        .outerjoin(Target, Target.id == Deadline.target_id)
        .where(Deadline.plan_id == about.plan_id, Deadline.kind.in_(kinds))
        .where(Deadline.due_on >= about.first, Deadline.due_on <= about.day)
        .order_by(Deadline.due_on, Deadline.id)
    ).all()
    return [row for row in rows if row.outcome not in GONE]


def verdicts(about: About) -> list[PeriodVerdict]:
    rows = about.then.scalars(select(PeriodVerdict).order_by(PeriodVerdict.period, PeriodVerdict.ordinal))
    return [row for row in rows if is_quarter(row.period)]
