"""What must hold of a plan at any moment, and what may never change again once it was said."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow.audit.models import Event
from workflow.deadlines.models import Deadline, DeadlineMove, Hold
from workflow.reports.models import ReportRevision
from workflow.tasks.models import Assignment, Role, Task, TaskState

REOPENED = "deadline.reopened"
TAKEN_BACK = "assignment.acknowledgement_taken_back"


@dataclass(frozen=True)
class Kept:
    """A photograph: deadlines with their ends, and everything that is only added to."""

    deadlines: dict[int, tuple[Any, ...]]
    events: dict[int, tuple[Any, ...]]
    revisions: dict[int, tuple[Any, ...]]
    moves: dict[int, tuple[Any, ...]]


def photograph(session: Session) -> Kept:
    session.flush()
    return Kept(
        deadlines=_rows(
            session, Deadline.id, Deadline.assignment_id, Deadline.original_due_on, Deadline.due_on, Deadline.ended_on
        ),
        events=_rows(session, Event.id, Event.act, Event.thing, Event.thing_id, Event.at),
        revisions=_rows(session, ReportRevision.id, ReportRevision.report_id, ReportRevision.text, ReportRevision.at),
        moves=_rows(session, DeadlineMove.id, DeadlineMove.deadline_id, DeadlineMove.from_on, DeadlineMove.to_on),
    )


def _rows(session: Session, key: Any, *columns: Any) -> dict[int, tuple[Any, ...]]:
    return {row[0]: tuple(row[1:]) for row in session.execute(select(key, *columns))}


def nothing_lost(before: Kept, after: Kept) -> None:
    """No deadline is lost, its first day never changes, and what was written stays written."""
    for kind in ("events", "revisions", "moves"):
        old, new = getattr(before, kind), getattr(after, kind)
        assert {key: new.get(key) for key in old} == old, kind
    for key, (share, first, _, ended_on) in before.deadlines.items():
        assert key in after.deadlines, "a deadline was lost"
        share_now, first_now, _, ended_now = after.deadlines[key]
        assert (share_now, first_now) == (share, first)
        if ended_on is not None and ended_now != ended_on:
            words = {(REOPENED, key), (TAKEN_BACK, share)}
            assert words & _written(before, after), "an end was taken back without a word"


def _written(before: Kept, after: Kept) -> set[tuple[str, int]]:
    """What was written since: the act, and the thing that it was done to."""
    return {(row[0], row[2]) for number, row in after.events.items() if number not in before.events}


def whole(session: Session) -> None:
    """What holds at any moment."""
    _days_follow_their_moves(session)
    _shares(session)
    assert not session.scalar(
        select(func.count()).select_from(Deadline).where((Deadline.ended_on.is_(None)) != (Deadline.outcome.is_(None)))
    )
    held = set(
        session.scalars(select(Deadline.id).where(Deadline.held_since.is_not(None), Deadline.ended_on.is_(None)))
    )
    assert held == set(
        session.scalars(
            select(Hold.deadline_id).join(Deadline).where(Hold.released_on.is_(None), Deadline.ended_on.is_(None))
        )
    )


def _days_follow_their_moves(session: Session) -> None:
    """The day due is the first day, moved step by step by the rows that say why."""
    days: dict[int, date] = {}
    chains: dict[int, list[DeadlineMove]] = defaultdict(list)
    for move in session.scalars(select(DeadlineMove).order_by(DeadlineMove.id)):
        chains[move.deadline_id].append(move)
    for deadline in session.scalars(select(Deadline)):
        days[deadline.id] = deadline.original_due_on
        for move in chains[deadline.id]:
            assert move.from_on == days[deadline.id]
            days[deadline.id] = move.to_on
        assert deadline.due_on == days[deadline.id]


def _shares(session: Session) -> None:
    """Every task under way has one lead; a share that ended owes nothing; nobody shares a task twice."""
    leads: dict[int, int] = defaultdict(int)
    seen: set[tuple[int, int]] = set()
    for share in session.scalars(select(Assignment).where(Assignment.to_on.is_(None))):
        leads[share.task_id] += share.role == Role.LEAD
        assert (share.task_id, share.department_id) not in seen
        seen.add((share.task_id, share.department_id))
    for task in session.scalars(select(Task).where(Task.state == TaskState.UNDER_WAY)):
        assert leads[task.id] == 1, task.number
    owing = select(func.count()).select_from(Deadline).join(Assignment)
    assert not session.scalar(owing.where(Assignment.to_on.is_not(None), Deadline.ended_on.is_(None)))
