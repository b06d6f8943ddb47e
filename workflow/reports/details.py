"""What hangs on revisions: blockers, values, files; and the reviewed values of targets."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, String, and_, cast, select
from sqlalchemy.orm import Session

from workflow.evidence.models import Evidence
from workflow.reports.models import (
    Blocker,
    Report,
    ReportEvidence,
    ReportRevision,
    ReportState,
    ReportValue,
    SignOff,
)
from workflow.reports.queries import STANDS, latest


def blockers(session: Session, revision_ids: Collection[int]) -> dict[int, list[Blocker]]:
    found: dict[int, list[Blocker]] = {}
    for one in session.scalars(select(Blocker).where(Blocker.revision_id.in_(revision_ids)).order_by(Blocker.id)):
        found.setdefault(one.revision_id, []).append(one)
    return found


def values(session: Session, revision_ids: Collection[int]) -> dict[int, list[ReportValue]]:
    found: dict[int, list[ReportValue]] = {}
    for one in session.scalars(
        select(ReportValue).where(ReportValue.revision_id.in_(revision_ids)).order_by(ReportValue.id)
    ):
        found.setdefault(one.revision_id, []).append(one)
    return found


def evidence(session: Session, revision_ids: Collection[int]) -> dict[int, list[Row[*tuple[Any, ...]]]]:
    """The files behind some revisions: id, name, size is left to the blob."""
    found: dict[int, list[Row[*tuple[Any, ...]]]] = {}
    for row in session.execute(
        select(
            ReportEvidence.revision_id,
            Evidence.id,
            Evidence.name,
            Evidence.demo,
            Evidence.withdrawn_at,
            Evidence.judged,
            Evidence.sha256,
        )
        .join(Evidence, Evidence.id == ReportEvidence.evidence_id)
        .where(ReportEvidence.revision_id.in_(revision_ids))
        .order_by(Evidence.id)
    ):
        found.setdefault(row.revision_id, []).append(row)
    return found


def reviewed_values(session: Session, target_ids: Collection[int]) -> dict[int, ReportValue]:
    """The latest reviewed value of each target: of an accepted report's current revision, by its own day."""
    rows = session.scalars(
        select(ReportValue)
        .join(ReportRevision, and_(ReportRevision.id == ReportValue.revision_id, latest(ReportRevision)))
        .join(Report, Report.id == ReportRevision.report_id)
        .where(
            ReportValue.target_id.in_(target_ids),
            ReportValue.value.is_not(None),
            accepted(),
        )
        .order_by(ReportValue.as_of, ReportValue.id)
    )
    return {one.target_id: one for one in rows}


def standing_values(session: Session, assignment_id: int, *, until: datetime | None = None) -> dict[int, ReportValue]:
    """The last value of each target that a share gave, by its own day: what still stands while nothing new is said.
    `until`: as it stood at that moment."""
    rows = (
        select(ReportValue)
        .join(ReportRevision, and_(ReportRevision.id == ReportValue.revision_id, latest(ReportRevision)))
        .join(Report, Report.id == ReportRevision.report_id)
        .where(Report.assignment_id == assignment_id, Report.state.in_(STANDS), ReportValue.value.is_not(None))
        .order_by(ReportValue.as_of, ReportValue.id)
    )
    if until is not None:
        rows = rows.where(ReportRevision.at < until)
    return {one.target_id: one for one in session.scalars(rows)}


def accepted() -> ColumnElement[bool]:
    """Condition on a report. Cast, so that a database without statistics starts from the few rows that are asked
    about, and not from every accepted report by the index of states."""
    return cast(Report.state, String) == ReportState.ACCEPTED.value


def signatures(session: Session, revision_ids: Collection[int]) -> dict[int, list[SignOff]]:
    """What the department's head said to some revisions, in the order in which she said it."""
    found: dict[int, list[SignOff]] = {}
    for one in session.scalars(select(SignOff).where(SignOff.revision_id.in_(revision_ids)).order_by(SignOff.id)):
        found.setdefault(one.revision_id, []).append(one)
    return found
