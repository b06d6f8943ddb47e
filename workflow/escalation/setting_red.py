"""After how many red periods in a row a plan's conditions are reached: kept beside the steps of its ladders."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from workflow.audit import service as audit
from workflow.errors import Refused, Stale
from workflow.escalation import ladders, setting
from workflow.escalation.models import RedPeriods
from workflow.escalation.setting import Asked
from workflow.escalation.standing import DEFAULT_RED, FEWEST, Red
from workflow.plans.models import Plan

LONGEST = 12  # quarters


def check(red: Red) -> None:
    """A run has two periods at least, and an interview is proposed after the circular."""
    given = [periods for _, periods in red.steps]
    if any(not FEWEST <= periods <= LONGEST for periods in given):
        raise Refused("ladder.red_too_far", least=FEWEST, most=LONGEST)
    if given != sorted(set(given)):
        raise Refused("ladder.red_not_upwards")


def red_of_plan(session: Session, plan_id: int) -> Red:
    return ladders.red(session).get(plan_id, DEFAULT_RED)


def keep(
    session: Session,
    plan: Plan,
    asked: Asked,
    red: Red,
    *,
    seen: tuple[Asked, Red],
    by: audit.Actor,
    at: datetime,
) -> None:
    """Keep a plan's steps and its red periods in one act; `seen` is what stood there when the page was read. Refused
    where neither changes."""
    changed = set_red(session, plan, red, seen=seen[1], by=by, at=at)
    if not changed or asked != setting.steps_of_plan(session, plan.id):
        setting.set_steps(session, plan, asked, seen=seen[0], by=by, at=at)


def set_red(session: Session, plan: Plan, red: Red, *, seen: Red, by: audit.Actor, at: datetime) -> bool:
    """Whether it changed anything. What equals the default is kept as none."""
    check(red)
    session.refresh(plan, with_for_update=True)
    standing = red_of_plan(session, plan.id)
    if seen != standing:
        raise Stale()
    if red == standing:
        return False
    session.execute(delete(RedPeriods).where(RedPeriods.plan_id == plan.id))
    if red != DEFAULT_RED:
        session.add(RedPeriods(plan_id=plan.id, circular=red.circular, interview=red.interview))
    session.flush()
    facts = {"was_red": _kept(standing), "red": _kept(red)}
    audit.record(session, "ladder.red_set", plan, by=by, at=at, plan_id=plan.id, **facts)
    return True


def _kept(red: Red) -> list[list[str | int]]:
    return [[rung.value, periods] for rung, periods in red.steps]
