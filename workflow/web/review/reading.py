"""A report as the office reads it: its words, the last period's, the targets, what one would ask."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from workflow.people.models import Department
from workflow.reports import details
from workflow.reports.models import Blocker, Report, ReportRevision, ReportValue
from workflow.reports.queries import revisions
from workflow.review import queries
from workflow.review.models import Review
from workflow.review.rules import Question, questions
from workflow.tasks.models import Task
from workflow.web.tasks.showing import Aim, targets
from workflow.workdays.rules import is_period, period_named


@dataclass(frozen=True)
class Words:
    """One revision with what hangs on it."""

    report: Report
    revision: ReportRevision
    blockers: list[Blocker]
    values: list[ReportValue]
    evidence: list[Any]


@dataclass(frozen=True)
class Beside:
    """Everything that stands on the page of one report."""

    task: Task
    department: str
    now: Words
    before: Words | None
    aims: list[Aim]
    questions: list[tuple[Question, str]]
    reviews: list[Review]
    older: int


def beside(session: Session, report: Report) -> Beside:
    task = report.deadline.assignment.task
    said = revisions(session, report.id)
    last = queries.before(session, report)
    parts = [(report, said[0]), *([last] if last is not None else [])]
    words = _words(session, parts)
    aims = targets(session, task.id)
    period = period_named(report.period).first if is_period(report.period) else None
    asked = questions(
        queries.told(session, said[0]),
        queries.told(session, last[1]) if last is not None else None,
        period_first=period,
    )
    wording = {aim.target.id: aim.wording for aim in aims}
    department = session.get_one(Department, report.deadline.department_id).label
    return Beside(
        task=task,
        department=department,
        now=words[0],
        before=words[1] if last is not None else None,
        aims=aims,
        questions=[(question, wording.get(target_id or 0, "")) for question, target_id in asked],
        reviews=queries.reviews(session, report.id),
        older=len(said) - 1,
    )


def _words(session: Session, parts: list[tuple[Report, ReportRevision]]) -> list[Words]:
    ids = [revision.id for _, revision in parts]
    blockers, values = details.blockers(session, ids), details.values(session, ids)
    files = details.evidence(session, ids)
    return [
        Words(
            report,
            revision,
            blockers.get(revision.id, []),
            values.get(revision.id, []),
            files.get(revision.id, []),
        )
        for report, revision in parts
    ]
