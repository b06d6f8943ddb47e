"""What a department asked of the office, waiting for a signature or for an answer; and what the office asked of it."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline
from workflow.insight.passing import MOST, TASK, Matter, Passing, asked_at
from workflow.people.models import Account
from workflow.reports.beside_models import Inquiry, ReportCorrection
from workflow.reports.models import Report
from workflow.review.closing_models import Closing, ClosingState
from workflow.review.models import Extension
from workflow.tasks.models import Assignment, MoveRequest, Task


def moves(session: Session, own: ColumnElement[bool]) -> list[Passing]:
    """申请调整责任单位, not decided."""
    rows = (
        select(*TASK, MoveRequest.asked_at, MoveRequest.reason, Account.name)
        .select_from(MoveRequest)
        .join(Assignment, Assignment.id == MoveRequest.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .outerjoin(Account, Account.id == MoveRequest.asked_by)
        .where(own, MoveRequest.decision.is_(None))
        .order_by(MoveRequest.id)
        .limit(MOST)
    )
    return [asked_at(row, Matter.MOVE, row.asked_at, row.name, row.reason) for row in session.execute(rows)]


def extensions(session: Session, own: ColumnElement[bool], signed: ColumnElement[bool]) -> list[Passing]:
    rows = (
        select(*TASK, Extension.asked_at, Extension.reason, Account.name)
        .select_from(Extension)
        .join(Deadline, Deadline.id == Extension.deadline_id)
        .join(Assignment, Assignment.id == Deadline.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .outerjoin(Account, Account.id == Extension.asked_by)
        .where(own, signed, Extension.decision.is_(None))
        .order_by(Extension.id)
        .limit(MOST)
    )
    return [asked_at(row, Matter.EXTENSION, row.asked_at, row.name, row.reason) for row in session.execute(rows)]


def closings(session: Session, own: ColumnElement[bool], state: ClosingState) -> list[Passing]:
    rows = (
        select(*TASK, Closing.asked_at, Closing.asker, Closing.words)
        .select_from(Closing)
        .join(Assignment, Assignment.id == Closing.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .where(own, Closing.state == state)
        .order_by(Closing.id)
        .limit(MOST)
    )
    return [asked_at(row, Matter.CLOSING, row.asked_at, row.asker, row.words) for row in session.execute(rows)]


def corrections(session: Session, own: ColumnElement[bool], signed: ColumnElement[bool]) -> list[Passing]:
    rows = (
        select(*TASK, ReportCorrection.asked_at, ReportCorrection.asker, ReportCorrection.reason)
        .select_from(ReportCorrection)
        .join(Report, Report.id == ReportCorrection.report_id)
        .join(Assignment, Assignment.id == Report.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .where(own, signed, ReportCorrection.decision.is_(None))
        .order_by(ReportCorrection.id)
        .limit(MOST)
    )
    return [asked_at(row, Matter.CORRECTION, row.asked_at, row.asker, row.reason) for row in session.execute(rows)]


def inquiries(session: Session, own: ColumnElement[bool]) -> list[Passing]:
    """What the office asked and nobody has answered."""
    rows = (
        select(*TASK, Inquiry.asked_at, Inquiry.asker, Inquiry.words)
        .select_from(Inquiry)
        .join(Report, Report.id == Inquiry.report_id)
        .join(Assignment, Assignment.id == Report.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .where(own, Inquiry.answered_at.is_(None))
        .order_by(Inquiry.id)
        .limit(MOST)
    )
    return [asked_at(row, Matter.INQUIRY, row.asked_at, row.asker, row.words) for row in session.execute(rows)]
