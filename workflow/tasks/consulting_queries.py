"""Looking up a consultation: its round, who answered, what was said and what became of it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from workflow.people.models import Department
from workflow.people.paging import Page, turn
from workflow.tasks.consulting_models import Comment, CommentDecision, CommentKind, Consultation
from workflow.tasks.models import Assignment, Origin, Task

SHOWN = 50
Named = aliased(Department)


def latest(session: Session, plan_id: int) -> Consultation | None:
    """The last round of a plan, open or closed."""
    rounds = select(Consultation).where(Consultation.plan_id == plan_id)
    return session.scalar(rounds.order_by(Consultation.ordinal.desc()).limit(1))


def is_open(session: Session, plan_id: int) -> bool:
    found = select(Consultation.id).where(Consultation.plan_id == plan_id, Consultation.closed_at.is_(None))
    return session.scalar(found.limit(1)) is not None


def open_for(session: Session, department_ids: Collection[int]) -> list[Consultation]:
    """The open rounds that ask one of these departments."""
    if not department_ids:
        return []
    asked = (
        select(Task.plan_id)
        .join(Assignment, Assignment.task_id == Task.id)
        .where(Assignment.department_id.in_(department_ids), Assignment.to_on.is_(None), Task.origin == Origin.MEASURE)
    )
    return list(
        session.scalars(
            select(Consultation)
            .where(Consultation.closed_at.is_(None), Consultation.plan_id.in_(asked))
            .order_by(Consultation.id)
        )
    )


def undecided(session: Session, plan_id: int) -> int:
    """How many comments of a plan wait for the office; 无意见 waits for nothing."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Comment)
            .join(Consultation)
            .where(Consultation.plan_id == plan_id, Comment.decision.is_(None), Comment.kind != CommentKind.AGREE)
        )
        or 0
    )


@dataclass(frozen=True)
class Answering:
    """A department that is asked: its part in the table, and what it said in a round."""

    department_id: int
    label: str
    leads: int
    shares: int
    comments: int
    undecided: int
    agrees: bool

    @property
    def answered(self) -> bool:
        return self.agrees or self.comments > 0


def answering(session: Session, plan_id: int, round_id: int | None) -> list[Answering]:
    """Every department with a share in the plan, or with a comment in the round, in the printed order."""
    said = _said(round_id)
    shares = _shares(plan_id)
    rows = session.execute(
        select(
            Department.id,
            Department.label,
            func.coalesce(shares.c.leads, 0),
            func.coalesce(shares.c.shares, 0),
            func.coalesce(said.c.comments, 0),
            func.coalesce(said.c.undecided, 0),
            func.coalesce(said.c.agrees, 0),
        )
        .outerjoin(shares, shares.c.department_id == Department.id)
        .outerjoin(said, said.c.department_id == Department.id)
        .where(or_(shares.c.department_id.is_not(None), said.c.department_id.is_not(None)))
        .order_by(Department.ordinal, Department.id)
    )
    return [Answering(row[0], row[1], row[2], row[3], row[4], row[5], bool(row[6])) for row in rows]


def _shares(plan_id: int) -> Any:
    leads = func.sum(case((Assignment.role == "lead", 1), else_=0))
    return (
        select(Assignment.department_id, leads.label("leads"), (func.count() - leads).label("shares"))
        .join(Task, Task.id == Assignment.task_id)
        .where(Task.plan_id == plan_id, Task.origin == Origin.MEASURE, Assignment.to_on.is_(None))
        .group_by(Assignment.department_id)
        .subquery()
    )


def _said(round_id: int | None) -> Any:
    agrees = Comment.kind == CommentKind.AGREE
    waits = ~agrees & Comment.decision.is_(None)
    return (
        select(
            Comment.department_id,
            func.sum(case((agrees, 0), else_=1)).label("comments"),
            func.sum(case((waits, 1), else_=0)).label("undecided"),
            func.max(case((agrees, 1), else_=0)).label("agrees"),
        )
        .where(Comment.consultation_id == (round_id or 0))
        .group_by(Comment.department_id)
        .subquery()
    )


def comments_of(session: Session, round_id: int, department_id: int) -> list[Comment]:
    """What a department said in a round, in the order of its coming."""
    return list(
        session.scalars(
            select(Comment)
            .where(Comment.consultation_id == round_id, Comment.department_id == department_id)
            .order_by(Comment.id)
        )
    )


@dataclass(frozen=True)
class Sought:
    """What the list of comments is narrowed to. Without a kind: everything but 无意见."""

    plan_id: int
    department_id: int | None = None
    kind: CommentKind | None = None
    decision: CommentDecision | None = None
    waiting: bool = False

    def conditions(self) -> list[ColumnElement[bool]]:
        found = [Consultation.plan_id == self.plan_id]
        found.append(Comment.kind == self.kind if self.kind else Comment.kind != CommentKind.AGREE)
        if self.department_id:
            found.append(Comment.department_id == self.department_id)
        if self.decision:
            found.append(Comment.decision == self.decision)
        if self.waiting:
            found.append(Comment.decision.is_(None))
        return found


def listed(sought: Sought) -> Select[*tuple[Any, ...]]:
    """Comments with their department, task, the body they name and what was decided."""
    return (
        select(
            Comment.id,
            Comment.kind,
            Comment.words,
            Comment.decision,
            Comment.basis,
            Comment.received_at,
            Comment.source,
            Comment.task_id,
            Task.number,
            Task.heading,
            Department.label.label("department"),
            Named.label.label("named"),
            Consultation.ordinal.label("round"),
        )
        .join(Consultation, Consultation.id == Comment.consultation_id)
        .join(Department, Department.id == Comment.department_id)
        .outerjoin(Named, Named.id == Comment.named_id)
        .outerjoin(Task, Task.id == Comment.task_id)
        .where(*sought.conditions())
    )


def page(session: Session, sought: Sought, *, after: int | None, before: int | None) -> Page:
    """A page of the comments, in the order of their coming."""
    key = (Comment.received_at, Comment.id)
    return turn(session, listed(sought), key, after=after, before=before, limit=SHOWN)
