"""What every scene of a demonstration has at hand: its days, its people, and the tasks by their numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from workflow.audit.service import Actor, Operator
from workflow.commands.demo_past import Past
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.people import queries as people
from workflow.people.models import Account, Department, PostKind
from workflow.plans.models import Plan, Target
from workflow.reports.models import Report
from workflow.reports.rules import Signature
from workflow.tasks.models import Assignment, Origin, Role, Task, TaskItem


@dataclass(frozen=True)
class Stage:
    """A session, the past, and who acts in it."""

    session: Session
    plan: Plan
    past: Past
    office: Actor
    liaisons: Mapping[int, Actor]
    heads: Mapping[int, Actor]

    def body(self, label: str) -> Department:
        return self.session.scalars(select(Department).where(Department.label == label)).one()

    def lead(self, number: str) -> Assignment:
        """The lead's share of a numbered task."""
        return self.session.scalars(
            select(Assignment)
            .join(Task, Task.id == Assignment.task_id)
            .where(Task.number == number, Task.plan_id == self.plan.id, Assignment.role == Role.LEAD)
            .where(Assignment.to_on.is_(None))
        ).one()

    def share(self, number: str, label: str) -> Assignment:
        return self.session.scalars(
            select(Assignment)
            .join(Task, Task.id == Assignment.task_id)
            .join(Department, Department.id == Assignment.department_id)
            .where(Task.number == number, Department.label == label, Assignment.to_on.is_(None))
        ).one()

    def targets(self, task_id: int) -> list[Target]:
        rows = select(Target).join(TaskItem, TaskItem.item_id == Target.item_id).where(TaskItem.task_id == task_id)
        return list(self.session.scalars(rows.order_by(Target.id)))

    def target(self, number: str, value: str) -> Target:
        """A target by the number of its task and the value that the paper wants."""
        task_id = self.session.scalars(select(Task.id).where(Task.number == number, Task.parent_id.is_(None))).one()
        return next(one for one in self.targets(task_id) if written(one) == value)

    def asked(self, target: Target) -> Deadline:
        """What asks for the outcome of a target."""
        return self.session.scalars(
            select(Deadline).where(
                Deadline.target_id == target.id, Deadline.kind == DeadlineKind.TARGET, Deadline.ended_on.is_(None)
            )
        ).one()

    def owed(self, kind: DeadlineKind, occasion: str) -> list[Deadline]:
        """What is owed of a kind for an occasion, sub-tasks left out, in the order in which it came to be."""
        wanted = (
            select(Deadline)
            .join(Assignment, Assignment.id == Deadline.assignment_id)
            .join(Task, Task.id == Assignment.task_id)
            .options(joinedload(Deadline.assignment).joinedload(Assignment.task), joinedload(Deadline.department))
            .where(Deadline.kind == kind, Deadline.occasion == occasion, Deadline.ended_on.is_(None))
            .where(Task.origin != Origin.SUB_TASK)
            .order_by(Task.ordinal, Deadline.id)
        )
        return list(self.session.scalars(wanted))

    def report(self, number: str, period: str) -> Report:
        """What the lead of a task reported for a period."""
        return self.session.scalars(
            select(Report)
            .join(Assignment, Assignment.id == Report.assignment_id)
            .join(Task, Task.id == Assignment.task_id)
            .where(Task.number == number, Report.period == period, Assignment.role == Role.LEAD)
        ).one()

    def signed(self, department: Department, on: date) -> Signature | None:
        """The head's signature, where it is wanted."""
        return Signature(self.heads[department.id].name, on) if department.signs_off else None

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        return self.past.hour(day, hour, minute)


def stage(session: Session, plan: Plan, past: Past) -> Stage:
    office = people.account_by_email(session, "office@demo.invalid")
    assert office is not None, "the people of a demonstration come first"
    names = dict(session.execute(select(Account.id, Account.name)).all())
    held = [(kind, body, Operator(who, names[who])) for body, kind, who, _ in people.holders(session, on=past.today)]
    liaisons = {body: actor for kind, body, actor in held if kind == PostKind.LIAISON}
    heads = {body: actor for kind, body, actor in held if kind == PostKind.HEAD}
    return Stage(session, plan, past, people.actor(office), liaisons, heads)


def written(target: Target) -> str:
    """A target's value without idle noughts."""
    return "" if target.value is None else f"{target.value.normalize():f}"
