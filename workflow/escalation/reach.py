"""How far things have climbed on a day: the ladders in force, as dates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from workflow.deadlines.models import LadderKind
from workflow.escalation import ladders
from workflow.escalation.rules import Cutoffs, Ladder, Rung, Spans, cutoffs, late_spans, reached
from workflow.escalation.standing import DEFAULT_RED, Red, Set, by_periods, stands
from workflow.workdays.rules import Calendar


@dataclass(frozen=True)
class Reach:
    """The ladders of a day. `row` is a row of escalation.rows."""

    today: date
    calendar: Calendar
    ladders: tuple[Ladder, ...]
    red: Mapping[int, Red] = field(default_factory=dict)  # of the plans that set their own

    @cached_property
    def spans(self) -> Spans:
        return late_spans(today=self.today, calendar=self.calendar, ladders=self.ladders)

    @cached_property
    def _cutoffs(self) -> list[tuple[Ladder, Cutoffs]]:
        today, calendar = self.today, self.calendar
        return [(one, cutoffs(one.kind, today=today, calendar=calendar, steps=one.steps)) for one in self.ladders]

    def by_days(self, ladder: LadderKind, plan_id: int, due_on: date) -> Rung | None:
        """The highest rung that a day has reached, reminders included."""
        return reached(due_on=due_on, cutoffs=self._of(ladder, plan_id))

    def edges(self, ladder: LadderKind, plan_id: int) -> list[date]:
        """The last days due of every rung."""
        return [last for _, last in self._of(ladder, plan_id).rungs]

    def _of(self, ladder: LadderKind, plan_id: int) -> Cutoffs:
        return next(steps for one, steps in self._cutoffs if one.kind == ladder and one.is_of(plan_id))

    def reached(self, row: Any) -> Rung | None:
        """By days or by red periods, whichever is higher; whatever the office set."""
        by_run = by_periods(row.run, row.department_kind, self.red.get(row.plan_id, DEFAULT_RED))
        return stands(by_days=self.by_days(row.ladder, row.plan_id, row.due_on), by_run=by_run)

    def standing(self, row: Any) -> Rung | None:
        """The rung of lateness on which a row stands; None: on none, because it is not late, held or ended."""
        if row.ended_on is not None or row.held_since is not None:
            return None
        return stands(by_days=self.reached(row), set_=set_by_office(row))

    def told(self, row: Any) -> Rung | None:
        """The rung at which its people are told: where it stands, or the reminder that its day has reached."""
        return self.standing(row) or self.by_days(row.ladder, row.plan_id, row.due_on)


def set_by_office(row: Any) -> Set | None:
    """What the office set about a row, if it still counts."""
    if row.rung_override is None:
        return None
    return Set(Rung(row.rung_override), Rung(row.reached) if row.reached else None)


def reach(session: Session, *, today: date, calendar: Calendar) -> Reach:
    return Reach(today, calendar, ladders.in_force(session), ladders.red(session))
