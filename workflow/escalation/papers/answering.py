"""The other side: a body confirms that a paper came, replies in time, objects to a finding."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import DeadlineKind, Outcome
from workflow.errors import Refused
from workflow.escalation.papers import issuing
from workflow.escalation.papers.models import (
    AnswerKind,
    AnswerState,
    Paper,
    PaperAddress,
    PaperAnswer,
    PaperAnswerEvidence,
    PaperState,
)
from workflow.escalation.papers.moves import ANSWER_MOVES, AnswerAct
from workflow.reports.rules import Signature, check_signature
from workflow.review.approving import belongs

LONGEST = 5000  # characters
WAITS = (AnswerState.TO_SIGN, AnswerState.SENT_BACK, AnswerState.GIVEN)


def address_of(paper: Paper, bodies: Collection[int]) -> PaperAddress | None:
    """The address by which one of some bodies is meant."""
    return next((one for one in paper.addresses if one.department_id in bodies), None)


def receive(session: Session, address: PaperAddress, *, by: audit.Actor, at: datetime) -> None:
    """确认收到: who, and when; the receipt is owed no more."""
    _issued(session, address)
    if address.received_at is not None:
        raise Refused("paper.received_already", name=address.received_by)
    address.received_at, address.received_by, address.received_by_id = at, by.name, by.account_id
    _end(session, address, DeadlineKind.RECEIPT, at)
    session.flush()
    _record(session, "paper.received", address.paper, by, at, label=address.department.label)


def answer(
    session: Session,
    address: PaperAddress,
    kind: AnswerKind,
    *,
    words: str,
    evidence_ids: Sequence[int] = (),
    signature: Signature | None = None,
    by: audit.Actor,
    at: datetime,
) -> PaperAnswer:
    """Reply, or object to a finding. Where the department's head signs what leaves it and there is no `signature`, it
    waits for one. Whoever answers has received the paper."""
    _issued(session, address)
    _check(words, kind)
    leaves = signature is not None or not address.department.signs_off
    found = waiting(session, address, kind)
    if found is None:
        found = PaperAnswer(address=address, kind=kind, state=AnswerState.GIVEN if leaves else AnswerState.TO_SIGN)
        session.add(found)
    elif found.state == AnswerState.SENT_BACK:
        found.state = ANSWER_MOVES.after(found.state, AnswerAct.GIVE if leaves else AnswerAct.MEND)
    else:
        raise Refused("paper.answer_waits_already")
    found.words, found.by_id, found.by, found.at, found.returned_for = words.strip(), by.account_id, by.name, at, ""
    session.flush()
    _cite(session, found, evidence_ids)
    facts = {"label": address.department.label, "kind": kind.value}
    _record(session, "paper.answered" if leaves else "paper.answer_submitted", address.paper, by, at, **facts)
    if leaves:
        _leave(session, found, signature, by=by, at=at)
    return found


def _check(words: str, kind: AnswerKind) -> None:
    if not words.strip():
        missing = "paper.objection_missing" if kind == AnswerKind.OBJECTION else "paper.reply_missing"
        raise Refused(missing)
    if len(words) > LONGEST:
        raise Refused("paper.answer_too_long", limit=LONGEST)


def _issued(session: Session, address: PaperAddress) -> None:
    """The rows of the paper and of the address are held from here on: nobody withdraws it meanwhile."""
    session.refresh(address.paper, with_for_update={"of": Paper})
    session.refresh(address, with_for_update={"of": PaperAddress})
    if address.paper.state != PaperState.ISSUED:
        raise Refused("paper.not_in_force")


def waiting(session: Session, address: PaperAddress, kind: AnswerKind) -> PaperAnswer | None:
    """The answer of a kind that is not done with."""
    rows = select(PaperAnswer).where(
        PaperAnswer.address_id == address.id, PaperAnswer.kind == kind, PaperAnswer.state.in_(WAITS)
    )
    return session.scalar(rows.limit(1))


def _cite(session: Session, answer: PaperAnswer, evidence_ids: Sequence[int]) -> None:
    known = set(
        session.scalars(select(PaperAnswerEvidence.evidence_id).where(PaperAnswerEvidence.answer_id == answer.id))
    )
    for number in dict.fromkeys(evidence_ids):
        belongs(session, number, answer.address.department_id)
        if number not in known:
            session.add(PaperAnswerEvidence(answer_id=answer.id, evidence_id=number))
    session.flush()


def _leave(session: Session, found: PaperAnswer, signature: Signature | None, *, by: audit.Actor, at: datetime) -> None:
    """It leaves the department today, and ends what it answers."""
    address = found.address
    found.given_at = at
    if signature is not None:
        found.signer, found.signed_at = signature.signer, at
    if address.received_at is None:
        address.received_at, address.received_by, address.received_by_id = at, by.name, by.account_id
        _end(session, address, DeadlineKind.RECEIPT, at)
    if found.kind == AnswerKind.REPLY:
        _end(session, address, DeadlineKind.REPLY, at)
    session.flush()


def _end(session: Session, address: PaperAddress, kind: DeadlineKind, at: datetime) -> None:
    for deadline in issuing.open_ones(session, address.paper, kind=kind):
        if deadline.department_id == address.department_id or _follows(address, deadline.department_id):
            deadlines.end(session, deadline, Outcome.MET, on=day_of(at))


def _follows(address: PaperAddress, department_id: int) -> bool:
    """A body that is not addressed itself owes it in the place of the one that was."""
    return department_id not in {one.department_id for one in address.paper.addresses}


def sign(session: Session, found: PaperAnswer, signature: Signature, *, by: audit.Actor, at: datetime) -> None:
    """The department's head signs: the answer leaves. What was signed on paper goes with it."""
    state = _take_up(session, found, AnswerAct.SIGN)
    check_signature(signature, today=day_of(at))
    found.state = state
    _cite(session, found, [signature.evidence_id] if signature.evidence_id else [])
    _leave(session, found, signature, by=by, at=at)
    facts = {"label": found.address.department.label, "signed": signature.signer, "manner": signature.manner.value}
    _record(session, "paper.answered", found.address.paper, by, at, on=signature.on.isoformat(), **facts)


def send_back(session: Session, found: PaperAnswer, *, words: str, by: audit.Actor, at: datetime) -> None:
    state = _take_up(session, found, AnswerAct.SEND_BACK)
    if not words.strip():
        raise Refused("signing.words_missing")
    found.state, found.returned_for = state, words.strip()
    _record(session, "paper.answer_sent_back", found.address.paper, by, at, reason=words.strip())


def _take_up(session: Session, found: PaperAnswer, act: AnswerAct) -> AnswerState:
    _issued(session, found.address)
    session.refresh(found, with_for_update={"of": PaperAnswer})
    return ANSWER_MOVES.after(found.state, act)


def _record(session: Session, act: str, paper: Paper, by: audit.Actor, at: datetime, **facts: str) -> None:
    session.flush()
    audit.record(session, act, paper, by=by, at=at, plan_id=paper.plan_id, number=paper.number, **facts)
