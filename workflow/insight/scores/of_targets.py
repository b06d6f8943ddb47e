"""量化目标完成: what was recorded of targets in the period."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from workflow.adapters.clock import day_of
from workflow.deadlines.models import Deadline, DeadlineKind, Outcome
from workflow.insight.scores.facts import GONE, NOTHING, ONE, About, Fact, due, facts
from workflow.lights.rules import first_unlate
from workflow.plans.models import Target
from workflow.review.models import TargetVerdict, TargetVerdictWord

UNCOUNTED = {
    TargetVerdictWord.PROVINCE_DECIDES: "province_decides",
    TargetVerdictWord.AWAITS_DATA: "awaits_data",
}


def targets(about: About) -> Iterator[Fact]:
    """量化目标: the verdict that holds, where it was recorded in the period; what is owed still, without a verdict."""
    asked = select(TargetVerdict, Deadline.assignment_id, Target.wording)
    asked = asked.join(Deadline, Deadline.id == TargetVerdict.deadline_id)
    asked = asked.join(Target, Target.id == TargetVerdict.target_id).order_by(TargetVerdict.id)
    last = {row[0].target_id: row for row in about.then.execute(asked)}
    mended = _mended(about)
    for verdict, assignment_id, wording in last.values():
        if not about.within(day_of(verdict.at)):
            continue
        said = {"words": wording, "on": day_of(verdict.at), "basis": verdict.basis}
        if verdict.verdict in UNCOUNTED:
            yield from facts(about, assignment_id, None, UNCOUNTED[verdict.verdict], **said)
        elif verdict.verdict == TargetVerdictWord.ACHIEVED:
            yield from facts(about, assignment_id, ONE, "achieved", **said)
        elif verdict.target_id in mended:
            yield from facts(about, assignment_id, NOTHING, "mended", partial=True, **said)
        else:
            yield from facts(about, assignment_id, NOTHING, "missed", **said)
    for row in due(about, (DeadlineKind.TARGET,)):
        if row.ended_on is None:
            why = "held" if row.held_since else "answered" if row.answered else "not_verified"
            yield from facts(about, row.assignment_id, None, why, words=row.wording, due_on=row.due_on)


def _mended(about: About) -> set[int]:
    """Missed targets whose mending goes to plan: there are steps, and none of them is late or came to nothing."""
    rows = select(Deadline).where(Deadline.kind == DeadlineKind.MILESTONE, Deadline.target_id.is_not(None))
    found: dict[int, bool] = {}
    for step in about.then.scalars(rows.where(Deadline.plan_id == about.plan_id)):
        if step.outcome not in GONE and step.target_id is not None:
            found[step.target_id] = found.get(step.target_id, True) and _to_plan(about, step)
    return {target_id for target_id, to_plan in found.items() if to_plan}


def _to_plan(about: About, step: Any) -> bool:
    if step.ended_on is not None:
        return step.outcome == Outcome.MET and not about.calendar.late(step.due_on, step.ended_on)
    return step.held_since is not None or step.due_on >= first_unlate(about.day, about.calendar)
