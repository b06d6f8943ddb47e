"""交接清单: what passes on when a post of a department changes hands. Everything here belongs to the post already."""

from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, select
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline
from workflow.deadlines.queries import COLUMNS, detailed
from workflow.insight import asked, typed
from workflow.insight.passing import MOST, TASK, Matter, Part, Passing, passing
from workflow.people.models import Account
from workflow.reports.beside_models import ReportCorrection
from workflow.reports.models import Report, ReportDraft, ReportRevision, ReportState
from workflow.reports.queries import latest
from workflow.review.closing_models import ClosingState
from workflow.review.models import Extension, Review
from workflow.tasks.models import Assignment, Role, Task


def read(session: Session, department_id: int) -> dict[Part, list[Passing]]:
    """The whole list; a part without rows is empty."""
    own = Assignment.department_id == department_id
    return {
        Part.RETURNED: _returned(session, own),
        Part.TO_SIGN: _to_sign(session, own),
        Part.DRAFTS: _drafts(session, department_id),
        Part.INQUIRIES: asked.inquiries(session, own),
        Part.ASKED: _asked(session, own),
        Part.OWED: [_of_deadline(row) for row in _owed(session, department_id)],
        Part.LEADS: _tasks(session, own, Role.LEAD),
        Part.SHARES: _tasks(session, own, Role.CO),
    }


def _open(department_id: int, *columns: Any) -> Select[*tuple[Any, ...]]:
    rows = select(*COLUMNS, *columns).where(Deadline.department_id == department_id, Deadline.ended_on.is_(None))
    return detailed(rows).order_by(Deadline.due_on, Deadline.id).limit(MOST)


def _owed(session: Session, department_id: int) -> list[Row[*tuple[Any, ...]]]:
    return list(session.execute(_open(department_id)).all())


def _drafts(session: Session, department_id: int) -> list[Passing]:
    rows = _open(department_id, ReportDraft.saved_at, Account.name.label("saver"))
    rows = rows.join(ReportDraft, ReportDraft.deadline_id == Deadline.id)
    rows = rows.outerjoin(Account, Account.id == ReportDraft.saved_by)
    found = [_of_deadline(row, at=row.saved_at, who=row.saver or "") for row in session.execute(rows)]
    return found + typed.unasked_drafts(session, Assignment.department_id == department_id)


def _of_deadline(row: Any, **facts: Any) -> Passing:
    return Passing(
        task_id=row.task_id,
        number=row.number,
        heading=row.heading,
        matter=Matter.REPORT,
        kind=row.kind,
        occasion=row.occasion,
        wording=row.wording or "",
        section=row.section or "",
        on=row.due_on,
        **facts,
    )


def _returned(session: Session, own: ColumnElement[bool]) -> list[Passing]:
    """Returned by the office, not mended yet; sent back by the department's head."""
    corrections = (
        select(*TASK, Deadline.kind, Report.period, Deadline.due_on, Review.reason, Review.by, Review.at)
        .select_from(Review)
        .join(Deadline, Deadline.id == Review.correction_id)
        .join(Report, Report.id == Review.report_id)
        .join(Assignment, Assignment.id == Deadline.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .where(own, Deadline.ended_on.is_(None))
    )
    found = [
        passing(row, Matter.REPORT, kind=row.kind, occasion=row.period, on=row.due_on, who=row.by, words=row.reason)
        for row in session.execute(corrections.order_by(Deadline.due_on, Deadline.id).limit(MOST))
    ]
    return found + _reports(session, own, ReportState.SENT_BACK)


def _to_sign(session: Session, own: ColumnElement[bool]) -> list[Passing]:
    """What only the head's signature is missing for."""
    return [
        *_reports(session, own, ReportState.TO_SIGN),
        *asked.extensions(session, own, Extension.signed_at.is_(None)),
        *asked.closings(session, own, ClosingState.TO_SIGN),
        *asked.corrections(session, own, ReportCorrection.signed_at.is_(None)),
    ]


def _reports(session: Session, own: ColumnElement[bool], state: ReportState) -> list[Passing]:
    rows = (
        select(*TASK, Deadline.kind, Report.period, Deadline.due_on, ReportRevision.author, ReportRevision.at)
        .select_from(Report)
        .join(ReportRevision, and_(ReportRevision.report_id == Report.id, latest(ReportRevision)))
        .join(Deadline, Deadline.id == Report.deadline_id)
        .join(Assignment, Assignment.id == Report.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .where(own, Report.state == state)
        .order_by(Deadline.due_on, Report.id)
        .limit(MOST)
    )
    return [
        passing(row, Matter.REPORT, kind=row.kind, occasion=row.period, on=row.due_on, at=row.at, who=row.author)
        for row in session.execute(rows)
    ]


def _tasks(session: Session, own: ColumnElement[bool], role: Role) -> list[Passing]:
    rows = (
        select(*TASK, Assignment.acknowledged_on)
        .select_from(Assignment)
        .join(Task, Task.id == Assignment.task_id)
        .where(own, Assignment.to_on.is_(None), Assignment.role == role, Task.closed_on.is_(None))
        .order_by(Task.ordinal, Task.id)
        .limit(MOST)
    )
    return [passing(row, Matter.TASK, on=row.acknowledged_on) for row in session.execute(rows)]


def _asked(session: Session, own: ColumnElement[bool]) -> list[Passing]:
    """What the office has not answered."""
    return [
        *asked.moves(session, own),
        *asked.extensions(session, own, Extension.signed_at.is_not(None)),
        *asked.closings(session, own, ClosingState.ASKED),
        *asked.corrections(session, own, ReportCorrection.signed_at.is_not(None)),
    ]
