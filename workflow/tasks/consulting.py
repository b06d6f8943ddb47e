"""征求意见: a round is opened, departments answer, the office closes it. Nothing is sent before the start."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.errors import Refused, Stale
from workflow.people.models import Department
from workflow.plans.models import Plan, PlanState
from workflow.tasks import queries
from workflow.tasks.consulting_models import Comment, CommentKind, Consultation
from workflow.tasks.consulting_queries import latest
from workflow.tasks.consulting_rules import Said, Standing, fault
from workflow.tasks.models import Role, Task


class Change(StrEnum):
    """What taking in a comment did, or would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


def open_round(session: Session, plan: Plan, *, answer_by: date, by: audit.Actor, at: datetime) -> Consultation:
    """Ask the departments, to be answered by a day. One round is open at a time."""
    _before_the_start(plan)
    last = latest(session, plan.id)
    if last is not None and last.closed_at is None:
        raise Refused("consult.open_already")
    if answer_by < day_of(at):
        raise Refused("consult.day_past", on=answer_by.isoformat())
    ordinal = last.ordinal + 1 if last else 1
    opened = Consultation(plan=plan, ordinal=ordinal, answer_by=answer_by, opened_by=by.account_id, opened_at=at)
    session.add(opened)
    session.flush()
    due = answer_by.isoformat()
    audit.record(session, "consultation.opened", opened, by=by, at=at, plan_id=plan.id, due_on=due)
    return opened


def close_round(session: Session, asked: Consultation, *, by: audit.Actor, at: datetime) -> None:
    """No department answers on the screen any more; what comes late the office takes in."""
    session.refresh(asked, with_for_update=True)
    if asked.closed_at is not None:
        raise Refused("consult.closed")
    asked.closed_at = at
    session.flush()
    audit.record(session, "consultation.closed", asked, by=by, at=at, plan_id=asked.plan_id)


def say(
    session: Session,
    asked: Consultation,
    said: Said,
    *,
    department_id: int,
    by: audit.Actor,
    at: datetime,
    source: str = "",
    replacing: int | None = None,
    late: bool = False,
) -> tuple[Comment, Change]:
    """Take in what a department says. The same again changes nothing; another word of the same kind on the same task
    must name the comment it replaces, and the history keeps what stood before. `late`: after the round was closed."""
    _taking(session, asked, late=late)
    kept = kept_as(session, asked.id, department_id, said)
    if kept is not None and same(kept, said):
        return kept, Change.SAME
    if wrong := fault(said, standing(session, said.task_id), department_id=department_id):
        raise Refused(wrong[1])
    if kept is None:
        return _new(session, asked, said, department_id, source, by=by, at=at), Change.NEW
    if kept.decision is not None:
        raise Refused("consult.decided_already")
    if replacing != kept.id:
        raise Stale("consult.said_already")
    return _change(session, kept, said, source, by=by, at=at), Change.CHANGED


def agree(
    session: Session,
    asked: Consultation,
    *,
    department_id: int,
    by: audit.Actor,
    at: datetime,
    source: str = "",
    late: bool = False,
) -> tuple[Comment, Change]:
    """无意见 to the whole table, from a department that has said nothing else."""
    _taking(session, asked, late=late)
    rows = select(Comment).where(Comment.consultation_id == asked.id, Comment.department_id == department_id)
    before = session.scalars(rows.order_by(Comment.id)).all()
    kept = next((row for row in before if row.kind == CommentKind.AGREE), None)
    if kept is not None:
        return kept, Change.SAME
    if before:
        raise Refused("consult.has_comments")
    return _new(session, asked, Said(None, CommentKind.AGREE), department_id, source, by=by, at=at), Change.NEW


def kept_as(session: Session, round_id: int, department_id: int, said: Said) -> Comment | None:
    """The comment that says this already, or that this would replace. Of the whole table, each word is its own."""
    rows = select(Comment).where(
        Comment.consultation_id == round_id, Comment.department_id == department_id, Comment.kind == said.kind
    )
    if said.task_id is None:
        return session.scalar(rows.where(Comment.task_id.is_(None), Comment.words == said.words.strip()).limit(1))
    return session.scalar(rows.where(Comment.task_id == said.task_id))


def same(kept: Comment, said: Said) -> bool:
    return (kept.named_id, kept.words) == (said.named_id, said.words.strip())


def standing(session: Session, task_id: int | None) -> Standing | None:
    """Who leads and shares in a task now; None for the whole table."""
    if task_id is None:
        return None
    shares = queries.shares(session, task_id)
    lead = next((share.department_id for share in shares if share.role == Role.LEAD), None)
    return Standing(lead, frozenset(share.department_id for share in shares))


def _taking(session: Session, asked: Consultation, *, late: bool) -> None:
    session.refresh(asked, with_for_update=True)  # one at a time: a comment without a task has no key of its own
    _before_the_start(asked.plan)
    if asked.closed_at is not None and not late:
        raise Refused("consult.closed")


def _before_the_start(plan: Plan) -> None:
    if plan.state != PlanState.DRAFT:
        raise Refused("consult.started")


def _new(
    session: Session, asked: Consultation, said: Said, department_id: int, source: str, *, by: audit.Actor, at: datetime
) -> Comment:
    if said.task_id is not None and session.get_one(Task, said.task_id).plan_id != asked.plan_id:
        raise Refused("consult.other_plan")
    comment = Comment(
        consultation=asked,
        department_id=department_id,
        task_id=said.task_id,
        kind=said.kind,
        named_id=said.named_id,
        words=said.words.strip(),
        section=said.section or None,
        received_by=by.account_id,
        received_at=at,
        source=source,
    )
    session.add(comment)
    session.flush()
    _record(session, "comment.received", comment, by=by, at=at)
    return comment


def _change(session: Session, kept: Comment, said: Said, source: str, *, by: audit.Actor, at: datetime) -> Comment:
    was, was_named = kept.words, kept.named_id
    kept.named_id, kept.words, kept.section = said.named_id, said.words.strip(), said.section or None
    kept.received_by, kept.source = by.account_id, source
    session.flush()
    _record(session, "comment.changed", kept, by=by, at=at, was=was, was_named_id=was_named, words=kept.words)
    return kept


def _record(session: Session, act: str, comment: Comment, *, by: audit.Actor, at: datetime, **facts: object) -> None:
    label = session.get_one(Department, comment.department_id).label
    plan_id = comment.consultation.plan_id
    audit.record(session, act, comment, by=by, at=at, plan_id=plan_id, label=label, kind=comment.kind.value, **facts)
