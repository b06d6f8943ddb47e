"""节点 owed: steps set by the office, steps that mend a missed target, and the days that the text names for an item."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NotRequired, TypedDict, Unpack

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.deadlines import due, service
from workflow.deadlines.models import Deadline, DeadlineKind, DeadlineMove, MoveKind, Outcome
from workflow.deadlines.rules import VERIFY_DAYS
from workflow.errors import Refused
from workflow.plans import queries as plans
from workflow.plans.models import Item, ItemDay, Plan
from workflow.plans.rules import mask
from workflow.tasks import milestones
from workflow.tasks.models import Assignment, Milestone, MilestoneSource, Role, Task, TaskItem, TaskState
from workflow.workdays.rules import Calendar

COMPLETION = "completion"  # the occasion: one for a share


class Step(TypedDict):
    """A step in words, with its day."""

    words: str
    due_on: date
    basis: NotRequired[str]
    source: NotRequired[MilestoneSource]
    target_id: NotRequired[int]


def set_step(session: Session, share: Assignment, *, by: audit.Actor, at: datetime, **step: Unpack[Step]) -> Deadline:
    """The office (or, source SUPERIOR, the department above) sets a step with a basis and a day to come."""
    today, basis, source = day_of(at), step.get("basis", ""), step.get("source", MilestoneSource.OFFICE)
    if not basis.strip():
        raise Refused("milestone.basis_missing")
    if step["due_on"] < today:
        raise Refused("milestone.day_past", on=step["due_on"])
    made = milestones.add(session, share, source=source, words=step["words"], basis=basis, by=by, at=at)
    deadline = _owe(session, share, made, step["due_on"], step.get("target_id"))
    facts = {"words": made.words, "basis": made.basis, "due_on": deadline.due_on.isoformat()}
    audit.record(session, "milestone.set", deadline, by=by, at=at, plan_id=deadline.plan_id, **facts)
    return deadline


def _owe(
    session: Session, share: Assignment, step: Milestone, due_on: date, target_id: int | None = None, *, rule: str = ""
) -> Deadline:
    return service.owe(
        session,
        share,
        DeadlineKind.MILESTONE,
        occasion=f"step:{step.id}",
        opens_on=day_of(step.set_at),
        due_on=due_on,
        due_rule=rule or f"milestone.{step.source.value}",
        milestone_id=step.id,
        target_id=target_id,
    )


def move_step(
    session: Session, deadline: Deadline, *, to_on: date, reason: str, by: audit.Actor, at: datetime
) -> DeadlineMove:
    """Another day of the office's for a step, a whole task or a verification, sooner or later, with the reason."""
    if not reason.strip():
        raise Refused("milestone.reason_missing")
    session.refresh(deadline, with_for_update=True)
    if to_on < day_of(at):
        raise Refused("milestone.day_past", on=to_on)
    if to_on == deadline.due_on:
        raise Refused("milestone.same_day", on=to_on)
    return service.move(session, deadline, to_on=to_on, kind=MoveKind.OFFICE, reason=reason.strip(), by=by, at=at)


def withdraw(session: Session, deadline: Deadline, *, reason: str, by: audit.Actor, at: datetime) -> None:
    """A step that is no longer wanted ends withdrawn, with the reason."""
    if not reason.strip():
        raise Refused("milestone.reason_missing")
    session.refresh(deadline, with_for_update=True)
    if deadline.kind not in (DeadlineKind.MILESTONE, DeadlineKind.COMPLETION):
        raise Refused("milestone.not_a_step")
    service.end(session, deadline, Outcome.WITHDRAWN, on=day_of(at))
    facts = {"reason": reason.strip(), "due_on": deadline.due_on.isoformat()}
    audit.record(session, "milestone.withdrawn", deadline, by=by, at=at, plan_id=deadline.plan_id, **facts)


NamedDay = tuple[ItemDay, Assignment]


def to_come(session: Session, plan: Plan) -> list[NamedDay]:
    """The days that the text (or the office at the import desk) names for tasks that wait for their start."""
    rows = session.execute(
        select(ItemDay, Assignment)
        .join(TaskItem, TaskItem.item_id == ItemDay.item_id)
        .join(Task, Task.id == TaskItem.task_id)
        .join(Assignment, Assignment.task_id == Task.id)
        .where(
            Task.plan_id == plan.id,
            Task.state == TaskState.PROPOSED,
            TaskItem.to_on.is_(None),
            ItemDay.due_on.is_not(None),
            ItemDay.owed.is_(True) | ItemDay.by_office.is_(True),
            Assignment.role == Role.LEAD,
            Assignment.to_on.is_(None),
        )
        .order_by(ItemDay.item_id, ItemDay.ordinal)
    )
    return [(day, lead) for day, lead in rows]


