"""What the office asked about a department's reports and waits for, as the desk shows it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline
from workflow.reports import answering
from workflow.reports.models import Report, ReportState
from workflow.reports.queries import of_deadline


@dataclass(frozen=True)
class Inquiries:
    rows: Any
    count: int


def open_of(session: Session, department_id: int) -> Inquiries:
    rows = answering.open_of(session, department_id)
    return Inquiries(rows, len(rows) if len(rows) < answering.SHOWN else answering.count_open(session, department_id))


def asked_about(session: Session, owed: Deadline) -> Report | None:
    """The report that answers a deadline, while the office waits for an answer about it."""
    report = of_deadline(session, owed) if owed.ended_on is not None else None
    return report if report is not None and report.state == ReportState.UNDER_REVIEW else None
