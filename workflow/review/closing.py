"""申请办结: the lead asks, its head signs; the office closes, makes the matter standing, or returns the request."""

from collections.abc import Collection
from dataclasses import astuple, dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.errors import Refused, Stale
from workflow.reports.rules import Signature, check_signature
from workflow.review import checklist, concluding
from workflow.review.approving import belongs
from workflow.review.closing_models import Closing, ClosingEvidence, ClosingState
from workflow.review.moves import MOVES, ClosingAct
from workflow.review.tallying import checklist_of
from workflow.tasks.models import MATTERS, Assignment, Task
from workflow.tasks.moves import MOVES as OF_TASK
from workflow.tasks.moves import TaskAct

LONGEST = 5000


@dataclass(frozen=True)
class Points:
    """What the office ticks: 事实清楚, 问题解决, 措施落实, 程序合规, 手续齐全."""

    facts: bool = False
    solved: bool = False
    carried_out: bool = False
    lawful: bool = False
    form: bool = False

    @property
    def complete(self) -> bool:
        return all(astuple(self))


def ask(
    session: Session,
    lead: Assignment,
    *,
    words: str,
    as_standing: bool = False,
    evidence_ids: Collection[int] = (),
    signature: Signature | None = None,
    by: audit.Actor,
    at: datetime,
) -> Closing:
    """Ask for a task to be closed, or to become standing. Refused while a correction is owed or a request is open;
    what else stands in the way is for the office to settle before it grants."""
    _check(session, lead.task, words, as_standing=as_standing)
    asked = Closing(task=lead.task, assignment=lead, words=words.strip(), as_standing=as_standing, checklist=[])
    asked.ordinal = _times(session, lead.task) + 1
    asked.asked_by, asked.asker, asked.asked_at = by.account_id or 0, by.name, at
    asked.state = ClosingState.TO_SIGN
    if signature is not None or not lead.department.signs_off:
        _leave(asked, signature, at=at)
    session.add(asked)
    session.flush()
    papers = {*evidence_ids, *_scan(signature)}
    session.add_all(
        ClosingEvidence(closing_id=asked.id, evidence_id=belongs(session, number, lead.department_id))
        for number in sorted(papers)
    )
    _record(session, "closing.asked", asked, by=by, at=at, reason=asked.words)
    return asked


def _check(session: Session, task: Task, words: str, *, as_standing: bool) -> None:
    if not words.strip():
        raise Refused("closing.words_missing")
    if len(words) > LONGEST:
        raise Refused("closing.words_too_long", limit=LONGEST)
    if task.origin in MATTERS:  # it is closed with the instruction that it was made for
        raise Refused("closing.of_instruction")
    session.refresh(task, with_for_update=True)
    OF_TASK.after(task.state, TaskAct.MAKE_STANDING if as_standing else TaskAct.CLOSE)
    if open_request(session, task.id) is not None:
        raise Stale("closing.asked_already")
    for obstacle in checklist.corrections(checklist_of(session, task.id)):
        raise obstacle


def open_request(session: Session, task_id: int) -> Closing | None:
    """What was asked for a task and is neither decided nor withdrawn."""
    return session.scalar(
        select(Closing).where(Closing.task_id == task_id, Closing.state.in_((ClosingState.TO_SIGN, ClosingState.ASKED)))
    )


def _times(session: Session, task: Task) -> int:
    return session.scalar(select(func.max(Closing.ordinal)).where(Closing.task_id == task.id)) or 0


def _leave(asked: Closing, signature: Signature | None, *, at: datetime) -> None:
    if signature is not None:
        check_signature(signature, today=day_of(at))
        asked.signer, asked.signed_on = signature.signer, signature.paper_on
    asked.state, asked.signed_at = ClosingState.ASKED, at


def _scan(signature: Signature | None) -> set[int]:
    return {signature.evidence_id} if signature is not None and signature.evidence_id is not None else set()


def sign(session: Session, asked: Closing, *, signature: Signature, by: audit.Actor, at: datetime) -> Closing:
    """The head signs: the request goes to the office."""
    asked.state = _next(session, asked, ClosingAct.SIGN)
    _leave(asked, signature, at=at)
    for number in _scan(signature):
        belongs(session, number, asked.assignment.department_id)
        session.merge(ClosingEvidence(closing_id=asked.id, evidence_id=number))
    return _record(session, "closing.signed", asked, by=by, at=at, name=signature.signer, manner=signature.manner.value)


def send_back(session: Session, asked: Closing, *, words: str, by: audit.Actor, at: datetime) -> Closing:
    """The head does not let it leave the department."""
    if not words.strip():
        raise Refused("signing.words_missing")
    asked.state = _next(session, asked, ClosingAct.SEND_BACK)
    asked.answer, asked.decider = words.strip(), by.name
    asked.decided_by, asked.decided_at = by.account_id, at
    return _record(session, "closing.sent_back", asked, by=by, at=at, reason=asked.answer)


def withdraw(session: Session, asked: Closing, *, by: audit.Actor, at: datetime) -> Closing:
    """Taken back by those who asked, until it is decided."""
    asked.state = _next(session, asked, ClosingAct.WITHDRAW)
    return _record(session, "closing.withdrawn", asked, by=by, at=at)


def give_back(session: Session, asked: Closing, *, reason: str, by: audit.Actor, at: datetime) -> Closing:
    """Returned with a reason; the lead can ask again."""
    if not reason.strip():
        raise Refused("closing.answer_missing")
    asked.state = _next(session, asked, ClosingAct.GIVE_BACK)
    asked.checklist = checklist_of(session, asked.task_id).kept()
    _decide(asked, reason, by=by, at=at)
    return _record(session, "closing.returned", asked, by=by, at=at, reason=asked.answer)


def grant(
    session: Session, asked: Closing, *, points: Points, answer: str = "", by: audit.Actor, at: datetime
) -> Closing:
    """销号, or 转为常态化. Every point must be ticked and nothing stand in the way; the checklist is kept as it was."""
    state = _next(session, asked, ClosingAct.GRANT)
    session.refresh(asked.task, with_for_update=True)
    if not points.complete:
        raise Refused("closing.points_missing")
    if asked.assignment.to_on is not None:
        raise Refused("closing.share_moved")
    found = checklist_of(session, asked.task_id)
    for obstacle in checklist.obstacles(found, as_standing=asked.as_standing):
        raise obstacle
    asked.state, asked.facts, asked.solved, asked.carried_out = state, points.facts, points.solved, points.carried_out
    asked.lawful, asked.form, asked.checklist = points.lawful, points.form, found.kept()
    _decide(asked, answer, by=by, at=at)
    concluding.conclude(session, asked, on=day_of(at))
    return _record(session, "closing.granted", asked, by=by, at=at, reason=asked.answer)


def _next(session: Session, asked: Closing, act: ClosingAct) -> ClosingState:
    """The request's next state; its row is held until the end of the transaction."""
    session.refresh(asked, with_for_update=True)
    return MOVES.after(asked.state, act)


def _decide(asked: Closing, answer: str, *, by: audit.Actor, at: datetime) -> None:
    asked.answer, asked.decider = answer.strip(), by.name
    asked.decided_by, asked.decided_at = by.account_id, at


def _record(session: Session, act: str, asked: Closing, *, by: audit.Actor, at: datetime, **facts: str) -> Closing:
    session.flush()
    audit.record(session, act, asked, by=by, at=at, plan_id=asked.task.plan_id, task_id=asked.task_id, **facts)
    return asked
