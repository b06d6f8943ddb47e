"""What a department answers: to questions about its figures when it files, and to what the office asks of a report."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, func, select
from sqlalchemy.orm import Session

from workflow.audit import service as audit
from workflow.deadlines.models import Deadline
from workflow.errors import Refused, Stale
from workflow.reports.beside_models import Inquiry, ReportAnswer
from workflow.reports.models import Report, ReportRevision, ReportState
from workflow.tasks.models import Assignment, Task

WORDS_LIMIT = 2000
SHOWN = 50


@dataclass(frozen=True)
class Answered:
    """The answer to one question; an empty one says that nothing was said."""

    question: str
    target_id: int | None
    words: str = ""


def keep(session: Session, revision: ReportRevision, answers: Sequence[Answered]) -> None:
    """Keep what was asked when a revision was filed, and what was answered."""
    for one in answers:
        session.add(
            ReportAnswer(
                revision_id=revision.id, question=one.question, target_id=one.target_id, answer=one.words.strip()
            )
        )
    session.flush()


def answers(session: Session, revision_ids: Collection[int]) -> dict[int, list[ReportAnswer]]:
    """Questions asked and answered when some revisions were filed, in the order in which they were asked."""
    found: dict[int, list[ReportAnswer]] = {}
    for one in session.scalars(
        select(ReportAnswer).where(ReportAnswer.revision_id.in_(revision_ids)).order_by(ReportAnswer.id)
    ):
        found.setdefault(one.revision_id, []).append(one)
    return found


def inquiries(session: Session, report_id: int) -> list[Inquiry]:
    """What the office asked about a report, in order."""
    return list(session.scalars(select(Inquiry).where(Inquiry.report_id == report_id).order_by(Inquiry.id)))


def of_reports(session: Session, report_ids: Collection[int]) -> dict[int, list[Inquiry]]:
    """The same for several reports, by report."""
    found: dict[int, list[Inquiry]] = {}
    for one in session.scalars(select(Inquiry).where(Inquiry.report_id.in_(report_ids)).order_by(Inquiry.id)):
        found.setdefault(one.report_id, []).append(one)
    return found


def is_open(inquiry: Inquiry) -> bool:
    """Whether an answer is still wanted: the office has not said its word on the report meanwhile."""
    return inquiry.answered_at is None and inquiry.report.state == ReportState.UNDER_REVIEW


def awaits_answer() -> ColumnElement[bool]:
    """Condition on a report: an inquiry about it has no answer."""
    return exists().where(Inquiry.report_id == Report.id, Inquiry.answered_at.is_(None)).correlate(Report)


def open_of(session: Session, department_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """What the office asked a department and it has not answered, oldest first."""
    return session.execute(
        select(
            Inquiry.id,
            Inquiry.words,
            Inquiry.asker,
            Inquiry.asked_at,
            Report.id.label("report_id"),
            Report.period,
            Task.number,
            Task.heading,
        )
        .join(Report, Report.id == Inquiry.report_id)
        .join(Deadline, Deadline.id == Report.deadline_id)
        .join(Assignment, Assignment.id == Report.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .where(*_open(department_id))
        .order_by(Inquiry.id)
        .limit(SHOWN)
    ).all()


def count_open(session: Session, department_id: int) -> int:
    """How many inquiries a department has to answer, up to a thousand and one."""
    rows = (
        select(Inquiry.id)
        .join(Report, Report.id == Inquiry.report_id)
        .join(Deadline, Deadline.id == Report.deadline_id)
        .where(*_open(department_id))
        .limit(1001)
    )
    return session.scalar(select(func.count()).select_from(rows.subquery())) or 0


def _open(department_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        Deadline.department_id == department_id,
        Report.state == ReportState.UNDER_REVIEW,
        Inquiry.answered_at.is_(None),
    )


def answer(session: Session, inquiry: Inquiry, *, words: str, by: audit.Actor, at: datetime) -> Inquiry:
    """Answer what the office asked, once; the report is back in its place in the queue."""
    words = words.strip()
    if not words:
        raise Refused("inquiry.answer_missing")
    if len(words) > WORDS_LIMIT:
        raise Refused("inquiry.too_long", limit=WORDS_LIMIT)
    session.refresh(inquiry.report, with_for_update=True)
    session.refresh(inquiry)
    if inquiry.answered_at is not None:
        raise Stale("inquiry.answered_already", who=inquiry.answerer or "")
    if not is_open(inquiry):
        raise Stale("inquiry.closed")
    inquiry.answer, inquiry.answered_at = words, at
    inquiry.answered_by, inquiry.answerer = by.account_id, by.name
    session.flush()
    report = inquiry.report
    audit.record(
        session, "report.answered", report, by=by, at=at, plan_id=report.deadline.plan_id, period=report.period
    )
    return inquiry
