"""The queue of reports that wait for the office's word: the oldest first, narrowed, a page at a time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.people.models import Department
from workflow.reports.answering import awaits_answer
from workflow.reports.beside_models import Inquiry, ReportAnswer
from workflow.reports.models import Report, ReportRevision
from workflow.reports.queries import latest
from workflow.review.models import Review, ReviewVerdict
from workflow.review.queries import CAP, Rows, for_office, in_review
from workflow.tasks.models import Assignment, Task
from workflow.tasks.queries import like

PAGE = 50
Key = tuple[datetime, int]  # filed_at, id of a report in the queue


class Mark(StrEnum):
    """What a row of the queue is marked with."""

    QUESTIONS = "questions"  # asked at filing by the checks
    ANSWERED = "answered"  # the office asked, the department answered
    ASKED = "asked"  # the office asked, no answer yet: not at hand
    AGAIN = "again"  # returned before
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Narrowed:
    """What of the queue is wanted; all that is at hand unless said."""

    department: int | None = None
    kind: DeadlineKind | None = None
    mark: Mark | None = None
    words: str | None = None
    handed_by: int | None = None  # the reports of sub-tasks that this department handed down, instead of the office's

    def __bool__(self) -> bool:
        return bool(self.department or self.kind or self.mark or self.words)


ALL = Narrowed()


def _answered() -> ColumnElement[bool]:
    found = exists().where(Inquiry.report_id == Report.id, Inquiry.answered_at.is_not(None)).correlate(Report)
    return and_(found, ~awaits_answer())


def _again() -> ColumnElement[bool]:
    found = exists().where(Review.report_id == Report.id, Review.verdict == ReviewVerdict.RETURNED)
    return found.correlate(Report)


def _revision(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """The current revision of the report fulfils these."""
    return exists().where(ReportRevision.report_id == Report.id, latest(ReportRevision), *conditions).correlate(Report)


def _questioned() -> ColumnElement[bool]:
    return _revision(exists().where(ReportAnswer.revision_id == ReportRevision.id).correlate(ReportRevision))


def _marked(mark: Mark) -> ColumnElement[bool]:
    conditions = {
        Mark.QUESTIONS: _questioned(),
        Mark.ANSWERED: _answered(),
        Mark.ASKED: awaits_answer(),
        Mark.AGAIN: _again(),
        Mark.UNCHANGED: _revision(ReportRevision.unchanged.is_(True)),
    }
    return conditions[mark]


def _wanted(narrowed: Narrowed) -> Select[int]:
    rows = in_review(narrowed.handed_by) if narrowed.mark == Mark.ASKED else for_office(narrowed.handed_by)
    if narrowed.department:
        rows = rows.where(Deadline.department_id == narrowed.department)
    if narrowed.kind:
        rows = rows.where(Deadline.kind == narrowed.kind)
    if narrowed.mark:
        rows = rows.where(_marked(narrowed.mark))
    if narrowed.words:
        task = exists().where(
            Assignment.id == Report.assignment_id,
            Task.id == Assignment.task_id,
            or_(like(Task.number, narrowed.words), like(Task.heading, narrowed.words)),
        )
        rows = rows.where(task.correlate(Report))
    return rows


def waiting(session: Session, narrowed: Narrowed = ALL, *, after: Key | None = None, limit: int = PAGE) -> Rows:
    """Reports that wait, the oldest first: a page and one row more."""
    rows = _wanted(narrowed)
    if after is not None:
        rows = rows.where(tuple_(Report.filed_at, Report.id) > tuple_(*_literal(after)))
    page = rows.order_by(Report.filed_at, Report.id).limit(limit + 1).subquery()
    return session.execute(_detailed(page.c.id).order_by(Report.filed_at, Report.id)).all()


def _literal(key: Key) -> tuple[Any, Any]:
    return literal(key[0], Report.filed_at.type), literal(key[1])


def _columns() -> tuple[Any, ...]:
    return (
        Report.id,
        Report.filed_at,
        Report.demo,
        Report.period,
        Deadline.kind,
        Deadline.occasion,
        Deadline.department_id,
        Department.label.label("department"),
        Task.id.label("task_id"),
        Task.number,
        Task.heading,
        ReportRevision.id.label("revision_id"),
        ReportRevision.standing,
        ReportRevision.text,
        ReportRevision.unchanged,
        _again().label("again"),
        _answered().label("answered"),
        awaits_answer().label("asked"),
        exists().where(ReportAnswer.revision_id == ReportRevision.id).label("questioned"),
    )


def _detailed(ids: Any) -> Any:
    later = aliased(ReportRevision)
    newest = select(func.max(later.ordinal)).where(later.report_id == Report.id).correlate(Report).scalar_subquery()
    return (
        select(*_columns())
        .join(Deadline, Deadline.id == Report.deadline_id)
        .join(Assignment, Assignment.id == Report.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .join(Department, Department.id == Deadline.department_id)
        .join(ReportRevision, and_(ReportRevision.report_id == Report.id, ReportRevision.ordinal == newest))
        .where(Report.id.in_(select(ids)))
    )


def next_waiting(
    session: Session, report: Report, *, passing_over: Collection[int], handed_by: int | None = None
) -> int | None:
    """The report after this one in the queue, else the first; departments that are one's own are passed over."""
    wanted = (
        for_office(handed_by)
        .where(Report.id != report.id, Deadline.department_id.not_in(passing_over))
        .order_by(Report.filed_at, Report.id)
        .limit(1)
    )
    key = tuple_(*_literal((report.filed_at, report.id)))
    return session.scalar(wanted.where(tuple_(Report.filed_at, Report.id) > key)) or session.scalar(wanted)


def count_waiting(session: Session, narrowed: Narrowed = ALL) -> int:
    rows = _wanted(narrowed).limit(CAP).subquery()
    return session.scalar(select(func.count()).select_from(rows)) or 0


def departments(session: Session) -> list[tuple[int, str]]:
    """Departments that have a report in review: what the list can be narrowed to."""
    rows = session.execute(
        select(Department.id, Department.label)
        .where(Department.id.in_(in_review().with_only_columns(Deadline.department_id)))
        .order_by(Department.ordinal, Department.id)
    )
    return [(row.id, row.label) for row in rows]
