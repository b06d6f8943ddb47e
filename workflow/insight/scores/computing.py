"""计算: the lines of a sheet, one for each body and criterion, from the facts of the last day of its period."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workflow.insight.circular.queries import quoted
from workflow.insight.circular.rules import Quoted
from workflow.insight.scores import of_papers, of_quarters, of_targets, of_work, rules
from workflow.insight.scores.facts import About, Fact
from workflow.insight.scores.models import ScoreKind, ScoreLine, ScorePoint, ScoreRule, ScoreSheet
from workflow.insight.scores.shares import shares
from workflow.insight.then import laid_out
from workflow.workdays.rules import Calendar

GATHERED: dict[ScoreKind, Callable[[About], Iterator[Fact]]] = {
    ScoreKind.TARGETS: of_targets.targets,
    ScoreKind.IN_TIME: of_work.in_time,
    ScoreKind.RED: of_quarters.red,
    ScoreKind.NAMED: of_papers.named,
}
WORDS = ("heading", "words", "basis")  # that the document may have in them
Facts = Mapping[int, list[Fact]]  # by department


def compute(session: Session, sheet: ScoreSheet, *, today: date, calendar: Calendar) -> list[ScoreLine]:
    """Compute a draft anew: its lines take the place of those that stood there."""
    first, last = rules.span(sheet.period)
    sheet.as_of = min(last, today)
    session.execute(delete(ScoreLine).where(ScoreLine.sheet_id == sheet.id))
    session.expire(sheet, ["rules"])
    with laid_out(session, sheet.as_of, plan_id=sheet.plan_id) as then:
        answering = shares(session, then, sheet.plan_id, co_weight=sheet.co_weight, on=sheet.as_of)
        about = About(session, then, sheet.plan_id, first, sheet.as_of, calendar, answering)
        found = {kind: _by_body(gather(about)) for kind, gather in GATHERED.items()}
    gathered = _Gathered(found, _points(session, sheet), quoted(session, sheet.plan_id))
    lines = [_line(sheet, rule, body, gathered) for body in gathered.bodies for rule in sheet.rules]
    session.add_all(lines)
    session.flush()
    return lines


def _by_body(facts: Iterable[Fact]) -> dict[int, list[Fact]]:
    found: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.weight > 0:
            found[fact.department_id].append(fact)
    return found


def _points(session: Session, sheet: ScoreSheet) -> dict[int, list[ScorePoint]]:
    rows = select(ScorePoint).where(ScorePoint.sheet_id == sheet.id, ScorePoint.taken_back_at.is_(None))
    found: dict[int, list[ScorePoint]] = defaultdict(list)
    for one in session.scalars(rows.order_by(ScorePoint.id)):
        found[one.department_id].append(one)
    return found


@dataclass(frozen=True)
class _Gathered:
    """What the lines are made from; `masked`: words that must not leave."""

    found: Mapping[ScoreKind, Facts]
    points: Mapping[int, list[ScorePoint]]
    masked: Quoted

    @property
    def bodies(self) -> list[int]:
        return sorted({body for facts in (*self.found.values(), self.points) for body in facts})


def _line(sheet: ScoreSheet, rule: ScoreRule, body: int, gathered: _Gathered) -> ScoreLine:
    line = ScoreLine(sheet=sheet, rule=rule, department_id=body)
    if rule.kind == ScoreKind.BY_HAND:
        given = gathered.points.get(body, [])
        line.marks = rules.by_hand((one.points for one in given), most=rule.full) if given else None
        line.facts = {"rows": [_given(one) for one in given]}
        return line
    facts = [(fact, fact.weighed(rule.partial)) for fact in gathered.found[rule.kind].get(body, [])]
    weighed = [one for _, one in facts]
    line.marks = rules.marks(weighed, full=rule.full, times=rule.times)
    line.facts = {"rows": [_row(fact, one.credit, gathered.masked) for fact, one in facts], **_sums(weighed)}
    return line


def _given(one: ScorePoint) -> dict[str, Any]:
    return {"points": _said(one.points), "reason": one.reason, "basis": one.basis, "by": one.by}


def _row(fact: Fact, credit: Decimal | None, masked: Quoted) -> dict[str, Any]:
    said = fact.data | {name: masked.masked(fact.data[name]) for name in WORDS if fact.data.get(name)}
    return said | {"weight": _said(fact.weight), "credit": None if credit is None else _said(credit), "why": fact.why}


def _sums(weighed: list[rules.Weighed]) -> dict[str, Any]:
    """The counts under the rate: how many count, with what weight, and how much of it went wrong."""
    counted = rules.counted(weighed)
    wrong = [one for one in counted if one.credit is not None and one.credit < 1]
    lost = sum((one.weight * (1 - (one.credit or 0)) for one in wrong), Decimal(0))
    return {
        "counted": len(counted),
        "weight": _said(sum((one.weight for one in counted), Decimal(0))),
        "wrong": len(wrong),
        "lost": _said(lost),
        "left_out": len(weighed) - len(counted),
    }


def _said(number: Decimal) -> str:
    """As people write it: 1, 0.3, -2.5."""
    return f"{number.normalize():f}"
