"""Reading who is away and who stands in: the seats of a day, the absences of a body, of a holding, of a person."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from workflow.people.models import Absence, Account, Holding, Post, PostKind
from workflow.people.queries import Condition, in_days, in_force
from workflow.people.rules import Seat

KEPT = Absence.cancelled_at.is_(None)


@dataclass(frozen=True)
class Away:
    """An absence as pages show it. `substitute` is None when nobody was named."""

    id: int
    holding_id: int
    account_id: int
    name: str
    kind: PostKind
    title: str
    department_id: int
    from_on: date
    to_on: date
    reason: str
    substitute_id: int | None
    substitute: str | None


def is_away(account_id: ColumnElement[int] | InstrumentedAttribute[int], *, on: date) -> Condition:
    """Condition: this person is away from a post of hers on a day."""
    days = (KEPT, Absence.from_on <= on, Absence.to_on >= on)
    return exists().where(Absence.holding_id == Holding.id, Holding.account_id == account_id, *days)


def seats(session: Session, *, on: date) -> list[Seat]:
    """Who sits on which post on a day, active accounts only, holder first; who is away, and who was named for them."""
    running = session.execute(
        select(Absence.holding_id, Absence.substitute_id).where(KEPT, Absence.from_on <= on, Absence.to_on >= on)
    ).all()
    away, named = {row[0] for row in running}, {row[1] for row in running}
    rows = session.execute(
        select(Post.department_id, Post.kind, Holding.account_id, Holding.rank, Post.id, Holding.id)
        .join(Holding, Holding.post_id == Post.id)
        .join(Account, Account.id == Holding.account_id)
        .where(Account.disabled_at.is_(None), in_force(on), *in_days(on))
        .order_by(Post.department_id, Post.kind, Holding.rank, Holding.account_id)
    )
    return [Seat(*row[:5], away=row[5] in away, named=row[5] in named) for row in rows]


def in_department(session: Session, department_id: int, *, on: date) -> list[Away]:
    """The absences of a body's people that run or are to come, nearest first."""
    return _read(session, Post.department_id == department_id, Absence.to_on >= on)


def of_holdings(session: Session, holding_ids: Collection[int], *, on: date) -> list[Away]:
    """The absences of these holdings that run or are to come."""
    return _read(session, Absence.holding_id.in_(holding_ids), Absence.to_on >= on)


def concerning(session: Session, account_id: int, *, on: date) -> list[Away]:
    """What a person is away for or stands in for, from today on."""
    hers = select(Holding.id).where(Holding.account_id == account_id)
    return _read(session, or_(Absence.holding_id.in_(hers), Absence.substitute_id.in_(hers)), Absence.to_on >= on)


def overlapping(session: Session, account_id: int, *, from_on: date, to_on: date) -> list[Away]:
    """The absences of a person, in any of her posts, that touch these days."""
    return _read(session, Holding.account_id == account_id, Absence.from_on <= to_on, Absence.to_on >= from_on)


def _read(session: Session, *conditions: Condition) -> list[Away]:
    instead, other = aliased(Holding), aliased(Account)
    rows = session.execute(
        select(
            Absence.id,
            Absence.holding_id,
            Holding.account_id,
            Account.name,
            Post.kind,
            Post.title,
            Post.department_id,
            Absence.from_on,
            Absence.to_on,
            Absence.reason,
            instead.account_id,
            other.name,
        )
        .join(Holding, Holding.id == Absence.holding_id)
        .join(Post, Post.id == Holding.post_id)
        .join(Account, Account.id == Holding.account_id)
        .outerjoin(instead, instead.id == Absence.substitute_id)
        .outerjoin(other, other.id == instead.account_id)
        .where(KEPT, *conditions)
        .order_by(Absence.from_on, Absence.id)
        .limit(200)
    )
    return [Away(*tuple(row)) for row in rows]
