"""A report as the office reads it: its words, the last period's, the targets, what one would ask and what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.deadlines.models import DeadlineKind
from workflow.people.models import Department
from workflow.reports import answering, details
from workflow.reports.beside_models import Inquiry, ReportAnswer, ReportCorrection
from workflow.reports.models import Blocker, Report, ReportRevision, ReportValue, SignOff, SignOffWord
from workflow.reports.queries import revisions
from workflow.reports.shares import of_period
from workflow.review import honest, queries
from workflow.review.models import Review
from workflow.review.rules import Question, key_of
from workflow.tasks.models import Task
from workflow.web.tasks.showing import Aim, targets
from workflow.wording.labels import label
from workflow.wording.review import asked as in_words


@dataclass(frozen=True)
class Words:
    """One revision with what hangs on it."""

    report: Report
    revision: ReportRevision
    blockers: list[Blocker]
    values: list[ReportValue]
    evidence: list[Any]


@dataclass(frozen=True)
class Doubt:
    """A question with its reason. `answer` is what the department said, "" if nothing, None if it was not asked."""

    words: str
    about: str
    answer: str | None


@dataclass(frozen=True)
class Beside:
    """Everything that stands on the page of one report."""

    task: Task
    department: str
    now: Words
    before: Words | None
    aims: list[Aim]
    questions: list[Doubt]
    inquiries: list[Inquiry]
    sign_off: SignOff | None
    corrections: list[ReportCorrection]
    shares: Sequence[Any]
    reviews: list[Review]
    older: int

    @property
    def missing(self) -> list[str]:
        return [row.department for row in self.shares if row.report_id is None and row.asked]


def beside(session: Session, report: Report) -> Beside:
    task = report.deadline.assignment.task
    said = revisions(session, report.id)
    last = queries.before(session, report)
    words = _words(session, [(report, said[0]), *([last] if last is not None else [])])
    aims = targets(session, task.id)
    leads = report.deadline.kind == DeadlineKind.REPORT
    return Beside(
        task=task,
        department=session.get_one(Department, report.deadline.department_id).label,
        now=words[0],
        before=words[1] if last is not None else None,
        aims=aims,
        questions=_doubts(session, report, said[0], aims),
        inquiries=answering.inquiries(session, report.id),
        sign_off=_sign_off(session, said[0]),
        corrections=_corrections(session, report),
        shares=of_period(session, task.id, report.period) if leads else (),
        reviews=queries.reviews(session, report.id),
        older=len(said) - 1,
    )


def _doubts(session: Session, report: Report, revision: ReportRevision, aims: list[Aim]) -> list[Doubt]:
    """What one would ask now, and what was asked when the report was filed and would not be asked now."""
    about = {aim.target.id: aim.wording for aim in aims}
    given = {_key(one): one for one in answering.answers(session, [revision.id]).get(revision.id, [])}
    found = []
    for one in honest.of_revision(session, report, revision):
        kept = given.pop(one.key, None)
        words = in_words(one.question, one.facts, to_office=True)
        found.append(Doubt(words, about.get(one.target_id or 0, ""), kept.answer if kept is not None else None))
    for kept in given.values():
        found.append(Doubt(label(Question(kept.question)), about.get(kept.target_id or 0, ""), kept.answer))
    return found


def _key(answer: ReportAnswer) -> str:
    return key_of(answer.question, answer.target_id)


def _sign_off(session: Session, revision: ReportRevision) -> SignOff | None:
    return session.scalar(
        select(SignOff)
        .where(SignOff.revision_id == revision.id, SignOff.word == SignOffWord.SIGNED)
        .order_by(SignOff.id.desc())
        .limit(1)
    )


def _corrections(session: Session, report: Report) -> list[ReportCorrection]:
    return list(
        session.scalars(
            select(ReportCorrection).where(ReportCorrection.report_id == report.id).order_by(ReportCorrection.id)
        )
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
