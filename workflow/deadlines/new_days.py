"""The office or the administrator enters a year's working days or changes one: what is owed follows in the same act."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.deadlines import following
from workflow.errors import Refused
from workflow.workdays import keeping
from workflow.workdays.queries import calendar
from workflow.workdays.service import Special

THING = "calendar"


def enter_year(
    session: Session,
    year: int,
    days: Sequence[Special],
    *,
    source: str,
    by: audit.Actor,
    at: datetime,
    mark: str | None = None,
) -> int:
    """Enter a year as it was published, in place of what stood there. Returns how many deadlines moved."""
    if not source.strip():
        raise Refused("calendar.source_missing")
    if mark is not None:
        keeping.hold(session, year, mark)
    keeping.put_year(session, year, days, source=source.strip())
    moved = _follow(session, source.strip(), by=by, at=at)
    facts: dict[str, Any] = {"year": year, "basis": source.strip(), "rows": len(days), "moved": moved}
    audit.record(session, "calendar.year_entered", THING, by=by, at=at, **facts)
    return moved


def change_day(
    session: Session, day: date, change: Special | None, *, reason: str, mark: str, by: audit.Actor, at: datetime
) -> int:
    """One day off, or worked; None: as its day of the week has it. Returns how many deadlines moved."""
    if not reason.strip():
        raise Refused("calendar.reason_missing")
    keeping.hold(session, day.year, mark)
    was = next((one for one in keeping.days_of(session, day.year) if one.day == day), None)
    if was == change:
        raise Refused("calendar.nothing_changed")
    if change is None:
        keeping.drop_day(session, day)
    else:
        keeping.put_day(session, change)
    moved = _follow(session, reason.strip(), by=by, at=at)
    facts: dict[str, Any] = {
        "on_day": day.isoformat(),
        "was": was.name if was else "",
        "name": change.name if change else "",
    }
    audit.record(session, _act(change), THING, by=by, at=at, **facts, reason=reason.strip(), moved=moved)
    return moved


def _act(change: Special | None) -> str:
    if change is None:
        return "calendar.day_plain"
    return "calendar.day_worked" if change.working else "calendar.day_off"


def _follow(session: Session, reason: str, *, by: audit.Actor, at: datetime) -> int:
    now = calendar(session, around=day_of(at))
    return following.follow(session, now, reason=reason, by=by, at=at)
