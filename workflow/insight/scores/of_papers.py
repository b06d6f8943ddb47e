"""未受通报: which tasks a 通报 named that was issued in the period."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from workflow.adapters.clock import day_of
from workflow.deadlines.models import Deadline
from workflow.escalation.papers.models import Paper, PaperAddress, PaperKind, PaperLine, PaperState
from workflow.insight.scores.facts import NOTHING, ONE, About, Fact, fact
from workflow.insight.scores.shares import Part


def named(about: About) -> Iterator[Fact]:
    """未受通报: of the tasks that a body answers for, those that a 通报 named."""
    found: dict[tuple[int, int], Any] = {}
    for row in _circulars(about):
        share = about.shares.rows.get(row.assignment_id)
        if share is not None:
            found.setdefault((about.shares.body(share.department_id), share.task_id), (row, share))
    for share in about.shares.standing():
        part = about.shares.own(share)
        paper, _share = found.pop((part.department_id, share.task_id), (None, None))
        yield _of_paper(part, share, paper)
    for paper, share in found.values():  # of a share that has passed on since
        yield _of_paper(about.shares.own(share), share, paper)


def _of_paper(part: Part, share: Any, paper: Any) -> Fact:
    if paper is None:
        return fact(part, share, ONE, "not_named")
    more = {"words": paper.number, "on": paper.issued_on, "paper_id": paper.id if paper.sent_to else None}
    return fact(part, share, NOTHING, "named", **more)


def _circulars(about: About) -> list[Any]:
    sent_to = (
        select(PaperAddress.id)
        .where(PaperAddress.paper_id == Paper.id, PaperAddress.department_id == Deadline.department_id)
        .correlate(Paper, Deadline)
    )
    rows = (
        select(
            Paper.id,
            Paper.number,
            Paper.issued_on,
            Paper.state,
            Paper.ended_at,
            PaperLine.assignment_id,
            sent_to.exists().label("sent_to"),
        )
        .join(PaperLine, PaperLine.paper_id == Paper.id)
        .join(Deadline, Deadline.id == PaperLine.deadline_id)
        .where(Paper.plan_id == about.plan_id, Paper.kind == PaperKind.CIRCULAR_NOTICE)
        .where(Paper.issued_on >= about.first, Paper.issued_on <= about.day)
        .order_by(Paper.id, PaperLine.ordinal)
    )
    issued = about.session.execute(rows).all()
    return [row for row in issued if row.state == PaperState.ISSUED or day_of(row.ended_at) > about.day]
