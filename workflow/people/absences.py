"""Absence by date: who holds a post is away, and somebody of the department stands in as deputy for those days."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit.service import Actor, record
from workflow.errors import Refused
from workflow.people import away, service
from workflow.people.models import Absence, Account, Holding, Post
from workflow.people.queries import in_days
from workflow.people.rules import DEPUTY
from workflow.people.service import ONE_DAY

REASON = 120  # characters


def note(
    session: Session,
    holding: Holding,
    *,
    from_on: date,
    to_on: date,
    reason: str = "",
    substitute: Account | None = None,
    by: Actor,
    at: datetime,
) -> Absence:
    """Away from day to day, both included. `substitute` is deputy for those days, unless she is already."""
    _refuse_days(session, holding, from_on, to_on, at)
    days = {"from_on": from_on, "to_on": to_on}
    instead = _stands_in(session, holding, substitute, **days, by=by, at=at) if substitute else None
    absence = Absence(
        holding_id=holding.id,
        from_on=from_on,
        to_on=to_on,
        reason=reason.strip()[:REASON],
        substitute_id=instead.id if instead else None,
        noted_by=by.account_id,
        noted_at=at,
    )
    session.add(absence)
    session.flush()
    facts: dict[str, Any] = {"substitute": substitute.name} if substitute else {}
    _record(session, "absence.noted", absence, by=by, at=at, **facts)
    return absence


def end_early(session: Session, absence: Absence, *, by: Actor, at: datetime) -> None:
    """She is back today: yesterday was the last day away, and the last of who stood in."""
    today = day_of(at)
    if absence.cancelled_at is not None or absence.to_on < today:
        raise Refused("absence.over")
    if absence.from_on >= today:
        take_back(session, absence, by=by, at=at)
        return
    _release(session, absence, last=today - ONE_DAY)
    absence.to_on = today - ONE_DAY
    session.flush()
    _record(session, "absence.ended_early", absence, by=by, at=at)


def take_back(session: Session, absence: Absence, *, by: Actor, at: datetime) -> None:
    """Not away after all, or entered by mistake: the row stays and counts no more."""
    today = day_of(at)
    if absence.cancelled_at is not None or absence.to_on < today:
        raise Refused("absence.over")
    _release(session, absence, last=max(absence.from_on, today) - ONE_DAY)
    absence.cancelled_at = at
    session.flush()
    _record(session, "absence.taken_back", absence, by=by, at=at)


def colleagues(session: Session, department_id: int, *, on: date) -> list[tuple[int, str]]:
    """People of a department: active, and holding a post in it today or before. Their ids and names."""
    rows = session.execute(
        select(Account.id, Account.name)
        .join(Holding, Holding.account_id == Account.id)
        .join(Post, Post.id == Holding.post_id)
        .where(Post.department_id == department_id, Account.disabled_at.is_(None), Holding.from_on <= on)
        .group_by(Account.id, Account.name)
        .order_by(Account.name, Account.id)
        .limit(500)
    )
    return [(row[0], row[1]) for row in rows]


def _refuse_days(session: Session, holding: Holding, from_on: date, to_on: date, at: datetime) -> None:
    if to_on < from_on:
        raise Refused("absence.days_reversed")
    if to_on < day_of(at):
        raise Refused("absence.days_past")
    if from_on < holding.from_on or (holding.to_on is not None and to_on > holding.to_on):
        raise Refused("absence.outside_holding", name=holding.account.name)
    for other in away.of_holdings(session, [holding.id], on=from_on):
        if other.from_on <= to_on:
            raise Refused("absence.overlaps", from_on=other.from_on.isoformat(), to_on=other.to_on.isoformat())


def _stands_in(
    session: Session, holding: Holding, substitute: Account, *, from_on: date, to_on: date, by: Actor, at: datetime
) -> Holding:
    """The substitute's holding of the same post: the one that covers the days already, or a new one for them."""
    _refuse_substitute(session, holding, substitute, from_on, to_on)
    here = (Holding.post_id == holding.post_id, Holding.account_id == substitute.id)
    there = session.scalars(select(Holding).where(*here, *in_days(from_on), *in_days(to_on))).first()
    return there or service.hold(
        session, holding.post, substitute, rank=DEPUTY, from_on=from_on, to_on=to_on, by=by, at=at
    )


def _refuse_substitute(session: Session, holding: Holding, substitute: Account, from_on: date, to_on: date) -> None:
    if substitute.id == holding.account_id:
        raise Refused("absence.own_substitute")
    if substitute.id not in dict(colleagues(session, holding.post.department_id, on=to_on)):
        raise Refused("absence.other_department", name=substitute.name, label=holding.post.department.label)
    if away.overlapping(session, substitute.id, from_on=from_on, to_on=to_on):
        raise Refused("absence.substitute_away", name=substitute.name)


def _release(session: Session, absence: Absence, *, last: date) -> None:
    """The substitute's holding ends with the absence it was made for; a deputy of longer standing stays."""
    instead = session.get(Holding, absence.substitute_id) if absence.substitute_id else None
    made_for_it = instead is not None and (instead.from_on, instead.to_on) == (absence.from_on, absence.to_on)
    if instead is not None and made_for_it:
        instead.to_on = last
        session.flush()


def _record(session: Session, act: str, absence: Absence, *, by: Actor, at: datetime, **facts: Any) -> None:
    holding = absence.holding
    facts |= {"label": holding.post.department.label, "kind": holding.post.kind.value}
    facts |= {"from_on": absence.from_on.isoformat(), "to_on": absence.to_on.isoformat(), "reason": absence.reason}
    record(session, act, absence, by=by, at=at, name=holding.account.name, **facts)
