"""本季度无变化: one click that says again what was said last. Values keep their own day, so none is copied."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.audit import service as audit
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.errors import Refused
from workflow.reports import queries, service
from workflow.reports.models import Blocker, Report
from workflow.reports.rules import BlockerSaid, Said, Signature

REPEATED = frozenset({DeadlineKind.REPORT, DeadlineKind.SHARE})


def unchanged(
    session: Session,
    deadline: Deadline,
    *,
    by: audit.Actor,
    at: datetime,
    demo: bool = False,
    signature: Signature | None = None,
) -> Report:
    """File the last report's standing, text, next step and blockers again, marked as unchanged. It is signed like any
    other."""
    session.refresh(deadline, with_for_update=True)
    if deadline.kind not in REPEATED:
        raise Refused("report.not_repeated")
    last = queries.last_said(session, deadline.assignment_id, before=deadline.id)
    if last is None:
        raise Refused("report.no_earlier")
    blockers = session.scalars(select(Blocker).where(Blocker.revision_id == last.id).order_by(Blocker.id))
    said = Said(
        last.standing,
        last.text,
        last.next_step,
        blockers=[BlockerSaid(b.kind, b.text, b.asked, b.since_on) for b in blockers],
        unchanged=True,
        demo=demo,
    )
    return service.put_down(session, deadline, said, by=by, at=at, signature=signature)
