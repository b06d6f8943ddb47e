"""A frozen circular goes over to the life of papers: 送签, 签发, 发出 with a number, to every body of the plan."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.audit import service as audit
from workflow.errors import Refused
from workflow.escalation.papers import drafting, settling
from workflow.escalation.papers.models import Paper, PaperKind, PaperState
from workflow.insight.circular.models import Circular, CircularState
from workflow.people.models import Department
from workflow.plans.models import Plan
from workflow.tasks.models import Assignment, Task

Part = tuple[str, str]  # level (title, head, body), words


def hand_over(session: Session, circular: Circular, parts: Sequence[Part], *, by: audit.Actor, at: datetime) -> Paper:
    """The draft of a paper with the very words that were frozen. Once, unless that draft was given up."""
    session.refresh(circular, with_for_update=True)
    if circular.state != CircularState.FROZEN:
        raise Refused("circular.not_frozen")
    if circular.paper is not None and circular.paper.state != PaperState.VOID:
        raise Refused("circular.paper_there")
    basis = settling.basis_of(session, settling.settled(session, circular.plan).clause)
    circular.paper = drafting.draft(
        session,
        PaperKind.QUARTERLY_CIRCULAR,
        circular.plan,
        addressed=bodies(session, circular.plan),
        title=next(words for level, words in parts if level == "title"),
        body=[{"level": int(level == "head"), "text": words} for level, words in parts if level != "title"],
        basis=basis,
        facts={"circular": circular.id, "sha256": circular.sha256},
        by=by,
        at=at,
    )
    session.flush()
    return circular.paper


def bodies(session: Session, plan: Plan) -> list[Department]:
    """Who answers for something of a plan today, in the order of the document's bodies."""
    shares = select(Assignment.department_id).join(Task, Task.id == Assignment.task_id)
    shares = shares.where(Task.plan_id == plan.id, Assignment.to_on.is_(None))
    found = select(Department).where(Department.id.in_(shares)).order_by(Department.ordinal, Department.id)
    return list(session.scalars(found))
