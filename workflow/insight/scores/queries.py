"""Score sheets that are there, and what stands in one of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload, undefer

from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.insight.scores import rules
from workflow.insight.scores.models import (
    ObjectionState,
    ScoreKind,
    ScoreLine,
    ScoreObjection,
    ScorePoint,
    ScoreRule,
    ScoreSheet,
    ScoreState,
)
from workflow.insight.scores.rules import Criterion, Scored, Total
from workflow.people.models import Department

LISTED = 200


@dataclass(frozen=True)
class Row:
    """A body with its lines in the order of the criteria, its total and (where the sheet says so) its place."""

    department: Department
    lines: Sequence[ScoreLine]
    total: Total | None
    rank: int | None = None

    @property
    def score(self) -> str:
        return "" if self.total is None else f"{self.total.score:.2f}"


def sheets(session: Session) -> list[ScoreSheet]:
    """The latest first; withdrawn ones too, for they were once said."""
    rows = select(ScoreSheet).options(joinedload(ScoreSheet.plan))
    return list(session.scalars(rows.order_by(ScoreSheet.period.desc(), ScoreSheet.id.desc()).limit(LISTED)))


def of_period(session: Session, plan_id: int, period: str) -> ScoreSheet | None:
    rows = select(ScoreSheet).where(ScoreSheet.plan_id == plan_id, ScoreSheet.period == period)
    return session.scalar(rows.where(ScoreSheet.state != ScoreState.WITHDRAWN))


def last_rules(session: Session, plan_id: int) -> list[ScoreRule]:
    """The criteria of the plan's last sheet."""
    last = select(func.max(ScoreSheet.id)).where(ScoreSheet.plan_id == plan_id).scalar_subquery()
    return list(session.scalars(select(ScoreRule).where(ScoreRule.sheet_id == last).order_by(ScoreRule.ordinal)))


def as_typed(rule: ScoreRule) -> Criterion:
    return Criterion(rule.name, rule.kind, rule.full, rule.times, rule.partial, rule.basis)


def lines(session: Session, sheet: ScoreSheet, *, department_id: int | None = None) -> list[ScoreLine]:
    """In the order of the bodies and the criteria; of one body with the rows behind them."""
    rows = (
        select(ScoreLine)
        .join(Department, Department.id == ScoreLine.department_id)
        .join(ScoreRule, ScoreRule.id == ScoreLine.rule_id)
        .where(ScoreLine.sheet_id == sheet.id)
        .options(joinedload(ScoreLine.rule), joinedload(ScoreLine.department), selectinload(ScoreLine.objection))
        .order_by(Department.ordinal, Department.id, ScoreRule.ordinal)
    )
    if department_id is not None:
        rows = rows.where(ScoreLine.department_id == department_id).options(undefer(ScoreLine.facts))
    return list(session.scalars(rows))


def whole(session: Session, sheet: ScoreSheet) -> list[ScoreLine]:
    """Every line with the rows behind it."""
    rows = select(ScoreLine).where(ScoreLine.sheet_id == sheet.id).options(undefer(ScoreLine.facts))
    session.scalars(rows).all()  # into the session: the lines below are these
    return lines(session, sheet)


def table(found: Sequence[ScoreLine], *, ranked: bool = False) -> list[Row]:
    """Department × criterion."""
    by_body: dict[int, list[ScoreLine]] = {}
    for line in found:
        by_body.setdefault(line.department_id, []).append(line)
    rows = [Row(some[0].department, some, total_of(some)) for some in by_body.values()]
    if not ranked:
        return rows
    places = rules.ranks([row.total.score if row.total else None for row in rows])
    return [Row(row.department, row.lines, row.total, place) for row, place in zip(rows, places, strict=True)]


def total_of(some: Collection[ScoreLine]) -> Total | None:
    return rules.total([Scored(line.rule.kind, line.rule.full, line.stands) for line in some])


def bodies(session: Session, sheet_id: int) -> frozenset[int]:
    """Who is scored."""
    return frozenset(session.scalars(select(ScoreLine.department_id).where(ScoreLine.sheet_id == sheet_id).distinct()))


def objections(session: Session, sheet_id: int) -> list[ScoreObjection]:
    """Those that wait first, the oldest first."""
    rows = select(ScoreObjection).join(ScoreLine).where(ScoreLine.sheet_id == sheet_id)
    rows = rows.options(
        joinedload(ScoreObjection.line).joinedload(ScoreLine.rule),
        joinedload(ScoreObjection.line).joinedload(ScoreLine.department),
    )
    found = session.scalars(rows.order_by(ScoreObjection.id))
    return sorted(found, key=lambda one: one.state != ObjectionState.OPEN)


def open_objections(session: Session, sheet_id: int) -> int:
    rows = select(func.count(ScoreObjection.id)).join(ScoreLine).where(ScoreLine.sheet_id == sheet_id)
    return session.scalar(rows.where(ScoreObjection.state == ObjectionState.OPEN)) or 0


def points(session: Session, sheet_id: int) -> list[ScorePoint]:
    rows = select(ScorePoint).where(ScorePoint.sheet_id == sheet_id).options(joinedload(ScorePoint.department))
    return list(session.scalars(rows.order_by(ScorePoint.id)))


def has_by_hand(sheet: ScoreSheet) -> bool:
    return any(rule.kind == ScoreKind.BY_HAND for rule in sheet.rules)


def cited(session: Session, evidence_id: int) -> list[tuple[int, int | None]]:
    """Who may read a file beside those who oversee: what came with an objection, its department; the leader's
    signature, nobody."""
    rows = select(ScoreLine.department_id).join(ScoreObjection).where(ScoreObjection.evidence_id == evidence_id)
    found: list[tuple[int, int | None]] = [(body, None) for body in session.scalars(rows)]
    signed = session.scalar(select(ScoreSheet.id).where(ScoreSheet.signature_id == evidence_id).limit(1))
    return found if signed is None else [*found, (0, None)]


def unverified(session: Session, sheet: ScoreSheet) -> int:
    """Targets that were due in the period and have no verdict yet: they would not be counted."""
    first, last = rules.span(sheet.period)
    rows = select(func.count(Deadline.id)).where(Deadline.plan_id == sheet.plan_id, Deadline.ended_on.is_(None))
    due = (Deadline.kind == DeadlineKind.TARGET, Deadline.held_since.is_(None), Deadline.due_on.between(first, last))
    return session.scalar(rows.where(*due)) or 0
