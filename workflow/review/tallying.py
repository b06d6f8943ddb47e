"""Making the checklist of a task: a handful of statements, whatever the task holds."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session, aliased

from workflow.adapters.clock import day_of
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.deadlines.queries import WORDING
from workflow.people.models import Department
from workflow.plans import queries as plans
from workflow.plans.models import Target
from workflow.plans.rules import mask
from workflow.reports.models import Report, ReportEvidence, ReportRevision, ReportState
from workflow.reports.queries import STANDS, latest
from workflow.review import required, terms
from workflow.review.checklist import Checklist, Counts, MilestoneLine, OwedLine, ShareLine, TargetLine
from workflow.review.models import TargetVerdict
from workflow.tasks import queries as tasks
from workflow.tasks.models import Assignment, Milestone, Role


def checklist_of(session: Session, task_id: int) -> Checklist:
    """Every target with its verdict, every share, every milestone, what is owed still, what was said and shown, which
    kinds of evidence are wanted."""
    return Checklist(
        _targets(session, task_id),
        _shares(session, task_id),
        _milestones(session, task_id),
        _owed(session, task_id),
        _counts(session, task_id),
        required.lines(session, task_id),
    )


def _targets(session: Session, task_id: int) -> list[TargetLine]:
    found = tasks.targets(session, task_id)
    masks = plans.masks(session, {target.item_id for target in found})
    held = terms.beside(session, found)
    ids = [target.id for target in found]
    verdicts = {
        one.target_id: one
        for one in session.scalars(
            select(TargetVerdict).where(TargetVerdict.target_id.in_(ids)).order_by(TargetVerdict.id)
        )
    }
    asking = dict(
        session.execute(
            select(Deadline.target_id, Deadline.id).where(
                Deadline.target_id.in_(ids), Deadline.kind == DeadlineKind.TARGET, Deadline.ended_on.is_(None)
            )
        ).all()
    )
    return [
        _target(target, mask(target.wording, target.start, masks[target.item_id]), held[target.id], verdicts, asking)
        for target in found
    ]


def _target(
    target: Target, wording: str, holds: terms.Holds, verdicts: dict[int, TargetVerdict], asking: dict[int | None, int]
) -> TargetLine:
    verdict = verdicts.get(target.id)
    return TargetLine(
        target_id=target.id,
        kind=target.kind,
        wording=wording,
        due_on=holds.due_on,
        verdict=verdict.verdict if verdict is not None else None,
        basis=verdict.basis if verdict is not None else "",
        awaits_province=holds.awaits_province,
        deadline_id=asking.get(target.id),
    )


def _shares(session: Session, task_id: int) -> list[ShareLine]:
    """The shares in force, the lead first, with what each said last."""
    later = aliased(Report)
    last = (
        select(later.id)
        .where(later.assignment_id == Assignment.id, later.state.in_(STANDS))
        .order_by(later.filed_at.desc(), later.id.desc())
        .limit(1)
        .correlate(Assignment)
        .scalar_subquery()
    )
    rows: Sequence[Any] = session.execute(
        select(Department.label, Assignment.role, Assignment.acknowledged_on, Report.filed_at, ReportRevision.standing)
        .select_from(Assignment)
        .join(Department, Department.id == Assignment.department_id)
        .outerjoin(Report, Report.id == last)
        .outerjoin(ReportRevision, (ReportRevision.report_id == Report.id) & latest(ReportRevision))
        .where(Assignment.task_id == task_id, Assignment.to_on.is_(None))
        .order_by(Assignment.role != Role.LEAD, Assignment.ordinal, Assignment.id)
    ).all()
    return [
        ShareLine(label, role, acknowledged_on, day_of(filed_at) if filed_at is not None else None, standing)
        for label, role, acknowledged_on, filed_at, standing in rows
    ]


def _milestones(session: Session, task_id: int) -> list[MilestoneLine]:
    rows = session.execute(
        select(Milestone.words, Department.label, Deadline.due_on, Deadline.ended_on, Deadline.outcome)
        .join(Deadline, Deadline.milestone_id == Milestone.id)
        .join(Assignment, Assignment.id == Deadline.assignment_id)
        .join(Department, Department.id == Deadline.department_id)
        .where(Assignment.task_id == task_id, Assignment.to_on.is_(None))
        .order_by(Deadline.due_on, Deadline.id)
    )
    return [MilestoneLine(*row) for row in rows]


def _owed(session: Session, task_id: int) -> list[OwedLine]:
    rows: Sequence[Any] = session.execute(
        select(
            Deadline.id,
            Department.label,
            Deadline.kind,
            Deadline.occasion,
            func.coalesce(WORDING, ""),
            Deadline.due_on,
            Deadline.held_since,
        )
        .join(Assignment, Assignment.id == Deadline.assignment_id)
        .join(Department, Department.id == Deadline.department_id)
        .outerjoin(Target, Target.id == Deadline.target_id)
        .outerjoin(Milestone, Milestone.id == Deadline.milestone_id)
        .where(Assignment.task_id == task_id, Deadline.ended_on.is_(None))
        .order_by(Deadline.due_on, Deadline.id)
    ).all()
    return [OwedLine(*row) for row in rows]


def _counts(session: Session, task_id: int) -> Counts:
    reviewed, waiting = session.execute(
        select(
            func.count(case((Report.state == ReportState.ACCEPTED, 1))),
            func.count(case((or_(Report.state == ReportState.FILED, Report.state == ReportState.UNDER_REVIEW), 1))),
        )
        .join(Assignment, Assignment.id == Report.assignment_id)
        .where(Assignment.task_id == task_id)
    ).one()
    files = session.scalar(
        select(func.count(func.distinct(ReportEvidence.evidence_id)))
        .join(ReportRevision, ReportRevision.id == ReportEvidence.revision_id)
        .join(Report, Report.id == ReportRevision.report_id)
        .join(Assignment, Assignment.id == Report.assignment_id)
        .where(Assignment.task_id == task_id, Report.state.in_(STANDS))
    )
    return Counts(reviewed, waiting, files or 0)
