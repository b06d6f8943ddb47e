"""The two ladders. Rungs count working days from the day due; on any day the calendar turns them into cutoff dates,
so that lists and reminders compare `due_on` with a handful of days. Due today is not late."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from workflow.deadlines.models import LadderKind
from workflow.workdays.rules import Calendar

DAY = timedelta(days=1)


class Rung(StrEnum):
    """A step of a ladder, lowest first. `*_CONDITIONS` only say that conditions are reached: a person decides."""

    REMIND_10 = "remind_10"
    REMIND_3 = "remind_3"
    DUE = "due"
    PRESS_FORM = "press_form"  # 催报
    PRESS_FORM_AGAIN = "press_form_again"
    URGE = "urge"  # 催办
    NOTICE_CONDITIONS = "notice_conditions"  # 达到督办条件,待研究
    CIRCULAR_CONDITIONS = "circular_conditions"  # 达到通报条件,待研究


LADDERS: dict[LadderKind, tuple[tuple[Rung, int], ...]] = {
    LadderKind.REPORTING: ((Rung.REMIND_3, -3), (Rung.DUE, 0), (Rung.PRESS_FORM, 1), (Rung.PRESS_FORM_AGAIN, 5)),
    LadderKind.SUB: ((Rung.REMIND_3, -3), (Rung.DUE, 0)),
    LadderKind.WORK: (
        (Rung.REMIND_10, -10),
        (Rung.REMIND_3, -3),
        (Rung.DUE, 0),
        (Rung.URGE, 1),
        (Rung.NOTICE_CONDITIONS, 5),
        (Rung.CIRCULAR_CONDITIONS, 10),
    ),
}
ORDER: dict[Rung, int] = {rung: place for place, rung in enumerate(Rung)}
LATE = frozenset({Rung.PRESS_FORM, Rung.PRESS_FORM_AGAIN, Rung.URGE, Rung.NOTICE_CONDITIONS, Rung.CIRCULAR_CONDITIONS})

LATE_DOWNWARD = (
    Rung.CIRCULAR_CONDITIONS,
    Rung.NOTICE_CONDITIONS,
    Rung.URGE,
    Rung.PRESS_FORM_AGAIN,
    Rung.PRESS_FORM,
)  # how the office reads: work first, the highest rung on top


@dataclass(frozen=True)
class Cutoffs:
    """For one ladder on one day: each rung, highest first, with the last day due that has reached it."""

    ladder: LadderKind
    rungs: tuple[tuple[Rung, date], ...]

    def span(self, rung: Rung) -> tuple[date | None, date] | None:
        """The days due whose highest rung is this one: after the first, up to and including the second."""
        higher: date | None = None
        for name, last in self.rungs:
            if name == rung:
                return None if higher is not None and higher >= last else (higher, last)
            higher = last
        return None


def cutoffs(ladder: LadderKind, *, today: date, calendar: Calendar) -> Cutoffs:
    """Turn a ladder into dates for a day. A rung at +n is reached when `due_on` lies n working days back."""
    steps = sorted(LADDERS[ladder], key=lambda step: -step[1])
    return Cutoffs(ladder, tuple((rung, _last_due(days, today, calendar)) for rung, days in steps))


def _last_due(days: int, today: date, calendar: Calendar) -> date:
    """The latest day due that has come to a step: `days` working days late, or at most -`days` still to go."""
    if days > 0:
        return calendar.add(calendar.roll_back(today), 1 - days) - DAY
    return calendar.add(today, 1 - days) - DAY


def reached(*, due_on: date, cutoffs: Cutoffs) -> Rung | None:
    """The highest rung of its ladder that this day has reached."""
    return next((rung for rung, last in cutoffs.rungs if due_on <= last), None)


def to_issue(*, due_on: date, cutoffs: Cutoffs, issued: frozenset[Rung]) -> Rung | None:
    """The rung reached, if it was not issued yet for this `due_on`."""
    rung = reached(due_on=due_on, cutoffs=cutoffs)
    return None if rung is None or rung in issued else rung


@dataclass(frozen=True)
class Span:
    """The days due that stand on one rung today: after the first (if any), up to and including the second."""

    ladder: LadderKind
    after: date | None
    upto: date


def late_spans(*, today: date, calendar: Calendar) -> dict[Rung, Span]:
    """Every rung of lateness with its days due; a rung that no day can stand on today is left out."""
    found: dict[Rung, Span] = {}
    for ladder in LadderKind:
        steps = cutoffs(ladder, today=today, calendar=calendar)
        for rung, _ in steps.rungs:
            span = steps.span(rung)
            if rung in LATE and span is not None:
                found[rung] = Span(ladder, *span)
    return found
