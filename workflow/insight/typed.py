"""Drafts of what no deadline asks, for the hand-over list."""

from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from workflow.insight.passing import MOST, TASK, Matter, Passing, passing
from workflow.people.models import Account
from workflow.reports import unasked
from workflow.reports.carrying import AS_OWED
from workflow.reports.models import Report, UnaskedDraft
from workflow.tasks.models import Assignment, Task


def unasked_drafts(session: Session, own: ColumnElement[bool]) -> list[Passing]:
    """Updates, shares and corrections that were begun; two statements."""
    rows = session.execute(
        select(*TASK, UnaskedDraft.occasion, UnaskedDraft.saved_at, Account.name.label("saver"))
        .select_from(UnaskedDraft)
        .join(Assignment, Assignment.id == UnaskedDraft.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .outerjoin(Account, Account.id == UnaskedDraft.saved_by)
        .where(own)
        .order_by(UnaskedDraft.saved_at, UnaskedDraft.assignment_id, UnaskedDraft.occasion)
        .limit(MOST)
    ).all()
    periods = _periods(session, [unasked.corrected(row.occasion) for row in rows])
    return [_of(row, periods) for row in rows]


def _periods(session: Session, report_ids: list[int]) -> dict[int, str]:
    """For which period each report is that is being corrected."""
    rows = session.execute(select(Report.id, Report.period).where(Report.id.in_(report_ids)))
    return {row.id: row.period for row in rows}


def _of(row: Any, periods: dict[int, str]) -> Passing:
    facts = {"at": row.saved_at, "who": row.saver or ""}
    if row.occasion in AS_OWED:
        kind, occasion = AS_OWED[row.occasion]
        return passing(row, Matter.REPORT, kind=kind, occasion=occasion, **facts)
    return passing(row, Matter.CORRECTION, occasion=periods.get(unasked.corrected(row.occasion), ""), **facts)
