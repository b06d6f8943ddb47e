"""Editing a draft; confirming what a check asks; and the papers that are never issued."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from workflow.audit import service as audit
from workflow.errors import Refused, Stale
from workflow.escalation.papers import rules
from workflow.escalation.papers.drafting import check_words
from workflow.escalation.papers.models import Paper, PaperState
from workflow.escalation.papers.moves import MOVES, PaperAct

CONFIRMABLE = (PaperState.DRAFT, PaperState.TO_SIGN, PaperState.SIGNED)


def take_up(session: Session, paper: Paper, act: PaperAct, seen: int | None = None) -> PaperState:
    """Hold the paper's row and say what it becomes by an act. `seen` is the version that was read: Stale when there is
    a later one."""
    session.refresh(paper, with_for_update={"of": Paper})
    state = MOVES.after(paper.state, act)
    if seen is not None and paper.version != seen:
        raise Stale("paper.changed_since")
    return state


def edit(
    session: Session,
    paper: Paper,
    *,
    title: str,
    text: str,
    basis: str,
    organ: str,
    reply_by: date | None,
    by: audit.Actor,
    at: datetime,
    seen: int | None = None,
) -> None:
    """Every paragraph of a draft may be changed; one a line."""
    state = take_up(session, paper, PaperAct.EDIT, seen)
    body = rules.paragraphs(text)
    check_words(title, body)
    if not organ.strip():
        raise Refused("paper.organ_missing")
    paper.state, paper.title, paper.body = state, title.strip(), body
    paper.basis, paper.organ, paper.reply_by = basis.strip(), organ.strip(), reply_by
    session.flush()
    _record(session, "paper.edited", paper, by, at)


def confirm(
    session: Session, paper: Paper, key: str, *, words: str, by: audit.Actor, at: datetime, seen: int | None = None
) -> None:
    """A person says why a paper is right in spite of what a check found; her word is kept with it."""
    session.refresh(paper, with_for_update={"of": Paper})
    if paper.state not in CONFIRMABLE:
        raise Refused(
            "paper.ended_already" if paper.state in (PaperState.VOID, PaperState.WITHDRAWN) else "paper.issued_already"
        )
    if seen is not None and paper.version != seen:
        raise Stale("paper.changed_since")
    if not words.strip():
        raise Refused("paper.confirming_words_missing")
    paper.confirmed = {**paper.confirmed, key: {"words": words.strip(), "by": by.name, "at": at.isoformat()}}
    session.flush()
    _record(session, "paper.check_confirmed", paper, by, at, reason=words.strip())


def make_void(
    session: Session, paper: Paper, *, reason: str, by: audit.Actor, at: datetime, seen: int | None = None
) -> None:
    """作废: it was never issued and never will be."""
    state = take_up(session, paper, PaperAct.VOID, seen)
    if not reason.strip():
        raise Refused("paper.reason_missing")
    paper.state, paper.ended_for, paper.ended_by, paper.ended_at = state, reason.strip(), by.name, at
    session.flush()
    _record(session, "paper.voided", paper, by, at, reason=reason.strip())


def _record(session: Session, act: str, paper: Paper, by: audit.Actor, at: datetime, **facts: str) -> None:
    audit.record(session, act, paper, by=by, at=at, plan_id=paper.plan_id, name=paper.title, **facts)
