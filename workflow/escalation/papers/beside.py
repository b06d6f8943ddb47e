"""Papers about the same matters that are on their way already, before another is drafted."""

from collections.abc import Collection, Sequence

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session

from workflow.escalation.papers.models import Paper, PaperAddress, PaperAnswer, PaperKind, PaperLine, PaperState
from workflow.escalation.papers.proposing import Group
from workflow.escalation.papers.queries import TO_WHOM

BEFORE = (PaperState.DRAFT, PaperState.TO_SIGN, PaperState.SIGNED)
MOST = 20  # shown for one body


def on_their_way(session: Session, groups: Sequence[Group]) -> dict[str, list[Paper]]:
    """For each group (by key), the papers of a kind that it may become that speak of its matters: not issued yet, or
    issued and not answered by that body. The latest first."""
    ids = [deadline.id for group in groups for deadline in group.deadlines]
    answered = (
        exists()
        .where(PaperAddress.paper_id == Paper.id, PaperAnswer.address_id == PaperAddress.id)
        .where(PaperAnswer.given_at.is_not(None))
        .correlate(Paper)
    )
    waits = or_(Paper.state.in_(BEFORE), and_(Paper.state == PaperState.ISSUED, ~answered))
    rows = (
        select(Paper, PaperLine.deadline_id)
        .join(PaperLine, PaperLine.paper_id == Paper.id)
        .where(PaperLine.deadline_id.in_(ids), waits)
        .options(TO_WHOM)
        .order_by(Paper.id.desc())
    )
    found = [(paper, deadline_id) for paper, deadline_id in session.execute(rows)]
    return {group.key: _of(group, found)[:MOST] for group in groups}


def _of(group: Group, found: Collection[tuple[Paper, int]]) -> list[Paper]:
    own = {deadline.id for deadline in group.deadlines}
    same = [paper for paper, deadline_id in found if deadline_id in own and paper.kind in group.kinds]
    return list({paper.id: paper for paper in same}.values())


def again(papers: Sequence[Paper], kind: PaperKind) -> bool:
    """Whether another paper of this kind is on its way."""
    return any(paper.kind == kind for paper in papers)
