"""What is looked up for the checks of a paper: for all its matters at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline
from workflow.escalation.models import PhoneNote, UrgeLine
from workflow.escalation.papers.models import Paper, PaperAddress, PaperAnswer, PaperKind, PaperLine, PaperState
from workflow.plans.models import Clause, ClauseBody
from workflow.reports.beside_models import Inquiry
from workflow.reports.conditions import awaits_word
from workflow.reports.models import Blocker, Report, ReportRevision
from workflow.review.models import Extension
from workflow.tasks.models import Assignment, TaskItem


@dataclass(frozen=True)
class Looked:
    """Which of the deadlines of a paper …"""

    told: frozenset[int]  # were urged or told of, by whatever way
    noticed: frozenset[int]  # stood in a supervision notice that was issued
    asked: frozenset[int]  # were asked for the reason: a call, a blocker reported, an inquiry, an answer
    answered: frozenset[int]
    extending: frozenset[int]  # an extension is asked for
    named: frozenset[int]  # the plan's own clause names the body


NOTHING = Looked(*[frozenset()] * 6)


def look(session: Session, paper: Paper, told: Collection[int]) -> Looked:
    ids = [line.deadline_id for line in paper.lines]
    shares = {line.deadline_id: line.assignment_id for line in paper.lines}
    urged = _ids(session, select(UrgeLine.deadline_id).where(UrgeLine.deadline_id.in_(ids)))
    papers = _ids(session, _papers(ids, None, paper.id))
    calls = _ids(session, select(PhoneNote.deadline_id).where(PhoneNote.deadline_id.in_(ids)))
    said = _ids(session, _reasons(list(shares.values())))
    extending = select(Extension.deadline_id).where(Extension.deadline_id.in_(ids), Extension.decision.is_(None))
    return Looked(
        told=frozenset(told) | urged | papers,
        noticed=_ids(session, _papers(ids, PaperKind.SUPERVISION_NOTICE, paper.id)),
        asked=calls | _ids(session, _replied(ids)) | {number for number in ids if shares[number] in said},
        answered=_ids(session, select(Deadline.id).where(Deadline.id.in_(ids), awaits_word())),
        extending=_ids(session, extending.where(Extension.signed_at.is_not(None))),
        named=_ids(session, _named(ids)),
    )


def _ids(session: Session, rows: Select[Any]) -> frozenset[int]:
    return frozenset(session.scalars(rows))


def _papers(deadline_ids: Sequence[int], kind: PaperKind | None, but: int) -> Select[Any]:
    """Deadlines of which another paper was issued."""
    rows = select(PaperLine.deadline_id).join(Paper, Paper.id == PaperLine.paper_id)
    rows = rows.where(PaperLine.deadline_id.in_(deadline_ids), Paper.state == PaperState.ISSUED, Paper.id != but)
    return rows if kind is None else rows.where(Paper.kind == kind)


def _replied(deadline_ids: Sequence[int]) -> Select[Any]:
    """Deadlines about which a body answered to a paper."""
    return (
        select(PaperLine.deadline_id)
        .join(PaperAddress, PaperAddress.paper_id == PaperLine.paper_id)
        .join(PaperAnswer, PaperAnswer.address_id == PaperAddress.id)
        .where(PaperLine.deadline_id.in_(deadline_ids), PaperAnswer.given_at.is_not(None))
    )


def _reasons(assignment_ids: Sequence[int]) -> Select[Any]:
    """Shares of which a hindrance was reported, or that the office asked about."""
    hinders = exists().where(Blocker.revision_id == ReportRevision.id, ReportRevision.report_id == Report.id)
    inquired = exists().where(Inquiry.report_id == Report.id)
    asked = or_(hinders.correlate(Report), inquired.correlate(Report))
    return select(Report.assignment_id).where(Report.assignment_id.in_(assignment_ids), asked).distinct()


def _named(deadline_ids: Sequence[int]) -> Select[Any]:
    """Deadlines whose body the plan's own clause names."""
    return (
        select(Deadline.id)
        .join(Assignment, Assignment.id == Deadline.assignment_id)
        .join(TaskItem, TaskItem.task_id == Assignment.task_id)
        .join(Clause, Clause.item_id == TaskItem.item_id)
        .join(ClauseBody, ClauseBody.clause_id == Clause.id)
        .where(
            Deadline.id.in_(deadline_ids),
            TaskItem.to_on.is_(None),
            ClauseBody.department_id == Assignment.department_id,
        )
    )
