"""Lists of the administration: people and bodies, filtered, a page at a time by key."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session

from workflow.people.models import (
    Account,
    Department,
    DepartmentKind,
    DepartmentName,
    Holding,
    Post,
    PostKind,
)
from workflow.people.paging import PAGE, Page, count, turn
from workflow.people.queries import Condition, in_days, in_force, standing


class AccountState(StrEnum):
    ACTIVE = "active"
    INVITED = "invited"
    DISABLED = "disabled"
    NO_POST = "no_post"


@dataclass(frozen=True)
class AccountFilter:
    q: str | None = None
    state: AccountState | None = None
    department_id: int | None = None


@dataclass(frozen=True)
class DepartmentFilter:
    q: str | None = None
    kind: DepartmentKind | None = None
    without: PostKind | None = None  # nobody active holds this post today
    abolished: bool = False


def accounts(
    session: Session,
    wanted: AccountFilter,
    *,
    on: date,
    after: int | None = None,
    before: int | None = None,
    limit: int = PAGE,
) -> Page:
    """People by name: id, name, email, phone, disabled_at, invited (no password yet)."""
    query = select(
        Account.id,
        Account.name,
        Account.email,
        Account.phone,
        Account.disabled_at,
        Account.password_hash.is_(None).label("invited"),
    ).where(*_account_conditions(wanted, on))
    return turn(session, query, (Account.name, Account.id), after=after, before=before, limit=limit)


def count_accounts(session: Session, wanted: AccountFilter, *, on: date) -> int:
    return count(session, select(Account.id).where(*_account_conditions(wanted, on)))


def departments(
    session: Session,
    wanted: DepartmentFilter,
    *,
    on: date,
    after: int | None = None,
    before: int | None = None,
    limit: int = PAGE,
) -> Page:
    """Bodies in their printed order: id, label, kind, code, abolished_on."""
    query = select(Department.id, Department.label, Department.kind, Department.code, Department.abolished_on).where(
        *_department_conditions(wanted, on)
    )
    return turn(session, query, (Department.ordinal, Department.id), after=after, before=before, limit=limit)


def count_departments(session: Session, wanted: DepartmentFilter, *, on: date) -> int:
    return count(session, select(Department.id).where(*_department_conditions(wanted, on)))


def _account_conditions(wanted: AccountFilter, on: date) -> list[Condition]:
    conditions: list[Condition] = []
    if wanted.q:
        conditions.append(or_(*(column.icontains(wanted.q, autoescape=True) for column in _SEARCHED)))
    if wanted.state == AccountState.DISABLED:
        conditions.append(Account.disabled_at.is_not(None))
    elif wanted.state:
        conditions.append(Account.disabled_at.is_(None))
    if wanted.state == AccountState.INVITED:
        conditions.append(Account.password_hash.is_(None))
    holds = and_(Holding.account_id == Account.id, *in_days(on))
    if wanted.state == AccountState.NO_POST:
        conditions.append(~exists().where(holds, Holding.post_id == Post.id, in_force(on)))
    if wanted.department_id:
        own = Post.department_id == wanted.department_id
        conditions.append(exists().where(holds, Holding.post_id == Post.id, in_force(on), own))
    return conditions


_SEARCHED = (Account.name, Account.email, Account.phone)


def _department_conditions(wanted: DepartmentFilter, on: date) -> list[Condition]:
    conditions = [~standing(on) if wanted.abolished else standing(on)]
    if wanted.q:
        named = DepartmentName.name.icontains(wanted.q, autoescape=True)
        conditions.append(exists().where(DepartmentName.department_id == Department.id, named))
    if wanted.kind:
        conditions.append(Department.kind == wanted.kind)
    if wanted.without:
        conditions.append(
            ~exists().where(
                Post.department_id == Department.id,
                Post.kind == wanted.without,
                in_force(on),
                Holding.post_id == Post.id,
                *in_days(on),
                Account.id == Holding.account_id,
                Account.disabled_at.is_(None),
            )
        )
    return conditions
