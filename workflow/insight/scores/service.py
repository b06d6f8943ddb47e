"""起草: a score sheet is drawn up, its rules are changed, points are given by hand; each time it is computed anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.errors import Refused, Stale
from workflow.insight.scores import computing, queries, rules
from workflow.insight.scores.built_in import BUILT_IN
from workflow.insight.scores.models import ScoreLine, ScorePoint, ScoreRule, ScoreSheet, ScoreState
from workflow.insight.scores.moves import MOVES, ScoreAct
from workflow.insight.scores.rules import Criterion
from workflow.people.models import Department
from workflow.plans.models import Plan
from workflow.workdays.rules import Calendar


@dataclass(frozen=True)
class Setting:
    """What holds for the whole sheet."""

    co_weight: Decimal = rules.CO_WEIGHT
    objection_days: int = rules.OBJECTION_DAYS
    ranked: bool = False


def draw_up(
    session: Session, plan: Plan, period: str, *, by: audit.Actor, at: datetime, calendar: Calendar
) -> ScoreSheet:
    """Begin the sheet of a period that has begun, with the criteria of the plan's last one, or the built-in ones."""
    check_period(plan, period, today=day_of(at))
    if queries.of_period(session, plan.id, period) is not None:
        raise Refused("score.begun_already")
    made = ScoreSheet(plan=plan, period=period, state=ScoreState.DRAFT, as_of=day_of(at))
    last = queries.last_rules(session, plan.id)
    before = last[0].sheet if last else None
    made.co_weight = before.co_weight if before else rules.CO_WEIGHT
    made.objection_days = before.objection_days if before else rules.OBJECTION_DAYS
    made.ranked, made.drafted_by, made.drafted_at = bool(before and before.ranked), by.name, at
    session.add(made)
    _set_rules(made, [queries.as_typed(one) for one in last] or list(BUILT_IN))
    try:
        session.flush()
    except IntegrityError:
        raise Refused("score.begun_already") from None
    computing.compute(session, made, today=day_of(at), calendar=calendar)
    record(session, "score.drawn_up", made, by=by, at=at)
    return made


def check_period(plan: Plan, period: str, *, today: date) -> None:
    """After the start of the plan, and not one to come."""
    first, last = rules.span(period)
    if plan.started_on is None or last < plan.started_on or first > today:
        raise Refused("score.period_outside")


def _set_rules(sheet: ScoreSheet, criteria: Sequence[Criterion]) -> None:
    sheet.rules = [ScoreRule(ordinal=place, **vars(one)) for place, one in enumerate(criteria, start=1)]


def edit(
    session: Session,
    sheet: ScoreSheet,
    setting: Setting,
    criteria: Sequence[Criterion],
    *,
    version: int,
    by: audit.Actor,
    at: datetime,
    calendar: Calendar,
) -> None:
    """Other rules for a draft, which is computed anew by them."""
    hold(session, sheet, ScoreAct.EDIT, seen=version)
    rules.check(criteria, co_weight=setting.co_weight, objection_days=setting.objection_days)
    session.execute(delete(ScoreLine).where(ScoreLine.sheet_id == sheet.id))
    session.execute(delete(ScoreRule).where(ScoreRule.sheet_id == sheet.id))
    session.expire(sheet, ["rules"])
    sheet.co_weight, sheet.objection_days, sheet.ranked = setting.co_weight, setting.objection_days, setting.ranked
    session.add_all(ScoreRule(sheet_id=sheet.id, ordinal=n, **vars(one)) for n, one in enumerate(criteria, start=1))
    session.flush()
    computing.compute(session, sheet, today=day_of(at), calendar=calendar)
    record(session, "score.rules_changed", sheet, by=by, at=at, rules=[_kept(one) for one in criteria])


def _kept(one: Criterion) -> list[str]:
    return [one.name, one.kind.value, str(one.full), str(one.times), str(one.partial), one.basis]


def recompute(session: Session, sheet: ScoreSheet, *, by: audit.Actor, at: datetime, calendar: Calendar) -> None:
    """A draft, as things stand now."""
    hold(session, sheet, ScoreAct.EDIT)
    computing.compute(session, sheet, today=day_of(at), calendar=calendar)
    record(session, "score.computed", sheet, by=by, at=at)


def give(
    session: Session,
    sheet: ScoreSheet,
    body: Department,
    *,
    points: Decimal,
    reason: str,
    basis: str,
    by: audit.Actor,
    at: datetime,
    calendar: Calendar,
) -> ScorePoint:
    """加分, 减分, with its reason and basis."""
    hold(session, sheet, ScoreAct.EDIT)
    if not queries.has_by_hand(sheet):
        raise Refused("score.no_by_hand")
    if not points or abs(points) > rules.MOST_BY_HAND or rules.rounded(points) != points:
        raise Refused("score.points_impossible", most=rules.MOST_BY_HAND)
    if not reason.strip() or not basis.strip():
        raise Refused("score.reason_missing")
    given = ScorePoint(sheet=sheet, department=body, points=points, reason=reason.strip(), basis=basis.strip())
    given.by, given.at = by.name, at
    session.add(given)
    session.flush()
    computing.compute(session, sheet, today=day_of(at), calendar=calendar)
    facts = {"label": body.label, "points": f"{points:+f}", "reason": given.reason, "basis": given.basis}
    record(session, "score.points_given", sheet, by=by, at=at, **facts)
    return given


def take_back(session: Session, given: ScorePoint, *, by: audit.Actor, at: datetime, calendar: Calendar) -> None:
    """It stays in the list, and counts no more."""
    sheet = given.sheet
    hold(session, sheet, ScoreAct.EDIT)
    session.refresh(given)
    if given.taken_back_at is not None:
        raise Stale("score.points_gone")
    given.taken_back_by, given.taken_back_at = by.name, at
    session.flush()
    computing.compute(session, sheet, today=day_of(at), calendar=calendar)
    facts = {"label": given.department.label, "points": f"{given.points:+f}"}
    record(session, "score.points_taken_back", sheet, by=by, at=at, **facts)


def hold(session: Session, sheet: ScoreSheet, act: ScoreAct, *, seen: int | None = None) -> ScoreState:
    """One at a time, and upon what was seen. The state after the act."""
    session.refresh(sheet, with_for_update={"of": ScoreSheet})
    state = MOVES.after(sheet.state, act)
    if seen is not None and sheet.version != seen:
        raise Stale("score.changed")
    sheet.version += 1
    return state


def record(session: Session, act: str, sheet: ScoreSheet, *, by: audit.Actor, at: datetime, **facts: Any) -> None:
    session.flush()
    audit.record(session, act, sheet, by=by, at=at, plan_id=sheet.plan_id, score_period=sheet.period, **facts)
