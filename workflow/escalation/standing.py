"""On which rung a late thing stands: by days, by red periods, or where the office set it. Pure functions.

What the office set holds until the thing, by days or periods, reaches a higher rung than it had reached on the day when
it was set; then the higher of the two holds. A new day due ends it (deadlines.service.move)."""

from dataclasses import dataclass

from workflow.escalation.rules import COORDINATED, LATE, LATE_FORMS, LATE_WORK, ORDER, Rung
from workflow.people.models import DepartmentKind

FEWEST = 2  # red periods in a row


@dataclass(frozen=True)
class Red:
    """After how many red periods in a row the conditions of a plan are reached; None: never by red periods."""

    circular: int | None = 2
    interview: int | None = 3

    @property
    def steps(self) -> tuple[tuple[Rung, int], ...]:
        known = ((Rung.CIRCULAR_CONDITIONS, self.circular), (Rung.INTERVIEW_CONDITIONS, self.interview))
        return tuple((rung, periods) for rung, periods in known if periods is not None)


DEFAULT_RED = Red()


@dataclass(frozen=True)
class Set:
    """The rung that the office set, and the one that was reached then."""

    to: Rung
    reached: Rung | None


def by_periods(run: int, kind: DepartmentKind, red: Red = DEFAULT_RED) -> Rung | None:
    """The rung of so many red periods in a row. An interview is proposed to no body that is only written letters."""
    reached = [rung for rung, periods in red.steps if run >= periods]
    possible = [rung for rung in reached if rung != Rung.INTERVIEW_CONDITIONS or kind not in COORDINATED]
    return possible[-1] if possible else None


def higher(one: Rung | None, other: Rung | None) -> Rung | None:
    return max(one, other, key=_place)


def _place(rung: Rung | None) -> int:
    return -1 if rung is None else ORDER[rung]


def stands(*, by_days: Rung | None, by_run: Rung | None = None, set_: Set | None = None) -> Rung | None:
    """The rung of lateness on which a deadline stands; None when it is not late and no red periods speak of it."""
    reached = higher(by_days if by_days in LATE else None, by_run)
    if set_ is None or reached is None:
        return reached
    return set_.to if _place(reached) <= _place(set_.reached) else higher(reached, set_.to)


def settable(rung: Rung, kind: DepartmentKind) -> tuple[Rung, ...]:
    """Where the office may set what stands on a rung: the other rungs of its ladder, an interview only where one is
    possible at all."""
    same = LATE_FORMS if rung in LATE_FORMS else LATE_WORK
    return tuple(one for one in same if one != rung and not (one == Rung.INTERVIEW_CONDITIONS and kind in COORDINATED))
