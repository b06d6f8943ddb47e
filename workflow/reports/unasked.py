"""Typed for what no deadline asks: an update, a share, a correction. Kept like any draft: for the department, and never
over something newer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from workflow.audit import service as audit
from workflow.deadlines.models import Deadline
from workflow.errors import Stale
from workflow.reports.models import Report, ReportDraft, UnaskedDraft
from workflow.tasks.models import Assignment

CORRECTION = "correct:"
UPDATE, SHARE = "update", "share"  # one of each at a time, whichever period it will be said for


def correction(report: Report) -> str:
    """The occasion of what this report should say instead."""
    return f"{CORRECTION}{report.id}"


def corrected(occasion: str) -> int:
    """Which report a correction is of; 0 for any other occasion."""
    return int(occasion.removeprefix(CORRECTION)) if occasion.startswith(CORRECTION) else 0


def draft(session: Session, assignment_id: int, occasion: str) -> UnaskedDraft | None:
    return session.get(UnaskedDraft, (assignment_id, occasion))


def check(session: Session, assignment_id: int, occasion: str, expected_version: int | None) -> None:
    """Raise Stale when another draft was saved than the one that was seen (0: there was none; None: any)."""
    if expected_version is None:
        return
    there = session.get(UnaskedDraft, (assignment_id, occasion), with_for_update=True)
    if there is not None and there.version != expected_version:
        raise Stale("report.draft_changed")


def save(
    session: Session,
    assignment: Assignment,
    occasion: str,
    *,
    words: Mapping[str, Any],
    by: audit.Actor,
    at: datetime,
    expected_version: int | None = None,
) -> UnaskedDraft:
    """Keep what was typed; whether it can still be said is for the caller, who holds the share's row. Raises Stale
    when somebody else saved meanwhile."""
    check(session, assignment.id, occasion, expected_version)
    kept = draft(session, assignment.id, occasion)
    facts = {"words": dict(words), "saved_by": by.account_id or 0, "saved_at": at}
    if kept is None:
        kept = UnaskedDraft(assignment_id=assignment.id, occasion=occasion, **facts)
        session.add(kept)
    for name, fact in facts.items():
        setattr(kept, name, fact)
    session.flush()
    return kept


def drop(session: Session, assignment_id: int, occasion: str) -> None:
    kept = draft(session, assignment_id, occasion)
    if kept is not None:
        session.delete(kept)
        session.flush()


def hand_on(session: Session, deadline: Deadline, occasion: str) -> None:
    """What was typed unasked is asked for now: it becomes the deadline's draft, version and all, so that whoever is
    typing goes on."""
    kept = draft(session, deadline.assignment_id, occasion)
    if kept is None or session.get(ReportDraft, deadline.id) is not None:
        return
    facts = {name: getattr(kept, name) for name in ("words", "saved_by", "saved_at", "version")}
    drop(session, deadline.assignment_id, occasion)
    session.execute(insert(ReportDraft).values(deadline_id=deadline.id, **facts))
