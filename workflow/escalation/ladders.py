"""Which plans climb which ladders. Plans with the same steps climb one and the same ladder."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.deadlines.models import LadderKind
from workflow.escalation.models import LadderStep, RedPeriods
from workflow.escalation.rules import LADDERS, Ladder, Rung, Steps
from workflow.escalation.standing import Red

Own = dict[tuple[LadderKind, int], Steps]  # the steps of plans that have their own, by ladder and plan


def in_force(session: Session) -> tuple[Ladder, ...]:
    """Every different ladder with its plans, the default ones first."""
    return grouped(own(session))


def own(session: Session) -> Own:
    """The steps that plans have of their own."""
    found: dict[tuple[LadderKind, int], list[tuple[Rung, int]]] = defaultdict(list)
    for step in session.scalars(select(LadderStep).order_by(LadderStep.days)):
        found[step.ladder, step.plan_id].append((step.rung, step.days))
    return {key: tuple(steps) for key, steps in found.items()}


def red(session: Session) -> dict[int, Red]:
    """After how many red periods the conditions are reached, of the plans that set it."""
    return {one.plan_id: Red(one.circular, one.interview) for one in session.scalars(select(RedPeriods))}


def grouped(steps: Mapping[tuple[LadderKind, int], Steps]) -> tuple[Ladder, ...]:
    """One ladder for all plans that have the same steps; the default one for all others."""
    found: list[Ladder] = []
    for kind, default in LADDERS.items():
        plans: dict[Steps, list[int]] = defaultdict(list)
        for (ladder, plan_id), some in sorted(steps.items()):
            if ladder == kind and some != default:
                plans[some].append(plan_id)
        apart = tuple(sorted(plan_id for some in plans.values() for plan_id in some))
        found.append(Ladder(kind, default, but=apart))
        found += [Ladder(kind, some, only=tuple(ids)) for some, ids in plans.items()]
    return tuple(found)


def with_steps(steps: Own, plan_id: int, changed: Mapping[LadderKind, Steps]) -> tuple[Ladder, ...]:
    """The ladders as they would be if a plan had these steps."""
    return grouped(steps | {(kind, plan_id): some for kind, some in changed.items()})
