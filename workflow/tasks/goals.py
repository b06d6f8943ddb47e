"""总体目标: the quantified targets of general items, which no clause gives to anybody, and the tasks made of them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.plans import queries as plans
from workflow.plans.models import Item, ItemKind, Plan, PlanState, Target, TargetKind
from workflow.tasks.amending import chapter_of, task_on
from workflow.tasks.models import Origin, Rhythm, Task, TaskItem, TaskState
from workflow.tasks.moves import MOVES, TaskAct


@dataclass(frozen=True)
class Goal:
    """A headline target at its place in the edition in force; `target.answers_id` says who answers for it."""

    target: Target
    item: Item


def goals(session: Session, plan_id: int) -> list[Goal]:
    """The headline targets of a plan, in the order of the paper."""
    edition = plans.edition_in_force(session, plan_id)
    if edition is None:
        return []
    rows = session.execute(
        select(Target, Item)
        .join(Item, Item.id == Target.item_id)
        .where(Item.edition_id == edition.id, Item.kind == ItemKind.GENERAL, Target.kind != TargetKind.GOAL)
        .order_by(Item.ordinal, Target.ordinal, Target.id)
    )
    return [Goal(target, item) for target, item in rows]


def counted(session: Session, plan_id: int) -> tuple[int, int]:
    """How many headline targets a plan has, and for how many of them somebody answers."""
    edition = plans.edition_in_force(session, plan_id)
    rows = (
        select(func.count(), func.count(Target.answers_id))
        .join(Item, Item.id == Target.item_id)
        .where(Item.kind == ItemKind.GENERAL, Target.kind != TargetKind.GOAL)
    )
    all_of, answered = session.execute(rows.where(Item.edition_id == (edition.id if edition else 0))).one()
    return all_of, answered


def task_of(session: Session, plan: Plan, item: Item, *, at: datetime) -> Task:
    """The task that stands on a general item; made now if there is none, and under way where the plan is."""
    known = task_on(session, item)
    if known is not None:
        return known
    state = TaskState.PROPOSED
    if plan.state == PlanState.IN_FORCE:
        state = MOVES.after(state, TaskAct.START)
    task = Task(plan=plan, origin=Origin.GOAL, rhythm=Rhythm.NONE, state=state, ordinal=0)  # before the measures
    task.number, task.heading, task.chapter = item.number, item.heading, chapter_of(session, item)
    session.add(task)
    session.add(TaskItem(task=task, item=item, from_on=day_of(at)))
    session.flush()
    return task