def owe_days(session: Session, named: Sequence[NamedDay], *, by: audit.Actor, at: datetime, calendar: Calendar) -> None:
    """A day for the whole item is the day by which the task is to be done; another is a step in the text's words. One
    that has passed is answered some working days from now, as with targets; the paper's day stays with the item."""
    for day, lead in named:
        assert day.due_on is not None
        today = day_of(at)
        rule = due.in_days("paper", VERIFY_DAYS) if day.due_on < today else ""
        due_on = calendar.add(today, VERIFY_DAYS) if rule else day.due_on
        if is_whole(day):
            _owe_completion(session, day, lead, due_on=due_on, rule=rule, by=by, at=at)
        else:
            _owe(session, lead, _of_day(session, day, lead, by=by, at=at), due_on, rule=rule)


def is_whole(day: ItemDay) -> bool:
    """Set for the item by the office, or named where the item begins (in its heading): by then all of it is done."""
    return day.by_office or day.start < day.item.heading_end


def _of_day(session: Session, day: ItemDay, lead: Assignment, *, by: audit.Actor, at: datetime) -> Milestone:
    """A step in the text's words, doubtful ones masked; or in the office's own."""
    source = MilestoneSource.OFFICE if day.by_office else MilestoneSource.PAPER
    doubtful = [] if day.by_office else plans.masks(session, [day.item_id])[day.item_id]
    words = mask(day.words, day.start, doubtful)
    return milestones.add(session, lead, source=source, words=words, by=by, at=at, item_day_id=day.id)


def _owe_completion(
    session: Session, day: ItemDay, lead: Assignment, *, due_on: date, rule: str, by: audit.Actor, at: datetime
) -> None:
    """Owed once for a share: the latest of several days; owed again when a later edition names another day."""
    known = service.owed(session, lead, DeadlineKind.COMPLETION, COMPLETION)
    if known is not None and known.ended_on is not None and known.outcome != Outcome.SUPERSEDED:
        return
    step = _of_day(session, day, lead, by=by, at=at)
    if known is None:
        rule = rule or f"completion.{step.source.value}"
        facts: service.Facts = {"opens_on": day_of(at), "due_rule": rule, "milestone_id": step.id}
        service.owe(session, lead, DeadlineKind.COMPLETION, occasion=COMPLETION, due_on=due_on, **facts)
        return
    anew = known.ended_on is not None
    if anew:
        service.reopen(session, known, reason=step.words, by=by, at=at)
        known.milestone_id = step.id
    if due_on > known.due_on or (anew and due_on != known.due_on):
        service.move(session, known, to_on=due_on, kind=MoveKind.OFFICE, reason=step.words, by=by, at=at)


def amend(
    session: Session, task: Task, old: Item, new: Item, *, by: audit.Actor, at: datetime, calendar: Calendar
) -> None:
    """A later edition: a day that both hold lives on at its new place, one that went is owed no more, a new one is."""
    fresh = _named(session, new)
    for day in _named(session, old):
        same = next((one for one in fresh if (one.words, one.due_on) == (day.words, day.due_on)), None)
        for step in session.scalars(select(Milestone).where(Milestone.item_day_id == day.id)).all():
            if same is not None:
                step.item_day_id = same.id
            else:
                _owed_no_more(session, step, on=day_of(at))
        if same is not None:
            fresh.remove(same)
    session.flush()
    lead = session.scalar(
        select(Assignment).where(
            Assignment.task_id == task.id, Assignment.role == Role.LEAD, Assignment.to_on.is_(None)
        )
    )
    if task.state == TaskState.UNDER_WAY and lead is not None:
        owe_days(session, [(day, lead) for day in fresh], by=by, at=at, calendar=calendar)


def _named(session: Session, item: Item) -> list[ItemDay]:
    days = session.scalars(select(ItemDay).where(ItemDay.item_id == item.id).order_by(ItemDay.ordinal))
    return [day for day in days if day.due_on is not None and (day.owed or day.by_office)]


def _owed_no_more(session: Session, step: Milestone, *, on: date) -> None:
    for deadline in session.scalars(select(Deadline).where(Deadline.milestone_id == step.id)).all():
        if deadline.ended_on is None:
            service.end(session, deadline, Outcome.SUPERSEDED, on=on)
