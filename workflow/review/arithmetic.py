"""What arithmetic says of a value beside a target. It helps whoever judges, and is never a verdict."""

from decimal import Decimal
from enum import StrEnum

ABOUT = "左右"
AT_LEAST = frozenset({">=", "increase_by", "decrease_by"})  # a change is reported as its size: downward counts


class Sum(StrEnum):
    """How a value lies beside what is wanted."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    WITHIN = "within"  # 左右: in the tolerance
    BELOW = "below"
    ABOVE = "above"


def is_about(comparator: str | None, hedge: str) -> bool:
    """Whether the words say 左右: judged only once it is settled how far that reaches."""
    return comparator == "~" or ABOUT in hedge


def compare(
    *, comparator: str | None, hedge: str = "", goal: Decimal | None, value: Decimal | None, tolerance: Decimal | None
) -> Sum | None:
    """How a value lies beside the goal. None: without a value, a goal or a tolerance, or where the words allow none."""
    if goal is None or value is None:
        return None
    if is_about(comparator, hedge):
        if tolerance is None:
            return None
        if abs(value - goal) <= tolerance:
            return Sum.WITHIN
        return Sum.BELOW if value < goal else Sum.ABOVE
    met = _one_sided(comparator, goal, value)
    return None if met is None else Sum.REACHED if met else Sum.NOT_REACHED


def _one_sided(comparator: str | None, goal: Decimal, value: Decimal) -> bool | None:
    if comparator in AT_LEAST:
        return value >= goal
    if comparator == "=":
        return True if value == goal else None  # beyond it: better or worse is for a person to say
    return {">": value > goal, "<": value < goal, "<=": value <= goal}.get(comparator or "")


def is_met(found: Sum | None) -> bool | None:
    """Whether that meets the target; beyond 左右 is for a person to say."""
    return {Sum.REACHED: True, Sum.WITHIN: True, Sum.NOT_REACHED: False, Sum.BELOW: False}.get(found) if found else None
