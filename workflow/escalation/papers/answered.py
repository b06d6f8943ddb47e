"""Reading what was answered to papers, with what came with it."""

from collections.abc import Collection

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from workflow.escalation.papers.models import AnswerState, Paper, PaperAddress, PaperAnswer, PaperAnswerEvidence
from workflow.evidence.models import Evidence

CAP = 1000


def answers(session: Session, paper_id: int, *, inside: Collection[int], given_only: bool = True) -> list[PaperAnswer]:
    """What was said to a paper, the latest first. What waits for a head is seen by her own department only."""
    rows = (
        select(PaperAnswer)
        .join(PaperAddress, PaperAddress.id == PaperAnswer.address_id)
        .where(PaperAddress.paper_id == paper_id)
        .options(joinedload(PaperAnswer.address).joinedload(PaperAddress.department))
    )
    if given_only:
        rows = rows.where(or_(PaperAnswer.given_at.is_not(None), PaperAddress.department_id.in_(inside)))
    return list(session.scalars(rows.order_by(PaperAnswer.id.desc())))


def to_decide(session: Session) -> int:
    """How many replies and objections wait for the office's word, up to CAP."""
    capped = select(PaperAnswer.id).where(PaperAnswer.state == AnswerState.GIVEN).limit(CAP).subquery()
    return session.scalar(select(func.count()).select_from(capped)) or 0


def evidence_of(session: Session, answer_ids: Collection[int]) -> dict[int, list[Evidence]]:
    """What came with answers, by answer."""
    rows = (
        select(PaperAnswerEvidence.answer_id, Evidence)
        .join(Evidence, Evidence.id == PaperAnswerEvidence.evidence_id)
        .where(PaperAnswerEvidence.answer_id.in_(answer_ids))
    )
    found: dict[int, list[Evidence]] = {}
    for answer_id, evidence in session.execute(rows.order_by(Evidence.id)):
        found.setdefault(answer_id, []).append(evidence)
    return found


def whole_answer(session: Session, answer_id: int) -> PaperAnswer | None:
    return session.scalar(
        select(PaperAnswer)
        .where(PaperAnswer.id == answer_id)
        .options(
            joinedload(PaperAnswer.address).joinedload(PaperAddress.department),
            joinedload(PaperAnswer.address).joinedload(PaperAddress.paper).selectinload(Paper.addresses),
        )
    )


def to_sign(session: Session, department_ids: Collection[int], *, limit: int) -> list[PaperAnswer]:
    """Those that wait for the head of one of these departments, the oldest first."""
    address = joinedload(PaperAnswer.address)
    rows = (
        select(PaperAnswer)
        .join(PaperAddress, PaperAddress.id == PaperAnswer.address_id)
        .where(PaperAnswer.state == AnswerState.TO_SIGN, PaperAddress.department_id.in_(department_ids))
        .options(address.joinedload(PaperAddress.department), address.joinedload(PaperAddress.paper))
    )
    return list(session.scalars(rows.order_by(PaperAnswer.id).limit(limit)))


def waiting(session: Session, *, after: int | None = None, limit: int = 50) -> list[PaperAnswer]:
    """Those that wait for the office's word, the oldest first: a page and one more."""
    rows = select(PaperAnswer).where(PaperAnswer.state == AnswerState.GIVEN)
    if after is not None:
        rows = rows.where(PaperAnswer.id > after)
    address = joinedload(PaperAnswer.address)
    rows = rows.options(address.joinedload(PaperAddress.department), address.joinedload(PaperAddress.paper))
    return list(session.scalars(rows.order_by(PaperAnswer.id).limit(limit + 1)))
