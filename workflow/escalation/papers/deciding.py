"""The office's word on what a body answered: settled or asked again; a finding upheld, or corrected for all to see."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.errors import Refused
from workflow.escalation.papers import drafting, issuing
from workflow.escalation.papers.models import AnswerKind, AnswerState, Paper, PaperAnswer
from workflow.escalation.papers.moves import ANSWER_MOVES, AnswerAct

OF_REPLY = (AnswerAct.SETTLE, AnswerAct.ASK_AGAIN)
OF_OBJECTION = (AnswerAct.UPHOLD, AnswerAct.CORRECT)


def decide(session: Session, found: PaperAnswer, act: AnswerAct, *, words: str, by: audit.Actor, at: datetime) -> None:
    """Settle a reply (a word is not needed), or uphold a finding with the reason."""
    _take_up(session, found, act)
    if act != AnswerAct.SETTLE and not words.strip():
        raise Refused("paper.verdict_missing")
    _keep(session, found, act, words, by=by, at=at)


def ask_again(
    session: Session, found: PaperAnswer, *, words: str, reply_by: date, by: audit.Actor, at: datetime
) -> Deadline | None:
    """The reply does not say what was asked: another is owed by a day. None where the body has no share any more."""
    _take_up(session, found, AnswerAct.ASK_AGAIN)
    if not words.strip():
        raise Refused("paper.verdict_missing")
    if reply_by <= day_of(at):
        raise Refused("paper.reply_day_past", on=reply_by)
    _keep(session, found, AnswerAct.ASK_AGAIN, words, by=by, at=at)
    address = found.address
    share = issuing.share_for(session, address.paper, address)
    if share is None:
        return None
    owed = deadlines.owe(
        session,
        share,
        DeadlineKind.REPLY,
        occasion=f"{issuing.OCCASION}{address.paper_id}:a{found.id}",
        opens_on=day_of(at),
        due_on=reply_by,
        due_rule=issuing.RULE,
    )
    address.reply_id = owed.id
    session.flush()
    return owed


def correct(
    session: Session, found: PaperAnswer, *, words: str, amend: bool, by: audit.Actor, at: datetime
) -> Paper | None:
    """The finding was wrong: the paper is withdrawn with that reason, never quietly changed; `amend` begins a draft in
    its place, which it names."""
    _take_up(session, found, AnswerAct.CORRECT)
    if not words.strip():
        raise Refused("paper.verdict_missing")
    _keep(session, found, AnswerAct.CORRECT, words, by=by, at=at)
    paper = found.address.paper
    issuing.withdraw(session, paper, reason=words, by=by, at=at)
    return amended(session, paper, by=by, at=at) if amend else None


def amended(session: Session, paper: Paper, *, by: audit.Actor, at: datetime) -> Paper:
    """A draft with the same words, to be put right; it names the paper in whose place it comes."""
    if paper.number is None:
        raise Refused("paper.not_issued")
    return drafting.draft(
        session,
        paper.kind,
        paper.plan,
        addressed=[one.department for one in paper.addresses],
        deadlines=[one.deadline for one in paper.lines],
        title=paper.title,
        body=paper.body,
        basis=paper.basis,
        facts={**paper.facts, "lines": {str(one.deadline_id): one.facts for one in paper.lines}},
        reply_by=paper.reply_by,
        organ=paper.organ,
        replaces=paper,
        by=by,
        at=at,
    )


def _take_up(session: Session, found: PaperAnswer, act: AnswerAct) -> AnswerState:
    session.refresh(found.address.paper, with_for_update={"of": Paper})
    session.refresh(found, with_for_update={"of": PaperAnswer})
    state = ANSWER_MOVES.after(found.state, act)
    if act not in (OF_REPLY if found.kind == AnswerKind.REPLY else OF_OBJECTION):
        raise Refused("paper.other_answer")
    return state


def _keep(session: Session, found: PaperAnswer, act: AnswerAct, words: str, *, by: audit.Actor, at: datetime) -> None:
    found.state = ANSWER_MOVES.after(found.state, act)
    found.verdict, found.decided_by, found.decided_at = words.strip(), by.name, at
    session.flush()
    paper = found.address.paper
    facts = {"number": paper.number, "label": found.address.department.label, "reason": words.strip()}
    audit.record(session, f"paper.answer_{act.value}", paper, by=by, at=at, plan_id=paper.plan_id, **facts)
