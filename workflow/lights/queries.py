"""Lights of one task or of many, in five statements however many there are (a few more above a thousand)."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline, DeadlineKind, DeadlineMove, Hold, MoveKind
from workflow.deadlines.rules import WORK, ladder_of
from workflow.lights.models import PeriodVerdict
from workflow.lights.rules import Held, Kept, Owed, Shown, Waiting, first_unlate, light
from workflow.plans import queries as plans
from workflow.plans.models import Target, TargetKind
from workflow.plans.rules import mask
from workflow.reports.conditions import awaits_word
from workflow.review.models import TargetTerm, TargetVerdict, TermKind
from workflow.tasks.models import Assignment, Role, Task, TaskItem, TaskState
from workflow.workdays.rules import Calendar, period_named

BATCH = 900  # ids in one statement
LIT = (TaskState.UNDER_WAY, TaskState.CLOSED)


@dataclass
class Basis:
    """What a task's light is made from."""

    closed_on: date | None
    owed: list[Owed] = field(default_factory=list)
    kept: Kept | None = None
    held: list[Held] = field(default_factory=list)
    province: list[str] = field(default_factory=list)  # wordings, masked

    def shown(self, *, today: date, calendar: Calendar, forms: bool = True) -> Shown:
        return light(
            closed_on=self.closed_on,
            owed=self.owed,
            kept=self.kept,
            today=today,
            calendar=calendar,
            forms=forms,
            waiting=Waiting(self.held, self.province),
        )


def lights(session: Session, task_ids: Collection[int], *, today: date, calendar: Calendar) -> dict[int, Shown]:
    """The light of each task under way or closed. Standing duties and proposed tasks have none."""
    found = bases(session, task_ids, today=today, calendar=calendar)
    return {task_id: basis.shown(today=today, calendar=calendar) for task_id, basis in found.items()}


def light_of(session: Session, task_id: int, *, today: date, calendar: Calendar) -> Shown | None:
    return lights(session, [task_id], today=today, calendar=calendar).get(task_id)


def bases(session: Session, task_ids: Collection[int], *, today: date, calendar: Calendar) -> dict[int, Basis]:
    """What the lights of these tasks are made from, on a day."""
    found: dict[int, Basis] = {}
    for ids in _batches(sorted(set(task_ids))):
        tasks = select(Task.id, Task.closed_on).where(Task.id.in_(ids), Task.state.in_(LIT))
        found.update({task_id: Basis(closed_on) for task_id, closed_on in session.execute(tasks)})
        parts: dict[str, dict[int, Any]] = {
            "owed": _owed(session, ids, mark=first_unlate(today, calendar)),
            "kept": _kept(session, ids),
            "held": _held(session, ids),
            "province": _province(session, ids),
        }
        for name, by_task in parts.items():
            for task_id in by_task.keys() & found.keys():
                setattr(found[task_id], name, by_task[task_id])
    return found


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[at : at + BATCH] for at in range(0, len(ids), BATCH))


def bears_on_light() -> ColumnElement[bool]:
    """Work of any department of a task that does not wait for the office's word; forms of its lead only (a missing
    share never makes the lead late)."""
    of_lead = (Assignment.role == Role.LEAD) & (Deadline.kind != DeadlineKind.SHARE)
    return ~awaits_word() & or_(Deadline.kind.in_(WORK), of_lead)


def _owed(session: Session, task_ids: Sequence[int], *, mark: date) -> dict[int, list[Owed]]:
    extended = exists().where(DeadlineMove.deadline_id == Deadline.id, DeadlineMove.kind == MoveKind.EXTENSION)
    rows: Any = session.execute(
        select(
            Assignment.task_id,
            Deadline.kind,
            Deadline.occasion,
            Deadline.due_on,
            Deadline.original_due_on,
            extended,
        )
        .join(Assignment, Assignment.id == Deadline.assignment_id)
        .where(
            Assignment.task_id.in_(task_ids),
            Assignment.to_on.is_(None),
            Deadline.ended_on.is_(None),
            Deadline.held_since.is_(None),
            or_(Deadline.due_on < mark, Deadline.original_due_on < mark),
            bears_on_light(),
        )
    )
    found: dict[int, list[Owed]] = defaultdict(list)
    for task_id, kind, *facts in rows:
        found[task_id].append(Owed(ladder_of(kind), kind, *facts))
    return found


def _kept(session: Session, task_ids: Sequence[int]) -> dict[int, Kept]:
    rows: Any = session.execute(
        select(Assignment.task_id, PeriodVerdict.period, PeriodVerdict.course, PeriodVerdict.reason, Assignment.red_run)
        .join(Assignment, Assignment.id == PeriodVerdict.assignment_id)
        .where(Assignment.task_id.in_(task_ids), Assignment.role == Role.LEAD, Assignment.to_on.is_(None))
        .order_by(PeriodVerdict.ordinal)
    )
    in_order = sorted(rows, key=lambda row: period_named(row.period).last)
    return {task_id: Kept(*facts) for task_id, *facts in in_order}  # the last one stays


def _held(session: Session, task_ids: Sequence[int]) -> dict[int, list[Held]]:
    rows: Any = session.execute(
        select(Assignment.task_id, Deadline.kind, Deadline.occasion, Hold.since_on, Hold.reason)
        .join(Deadline, Deadline.id == Hold.deadline_id)
        .join(Assignment, Assignment.id == Deadline.assignment_id)
        .where(
            Assignment.task_id.in_(task_ids),
            Assignment.to_on.is_(None),
            Deadline.ended_on.is_(None),
            Hold.released_on.is_(None),
        )
        .order_by(Hold.since_on, Hold.id)
    )
    found: dict[int, list[Held]] = defaultdict(list)
    for task_id, *facts in rows:
        found[task_id].append(Held(*facts))
    return found


def _province(session: Session, task_ids: Sequence[int]) -> dict[int, list[str]]:
    """Targets whose value the province sets and nobody has entered; where a verdict ended the matter, none."""
    entered = exists().where(TargetTerm.target_id == Target.id, TargetTerm.value.is_not(None), _sets_value())
    judged = exists().where(TargetVerdict.target_id == Target.id)
    asked = exists().where(Deadline.target_id == Target.id, Deadline.ended_on.is_(None))
    rows = session.execute(
        select(TaskItem.task_id, Target)
        .join(Target, Target.item_id == TaskItem.item_id)
        .where(
            TaskItem.task_id.in_(task_ids),
            TaskItem.to_on.is_(None),
            Target.kind == TargetKind.PROVINCE,
            Target.value.is_(None),
            ~entered,
            or_(~judged, asked),
        )
        .order_by(Target.start, Target.id)
    ).all()
    taints = plans.masks(session, {target.item_id for _, target in rows}) if rows else {}
    found: dict[int, list[str]] = defaultdict(list)
    for task_id, target in rows:
        found[task_id].append(mask(target.wording, target.start, taints[target.item_id]))
    return found


def _sets_value() -> ColumnElement[bool]:
    return TargetTerm.kind.in_((TermKind.PROVINCE, TermKind.CHANGE))
