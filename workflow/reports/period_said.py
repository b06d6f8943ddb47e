"""What the shares on one page for a period said before: last words, last values, what came back. One statement each."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, and_, func, select
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline
from workflow.plans.models import Target
from workflow.reports.models import Report, ReportRevision, ReportValue, SignOff, SignOffWord
from workflow.reports.queries import STANDS, latest
from workflow.reports.rules import ENDED_BY_VERDICT
from workflow.tasks.models import TaskItem

LastSaid = dict[int, Row[*tuple[Any, ...]]]


def last_said(session: Session, assignment_ids: Collection[int], *, beside: Collection[int]) -> LastSaid:
    """By share: what it said last, as `queries.last_said` finds it, in reports of other deadlines than `beside`."""
    order = (Deadline.original_due_on.desc(), Report.filed_at.desc())
    place = func.row_number().over(partition_by=Report.assignment_id, order_by=order).label("place")
    ranked = (
        select(ReportRevision.id, place)
        .select_from(ReportRevision)
        .join(Report, Report.id == ReportRevision.report_id)
        .join(Deadline, Deadline.id == Report.deadline_id)
        .where(
            Report.assignment_id.in_(assignment_ids),
            Report.deadline_id.not_in(beside),
            Report.state.in_(STANDS),
            Deadline.kind.not_in(ENDED_BY_VERDICT),
            latest(ReportRevision),
        )
        .subquery()
    )
    rows = session.execute(
        select(ReportRevision, Report.assignment_id, Report.period)
        .select_from(ReportRevision)
        .join(Report, Report.id == ReportRevision.report_id)
        .join(ranked, and_(ranked.c.id == ReportRevision.id, ranked.c.place == 1))
    )
    return {row.assignment_id: row for row in rows}


def last_values(session: Session, assignment_ids: Collection[int]) -> dict[tuple[int, int], ReportValue]:
    """By share and target: the value with the latest day that was reported and stands."""
    place = func.row_number().over(
        partition_by=(Report.assignment_id, ReportValue.target_id),
        order_by=(ReportValue.as_of.desc(), ReportValue.id.desc()),
    )
    ranked = (
        select(ReportValue.id, Report.assignment_id, place.label("place"))
        .select_from(ReportValue)
        .join(ReportRevision, and_(ReportRevision.id == ReportValue.revision_id, latest(ReportRevision)))
        .join(Report, Report.id == ReportRevision.report_id)
        .where(
            Report.assignment_id.in_(assignment_ids),
            Report.state.in_(STANDS),
            ReportValue.value.is_not(None),
        )
        .subquery()
    )
    rows = session.execute(
        select(ReportValue, ranked.c.assignment_id)
        .select_from(ReportValue)
        .join(ranked, and_(ranked.c.id == ReportValue.id, ranked.c.place == 1))
    )
    return {(row.assignment_id, row.ReportValue.target_id): row.ReportValue for row in rows}


def own_revisions(session: Session, report_ids: Collection[int]) -> dict[int, ReportRevision]:
    """What reports that were sent back or withdrawn say now, by report."""
    rows = session.scalars(
        select(ReportRevision).where(ReportRevision.report_id.in_(report_ids), latest(ReportRevision))
    )
    return {one.report_id: one for one in rows}


def sent_back(session: Session, revision_ids: Collection[int]) -> dict[int, SignOff]:
    """The head's last word on revisions that she sent back."""
    rows = session.scalars(
        select(SignOff)
        .where(SignOff.revision_id.in_(revision_ids), SignOff.word == SignOffWord.RETURNED)
        .order_by(SignOff.id)
    )
    return {one.revision_id: one for one in rows}


def targets(session: Session, task_ids: Collection[int]) -> dict[int, list[Target]]:
    """By task: its targets and goals, in the order of the document."""
    rows = session.execute(
        select(TaskItem.task_id, Target)
        .join(Target, Target.item_id == TaskItem.item_id)
        .where(TaskItem.task_id.in_(task_ids), TaskItem.to_on.is_(None))
        .order_by(Target.start, Target.id)
    )
    found: dict[int, list[Target]] = {}
    for row in rows:
        found.setdefault(row.task_id, []).append(row.Target)
    return found
