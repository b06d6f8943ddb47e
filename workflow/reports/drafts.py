"""Typed, not yet filed: kept for the department's share, so that a colleague can go on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from workflow.audit import service as audit
from workflow.deadlines.models import Deadline
from workflow.errors import Stale
from workflow.reports import checking, queries
from workflow.reports.models import ReportDraft, ReportState


def check(session: Session, deadline: Deadline, expected_version: int | None) -> None:
    """Raise Stale when another draft was saved than the one that was seen (0: there was none; None: any)."""
    if expected_version is None:
        return
    draft = session.get(ReportDraft, deadline.id, with_for_update=True)
    if draft is not None and draft.version != expected_version:
        raise Stale("report.draft_changed")


def save(
    session: Session,
    deadline: Deadline,
    *,
    words: Mapping[str, Any],
    by: audit.Actor,
    at: datetime,
    expected_version: int | None = None,
) -> ReportDraft:
    """Keep what was typed. Raises Stale when the deadline was answered, the answer waits for the head's signature, or
    somebody else saved meanwhile."""
    session.refresh(deadline, with_for_update=True)
    if (answered_on := queries.closed_on(session, deadline)) is not None:
        raise checking.over(deadline, answered_on)
    report = queries.of_deadline(session, deadline)
    if report is not None and report.state == ReportState.TO_SIGN:
        raise Stale("report.waits_already")
    check(session, deadline, expected_version)
    draft = session.get(ReportDraft, deadline.id)
    if draft is None:
        draft = ReportDraft(deadline_id=deadline.id, words=dict(words), saved_by=by.account_id or 0, saved_at=at)
        session.add(draft)
    draft.words, draft.saved_by, draft.saved_at = dict(words), by.account_id or 0, at
    session.flush()
    return draft


def drop(session: Session, deadline: Deadline) -> None:
    draft = session.get(ReportDraft, deadline.id)
    if draft is not None:
        session.delete(draft)
