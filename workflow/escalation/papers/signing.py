"""送签 and 签发: the office sends a paper to the leader, who signs it on the screen or on paper, or sends it back."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.errors import Refused
from workflow.escalation.papers import checking
from workflow.escalation.papers.editing import take_up
from workflow.escalation.papers.models import Paper
from workflow.escalation.papers.moves import PaperAct
from workflow.reports.models import Manner
from workflow.reports.rules import Signature, check_signature
from workflow.review.approving import belongs


def send(
    session: Session,
    paper: Paper,
    *,
    told: Collection[int],
    by: audit.Actor,
    at: datetime,
    seen: int | None = None,
) -> None:
    """送签, once nothing stands against it: a leader's time is not taken for what may not be issued."""
    state = take_up(session, paper, PaperAct.SEND, seen)
    checking.require_clear(checking.check(session, paper, told=told, today=day_of(at)))
    paper.state, paper.sent_at, paper.returned_for = state, at, ""
    _record(session, "paper.sent", paper, by, at)


def take_back(session: Session, paper: Paper, *, by: audit.Actor, at: datetime, seen: int | None = None) -> None:
    """To be edited again. A signature was given to other words, and falls."""
    paper.state = take_up(session, paper, PaperAct.TAKE_BACK, seen)
    signer = paper.signer or ""
    paper.signer = paper.signed_on = paper.signed_at = paper.signed_by_id = None
    paper.manner = paper.signature_id = None
    _record(session, "paper.taken_back", paper, by, at, was=signer)


def sign(
    session: Session, paper: Paper, signature: Signature, *, by: audit.Actor, at: datetime, seen: int | None = None
) -> None:
    """签发. On paper the office registers who signed and when, with the scan."""
    state = take_up(session, paper, PaperAct.SIGN, seen)
    check_signature(signature, today=day_of(at))
    if signature.manner == Manner.PAPER and paper.sent_at is not None and signature.on < day_of(paper.drafted_at):
        raise Refused("paper.signed_before_drafted", on=signature.on)
    paper.state, paper.manner, paper.signer = state, signature.manner, signature.signer.strip()
    paper.signed_on, paper.signed_at, paper.signed_by_id = signature.on, at, by.account_id
    paper.signature_id = signature.evidence_id
    facts = {"on": signature.on.isoformat(), "manner": signature.manner.value, "signed": paper.signer}
    _record(session, "paper.signed", paper, by, at, **facts)


def send_back(
    session: Session, paper: Paper, *, words: str, by: audit.Actor, at: datetime, seen: int | None = None
) -> None:
    """The leader's word on a draft that goes back to the office."""
    state = take_up(session, paper, PaperAct.SEND_BACK, seen)
    if not words.strip():
        raise Refused("signing.words_missing")
    paper.state, paper.returned_for = state, words.strip()
    _record(session, "paper.sent_back", paper, by, at, reason=words.strip())


def file_stamped(
    session: Session, paper: Paper, evidence_id: int, *, office_id: int, by: audit.Actor, at: datetime
) -> None:
    """The scan of the paper as it was stamped and sent. A later one takes its place; the history names both."""
    session.refresh(paper, with_for_update={"of": Paper})
    if paper.number is None:
        raise Refused("paper.not_issued")
    was = paper.stamped_id
    paper.stamped_id = belongs(session, evidence_id, office_id)
    _record(session, "paper.stamped", paper, by, at, evidence=evidence_id, before=was or 0)


def _record(session: Session, act: str, paper: Paper, by: audit.Actor, at: datetime, **facts: object) -> None:
    session.flush()
    audit.record(session, act, paper, by=by, at=at, plan_id=paper.plan_id, name=paper.title, **facts)
