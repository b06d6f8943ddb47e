"""Setting the hours of the timetable. They hold from the next minute on; nothing that was done is done again."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from workflow.audit.service import Actor, record
from workflow.db import insert
from workflow.errors import Refused, Stale
from workflow.outbox import hours
from workflow.outbox.hours import LAST_DIGEST, THE_ONE, USUAL, Hours
from workflow.outbox.models import Timetable

LATEST_NIGHT = 6 * 60


def check(wanted: Hours) -> None:
    """Each in its place of the day: night, end of quiet, morning, digests, begin of quiet."""
    if not 0 <= wanted.night <= LATEST_NIGHT:
        raise Refused("timetable.night", latest=hours.said(LATEST_NIGHT))
    if not wanted.quiet_to <= wanted.morning:
        raise Refused("timetable.morning_quiet", quiet_to=hours.said(wanted.quiet_to))
    if not wanted.morning <= wanted.digests <= LAST_DIGEST:
        raise Refused("timetable.digests", morning=hours.said(wanted.morning), latest=hours.said(LAST_DIGEST))
    if not LAST_DIGEST < wanted.quiet_from < 24 * 60:
        raise Refused("timetable.quiet", latest=hours.said(LAST_DIGEST))
    if not wanted.morning <= wanted.month_end < wanted.quiet_from:
        raise Refused("timetable.month_end", morning=hours.said(wanted.morning))


def set_hours(session: Session, wanted: Hours, *, seen: Hours, by: Actor, at: datetime) -> None:
    """Keep the hours; `seen` is what stood there when the page was read. Refused where nothing changes."""
    check(wanted)
    usual = insert(session, Timetable).values(id=THE_ONE, **asdict(USUAL)).on_conflict_do_nothing()
    session.execute(usual)
    row = session.get_one(Timetable, THE_ONE, with_for_update=True)
    standing = hours.of(row)
    if seen != standing:
        raise Stale()
    if wanted == standing:
        raise Refused("timetable.unchanged")
    for name, value in asdict(wanted).items():
        setattr(row, name, value)
    session.flush()
    facts: dict[str, Any] = {}
    for name, value in asdict(wanted).items():
        if value != getattr(standing, name):
            facts |= {f"was_{name}": _kept(getattr(standing, name)), name: _kept(value)}
    record(session, "timetable.set", row, by=by, at=at, **facts)


def _kept(value: int | bool) -> str | bool:
    return value if isinstance(value, bool) else hours.said(value)
