"""Whether what was issued still is what it was: papers, circulars, score sheets and the plans' own documents, against
checksums and history."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from workflow.adapters.files import FileStore, digest_of
from workflow.audit.models import Event
from workflow.escalation.papers import issuing
from workflow.escalation.papers.models import Paper
from workflow.escalation.papers.queries import TO_WHOM
from workflow.evidence.models import Evidence
from workflow.insight.circular import service
from workflow.insight.circular.models import Circular, CircularState
from workflow.insight.scores import ending
from workflow.insight.scores.models import ScoreSheet
from workflow.plans.models import Edition

PAGE = 200  # papers held in memory at a time


class Fault(StrEnum):
    CONTENT = "content"
    HISTORY = "history"  # the history names another checksum
    SCAN_CHANGED = "scan_changed"
    SCAN_GONE = "scan_gone"


@dataclass(frozen=True)
class Checked:
    """A paper by its number (circulars and score sheets by their period) and title, with all that does not fit."""

    thing: str
    thing_id: int
    number: str
    title: str
    faults: tuple[Fault, ...]


def papers(session: Session, store: FileStore) -> Iterator[Checked]:
    """Every paper that has a number, the withdrawn ones too, with the scans of its signature and of its stamp."""
    told = _told(session, "paper.issued", "checksum")
    rows = select(Paper).where(Paper.number.is_not(None)).order_by(Paper.id)
    whole = (joinedload(Paper.plan), TO_WHOM, selectinload(Paper.lines))
    for paper in session.scalars(rows.options(*whole).execution_options(yield_per=PAGE)):
        faults = [] if issuing.matches(paper) else [Fault.CONTENT]
        faults += [] if told.get(paper.id) == paper.checksum else [Fault.HISTORY]
        scans = (_fault(session, store, scan) for scan in (paper.signature_id, paper.stamped_id) if scan)
        faults += [fault for fault in scans if fault]
        yield Checked("paper", paper.id, paper.number or "", paper.title, tuple(faults))


def circulars(session: Session) -> Iterator[Checked]:
    told = _told(session, "circular.frozen", "sha256")
    rows = select(Circular).where(Circular.state == CircularState.FROZEN).order_by(Circular.id)
    for one in session.scalars(rows.options(joinedload(Circular.plan)).execution_options(yield_per=PAGE)):
        said = one.said or {}
        faults = [] if service.digest(said) == one.sha256 else [Fault.CONTENT]
        faults += [] if told.get(one.id) == one.sha256 else [Fault.HISTORY]
        yield Checked("circular", one.id, one.period, str(said.get("title", one.plan.title)), tuple(faults))


def score_sheets(session: Session, store: FileStore) -> Iterator[Checked]:
    """Every sheet that was issued, the withdrawn ones too: its rows, its digest and the scan of its signature."""
    told = _told(session, "score.issued", "sha256")
    rows = select(ScoreSheet).where(ScoreSheet.sha256.is_not(None)).order_by(ScoreSheet.id)
    for one in session.scalars(rows.options(joinedload(ScoreSheet.plan))).all():
        faults = [] if ending.matches(session, one) else [Fault.CONTENT]
        faults += [] if told.get(one.id) == one.sha256 else [Fault.HISTORY]
        scan = _fault(session, store, one.signature_id) if one.signature_id else None
        yield Checked("score_sheet", one.id, one.period, one.plan.title, (*faults, *([scan] if scan else [])))


def originals(session: Session) -> Iterator[Checked]:
    """The document of every edition, as it was uploaded."""
    kept = select(Edition.id, Edition.doc_number, Edition.title, Edition.sha256, Edition.original).order_by(Edition.id)
    for one in session.execute(kept.execution_options(yield_per=1)):
        faults = () if sha256(one.original).hexdigest() == one.sha256 else (Fault.CONTENT,)
        yield Checked("edition", one.id, one.doc_number or "", one.title, faults)


def _told(session: Session, act: str, name: str) -> dict[int | None, str]:
    """By paper, the checksum that the history kept."""
    rows = select(Event.thing_id, Event.facts).where(Event.act == act)
    return {thing_id: str(facts.get(name)) for thing_id, facts in session.execute(rows)}


def _fault(session: Session, store: FileStore, evidence_id: int) -> Fault | None:
    named = session.scalar(select(Evidence.sha256).where(Evidence.id == evidence_id))
    try:
        with store.get(named or "") as scan:
            return None if digest_of(scan) == named else Fault.SCAN_CHANGED
    except FileNotFoundError:
        return Fault.SCAN_GONE
