"""What is looked up beside the rows of a page: blockers, telephone notes, urges of a day, the periods of a red run."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.escalation.models import PhoneNote, Urge, UrgeLine
from workflow.lights.models import Course, PeriodVerdict
from workflow.reports.models import Blocker
from workflow.workdays.rules import QUARTERS_LIKE


def blockers(session: Session, revision_ids: Collection[int]) -> dict[int, list[Any]]:
    """What hinders, and what is asked of whom, by revision."""
    found: dict[int, list[Any]] = {}
    rows = session.execute(
        select(Blocker.revision_id, Blocker.kind, Blocker.text, Blocker.asked, Blocker.since_on)
        .where(Blocker.revision_id.in_(revision_ids))
        .order_by(Blocker.id)
    )
    for row in rows:
        found.setdefault(row.revision_id, []).append(row)
    return found


def calls(session: Session, deadline_id: int) -> list[PhoneNote]:
    """What was said on the telephone about a deadline, latest first."""
    return list(
        session.scalars(select(PhoneNote).where(PhoneNote.deadline_id == deadline_id).order_by(PhoneNote.id.desc()))
    )


def urged_on(session: Session, deadline_ids: Collection[int], *, on: date) -> set[int]:
    """Which of these deadlines were urged on a day."""
    return set(
        session.scalars(
            select(UrgeLine.deadline_id)
            .join(Urge, Urge.id == UrgeLine.urge_id)
            .where(UrgeLine.deadline_id.in_(deadline_ids), Urge.on == on)
        )
    )


def red_periods(session: Session, runs: dict[int, int]) -> dict[int, list[str]]:
    """The quarters of each run of red ones (its length by share), oldest first; a quarter counts as judged last."""
    rows = session.execute(
        select(PeriodVerdict.assignment_id, PeriodVerdict.period, PeriodVerdict.course)
        .where(PeriodVerdict.assignment_id.in_(runs), PeriodVerdict.period.like(QUARTERS_LIKE))
        .order_by(PeriodVerdict.period, PeriodVerdict.ordinal)
    )
    last: dict[int, dict[str, Course]] = defaultdict(dict)
    for assignment_id, period, course in rows:
        last[assignment_id][period] = course
    red = {share: [period for period, course in said.items() if course == Course.RED] for share, said in last.items()}
    return {share: periods[-runs[share] :] for share, periods in red.items()}
