"""Posts and who holds them, from day to day. Nothing that was true is deleted: it ends on a day."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import former
from workflow.audit.service import Actor, record
from workflow.errors import Refused
from workflow.people import queries
from workflow.people.models import Account, Department, Holding, Post, PostKind
from workflow.people.rules import HOLDER, one_holder

ONE_DAY = timedelta(days=1)


def open_post(
    session: Session, department: Department, kind: PostKind, *, by: Actor, at: datetime, title: str = ""
) -> Post:
    """A place in a department; the department must still exist."""
    if department.abolished_on:
        raise Refused("people.department_abolished", label=department.label)
    post = Post(department_id=department.id, kind=kind, title=title)
    session.add(post)
    session.flush()
    record(session, "post.opened", post, by=by, at=at, label=department.label, kind=kind.value, title=title)
    return post


def post_for(session: Session, department: Department, kind: PostKind, *, by: Actor, at: datetime) -> Post:
    """The department's post of this kind, opened when there is none."""
    post = queries.post_in(session, department.id, kind, on=day_of(at))
    return post or open_post(session, department, kind, by=by, at=at)


def end_post(session: Session, post: Post, *, on: date, by: Actor, at: datetime) -> None:
    """Close a post from this day on; whoever holds it holds it until the day before."""
    if post.ended_on is not None:
        raise Refused("people.post_ended")
    former.keep(session, post, on=day_of(at))
    post.ended_on = on
    for holding in session.scalars(select(Holding).where(Holding.post_id == post.id, open_on(on))):
        former.keep(session, holding, on=day_of(at))
        holding.to_on = max(on, holding.from_on) - ONE_DAY
    session.flush()
    if post.kind == PostKind.ADMINISTRATOR:
        keep_an_administrator(session, at=at)
    record(session, "post.ended", post, by=by, at=at, label=post.department.label, kind=post.kind.value)


def hold(
    session: Session,
    post: Post,
    account: Account,
    *,
    rank: int = HOLDER,
    from_on: date,
    to_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Holding:
    """Give a post to a person from a day on (until a day, both included). A liaison or head has one holder at a
    time; everybody else of the same post is a deputy."""
    if to_on and to_on < from_on:
        raise Refused("people.days_reversed")
    if account.disabled_at:
        raise Refused("people.account_disabled", name=account.name)
    _refuse_overlap(session, post, account, rank=rank, from_on=from_on, to_on=to_on)
    days = from_on, to_on
    holding = _written(session, _taken_back(session, post, account, from_on), (post, account, rank), days, day_of(at))
    facts: dict[str, Any] = {
        "label": post.department.label,
        "kind": post.kind.value,
        "rank": rank,
        "from_on": from_on.isoformat(),
    }
    record(session, "holding.begun", holding, by=by, at=at, name=account.name, **facts)
    return holding


def _written(
    session: Session,
    known: Holding | None,
    who: tuple[Post, Account, int],
    days: tuple[date, date | None],
    today: date,
) -> Holding:
    """A new row, or the one that is there; what stood before this day is kept."""
    post, account, rank = who
    if known is not None:
        former.keep(session, known, on=today)
    holding = known or Holding(post_id=post.id, account_id=account.id, from_on=days[0])
    holding.rank, holding.to_on = rank, days[1]
    session.add(holding)
    session.flush()
    if known is None and days[0] < today:
        former.appeared(session, holding, on=today)
    return holding


def _taken_back(session: Session, post: Post, account: Account, from_on: date) -> Holding | None:
    """The row of a holding from the same day that was entered and taken back: it is written again."""
    return session.scalar(
        select(Holding).where(
            Holding.post_id == post.id,
            Holding.account_id == account.id,
            Holding.from_on == from_on,
            Holding.to_on < from_on,
        )
    )


def end_holding(session: Session, holding: Holding, *, on: date, by: Actor, at: datetime) -> None:
    """The last day of a holding; the day before its first means that it was entered by mistake."""
    if holding.to_on and holding.to_on <= on:
        raise Refused("people.holding_ended")
    if on < holding.from_on - ONE_DAY:
        raise Refused("people.days_reversed")
    former.keep(session, holding, on=day_of(at))
    holding.to_on = on
    session.flush()
    if holding.post.kind == PostKind.ADMINISTRATOR:
        keep_an_administrator(session, at=at)
    facts: dict[str, Any] = {
        "label": holding.post.department.label,
        "kind": holding.post.kind.value,
        "to_on": on.isoformat(),
    }
    record(session, "holding.ended", holding, by=by, at=at, name=holding.account.name, **facts)


def keep_an_administrator(session: Session, *, at: datetime) -> None:
    """There must be somebody left who can administer, tomorrow as well as today."""
    on = day_of(at)
    if not (queries.administrators(session, on=on) and queries.administrators(session, on=on + ONE_DAY)):
        raise Refused("people.last_administrator")


def open_on(on: date) -> queries.Condition:
    """Condition: the holding has not ended before this day."""
    return or_(Holding.to_on.is_(None), Holding.to_on >= on)


def _refuse_overlap(
    session: Session, post: Post, account: Account, *, rank: int, from_on: date, to_on: date | None
) -> None:
    same_days = [Holding.post_id == post.id, open_on(from_on)]
    if to_on:
        same_days.append(Holding.from_on <= to_on)
    for other in session.scalars(select(Holding).where(*same_days)):
        if other.to_on is not None and other.to_on < other.from_on:
            continue  # entered by mistake and taken back
        if other.account_id == account.id:
            raise Refused("people.holds_already", name=account.name)
        if rank == HOLDER and other.rank == HOLDER and one_holder(post.kind):
            raise Refused("people.post_has_holder", name=other.account.name)
