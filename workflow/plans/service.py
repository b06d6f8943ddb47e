"""Taking a read draft into the plan's tables. A document is taken once: the same bytes change nothing."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.audit import service as audit
from workflow.plans import laying
from workflow.plans.models import Edition, Plan
from workflow.plans.reader import draft as read


@dataclass(frozen=True)
class Source:
    """A document as it was handed in."""

    data: bytes
    name: str


def known(session: Session, data: bytes) -> Edition | None:
    """The edition made from these very bytes, if there is one."""
    return session.scalar(select(Edition).where(Edition.sha256 == hashlib.sha256(data).hexdigest()))


def take_in(
    session: Session,
    draft: read.Draft,
    source: Source,
    *,
    departments: Mapping[str, int],
    demo: bool,
    by: audit.Actor,
    at: datetime,
) -> Edition:
    """A new plan with its first edition, made from what was read; `departments` maps printed names to ids."""
    marks = [laying.Mark(t.start, t.end) for t in draft.taints]
    plan = Plan(title=draft.plan_title or draft.title, doc_number=draft.doc_number, demo=demo)
    edition = _edition(plan, draft, source, at=at)
    session.add(edition)
    session.flush()
    items = laying.items(session, edition, draft, marks)
    laying.clauses(session, draft, items, departments)
    laying.targets(session, draft, items, marks)
    laying.questions(session, edition, draft, items)
    session.flush()
    audit.record(session, "plan.imported", plan, by=by, at=at, plan_id=plan.id, file=source.name, items=len(items))
    return edition


def _edition(plan: Plan, draft: read.Draft, source: Source, *, at: datetime) -> Edition:
    return Edition(
        plan=plan,
        title=draft.title,
        doc_number=draft.doc_number,
        issuer=draft.issuer,
        issued_on=draft.issued_on,
        in_force_from=draft.issued_on,
        file_name=source.name,
        sha256=hashlib.sha256(source.data).hexdigest(),
        original=source.data,
        text=draft.text,
        imported_at=at,
    )
