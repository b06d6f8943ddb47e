"""Raising and lowering: the office sets the rung on which a late thing stands, with a reason. How long that holds is
said in `standing`. Nothing is sent by it; the next round tells of the new rung whoever was not told of it yet."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.audit import service as audit
from workflow.deadlines.models import Deadline
from workflow.errors import Refused, Stale
from workflow.escalation import queries
from workflow.escalation.models import RungChange
from workflow.escalation.reach import Reach
from workflow.escalation.rules import ORDER, Rung
from workflow.escalation.standing import settable

WORDS = 500  # characters of a reason


def set_rung(
    session: Session,
    deadlines: Collection[Deadline],
    to: Rung,
    *,
    reason: str,
    reach: Reach,
    by: audit.Actor,
    at: datetime,
) -> list[RungChange]:
    """Set the rung of one thing or many, with one reason; all or none."""
    chosen = {deadline.id: deadline for deadline in deadlines}
    if not chosen:
        raise Refused("rung.none_chosen")
    if not reason.strip():
        raise Refused("rung.reason_missing")
    if len(reason) > WORDS:
        raise Refused("rung.reason_too_long", limit=WORDS)
    session.execute(select(Deadline.id).where(Deadline.id.in_(chosen)).order_by(Deadline.id).with_for_update())
    rows = queries.chosen(session, list(chosen), on=reach.today)
    made = [_set(session, chosen[row.id], to, row, reason.strip(), reach=reach, by=by, at=at) for row in rows]
    session.flush()
    return made


def _set(session: Session, deadline: Deadline, to: Rung, row: Any, reason: str, **how: Any) -> RungChange:
    reach, by, at = how["reach"], how["by"], how["at"]
    standing = reach.standing(row)
    _check(row, standing, to)
    reached = reach.reached(row)
    change = RungChange(deadline_id=row.id, due_on=row.due_on, from_rung=standing, to_rung=to, reached=reached)
    change.reason, change.by_id, change.by, change.at = reason, by.account_id or 0, by.name, at
    session.refresh(deadline)
    deadline.rung_override = to.value
    session.add(change)
    act = "rung.raised" if ORDER[to] > ORDER[standing] else "rung.lowered"
    facts = {"from_rung": standing.value, "to_rung": to.value, "reason": reason}
    audit.record(session, act, deadline, by=by, at=at, plan_id=row.plan_id, **facts)
    return change


def _check(row: Any, standing: Rung | None, to: Rung) -> None:
    if row.ended_on is not None:
        raise Refused("deadline.ended", on=row.ended_on)
    if row.held_since is not None:
        raise Refused("rung.held")
    if standing is None:
        raise Refused("rung.not_late")
    if standing == to:
        raise Refused("rung.same", number=row.number)
    if to not in settable(standing, row.department_kind):
        raise Refused("rung.not_possible", number=row.number, department=row.department)


def take_back(session: Session, deadline: Deadline, *, by: audit.Actor, at: datetime) -> RungChange:
    """撤销调整: days and periods count again."""
    session.refresh(deadline, with_for_update=True)
    if deadline.rung_override is None:
        raise Stale("rung.not_set")
    change = RungChange(deadline_id=deadline.id, due_on=deadline.due_on, from_rung=deadline.rung_override, reason="")
    change.by_id, change.by, change.at = by.account_id or 0, by.name, at
    deadline.rung_override = None
    session.add(change)
    session.flush()
    facts = {"from_rung": change.from_rung}
    audit.record(session, "rung.set_back", deadline, by=by, at=at, plan_id=deadline.plan_id, **facts)
    return change


def changes(session: Session, deadline_id: int) -> list[RungChange]:
    """What the office set about a deadline, latest first."""
    found = select(RungChange).where(RungChange.deadline_id == deadline_id).order_by(RungChange.id.desc())
    return list(session.scalars(found))
