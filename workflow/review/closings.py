"""Reading requests to close: of a task, for the office, on a department's desk."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, and_, exists, select
from sqlalchemy.orm import Session, aliased

from workflow.evidence.models import Evidence
from workflow.people.models import Department
from workflow.reports.models import Report, ReportRevision, ReportState, Standing
from workflow.reports.queries import latest
from workflow.review.closing_models import Closing, ClosingEvidence, ClosingState
from workflow.review.queries import CAP, Rows
from workflow.tasks.models import MATTERS, Assignment, Origin, Role, Task, TaskState

NOT_ASKED = (*MATTERS, Origin.SUB_TASK)  # closed by those who handed them over
LIMIT = 100


def of_task(session: Session, task_id: int) -> list[Closing]:
    """The requests to close a task, the latest first."""
    rows = select(Closing).where(Closing.task_id == task_id).order_by(Closing.ordinal.desc()).limit(LIMIT)
    return list(session.scalars(rows))


def evidence_of(session: Session, closing_ids: Collection[int]) -> dict[int, list[Any]]:
    """The papers that came with requests, by request."""
    found: dict[int, list[Any]] = {}
    for row in session.execute(
        select(
            ClosingEvidence.closing_id,
            Evidence.id,
            Evidence.name,
            Evidence.demo,
            Evidence.withdrawn_at,
            Evidence.judged,
        )
        .join(Evidence, Evidence.id == ClosingEvidence.evidence_id)
        .where(ClosingEvidence.closing_id.in_(closing_ids))
        .order_by(Evidence.id)
    ):
        found.setdefault(row.closing_id, []).append(row)
    return found


def waiting(session: Session) -> Rows:
    """Requests that wait for the office, the oldest first, up to a thousand."""
    return session.execute(
        select(
            Closing.id,
            Closing.words,
            Closing.as_standing,
            Closing.ordinal,
            Closing.asker,
            Closing.signed_at,
            Assignment.department_id,
            Department.label.label("department"),
            Task.id.label("task_id"),
            Task.number,
            Task.heading,
        )
        .join(Assignment, Assignment.id == Closing.assignment_id)
        .join(Department, Department.id == Assignment.department_id)
        .join(Task, Task.id == Closing.task_id)
        .where(Closing.state == ClosingState.ASKED)
        .order_by(Closing.asked_at, Closing.id)
        .limit(CAP - 1)
    ).all()


def returned_to(session: Session, department_id: int) -> Rows:
    """Requests of a department that the office returned, or its head sent back, and that were not made anew."""
    return session.execute(returned(department_id).order_by(Closing.decided_at, Task.id).limit(LIMIT)).all()


def returned(department_id: Any) -> Select[*tuple[Any, ...]]:
    """Those requests, of a department (its id, or a column or parameter for it)."""
    later = aliased(Closing)
    anew = exists().where(later.task_id == Closing.task_id, later.ordinal > Closing.ordinal).correlate(Closing)
    sent_back = and_(Closing.state == ClosingState.WITHDRAWN, Closing.decided_at.is_not(None))
    rows = _led(department_id, Closing.state, Closing.answer, Closing.decider, Closing.decided_at)
    return rows.join(Closing, Closing.task_id == Task.id).where(
        (Closing.state == ClosingState.RETURNED) | sent_back, ~anew
    )


def _led(department_id: Any, *columns: Any) -> Select[*tuple[Any, ...]]:
    """Tasks under way that a department leads."""
    return (
        select(Task.id.label("task_id"), Task.number, Task.heading, *columns)
        .select_from(Assignment)
        .join(Task, Task.id == Assignment.task_id)
        .where(
            Assignment.department_id == department_id,
            Assignment.role == Role.LEAD,
            Assignment.to_on.is_(None),
            Task.state == TaskState.UNDER_WAY,
        )
    )


def to_ask_for(session: Session, department_id: int) -> Rows:
    """Tasks whose last accepted report says that they are done, and for which nothing was asked since."""
    return session.execute(to_ask(department_id).order_by(Report.filed_at, Task.id).limit(LIMIT)).all()


def to_ask(department_id: Any) -> Select[*tuple[Any, ...]]:
    """Those tasks, of a department (its id, or a column or parameter for it)."""
    said = aliased(Report)
    last = (
        select(said.id)
        .where(
            said.assignment_id == Assignment.id,
            said.state == ReportState.ACCEPTED,
            ~said.period.startswith("instruction:"),  # of a leader's instruction, not of the task
        )
        .order_by(said.filed_at.desc(), said.id.desc())
        .limit(1)
        .correlate(Assignment)
        .scalar_subquery()
    )
    asked = exists().where(
        Closing.task_id == Task.id,
        Closing.state.in_((ClosingState.TO_SIGN, ClosingState.ASKED))
        | (Closing.decided_at > Report.filed_at)
        | (Closing.reopened_at > Report.filed_at),
    )
    return (
        _led(department_id, Report.id.label("report_id"), Report.period, Report.filed_at)
        .join(Report, Report.id == last)
        .join(ReportRevision, and_(ReportRevision.report_id == Report.id, latest(ReportRevision)))
        .where(ReportRevision.standing == Standing.DONE, ~asked.correlate(Task, Report), Task.origin.not_in(NOT_ASKED))
    )
