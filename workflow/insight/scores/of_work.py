"""按期办结: steps, completions and instructions that were due in the period."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from workflow.deadlines.models import DeadlineKind, Outcome
from workflow.insight.scores.facts import NOTHING, ONE, About, Fact, due, facts, verdicts
from workflow.lights.models import Course
from workflow.lights.rules import first_unlate
from workflow.tasks.models import Milestone

OWED = (DeadlineKind.MILESTONE, DeadlineKind.COMPLETION, DeadlineKind.INSTRUCTION)


def in_time(about: About) -> Iterator[Fact]:
    """按期办结: steps, completions and instructions that were due in the period, on the day that held then."""
    found = due(about, OWED)
    waiting, words = _waiting(about), _words(about, {row.milestone_id for row in found if row.milestone_id})
    for row in found:
        share = about.shares.rows.get(row.assignment_id)
        if share is None:
            continue
        credit, why = _ended(about, row, waits=share.task_id in waiting)
        days = about.calendar.late(row.due_on, row.ended_on or about.day) if credit == NOTHING else 0
        more = {"due_on": row.due_on, "ended_on": row.ended_on, "days": days, "kind": row.kind.value}
        if row.original_due_on < row.due_on:
            more["was_due_on"] = row.original_due_on
        yield from facts(about, row.assignment_id, credit, why, words=words.get(row.milestone_id, ""), **more)


def _ended(about: About, row: Any, *, waits: bool) -> tuple[Decimal | None, str]:
    if row.ended_on is not None:
        if row.outcome == Outcome.NOT_ACHIEVED:
            return NOTHING, "not_achieved"
        late = about.calendar.late(row.due_on, row.ended_on)
        return (NOTHING, "ended_late") if late else (ONE, "in_time")
    if row.held_since is not None:
        return None, "held"
    if waits:
        return None, "awaits_province"
    if row.answered:
        return None, "answered"
    return (NOTHING, "late") if row.due_on < first_unlate(about.day, about.calendar) else (None, "not_late_yet")


def _waiting(about: About) -> set[int]:
    """Tasks that waited for the province by their last verdict."""
    last: dict[int, Course] = {}
    for row in verdicts(about):
        if (share := about.shares.rows.get(row.assignment_id)) is not None:
            last[share.task_id] = row.course
    return {task_id for task_id, course in last.items() if course == Course.PROVINCE}


def _words(about: About, milestone_ids: set[int]) -> dict[int, str]:
    rows = select(Milestone.id, Milestone.words).where(Milestone.id.in_(milestone_ids))
    return dict(about.session.execute(rows).all()) if milestone_ids else {}
