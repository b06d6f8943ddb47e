"""Who answers for what on the day of a sheet: the lead fully, a co-responsible body by the weight of the sheet."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.people.models import Succession
from workflow.tasks.models import Assignment, Origin, Role, Task

COUNTED = (Origin.MEASURE, Origin.GOAL, Origin.INSTRUCTION, Origin.AD_HOC)  # sub-tasks are owed to another body
ONE = Decimal(1)


@dataclass(frozen=True)
class Part:
    """What a body has of a fact: in which role, and how much it counts for it."""

    department_id: int
    role: Role
    weight: Decimal


@dataclass(frozen=True)
class Shares:
    """`rows`: the shares of the day, by id, also ended ones. `after`: which body took the place of which."""

    rows: Mapping[int, Any]
    co: Mapping[int, tuple[int, ...]]
    after: Mapping[int, int]
    co_weight: Decimal

    def standing(self) -> Iterator[Any]:
        return (row for row in self.rows.values() if row.to_on is None)

    def body(self, department_id: int) -> int:
        """Who answers today for what a body did."""
        seen = {department_id}
        while (later := self.after.get(department_id)) is not None and later not in seen:
            seen.add(later)
            department_id = later
        return department_id

    def own(self, row: Any) -> Part:
        return Part(self.body(row.department_id), row.role, ONE if row.role == Role.LEAD else self.co_weight)

    def parts(self, assignment_id: int) -> list[Part]:
        """Of what is owed on a share: the body that owes it fully; where it leads, the others by their weight."""
        row = self.rows[assignment_id]
        first = Part(self.body(row.department_id), row.role, ONE)
        if row.role != Role.LEAD:
            return [first]
        others = [self.body(body) for body in self.co.get(row.task_id, ())]
        return [
            first,
            *(Part(body, Role.CO, self.co_weight) for body in dict.fromkeys(others) if body != first.department_id),
        ]


def shares(session: Session, then: Session, plan_id: int, *, co_weight: Decimal, on: date) -> Shares:
    rows = then.execute(
        select(
            Assignment.id,
            Assignment.task_id,
            Assignment.department_id,
            Assignment.role,
            Assignment.to_on,
            Task.number,
            Task.heading,
        )
        .join(Task, Task.id == Assignment.task_id)
        .where(Task.plan_id == plan_id, Task.origin.in_(COUNTED))
        .order_by(Task.ordinal, Task.id, Assignment.ordinal, Assignment.id)
    ).all()
    co: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        if row.role == Role.CO and row.to_on is None:
            co[row.task_id].append(row.department_id)
    followed = select(Succession.department_id, Succession.successor_id).where(Succession.on <= on)
    after = dict(session.execute(followed.order_by(Succession.id)).all())
    return Shares({row.id: row for row in rows}, {key: tuple(some) for key, some in co.items()}, after, co_weight)
