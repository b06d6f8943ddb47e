"""Where the targets of a plan stand: waiting for the province, wanting a tolerance, to be verified, or judged."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from workflow.deadlines.verifying import answers
from workflow.people.models import Department
from workflow.plans import queries as plans
from workflow.plans.models import Item, Target, TargetKind
from workflow.plans.rules import mask
from workflow.reports import details
from workflow.reports.models import Report, ReportRevision, ReportValue
from workflow.review import terms, verdicts
from workflow.review.models import TargetVerdict, TargetVerdictWord
from workflow.review.terms import Holds
from workflow.tasks.models import Assignment, Task, TaskItem


class TargetState(StrEnum):
    """Where a target stands; what waits for somebody comes first."""

    PROVINCE = "province"
    TOLERANCE = "tolerance"
    TO_VERIFY = "to_verify"
    AWAITS_DATA = "awaits_data"
    NOT_DUE = "not_due"
    UNASKED = "unasked"
    ACHIEVED = "achieved"
    NOT_ACHIEVED = "not_achieved"
    PROVINCE_DECIDES = "province_decides"


def state_of(holds: Holds, verdict: TargetVerdict | None, owed: Any, *, today: date) -> TargetState:
    """`owed` is the open verification, if there is one."""
    if verdict is not None and owed is None:
        return TargetState(verdict.verdict.value)
    if holds.awaits_province:
        return TargetState.PROVINCE
    if holds.wants_tolerance:
        return TargetState.TOLERANCE
    if verdict is not None and verdict.verdict == TargetVerdictWord.AWAITS_DATA and owed.due_on > today:
        return TargetState.AWAITS_DATA
    if owed is None:
        return TargetState.UNASKED
    return TargetState.TO_VERIFY if owed.opens_on <= today else TargetState.NOT_DUE


@dataclass(frozen=True)
class Figure:
    """A reviewed value with the report that said it."""

    value: ReportValue
    report_id: int
    author: str
    filed_at: Any


@dataclass(frozen=True)
class Standing:
    """A target with everything that is shown beside it; `verdicts` the latest first."""

    target: Target
    wording: str
    holds: Holds
    state: TargetState
    figure: Figure | None
    owed: Any
    verdicts: Sequence[TargetVerdict] = ()
    task_id: int | None = None
    number: str = ""
    heading: str = ""
    department_id: int | None = None
    department: str = ""

    @property
    def verdict(self) -> TargetVerdict | None:
        return self.verdicts[0] if self.verdicts else None


@dataclass(frozen=True)
class Whose:
    """The task that stands on an item, and its lead."""

    task_id: int | None = None
    number: str = ""
    heading: str = ""
    department_id: int | None = None
    department: str = ""


def of_edition(session: Session, edition_id: int, *, today: date) -> list[Standing]:
    """The quantified targets of an edition, in the order of the document."""
    rows = session.execute(
        select(Target, Item.number, Item.heading, Task.id, Assignment.department_id, Department.label)
        .join(Item, Item.id == Target.item_id)
        .outerjoin(TaskItem, and_(TaskItem.item_id == Item.id, TaskItem.to_on.is_(None)))
        .outerjoin(Task, Task.id == TaskItem.task_id)
        .outerjoin(
            Assignment,
            and_(Assignment.task_id == Task.id, answers(), Assignment.to_on.is_(None)),
        )
        .outerjoin(Department, Department.id == Assignment.department_id)
        .where(Item.edition_id == edition_id, Target.kind != TargetKind.GOAL)
        .order_by(Target.start, Target.id)
    ).all()
    whose: dict[int, Whose] = {}
    for target, number, heading, task_id, department_id, label in rows:
        whose.setdefault(target.id, Whose(task_id, number, heading, department_id, label or ""))
    targets = {target.id: target for target, *_ in rows}
    return _stand(session, list(targets.values()), whose, today=today)


def of_targets(session: Session, targets: Sequence[Target], *, today: date) -> dict[int, Standing]:
    """Where some targets stand, by id."""
    return {one.target.id: one for one in _stand(session, targets, {}, today=today)}


def _stand(session: Session, targets: Sequence[Target], whose: dict[int, Whose], *, today: date) -> list[Standing]:
    ids = [target.id for target in targets]
    holds, said = terms.beside(session, targets), verdicts.of_targets(session, ids)
    owed, figures = verdicts.owed(session, ids), _figures(session, ids)
    taints = plans.masks(session, {target.item_id for target in targets})
    found = []
    for target in targets:
        beside, words = whose.get(target.id, Whose()), said.get(target.id, [])
        state = state_of(holds[target.id], words[0] if words else None, owed.get(target.id), today=today)
        found.append(
            Standing(
                target,
                mask(target.wording, target.start, taints[target.item_id]),
                holds[target.id],
                state,
                figures.get(target.id),
                owed.get(target.id),
                words,
                beside.task_id,
                beside.number,
                beside.heading,
                beside.department_id,
                beside.department,
            )
        )
    return found


def _figures(session: Session, target_ids: Collection[int]) -> dict[int, Figure]:
    values = details.reviewed_values(session, target_ids)
    rows = session.execute(
        select(ReportRevision.id, ReportRevision.report_id, ReportRevision.author, Report.filed_at)
        .join(Report, Report.id == ReportRevision.report_id)
        .where(ReportRevision.id.in_({value.revision_id for value in values.values()}))
    )
    said = {row.id: row for row in rows}
    found = {}
    for target_id, value in values.items():
        row = said[value.revision_id]
        found[target_id] = Figure(value, row.report_id, row.author, row.filed_at)
    return found
