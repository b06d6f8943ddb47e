"""The steps of a plan's own ladders: what they may be, what a change would do today, and the change itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.orm import Session

from workflow.audit import service as audit
from workflow.deadlines.models import Deadline, LadderKind
from workflow.errors import Refused, Stale
from workflow.escalation import ladders
from workflow.escalation.models import LadderStep
from workflow.escalation.reach import Reach
from workflow.escalation.rows import columns, detailed
from workflow.escalation.rules import LADDERS, Rung, Steps
from workflow.escalation.special import spoken_for
from workflow.escalation.standing import DEFAULT_RED, Red
from workflow.plans.models import Plan

BEFORE = (Rung.REMIND_10, Rung.REMIND_3, Rung.REMIND_1)
AFTER = {
    LadderKind.REPORTING: (Rung.PRESS_FORM, Rung.PRESS_FORM_AGAIN),
    LadderKind.WORK: (Rung.URGE, Rung.NOTICE_CONDITIONS, Rung.CIRCULAR_CONDITIONS),
}
FIXED = {Rung.DUE: 0, Rung.PRESS_FORM: 1, Rung.URGE: 1}  # due today is not late; what is late stands on the first rung
EARLIEST, LATEST = -60, 120  # working days
MOST = 1000  # deadlines looked at in a preview
Asked = Mapping[LadderKind, Steps]


def rungs_of(ladder: LadderKind) -> tuple[Rung, ...]:
    """The rungs that a ladder may have, lowest first. That of forms ends with pressing for them."""
    return (*BEFORE, Rung.DUE, *AFTER[ladder])


def check(ladder: LadderKind, steps: Steps) -> None:
    """Rungs of this ladder, upwards in days; reminders before the day, the rest after it; the fixed ones where they
    are."""
    places = rungs_of(ladder)
    if any(rung not in places for rung, _ in steps):
        raise Refused("ladder.rung_of_other")
    given = dict(steps)
    for rung, days in FIXED.items():
        if rung in places and given.get(rung) != days:
            raise Refused("ladder.fixed", rung=rung)
    if any(not EARLIEST <= days <= LATEST for days in given.values()):
        raise Refused("ladder.too_far", earliest=-EARLIEST, latest=LATEST)
    in_order = sorted(steps, key=lambda step: places.index(step[0]))
    for (_, days), (rung, more) in pairwise(in_order):
        if more <= days:
            raise Refused("ladder.not_upwards", rung=rung)


def steps_of_plan(session: Session, plan_id: int) -> dict[LadderKind, Steps]:
    """What a plan climbs: its own steps, or the default ones."""
    own = ladders.own(session)
    return {kind: own.get((kind, plan_id), LADDERS[kind]) for kind in AFTER}


def set_steps(
    session: Session, plan: Plan, asked: Asked, *, seen: Asked, by: audit.Actor, at: datetime
) -> list[LadderKind]:
    """Set the steps of a plan's ladders; `seen` is what stood there when the page was read. Steps that equal the
    default ones are kept as none. Returns the ladders that changed."""
    for kind, steps in asked.items():
        check(kind, steps)
    session.refresh(plan, with_for_update=True)
    standing = steps_of_plan(session, plan.id)
    if any(seen[kind] != standing[kind] for kind in asked):
        raise Stale()
    changed = [kind for kind, steps in asked.items() if steps != standing[kind]]
    if not changed:
        raise Refused("ladder.unchanged")
    for kind in changed:
        session.execute(delete(LadderStep).where(LadderStep.plan_id == plan.id, LadderStep.ladder == kind))
        if asked[kind] != LADDERS[kind]:
            rows = [LadderStep(plan_id=plan.id, ladder=kind, rung=rung, days=days) for rung, days in asked[kind]]
            session.add_all(rows)
        facts = {"ladder": kind.value, "was_steps": _kept(standing[kind]), "steps": _kept(asked[kind])}
        audit.record(session, "ladder.set", plan, by=by, at=at, plan_id=plan.id, **facts)
    session.flush()
    return changed


def _kept(steps: Steps) -> list[list[Any]]:
    return [[rung.value, days] for rung, days in steps]


@dataclass(frozen=True)
class Shift:
    """A deadline that would stand on another rung (reminders included) if the steps were changed."""

    row: Any
    was: Rung | None
    becomes: Rung | None


def preview(session: Session, plan_id: int, asked: Asked, *, now: Reach, red: Red | None = None) -> Sequence[Shift]:
    """What would stand elsewhere today, oldest first: up to MOST and one more. What the office set stays where it
    is, as long as it does by its own rule. `red` None: red periods count as they do."""
    ours = now.red.get(plan_id, DEFAULT_RED)
    steps = ladders.with_steps(ladders.own(session), plan_id, asked)
    then = Reach(now.today, now.calendar, steps, {**now.red, plan_id: red or ours})
    moved = [condition for kind in asked for condition in _moved(kind, plan_id, now, then)]
    if red not in (None, ours):
        moved.append(Deadline.id.in_(spoken_for()))
    if not moved:
        return []
    rows = detailed(select(*columns(now.today))).where(
        Deadline.plan_id == plan_id,
        Deadline.ended_on.is_(None),
        Deadline.held_since.is_(None),
        Deadline.opens_on <= now.today,
        or_(*moved),
    )
    found = session.execute(rows.order_by(Deadline.due_on, Deadline.id).limit(MOST + 1)).all()
    shifts = (Shift(row, now.told(row), then.told(row)) for row in found)
    return [shift for shift in shifts if shift.was != shift.becomes]


def _moved(kind: LadderKind, plan_id: int, now: Reach, then: Reach) -> Iterator[ColumnElement[bool]]:
    """Conditions: the ranges of days due that would have reached another rung."""
    edges = sorted({last for one in (now, then) for last in one.edges(kind, plan_id)})
    for after, upto in zip([date.min, *edges], edges, strict=False):
        if now.by_days(kind, plan_id, upto) != then.by_days(kind, plan_id, upto):
            yield and_(Deadline.ladder == kind, Deadline.due_on > after, Deadline.due_on <= upto)
