"""What the checks found, kept until it is gone: shown to the office, and told to the history when it comes and goes."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from workflow.adapters.files import FileStore
from workflow.audit.sealing import Finding as Walked
from workflow.audit.service import SYSTEM, record
from workflow.insight import vouching
from workflow.insight.finding_models import STANDS, Finding
from workflow.insight.vouching import Checked

HISTORY = "event"


def vouched(session: Session, store: FileStore) -> Iterator[Checked]:
    """Everything that must be what it was when it was issued."""
    yield from vouching.papers(session, store)
    yield from vouching.circulars(session)
    yield from vouching.score_sheets(session, store)
    yield from vouching.originals(session)


def of_history(walked: Walked) -> list[Checked]:
    """The chain's first broken row, as a thing that does not fit."""
    broken = walked.first_broken
    return [] if broken is None else [Checked(HISTORY, broken, str(broken), "", (vouching.Fault.CONTENT,))]


def standing(session: Session) -> list[Finding]:
    return list(session.scalars(select(Finding).where(Finding.gone_at.is_(None)).order_by(Finding.id)))


def are_standing() -> ColumnElement[bool]:
    """Condition: something was found that does not fit."""
    return select(Finding.id).where(STANDS).exists()


def keep(session: Session, unfit: Iterable[Checked], *, at: datetime) -> int:
    """Put what was found in place of what was found before; returns how much does not fit now."""
    before = {(one.thing, one.thing_id): one for one in standing(session)}
    now = {(one.thing, one.thing_id): one for one in unfit}
    for key, gone in before.items():
        if key not in now:
            gone.gone_at = at
            record(session, "finding.gone", gone, by=SYSTEM, at=at, name=gone.number)
    for key, one in now.items():
        if key in before:
            before[key].faults = list(one.faults)
            continue
        found = Finding(thing=one.thing, thing_id=one.thing_id, number=one.number[:80], title=one.title[:300])
        found.faults, found.since_at = list(one.faults), at
        session.add(found)
        session.flush()
        record(session, "finding.found", found, by=SYSTEM, at=at, name=found.number)
    return len(now)
