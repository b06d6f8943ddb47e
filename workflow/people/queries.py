"""Looking up people and bodies."""

from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from workflow.audit.service import Operator
from workflow.people.models import Account, Department, DepartmentKind, DepartmentName, Holding, Post, PostKind
from workflow.people.rules import HOLDER, HeldPost, Viewer

Condition = ColumnElement[bool]


def viewer(session: Session, account_id: int, *, epoch: int | None, on: date, demo: bool = False) -> Viewer | None:
    """The person with the posts held on a day; None when disabled, unknown or signed out everywhere since."""
    rows = session.execute(_viewed(on, demo), {"account_id": account_id}).all()
    if not rows or (epoch is not None and rows[0].epoch != epoch):
        return None
    held = [row for row in rows if row[2] is not None]
    posts = tuple(HeldPost(row[2], row[3], row[4], row[5], row[6]) for row in held)
    return Viewer(account_id, rows[0].name, posts)


@lru_cache(maxsize=8)  # asked for every page: putting the statement together costs more than running it
def _viewed(on: date, demo: bool) -> Select[*tuple[Any, ...]]:
    return (
        select(Account.name, Account.epoch, Post.id, Post.kind, Post.department_id, Holding.rank, Holding.from_on)
        .outerjoin(Holding, and_(Holding.account_id == Account.id, *in_days(on)))
        .outerjoin(Post, and_(Holding.post_id == Post.id, in_force(on)))
        .where(Account.id == bindparam("account_id"), Account.disabled_at.is_(None), Account.demo.in_((False, demo)))
        .order_by(Holding.rank, Post.id)
    )


def in_days(on: date) -> tuple[ColumnElement[bool], ...]:
    """Conditions: the holding is in force on this day."""
    return Holding.from_on <= on, or_(Holding.to_on.is_(None), Holding.to_on >= on)


def in_force(on: date) -> ColumnElement[bool]:
    """Condition: the post exists on this day."""
    return or_(Post.ended_on.is_(None), Post.ended_on > on)


def standing(on: date) -> Condition:
    """Condition: the department exists on this day."""
    return or_(Department.abolished_on.is_(None), Department.abolished_on > on)


def departments(session: Session) -> list[Department]:
    """All bodies in force, in their printed order."""
    return list(
        session.scalars(
            select(Department).where(Department.abolished_on.is_(None)).order_by(Department.ordinal, Department.id)
        )
    )


def by_printed_name(session: Session, *, on: date) -> dict[str, int]:
    """Every name and alias valid on a day, to the id of its department."""
    rows = session.execute(
        select(DepartmentName.name, DepartmentName.department_id).where(
            or_(DepartmentName.from_on.is_(None), DepartmentName.from_on <= on),
            or_(DepartmentName.to_on.is_(None), DepartmentName.to_on >= on),
        )
    )
    return {row[0]: row[1] for row in rows}


def account_by_email(session: Session, email: str) -> Account | None:
    return session.scalar(select(Account).where(Account.email == email.strip().lower()))


def holders(session: Session, *, on: date) -> list[tuple[int, PostKind, int, int]]:
    """Who holds which post on a day: (department id, kind, account id, rank), active accounts only, holder first."""
    rows = session.execute(
        select(Post.department_id, Post.kind, Holding.account_id, Holding.rank)
        .join(Holding, Holding.post_id == Post.id)
        .join(Account, Account.id == Holding.account_id)
        .where(Account.disabled_at.is_(None), in_force(on), *in_days(on))
        .order_by(Post.department_id, Post.kind, Holding.rank, Holding.account_id)
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def administrators(session: Session, *, on: date) -> list[int]:
    """The accounts that can administer on a day."""
    return [account_id for _, kind, account_id, _ in holders(session, on=on) if kind == PostKind.ADMINISTRATOR]


def post_in(session: Session, department_id: int, kind: PostKind, *, on: date) -> Post | None:
    """The department's general post of a kind, if it has one on this day."""
    return session.scalar(
        select(Post)
        .where(Post.department_id == department_id, Post.kind == kind, Post.plan_id.is_(None), in_force(on))
        .order_by(Post.id)
        .limit(1)
    )


def has_holder(session: Session, post: Post, *, on: date) -> bool:
    """Whether somebody holds it (not as deputy) on this day or later."""
    open_still = or_(Holding.to_on.is_(None), Holding.to_on >= on)
    held = select(Holding.id).where(Holding.post_id == post.id, Holding.rank == HOLDER, open_still)
    return session.scalar(held.limit(1)) is not None


def actor(account: Account) -> Operator:
    """A person as the history names her, where nobody is signed in yet."""
    return Operator(account.id, account.name)


def choices(session: Session) -> list[tuple[int, str]]:
    """Bodies in force as (id, label), in their printed order, for a list to choose from."""
    query = select(Department.id, Department.label).where(Department.abolished_on.is_(None))
    return [(row[0], row[1]) for row in session.execute(query.order_by(Department.ordinal, Department.id))]


def accounts_named(session: Session, words: str, *, limit: int = 100) -> tuple[int, ...]:
    """The accounts whose name or address contains these words."""
    named = or_(Account.name.icontains(words, autoescape=True), Account.email.icontains(words, autoescape=True))
    return tuple(session.scalars(select(Account.id).where(named).order_by(Account.id).limit(limit)))


def account_names(session: Session, account_ids: Collection[int]) -> dict[int, str]:
    rows = session.execute(select(Account.id, Account.name).where(Account.id.in_(account_ids)))
    return dict(rows.all())


def first_of_kind(session: Session, kind: DepartmentKind) -> Department | None:
    """The first body in force of a kind."""
    query = select(Department).where(Department.kind == kind, Department.abolished_on.is_(None))
    return session.scalar(query.order_by(Department.ordinal, Department.id).limit(1))
