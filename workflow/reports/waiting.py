"""What waits for the signature of a department's head, and what she sent back."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, String, and_, cast, exists, func, literal, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.people.models import Department
from workflow.plans.models import Target
from workflow.reports.models import Report, ReportRevision, ReportState, ReportValue, SignOff, SignOffWord
from workflow.reports.queries import STANDS, Rows, latest
from workflow.reports.rules import RETURN, VOLUNTARY
from workflow.tasks.models import Assignment, Milestone, Task

PAGE = 100
CAP = 1001
Key = tuple[date, int]  # due_on, id of a report
_again = aliased(Deadline)  # the open correction of a report that was returned
_due_on = func.coalesce(_again.due_on, Deadline.due_on)
SUPERSEDED = and_(_again.id.is_(None), Deadline.ended_on.is_not(None), Deadline.due_rule != VOLUNTARY)


def of_departments(session: Session, department_ids: Collection[int], *, after: Key | None = None) -> Rows:
    """Reports and shares that wait, what is due first on top: a page and one row more."""
    rows = _in(
        ReportState.TO_SIGN,
        department_ids,
        Report.id,
        Report.period,
        Report.demo,
        Report.assignment_id,
        func.coalesce(_again.id, Deadline.id).label("deadline_id"),
        Deadline.kind,
        _due_on.label("due_on"),
        SUPERSEDED.label("superseded"),
        _again.id.is_not(None).label("again"),
        Department.label.label("department"),
        func.coalesce(Target.wording, Milestone.words).label("wording"),
        Task.number,
        Task.heading,
        ReportRevision.id.label("revision_id"),
        ReportRevision.standing,
        ReportRevision.text,
        ReportRevision.unchanged,
        ReportRevision.author,
        ReportRevision.at,
    )
    if after is not None:
        rows = rows.where(tuple_(_due_on, Report.id) > tuple_(literal(after[0], Date), literal(after[1])))
    return session.execute(rows.order_by(_due_on, Report.id).limit(PAGE + 1)).all()


def _in(state: ReportState, department_ids: Collection[int], *columns: Any) -> Select[*tuple[Any, ...]]:
    """Reports of some departments in a state, with what they say now and the task they belong to."""
    return (
        select(*columns)
        .select_from(Report)
        .join(ReportRevision, and_(ReportRevision.report_id == Report.id, latest(ReportRevision)))
        .join(Deadline, Deadline.id == Report.deadline_id)
        .join(Department, Department.id == Deadline.department_id)
        .join(Assignment, Assignment.id == Report.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .outerjoin(Target, Target.id == Deadline.target_id)
        .outerjoin(Milestone, Milestone.id == Deadline.milestone_id)
        .outerjoin(_again, _is_correction())
        .where(Report.state == state, Deadline.department_id.in_(department_ids))
    )


def _is_correction() -> ColumnElement[bool]:
    cause = literal(RETURN) + cast(Report.id, String)
    return and_(
        _again.assignment_id == Report.assignment_id,
        _again.kind == DeadlineKind.CORRECTION,
        _again.ended_on.is_(None),
        or_(_again.occasion == cause, _again.occasion.like(cause + ":%")),
    )


def count(session: Session, department_ids: Collection[int]) -> int:
    """How many wait; counting stops after a thousand."""
    if not department_ids:
        return 0
    rows = (
        select(Report.id)
        .join(Deadline, Deadline.id == Report.deadline_id)
        .where(Report.state == ReportState.TO_SIGN, Deadline.department_id.in_(department_ids))
        .limit(CAP)
        .subquery()
    )
    return session.scalar(select(func.count()).select_from(rows)) or 0


def signs_off(session: Session, department_ids: Collection[int]) -> bool:
    """Whether any of these departments signs off, or has something that waits still from when it did."""
    if not department_ids:
        return False
    switched = exists().where(Department.id.in_(department_ids), Department.signs_off)
    waits = exists().where(
        Report.state == ReportState.TO_SIGN,
        Deadline.id == Report.deadline_id,
        Deadline.department_id.in_(department_ids),
    )
    return bool(session.scalar(select(or_(switched, waits))))


def next_waiting(session: Session, department_ids: Collection[int], *, but: int) -> int | None:
    """What is due first among those that can be signed, another than this one."""
    rows = _in(ReportState.TO_SIGN, department_ids, Report.id).where(Report.id != but, ~SUPERSEDED)
    found: int | None = session.scalar(rows.order_by(_due_on, Report.id).limit(1))
    return found


def sent_back(session: Session, department_id: int, *, unasked: bool = False, limit: int = 50) -> Rows:
    """What the head sent back and nobody has submitted again, with her words. `unasked`: only what nobody is owed."""
    last = (
        select(func.max(SignOff.id))
        .join(ReportRevision, ReportRevision.id == SignOff.revision_id)
        .where(ReportRevision.report_id == Report.id, SignOff.word == SignOffWord.RETURNED)
        .correlate(Report)
        .scalar_subquery()
    )
    columns = (
        Report.id,
        Report.period,
        func.coalesce(_again.id, Deadline.id).label("deadline_id"),
        _due_on.label("due_on"),
        Task.id.label("task_id"),
        Task.number,
        Task.heading,
        SignOff.words,
        SignOff.signer,
        SignOff.at,
    )
    rows = _in(ReportState.SENT_BACK, [department_id], *columns).join(SignOff, SignOff.id == last)
    if unasked:
        rows = rows.where(_again.id.is_(None), Deadline.ended_on.is_not(None))
    return session.execute(rows.where(~SUPERSEDED).order_by(_due_on, Report.id).limit(limit)).all()


def values(session: Session, revision_ids: Collection[int]) -> Rows:
    """The values of some revisions, with indicator and unit."""
    return session.execute(
        select(
            ReportValue.revision_id,
            ReportValue.target_id,
            ReportValue.value,
            ReportValue.as_of,
            ReportValue.awaited_on,
            Target.indicator,
            Target.unit,
        )
        .join(Target, Target.id == ReportValue.target_id)
        .where(ReportValue.revision_id.in_(revision_ids))
        .order_by(ReportValue.id)
    ).all()


def values_before(session: Session, assignment_ids: Collection[int]) -> dict[tuple[int, int], Any]:
    """What each share gave last for each target in a report that left the department: (share, target) to the row."""
    rows = session.execute(
        select(Report.assignment_id, ReportValue.target_id, ReportValue.value, ReportValue.as_of)
        .select_from(ReportValue)
        .join(ReportRevision, and_(ReportRevision.id == ReportValue.revision_id, latest(ReportRevision)))
        .join(Report, Report.id == ReportRevision.report_id)
        .where(Report.assignment_id.in_(assignment_ids), Report.state.in_(STANDS), ReportValue.value.is_not(None))
        .order_by(ReportValue.as_of, ReportValue.id)
    )
    return {(row.assignment_id, row.target_id): row for row in rows}
