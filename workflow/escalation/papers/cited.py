"""Which papers, and which answers to them, rest on a file."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from workflow.escalation.papers.models import Paper, PaperAddress, PaperAnswer, PaperAnswerEvidence

Pair = tuple[int, int | None]
NOBODY = 0  # no department: only those who oversee


def citing(session: Session, evidence_id: int) -> list[Pair]:
    """Who may read a file beside those who oversee: what came with an answer that was given, its department; the
    stamped scan, those to whom the paper went; the leader's signature, nobody."""
    answered = (
        select(PaperAddress.department_id)
        .join(PaperAnswer, PaperAnswer.address_id == PaperAddress.id)
        .join(PaperAnswerEvidence, PaperAnswerEvidence.answer_id == PaperAnswer.id)
        .where(PaperAnswerEvidence.evidence_id == evidence_id, PaperAnswer.given_at.is_not(None))
    )
    stamped = (
        select(PaperAddress.department_id)
        .join(Paper, Paper.id == PaperAddress.paper_id)
        .where(Paper.stamped_id == evidence_id)
    )
    found: list[Pair] = [(body, None) for rows in (answered, stamped) for body in session.scalars(rows)]
    rests = or_(Paper.signature_id == evidence_id, Paper.stamped_id == evidence_id)
    known = session.scalar(select(Paper.id).where(rests).limit(1))
    return found if known is None else [*found, (NOBODY, None)]
