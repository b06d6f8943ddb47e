"""Taking a checked sheet into the plan's tables. A document is taken once: the same bytes change nothing."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflow.audit import service as audit
from workflow.plans import laying
from workflow.plans.desk.naming import plan_title, veiled
from workflow.plans.desk.sheet import Sheet
from workflow.plans.models import Edition, Plan


@dataclass(frozen=True)
class Source:
    """A document as it was handed in."""

    data: bytes
    name: str


def known(session: Session, data: bytes) -> Edition | None:
    """The edition made from these very bytes, if there is one."""
    return session.scalar(select(Edition).where(Edition.sha256 == hashlib.sha256(data).hexdigest()))


def take_in(
    session: Session, sheet: Sheet, source: Source, *, plan: Plan | None, demo: bool, by: audit.Actor, at: datetime
) -> Edition:
    """An edition made from a sheet: the first of a new plan, or a later one of `plan`."""
    new = plan is None
    plan = plan or Plan(
        title=plan_title(sheet.front, sheet.taints.values()), doc_number=sheet.front.doc_number, demo=demo
    )
    edition = _edition(plan, sheet, source, at=at)
    edition.ordinal = 1 if new else _last_ordinal(session, plan) + 1
    session.add(edition)
    session.flush()
    items = laying.items(session, edition, sheet)
    for key, made in items.items():
        laying.clauses(session, sheet.items[key], made)
        laying.days(session, sheet.items[key], made)
    laying.targets(session, sheet, items)
    laying.questions(session, edition, sheet, items)
    session.flush()
    act = "plan.imported" if new else "plan.edition_added"
    audit.record(session, act, plan, by=by, at=at, plan_id=plan.id, file=source.name, items=len(items))
    return edition


def _last_ordinal(session: Session, plan: Plan) -> int:
    return session.scalar(select(func.max(Edition.ordinal)).where(Edition.plan_id == plan.id)) or 0


def _edition(plan: Plan, sheet: Sheet, source: Source, *, at: datetime) -> Edition:
    front = sheet.front
    return Edition(
        plan=plan,
        title=veiled(front.title, sheet.taints.values())[:300],
        doc_number=front.doc_number,
        issuer=front.issuer,
        issued_on=front.issued_on,
        in_force_from=front.issued_on,
        file_name=source.name,
        sha256=hashlib.sha256(source.data).hexdigest(),
        original=source.data,
        text=sheet.text,
        imported_at=at,
    )
