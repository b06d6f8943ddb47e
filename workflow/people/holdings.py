"""Who holds which post, as lists and pages show it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session

from workflow.people.models import Account, Department, Holding, Post, PostKind
from workflow.people.queries import Condition, in_days, in_force

ORDER = {kind: place for place, kind in enumerate(PostKind)}  # liaison first


@dataclass(frozen=True)
class Held:
    """A post as a list shows it."""

    holding_id: int
    account_id: int
    department_id: int
    department: str
    kind: PostKind
    title: str
    rank: int
    from_on: date
    to_on: date | None


def held_by(session: Session, account_ids: list[int], *, on: date) -> dict[int, list[Held]]:
    """What these people hold today."""
    return _by("account_id", _held(session, Holding.account_id.in_(account_ids), in_force(on), *in_days(on)))


def all_held(session: Session, *, on: date) -> dict[int, list[Held]]:
    """What everybody holds today."""
    return _by("account_id", _held(session, in_force(on), *in_days(on)))


def held_in(session: Session, department_ids: list[int], *, on: date) -> dict[int, list[tuple[Held, str]]]:
    """Who holds what in these bodies today, with the names of people who can sign in."""
    today = (Post.department_id.in_(department_ids), in_force(on), Account.disabled_at.is_(None), *in_days(on))
    found: dict[int, list[tuple[Held, str]]] = defaultdict(list)
    for held, name in _held_with_names(session, *today):
        found[held.department_id].append((held, name))
    return found


def holdings_of(
    session: Session, *, department_id: int | None = None, account_id: int | None = None
) -> list[tuple[Held, str]]:
    """All holdings of a body or person, the latest first, those taken back at once left out: (Held, name)."""
    own = Post.department_id == department_id if department_id else Holding.account_id == account_id
    kept = or_(Holding.to_on.is_(None), Holding.to_on >= Holding.from_on)
    rows = list(_held_with_names(session, own, kept))
    return sorted(rows, key=lambda row: (row[0].to_on is not None, ORDER[row[0].kind], row[0].rank, -row[0].holding_id))


def _held(session: Session, *conditions: Condition) -> list[Held]:
    return [held for held, _ in _held_with_names(session, *conditions)]


def _held_with_names(session: Session, *conditions: Condition) -> list[tuple[Held, str]]:
    rows = session.execute(
        select(
            Holding.id,
            Holding.account_id,
            Post.department_id,
            Department.label,
            Post.kind,
            Post.title,
            Holding.rank,
            Holding.from_on,
            Holding.to_on,
            Account.name,
        )
        .join(Post, Holding.post_id == Post.id)
        .join(Department, Post.department_id == Department.id)
        .join(Account, Holding.account_id == Account.id)
        .where(*conditions)
        .order_by(Department.ordinal, Department.id, Post.kind, Holding.rank, Holding.id)
    )
    found = [(Held(*row[:9]), row[9]) for row in rows]
    return sorted(found, key=lambda one: ORDER[one[0].kind])  # stable: the bodies keep their order within a kind


def _by(name: str, held: list[Held]) -> dict[int, list[Held]]:
    found: dict[int, list[Held]] = defaultdict(list)
    for one in held:
        found[getattr(one, name)].append(one)
    return found


def contacts(session: Session, kinds: tuple[PostKind, ...], *, on: date) -> list[Row[str, str, str, PostKind]]:
    """Whom to ask: name, telephone, address and post of the active people who hold such posts today."""
    query = (
        select(Account.name, Account.phone, Account.email, Post.kind)
        .join(Holding, Holding.account_id == Account.id)
        .join(Post, Holding.post_id == Post.id)
        .where(Account.disabled_at.is_(None), Post.kind.in_(kinds), in_force(on), *in_days(on))
        .order_by(Post.kind, Holding.rank, Account.name)
        .limit(50)
    )
    return list(session.execute(query))


def demonstration(session: Session, *, on: date) -> list[Row[str, str, PostKind, str]]:
    """A demonstration's accounts: address, name, post, the department's code."""
    query = (
        select(Account.email, Account.name, Post.kind, Department.code)
        .join(Holding, Holding.account_id == Account.id)
        .join(Post, Holding.post_id == Post.id)
        .join(Department, Post.department_id == Department.id)
        .where(Account.demo, Account.disabled_at.is_(None), in_force(on), *in_days(on))
        .order_by(Department.ordinal, Department.id, Post.kind.desc(), Account.id)
        .limit(300)
    )
    return list(session.execute(query))


def reached_in(session: Session, department_id: int, *, on: date) -> list[Row[*tuple[Any, ...]]]:
    """Who holds which post of a body today, and how to reach her."""
    query = (
        select(
            Holding.id,
            Holding.account_id,
            Account.name,
            Account.phone,
            Account.email,
            Post.kind,
            Post.title,
            Holding.rank,
            Holding.from_on,
            Holding.to_on,
        )
        .join(Post, Post.id == Holding.post_id)
        .join(Account, Account.id == Holding.account_id)
        .where(Post.department_id == department_id, Account.disabled_at.is_(None), in_force(on), *in_days(on))
        .order_by(Holding.rank, Post.id, Holding.id)
        .limit(300)
    )
    return sorted(session.execute(query), key=lambda row: ORDER[row.kind])
