"""A later edition and the tasks of a plan: a task goes on under new words, and keeps the old in its history."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import former
from workflow.audit import service as audit
from workflow.plans.models import Clause, ClauseBody, Edition, Item
from workflow.tasks import service
from workflow.tasks.models import Assignment, Role, Task, TaskItem
from workflow.tasks.moves import MOVES, TaskAct


@dataclass(frozen=True)
class Step:
    """What becomes of one item: `old` continues as `new`; without `old` it is new, without `new` it is gone. `carry`
    says whether the old one's task goes on."""

    old: Item | None
    new: Item | None
    carry: bool


@dataclass
class Renamed:
    """The change of a task's departments: who came, who is no longer named."""

    added: list[int] = field(default_factory=list)
    gone: list[Assignment] = field(default_factory=list)


def task_on(session: Session, item: Item) -> Task | None:
    """The task that stands on an item now."""
    return session.scalar(
        select(Task).join(TaskItem).where(TaskItem.item_id == item.id, TaskItem.to_on.is_(None)).limit(1)
    )


def carry(session: Session, task: Task, step: Step, *, by: audit.Actor, at: datetime) -> None:
    """The task stands on the new item from this day on; its link to the old one stays, with its last day."""
    assert step.old is not None and step.new is not None
    old, new, today = step.old, step.new, day_of(at)
    _unlink(session, task, old, on=today)
    session.add(TaskItem(task=task, item=new, from_on=today))
    before = {"number": task.number, "heading": task.heading}
    new.predecessor_id = old.id
    former.keep(session, task, on=today)
    task.number, task.heading, task.chapter = new.number, new.heading, chapter_of(session, new)
    session.flush()
    audit.record(session, "task.carried_over", task, by=by, at=at, plan_id=task.plan_id, **before)


def propose(session: Session, edition: Edition, item: Item, *, at: datetime) -> Task:
    """A new task for an item that is new."""
    return service.propose(
        session, edition.plan, item, chapter=chapter_of(session, item), ordinal=0, bodies=bodies(session, item), at=at
    )


def close(session: Session, task: Task, *, by: audit.Actor, at: datetime) -> None:
    """The new edition does not hold it any more."""
    former.keep(session, task, on=day_of(at))
    task.state, task.closed_on = MOVES.after(task.state, TaskAct.LEAVE_OUT), day_of(at)
    session.flush()
    audit.record(session, "task.left_out", task, by=by, at=at, plan_id=task.plan_id)


def _unlink(session: Session, task: Task, item: Item, *, on: date) -> None:
    link = session.scalars(
        select(TaskItem).where(TaskItem.task_id == task.id, TaskItem.item_id == item.id, TaskItem.to_on.is_(None))
    ).one()
    link.to_on = on


def chapter_of(session: Session, item: Item) -> str:
    above = session.get(Item, item.parent_id) if item.parent_id else None
    return f"{above.number}、{above.heading}" if above else ""


def bodies(session: Session, item: Item) -> list[ClauseBody]:
    rows = select(ClauseBody).join(Clause).where(Clause.item_id == item.id).order_by(Clause.ordinal, ClauseBody.ordinal)
    return list(session.scalars(rows))


def named(session: Session, item: Item) -> list[int]:
    """The departments that an item names, the lead first."""
    found = sorted(bodies(session, item), key=lambda body: body.role.value != "lead")
    return list(dict.fromkeys(body.department_id for body in found if body.department_id is not None))


def renamed(session: Session, task: Task, step: Step) -> Renamed:
    """Who is named newly and who no longer is. A share that the old text did not name (the office added it, a
    department took it over) stays."""
    assert step.old is not None and step.new is not None
    before, after = named(session, step.old), named(session, step.new)
    held = {
        share.department_id: share
        for share in session.scalars(
            select(Assignment).where(Assignment.task_id == task.id, Assignment.to_on.is_(None))
        )
    }
    return Renamed(
        added=[body for body in after if body not in held],
        gone=[held[body] for body in before if body not in after and body in held],
    )


def add_share(session: Session, task: Task, department_id: int, *, role: Role, basis: str, on: date) -> Assignment:
    """A department shares from this day on, behind those that are there."""
    others = session.scalars(select(Assignment.ordinal).where(Assignment.task_id == task.id)).all()
    share = Assignment(
        task=task, department_id=department_id, role=role, ordinal=max(others, default=0) + 1, from_on=on, basis=basis
    )
    session.add(share)
    session.flush()
    return share


def put_in_order(session: Session, edition: Edition, *, on: date) -> None:
    """Tasks in the order of the new paper; those it does not hold behind them."""
    rows = session.execute(
        select(TaskItem.task_id, Item.ordinal)
        .join(Item, Item.id == TaskItem.item_id)
        .where(Item.edition_id == edition.id, TaskItem.to_on.is_(None))
    )
    place: dict[int, int] = dict(rows.all())
    tasks = session.scalars(select(Task).where(Task.plan_id == edition.plan_id)).all()
    for ordinal, task in enumerate(sorted(tasks, key=lambda t: (place.get(t.id, 10**6), t.ordinal)), start=1):
        if task.ordinal != ordinal:
            former.keep(session, task, on=on)
            task.ordinal = ordinal
    session.flush()
