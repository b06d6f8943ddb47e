"""What may be said of a plan on one page: targets at risk."""

from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from workflow.lights.models import Course
from workflow.review import arithmetic

NEAR = timedelta(days=365)
SHORT = Decimal("0.1")  # more than a tenth missing, with a year or less to go


class Risk(StrEnum):
    """Why a target is at risk."""

    PAST = "past"
    BEHIND = "behind"
    SHORT = "short"


def is_met(
    comparator: str | None, goal: Decimal, value: Decimal, *, hedge: str = "", tolerance: Decimal | None = None
) -> bool | None:
    """Whether a value meets a target; None when the words allow no judgement (左右 without a tolerance)."""
    return arithmetic.is_met(
        arithmetic.compare(comparator=comparator, hedge=hedge, goal=goal, value=value, tolerance=tolerance)
    )


def at_risk(
    *,
    comparator: str | None,
    goal: Decimal | None,
    value: Decimal | None,
    due_on: date | None,
    course: Course | None,
    today: date,
    hedge: str = "",
    tolerance: Decimal | None = None,
) -> Risk | None:
    """Whether a reviewed value leaves a target at risk. Without a value, or where none can judge, it is not said."""
    if goal is None or value is None:
        return None
    if is_met(comparator, goal, value, hedge=hedge, tolerance=tolerance) is not False:
        return None
    if due_on is not None and due_on < today:
        return Risk.PAST
    if course in (Course.BEHIND, Course.RED):
        return Risk.BEHIND
    near = due_on is not None and due_on - today <= NEAR
    return Risk.SHORT if near and goal and abs(goal - value) > abs(goal) * SHORT else None
