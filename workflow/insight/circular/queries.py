"""Circulars that are there, what the last ones printed, and the words that must not leave."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflow.insight.circular.models import Circular, CircularState
from workflow.insight.circular.rules import Quoted
from workflow.plans.doubtful_models import Taint
from workflow.plans.models import Edition
from workflow.workdays.rules import Period, period_named

LISTED = 200
LOOKED_BACK = 2  # circulars; the same cause is not printed three quarters running


def circulars(session: Session) -> list[Circular]:
    """Not given up, the latest first."""
    rows = select(Circular).where(Circular.state != CircularState.DROPPED)
    return list(session.scalars(rows.order_by(Circular.period.desc(), Circular.id.desc()).limit(LISTED)))


def of_period(session: Session, plan_id: int, period: str) -> Circular | None:
    rows = select(Circular).where(Circular.plan_id == plan_id, Circular.period == period)
    return session.scalar(rows.where(Circular.state != CircularState.DROPPED))


def before(session: Session, circular: Circular) -> Circular | None:
    """The circular of the quarter before."""
    named = period_named(circular.period)
    return of_period(session, circular.plan_id, named.preceding.key)


def printed(session: Session, plan_id: int, period: Period) -> list[frozenset[str]]:
    """The causes that the two circulars before printed, the latest first."""
    found = []
    for _ in range(LOOKED_BACK):
        period = period.preceding
        one = of_period(session, plan_id, period.key)
        frozen = one.said if one is not None and one.said is not None else {}
        sentences: list[dict[str, Any]] = frozen.get("sentences", [])
        found.append(frozenset(said["facts"]["key"] for said in sentences if "key" in said["facts"]))
    return found


def quoted(session: Session, plan_id: int) -> Quoted:
    """The plan's doubtful words that nobody has cleared."""
    rows = select(Taint.quote).join(Edition, Edition.id == Taint.edition_id)
    rows = rows.where(Edition.plan_id == plan_id, Taint.confirmed_at.is_(None), Taint.quote != "")
    return Quoted(frozenset(session.scalars(rows)))


def lights_printed(session: Session, plan_id: int, period: Period) -> dict[str, Any] | None:
    """The counts that the circular of a quarter printed."""
    one = of_period(session, plan_id, period.key)
    said: list[dict[str, Any]] = one.said["sentences"] if one is not None and one.said is not None else []
    return next((row["facts"] for row in said if row["facts"]["kind"] == "lights"), None)
