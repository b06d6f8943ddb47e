"""What the doors of score sheets are tried on: a draft of a period that is over, a circulated one with an objection to
one line, a signed one."""

from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from tests.support.builders import at
from workflow.audit.service import Operator
from workflow.insight.scores import circulating, queries, rules, service
from workflow.insight.scores.models import ScoreSheet, ScoreState
from workflow.people.models import Department
from workflow.plans.models import Plan
from workflow.workdays.queries import calendar

ON = date(2026, 11, 12)
BY, THEN = Operator(None, "陈办"), at(ON)
Special = dict[str, dict[str, object]]


def special(session: Session, plan: Plan, energy: Department) -> tuple[dict[str, object], Special]:
    """Values of arguments by name and by endpoint."""
    assert plan.started_on is not None
    free = [one for one in rules.periods(plan.started_on, ON) if queries.of_period(session, plan.id, one) is None]
    over = next(one for one in free if rules.span(one)[1] < ON)
    circulated, signed, draft = (_drawn(session, plan, one) for one in (*[x for x in free if x != over][:2], over))
    given = {"points": Decimal(1), "reason": "获表扬", "basis": "通报", "by": BY, "at": THEN}
    point = service.give(session, draft, energy, **given, calendar=calendar(session, around=ON))
    for sheet in (circulated, signed):
        sheet.state, sheet.circulated_by, sheet.circulated_at = ScoreState.CIRCULATED, BY.name, THEN
        sheet.object_by = ON + timedelta(7)
    session.flush()
    lines = queries.lines(session, circulated, department_id=energy.id)
    said = circulating.object_to(session, lines[0], reason="应按已办结计。", evidence_id=None, by=BY, at=THEN)
    signed.state, signed.signer, signed.signed_on = ScoreState.SIGNED, "李市长", ON
    session.flush()
    of_draft = ("edit", "compute", "points", "circulate")
    return {"sheet_id": circulated.id, "line_id": lines[1].id, "objection_id": said.id, "point_id": point.id}, {
        **{f"scores.{act}": {"sheet_id": draft.id} for act in of_draft},
        "scores.issue": {"sheet_id": signed.id},
    }


def _drawn(session: Session, plan: Plan, period: str) -> ScoreSheet:
    return service.draw_up(session, plan, period, by=BY, at=THEN, calendar=calendar(session, around=ON))
