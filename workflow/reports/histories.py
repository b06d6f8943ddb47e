"""Every reviewed value of a target over the years: where it comes from, who filed, signed and reviewed it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from workflow.people.models import Department
from workflow.reports.details import accepted
from workflow.reports.models import Manner, Report, ReportRevision, ReportValue, SignOff, SignOffWord
from workflow.reports.queries import latest
from workflow.tasks.models import Assignment


@dataclass(frozen=True)
class Reviewed:
    """One reviewed value with its own day, and the report that it stands in."""

    target_id: int
    value: Decimal
    as_of: date
    source: str
    definition: str
    report_id: int
    revision_id: int
    period: str
    department: str
    author: str
    at: datetime
    demo: bool
    signer: str | None
    manner: Manner | None
    department_id: int


COLUMNS: tuple[Any, ...] = (
    ReportValue.target_id,
    ReportValue.value,
    ReportValue.as_of,
    ReportValue.source,
    ReportValue.definition,
    Report.id,
    ReportRevision.id,
    Report.period,
    Department.label,
    ReportRevision.author,
    ReportRevision.at,
    Report.demo,
    SignOff.signer,
    SignOff.manner,
    Assignment.department_id,
)


def reviewed(session: Session, target_ids: Collection[int]) -> dict[int, list[Reviewed]]:
    """The reviewed values of some targets, each target's in the order of their days."""
    rows: Any = session.execute(
        select(*COLUMNS)
        .select_from(ReportValue)
        .join(ReportRevision, and_(ReportRevision.id == ReportValue.revision_id, latest(ReportRevision)))
        .join(Report, Report.id == ReportRevision.report_id)
        .join(Assignment, Assignment.id == Report.assignment_id)
        .join(Department, Department.id == Assignment.department_id)
        .outerjoin(SignOff, and_(SignOff.revision_id == ReportRevision.id, SignOff.word == SignOffWord.SIGNED))
        .where(ReportValue.target_id.in_(target_ids), ReportValue.value.is_not(None), accepted())
        .order_by(ReportValue.as_of, ReportValue.id)
    )
    found: dict[int, list[Reviewed]] = {}
    for row in rows:
        found.setdefault(row.target_id, []).append(Reviewed(*row))
    return found
