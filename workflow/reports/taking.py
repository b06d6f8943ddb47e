"""Many rows of a period filed together. Each goes through its own act, whole or not at all; a row that cannot be taken
stops no other."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from workflow.audit import service as audit
from workflow.deadlines.models import Deadline
from workflow.errors import Refused, Stale
from workflow.reports import drafts, repeating, service, sharing
from workflow.reports.models import Report
from workflow.reports.rules import Said, Signature
from workflow.reports.typed import Words
from workflow.tasks.models import Assignment
from workflow.workdays.rules import AnyPeriod


@dataclass(frozen=True)
class Entry:
    """What is said for one row. `deadline` None: a share that nobody asked for. `said` None: nothing has changed.
    `seen` is the version of the draft that its author saw (0: there was none)."""

    key: str
    assignment: Assignment
    deadline: Deadline | None
    said: Said | None
    seen: int = 0


@dataclass
class Taken:
    """What was filed and what was refused, by the row's key."""

    filed: dict[str, Report] = field(default_factory=dict)
    refused: dict[str, Refused] = field(default_factory=dict)


def take(
    session: Session,
    entries: Iterable[Entry],
    *,
    period: AnyPeriod,
    signature: Signature | None,
    by: audit.Actor,
    at: datetime,
) -> Taken:
    """File every row that can be. A row answered or typed in meanwhile by a colleague is Stale and left as it is."""
    taken = Taken()
    for entry in entries:
        try:
            with session.begin_nested():
                taken.filed[entry.key] = _file(session, entry, period, signature, by=by, at=at)
        except StaleDataError:
            taken.refused[entry.key] = Stale()
        except Refused as refused:
            taken.refused[entry.key] = refused
    return taken


def _file(
    session: Session,
    entry: Entry,
    period: AnyPeriod,
    signature: Signature | None,
    *,
    by: audit.Actor,
    at: datetime,
) -> Report:
    if entry.deadline is None:
        if entry.said is None:
            raise Refused("report.no_earlier")
        facts: dict[str, Any] = {"signature": signature, "expected_version": entry.seen}
        return sharing.share(session, entry.assignment, period, entry.said, by=by, at=at, **facts)
    if entry.said is not None:
        session.refresh(entry.deadline, with_for_update=True)
        drafts.check(session, entry.deadline, entry.seen)
        return service.put_down(session, entry.deadline, entry.said, by=by, at=at, signature=signature)
    drafts.check(session, entry.deadline, entry.seen)
    return repeating.unchanged(session, entry.deadline, by=by, at=at, signature=signature)


@dataclass(frozen=True)
class Typed:
    """Words of a row to be kept as its draft. `deadline` None: a share that nobody asked for."""

    key: str
    assignment: Assignment
    deadline: Deadline | None
    words: Words
    seen: int
    period: AnyPeriod


@dataclass
class Kept:
    """The new version of each draft that was kept, and what was refused, by the row's key."""

    versions: dict[str, int] = field(default_factory=dict)
    refused: dict[str, Refused] = field(default_factory=dict)


def keep(session: Session, rows: Iterable[Typed], *, by: audit.Actor, at: datetime) -> Kept:
    """Keep what was typed in each row; nothing that a colleague saved meanwhile is overwritten."""
    kept = Kept()
    for row in rows:
        try:
            with session.begin_nested():
                kept.versions[row.key] = _keep(session, row, by=by, at=at)
        except StaleDataError:
            kept.refused[row.key] = Stale()
        except Refused as refused:
            kept.refused[row.key] = refused
    return kept


def _keep(session: Session, row: Typed, *, by: audit.Actor, at: datetime) -> int:
    """The draft's new version."""
    facts: dict[str, Any] = {"words": row.words, "by": by, "at": at, "expected_version": row.seen}
    if row.deadline is None:
        return sharing.keep(session, row.assignment, row.period, **facts).version
    return drafts.save(session, row.deadline, **facts).version
