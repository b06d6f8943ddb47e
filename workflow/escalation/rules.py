"""The ladders. Rungs count working days from the day due; on any day the calendar turns them into cutoff dates, so that
lists and reminders compare `due_on` with a handful of days. Due today is not late. A plan may have steps of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from workflow.deadlines.models import LadderKind
from workflow.people.models import DepartmentKind
from workflow.workdays.rules import Calendar

DAY = timedelta(days=1)


class Rung(StrEnum):
    """A step of a ladder, lowest first. `*_CONDITIONS` only say that conditions are reached: a person decides.

    The numbers in the words are those of the default ladder; a plan may have others."""

    REMIND_10 = "remind_10"
    REMIND_3 = "remind_3"
    REMIND_1 = "remind_1"
    DUE = "due"
    PRESS_FORM = "press_form"  # 催报
    PRESS_FORM_AGAIN = "press_form_again"
    URGE = "urge"  # 催办
    NOTICE_CONDITIONS = "notice_conditions"  # 达到督办条件,待研究
    CIRCULAR_CONDITIONS = "circular_conditions"  # 达到通报条件,待研究
    INTERVIEW_CONDITIONS = "interview_conditions"  # 达到约谈条件,待研究: after three red periods, never by days


Steps = tuple[tuple[Rung, int], ...]  # rung, working days after the day due (before it: negative)

LADDERS: dict[LadderKind, Steps] = {
    LadderKind.REPORTING: ((Rung.REMIND_3, -3), (Rung.DUE, 0), (Rung.PRESS_FORM, 1), (Rung.PRESS_FORM_AGAIN, 5)),
    LadderKind.SUB: ((Rung.REMIND_3, -3), (Rung.DUE, 0)),
    LadderKind.WORK: (
        (Rung.REMIND_10, -10),
        (Rung.REMIND_3, -3),
        (Rung.REMIND_1, -1),
        (Rung.DUE, 0),
        (Rung.URGE, 1),
        (Rung.NOTICE_CONDITIONS, 5),
        (Rung.CIRCULAR_CONDITIONS, 10),
    ),
}
ORDER: dict[Rung, int] = {rung: place for place, rung in enumerate(Rung)}
LATE_FORMS = (Rung.PRESS_FORM_AGAIN, Rung.PRESS_FORM)
LATE_WORK = (Rung.INTERVIEW_CONDITIONS, Rung.CIRCULAR_CONDITIONS, Rung.NOTICE_CONDITIONS, Rung.URGE)
LATE_DOWNWARD = (*LATE_WORK, *LATE_FORMS)  # how the office reads: work first, the highest rung on top
LATE = frozenset(LATE_DOWNWARD)


def ladder_of_rung(rung: Rung) -> LadderKind:
    """To which ladder a rung of lateness belongs."""
    return LadderKind.REPORTING if rung in LATE_FORMS else LadderKind.WORK


@dataclass(frozen=True)
class Ladder:
    """The steps of one ladder, and whose they are: of `only` these plans, or (none named) of all plans `but` those."""

    kind: LadderKind
    steps: Steps
    only: tuple[int, ...] = ()
    but: tuple[int, ...] = ()

    def is_of(self, plan_id: int) -> bool:
        return plan_id in self.only if self.only else plan_id not in self.but


DEFAULTS = tuple(Ladder(kind, steps) for kind, steps in LADDERS.items())


def steps_of(ladders: Sequence[Ladder], kind: LadderKind, plan_id: int) -> Steps:
    """The steps that a plan climbs."""
    return next(ladder.steps for ladder in ladders if ladder.kind == kind and ladder.is_of(plan_id))


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


def cutoffs(ladder: LadderKind, *, today: date, calendar: Calendar, steps: Steps | None = None) -> Cutoffs:
    """Turn a ladder into dates for a day; the default one, or the `steps` of a plan. A rung at +n is reached when
    `due_on` lies n working days back."""
    downward = sorted(LADDERS[ladder] if steps is None else steps, key=lambda step: -step[1])
    return Cutoffs(ladder, tuple((rung, _last_due(days, today, calendar)) for rung, days in downward))


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
    """The days due that stand on one rung today: after the first (if any), up to and including the second; of the
    plans that climb this ladder (see Ladder). `days` is the step: so many working days late, or still to go (-)."""

    ladder: LadderKind
    after: date | None
    upto: date
    only: tuple[int, ...] = ()
    but: tuple[int, ...] = ()
    days: int = 0


Spans = dict[Rung, tuple[Span, ...]]


def spans(*, today: date, calendar: Calendar, ladders: Sequence[Ladder] = DEFAULTS) -> Iterator[tuple[Rung, Span]]:
    """Every rung of every ladder with its days due; a rung that no day can stand on today is left out."""
    for ladder in ladders:
        steps = cutoffs(ladder.kind, today=today, calendar=calendar, steps=ladder.steps)
        for rung, days in sorted(ladder.steps, key=lambda step: -step[1]):
            span = steps.span(rung)
            if span is not None:
                yield rung, Span(ladder.kind, *span, ladder.only, ladder.but, days)


def late_spans(*, today: date, calendar: Calendar, ladders: Sequence[Ladder] = DEFAULTS) -> Spans:
    """The days due of every rung of lateness, highest first: one span for each different ladder, however many plans."""
    found: dict[Rung, list[Span]] = {rung: [] for rung in LATE_DOWNWARD}
    for rung, span in spans(today=today, calendar=calendar, ladders=ladders):
        if rung in LATE:
            found[rung].append(span)
    return {rung: tuple(some) for rung, some in found.items()}


COORDINATED = frozenset({DepartmentKind.PARTY, DepartmentKind.VERTICAL, DepartmentKind.ENTERPRISE})
"""Bodies that the office has no call to order about."""
