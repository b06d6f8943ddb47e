"""What the papers of a plan share: who signs off, the numbers' prefix, the basis in the plan, the 指定."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.audit import service as audit
from workflow.errors import Refused, Stale
from workflow.escalation.papers import rules
from workflow.escalation.papers.kept_models import PaperSetting
from workflow.people.models import Department, DepartmentKind
from workflow.plans import queries as plans
from workflow.plans.models import Edition, Item, ItemKind, Plan
from workflow.plans.rules import WIDE, mask

PREFIX = "督办"
SUPERVISES = ("督促", "调度", "统筹协调")
NAMES_OFFICE = "办公室"


@dataclass(frozen=True)
class Settled:
    """The settings in force, with what was found where nobody has set them. `version` 0: not set yet."""

    organ: str
    prefix: str
    commission: str
    clause: Item | None
    reply_days: int
    version: int = 0


def settled(session: Session, plan: Plan) -> Settled:
    kept = session.scalar(select(PaperSetting).where(PaperSetting.plan_id == plan.id))
    if kept is not None:
        return Settled(kept.organ, kept.prefix, kept.commission, kept.clause, kept.reply_days, kept.version)
    edition = plans.edition_in_force(session, plan.id)
    clause = next(iter(supervising(session, edition)), None) if edition is not None else None
    return Settled(_office(session), PREFIX, "", clause, 5)


def _office(session: Session) -> str:
    found = select(Department.label).where(Department.kind == DepartmentKind.OFFICE, Department.abolished_on.is_(None))
    return session.scalar(found.order_by(Department.ordinal, Department.id).limit(1)) or ""


def standing_items(session: Session, plan: Plan) -> list[Item]:
    """The plan's standing duties: one of them is the basis."""
    edition = plans.edition_in_force(session, plan.id)
    found = plans.items(session, edition.id) if edition is not None else []
    return [item for item in found if item.kind in (ItemKind.STANDING, ItemKind.GENERAL)]


def supervising(session: Session, edition: Edition) -> list[Item]:
    """The standing duties that give the office its task, the best match first."""
    found = [item for item in plans.items(session, edition.id) if item.kind == ItemKind.STANDING]
    scored = [(len(_said(edition, item)), -item.ordinal, item) for item in found]
    return [item for score, _, item in sorted(scored, key=lambda one: one[:2], reverse=True) if score]


def _said(edition: Edition, item: Item) -> str:
    """The sentence of an item that says what the office does."""
    sentences = rules.SENTENCE.findall(edition.text[item.start : item.end])
    return next((one.strip() for one in sentences if _supervises(one)), "")


def _supervises(sentence: str) -> bool:
    return NAMES_OFFICE in sentence and any(word in sentence for word in SUPERVISES)


def basis_of(session: Session, clause: Item | None) -> str:
    """The plan's own clause, quoted with its number: 《…方案》（…号）十五（一）“…”. Empty when there is none."""
    if clause is None:
        return ""
    edition = clause.edition
    number = f"（{edition.doc_number}）" if edition.doc_number else ""
    taints = plans.masks(session, [clause.id])[clause.id]
    sentences = rules.SENTENCE.finditer(edition.text[clause.start : clause.end])
    found = next((one for one in sentences if _supervises(one[0])), None)
    quoted = mask(found[0], clause.start + found.start(), taints) if found is not None else ""
    wide = quoted.strip().rstrip("。；").translate(WIDE).replace(",", "，").replace(";", "；")
    return f"《{edition.title}》{number}{clause.number}" + (f"“{wide}”的规定" if wide else "的规定")


def keep(
    session: Session, plan: Plan, wanted: Settled, *, by: audit.Actor, at: datetime, seen: int = 0
) -> PaperSetting:
    """Keep the settings; `seen` is the version that was edited (0: none yet)."""
    if not wanted.organ.strip():
        raise Refused("paper.organ_missing")
    if not wanted.prefix.strip():
        raise Refused("paper.prefix_missing")
    if not 1 <= wanted.reply_days <= rules.MOST_REPLY_DAYS:
        raise Refused("paper.reply_days", most=rules.MOST_REPLY_DAYS)
    session.refresh(plan, with_for_update=True)
    kept = session.scalar(select(PaperSetting).where(PaperSetting.plan_id == plan.id))
    if (kept.version if kept else 0) != seen:
        raise Stale()
    kept = kept or PaperSetting(plan_id=plan.id)
    kept.organ, kept.prefix, kept.commission = wanted.organ.strip(), wanted.prefix.strip(), wanted.commission.strip()
    kept.clause_id, kept.reply_days = wanted.clause.id if wanted.clause else None, wanted.reply_days
    session.add(kept)
    session.flush()
    audit.record(session, "paper_setting.kept", kept, by=by, at=at, plan_id=plan.id, basis=kept.commission)
    return kept
