"""征求意见: the computation is kept and shown to each department; it may object line by line, the office answers."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit import service as audit
from workflow.errors import Refused, Stale
from workflow.insight.scores import computing, queries, rules
from workflow.insight.scores.models import ObjectionState, ScoreKind, ScoreLine, ScoreObjection, ScoreSheet
from workflow.insight.scores.moves import ScoreAct
from workflow.insight.scores.service import hold, record
from workflow.notices import announcing
from workflow.notices.rules import SCORE_ANSWERED, SCORED
from workflow.review.approving import belongs
from workflow.workdays.rules import Calendar


@dataclass(frozen=True)
class Answer:
    """The office's word on an objection: adopted with the corrected marks and their basis, or kept with the reason."""

    adopted: bool
    words: str
    corrected: Decimal | None = None


def circulate(session: Session, sheet: ScoreSheet, *, by: audit.Actor, at: datetime, calendar: Calendar) -> int:
    """From now on the numbers stay as they are. Computed once more, so that nothing older goes out; every body that is
    scored is told once, with the last day for objections. Returns how many notices there are."""
    state, today = hold(session, sheet, ScoreAct.CIRCULATE), day_of(at)
    _first, last = rules.span(sheet.period)
    if last >= today:
        raise Refused("score.period_not_over", on=last)
    criteria = [queries.as_typed(one) for one in sheet.rules]
    rules.check(criteria, co_weight=sheet.co_weight, objection_days=sheet.objection_days)
    if not computing.compute(session, sheet, today=today, calendar=calendar):
        raise Refused("score.nobody")
    sheet.state, sheet.circulated_by, sheet.circulated_at = state, by.name, at
    sheet.object_by = calendar.add(today, sheet.objection_days)
    record(session, "score.circulated", sheet, by=by, at=at, due_on=sheet.object_by.isoformat())
    bodies = queries.bodies(session, sheet.id)
    told = announcing.About(f"{SCORED}{sheet.id}", sheet.plan_id, sheet.object_by)
    return announcing.announce(session, told, bodies, on=today)


def object_to(
    session: Session, line: ScoreLine, *, reason: str, evidence_id: int | None, by: audit.Actor, at: datetime
) -> ScoreObjection:
    """异议 to one line, by the last day; one for each line."""
    sheet = line.sheet
    hold(session, sheet, ScoreAct.OBJECT)
    if sheet.object_by is None or day_of(at) > sheet.object_by:
        raise Refused("score.objections_closed")
    if not reason.strip():
        raise Refused("score.reason_missing")
    file = belongs(session, evidence_id, line.department_id)
    said = ScoreObjection(line=line, state=ObjectionState.OPEN, reason=reason.strip(), evidence_id=file)
    said.by_id, said.by, said.at = by.account_id, by.name, at
    session.add(said)
    try:
        session.flush()
    except IntegrityError:
        raise Stale("score.objected_already") from None
    facts = {"label": line.department.label, "criterion": line.rule.name, "reason": said.reason}
    record(session, "score.objected", sheet, by=by, at=at, **facts)
    return said


def answer(session: Session, said: ScoreObjection, given: Answer, *, by: audit.Actor, at: datetime) -> None:
    """The line stands corrected, or as it was; the department is told, and both words are kept."""
    sheet, line = said.line.sheet, said.line
    hold(session, sheet, ScoreAct.ANSWER)
    session.refresh(said, with_for_update={"of": ScoreObjection})
    if said.state != ObjectionState.OPEN:
        raise Stale("score.answered_already")
    if not given.words.strip():
        raise Refused("score.answer_missing")
    if given.adopted:
        said.corrected = _corrected(line, given.corrected)
    said.state = ObjectionState.ADOPTED if given.adopted else ObjectionState.KEPT
    said.answer, said.answered_by, said.answered_at = given.words.strip(), by.name, at
    facts = {"label": line.department.label, "criterion": line.rule.name, "reason": said.answer}
    if said.corrected is not None:
        facts |= {"marks": f"{said.corrected:.2f}", "was": "" if line.marks is None else f"{line.marks:.2f}"}
    record(session, f"score.objection_{said.state.value}", sheet, by=by, at=at, **facts)
    told = announcing.About(f"{SCORE_ANSWERED}{said.id}", sheet.plan_id, day_of(at))
    announcing.announce(session, told, {line.department_id}, on=day_of(at))


def _corrected(line: ScoreLine, marks: Decimal | None) -> Decimal:
    least = -line.rule.full if line.rule.kind == ScoreKind.BY_HAND else Decimal(0)
    if marks is None or not least <= marks <= line.rule.full or rules.rounded(marks) != marks:
        raise Refused("score.marks_impossible", least=f"{least:f}", most=f"{line.rule.full:f}")
    if marks == line.marks:
        raise Refused("score.marks_unchanged")
    return marks
