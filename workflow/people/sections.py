"""科室: a department's sections, each a post that its clerk holds from day to day."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit.service import Actor
from workflow.errors import Refused
from workflow.people import absences, service
from workflow.people.models import Account, Department, Holding, Post, PostKind
from workflow.people.queries import Condition, in_force
from workflow.people.rules import HOLDER
from workflow.people.service import ONE_DAY, open_on

NAME = 120  # characters


@dataclass(frozen=True)
class Section:
    """A section in force with those who hold it now or will, the first of them first."""

    id: int
    name: str
    people: list[Row[int, int, str, str, int, date, date | None]] = field(default_factory=list)


def find(session: Session, department_id: int, name: str, *, on: date) -> Post | None:
    """The section of this name."""
    return session.scalar(select(Post).where(*_sections(department_id, on), Post.title == name.strip()))


def open_section(session: Session, department: Department, name: str, *, by: Actor, at: datetime) -> Post:
    """A new section; two of one department do not share a name."""
    name = name.strip()
    if not name:
        raise Refused("section.name_missing")
    if len(name) > NAME:
        raise Refused("section.name_long", limit=NAME)
    if find(session, department.id, name, on=day_of(at)) is not None:
        raise Refused("section.name_taken", name=name)
    return service.open_post(session, department, PostKind.SECTION, title=name, by=by, at=at)


def give(
    session: Session,
    section: Post,
    account: Account,
    *,
    rank: int = HOLDER,
    from_on: date,
    to_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Holding:
    """A person of the department holds the section from a day on."""
    refuse_ended(section)
    if account.id not in dict(absences.colleagues(session, section.department_id, on=day_of(at))):
        raise Refused("section.other_department", name=account.name)
    return service.hold(session, section, account, rank=rank, from_on=from_on, to_on=to_on, by=by, at=at)


def leave(session: Session, holding: Holding, *, by: Actor, at: datetime) -> None:
    """She holds the section no more: yesterday was the last day, or it never begins."""
    last = max(holding.from_on, day_of(at)) - ONE_DAY
    service.end_holding(session, holding, on=last, by=by, at=at)


def refuse_ended(section: Post) -> None:
    if section.kind != PostKind.SECTION or section.ended_on is not None:
        raise Refused("section.gone")


def names(session: Session, department_id: int, *, on: date) -> dict[int, str]:
    """The sections in force by id, in the order in which they were opened."""
    rows = session.execute(select(Post.id, Post.title).where(*_sections(department_id, on)).order_by(Post.id))
    return {row[0]: row[1] for row in rows}


def listed(session: Session, department_id: int, *, on: date) -> list[Section]:
    """The sections in force, with the people who hold them now or will."""
    found = {key: Section(key, name) for key, name in names(session, department_id, on=on).items()}
    for row in _people(session, list(found), on=on):
        found[row.post_id].people.append(row)
    return list(found.values())


def _people(session: Session, post_ids: list[int], *, on: date) -> Sequence[Row[*tuple[Any, ...]]]:
    return session.execute(
        select(
            Holding.post_id,
            Holding.id,
            Account.name,
            Account.phone,
            Holding.rank,
            Holding.from_on,
            Holding.to_on,
        )
        .join(Account, Account.id == Holding.account_id)
        .where(Holding.post_id.in_(post_ids), open_on(on), Account.disabled_at.is_(None))
        .where((Holding.to_on.is_(None)) | (Holding.to_on >= Holding.from_on))
        .order_by(Holding.rank, Holding.from_on, Holding.id)
    ).all()


def _sections(department_id: int, on: date) -> tuple[Condition, ...]:
    return Post.department_id == department_id, Post.kind == PostKind.SECTION, in_force(on)
