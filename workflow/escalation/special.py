"""Deadlines that do not stand where their day alone puts them: few, and found over partial indexes of their own. The
rule is that of `standing.stands`, said in SQL; a test compares the two."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_, select, text, union_all
from sqlalchemy.orm import aliased

from workflow.deadlines.models import Deadline, DeadlineKind, LadderKind
from workflow.deadlines.rules import WORK
from workflow.escalation.models import RedPeriods, RungChange
from workflow.escalation.rules import COORDINATED, ORDER, Rung, Span, Spans
from workflow.escalation.standing import DEFAULT_RED, FEWEST
from workflow.people.models import Department
from workflow.tasks.models import Assignment

# As in the partial indexes: SQLite compares the words of the condition.
RED_RUN = text("assignment.red_run >= 2 AND assignment.to_on IS NULL")
SET_BY_OFFICE = text("deadline.rung_override IS NOT NULL AND deadline.ended_on IS NULL AND deadline.held_since IS NULL")
NOWHERE, NEVER = -1, 1_000_000


def open_in(span: Span) -> tuple[ColumnElement[bool], ...]:
    """Conditions: open, not held, due in the days of a span, of its plans."""
    found: list[ColumnElement[bool]] = [
        Deadline.ladder == span.ladder,
        Deadline.ended_on.is_(None),
        Deadline.held_since.is_(None),
        Deadline.due_on <= span.upto,
    ]
    if span.after is not None:
        found.append(Deadline.due_on > span.after)
    if span.only:
        found.append(Deadline.plan_id.in_(span.only))
    elif span.but:
        found.append(Deadline.plan_id.not_in(span.but))
    return tuple(found)


def speaks_for() -> Any:
    """The one deadline that stands for a share with red periods: its oldest open work; where it owes none and none is
    held, its oldest open report."""
    one, held = aliased(Deadline), aliased(Deadline)
    waits = exists().where(
        held.assignment_id == one.assignment_id,
        held.kind.in_(WORK),
        held.ended_on.is_(None),
        held.held_since.is_not(None),
    )
    return (
        select(one.id)
        .where(
            one.assignment_id == Assignment.id,
            one.ladder != LadderKind.SUB,
            one.ended_on.is_(None),
            one.held_since.is_(None),
            or_(one.kind.in_(WORK), and_(one.kind == DeadlineKind.REPORT, ~waits)),
        )
        .order_by(case((one.kind.in_(WORK), 0), else_=1), one.due_on, one.id)
        .limit(1)
        .correlate(Assignment)
        .scalar_subquery()
    )


def run() -> ColumnElement[int]:
    """How many red periods in a row speak of a deadline; 0 where another deadline speaks for its share."""
    speaks = and_(Assignment.red_run >= FEWEST, Deadline.id == speaks_for())
    return case((speaks, Assignment.red_run), else_=0)


def _red(*columns: Any) -> Select[Any]:
    """Of the shares with red periods in a row."""
    return select(*columns).select_from(Assignment).where(RED_RUN)


def spoken_for() -> Select[Any]:
    """The deadlines of which red periods speak."""
    return _red(speaks_for())


def with_change(rows: Any) -> Any:
    """The rows of deadlines, beside each the last change of a rung that still counts."""
    last = select(func.max(RungChange.id)).where(RungChange.deadline_id == Deadline.id).correlate(Deadline)
    counts = and_(Deadline.rung_override.is_not(None), RungChange.id == last.scalar_subquery())
    return rows.outerjoin(RungChange, counts)


def special(spans: Spans) -> Select[Any]:
    """Deadlines with a rung of their own: `id`, and `place`, the rung's place in ORDER (NOWHERE: on none)."""
    known = _known(spans).subquery()
    reached = select(
        known.c.id, known.c.to, known.c.was, _higher(known.c.days, _by_periods(known.c)).label("now")
    ).subquery()
    to, was, now = _order(reached.c.to), _order(reached.c.was), reached.c.now
    place = case(
        (or_(reached.c.to.is_(None), now == NOWHERE), now),
        (now <= was, to),
        else_=_higher(now, to),
    )
    return select(reached.c.id, place.label("place"))


def _known(spans: Spans) -> Select[Any]:
    """What the rule asks about each: the rung of its day, red periods, what the office set, and at which rung."""
    red = _red(speaks_for().label("id"), Assignment.red_run.label("run"))
    either = union_all(red, select(Deadline.id, literal(0)).where(SET_BY_OFFICE)).subquery()
    which = select(either.c.id, func.max(either.c.run).label("run")).group_by(either.c.id).subquery()
    by_days = [(and_(*open_in(span)), literal(ORDER[rung])) for rung, some in spans.items() for span in some]
    facts = (
        (case(*by_days, else_=NOWHERE) if by_days else literal(NOWHERE)).label("days"),
        which.c.run,
        Department.kind,
        Deadline.rung_override.label("to"),
        RungChange.reached.label("was"),
        _of_plan(RedPeriods.circular, DEFAULT_RED.circular).label("circular"),
        _of_plan(RedPeriods.interview, DEFAULT_RED.interview).label("interview"),
    )
    rows = select(Deadline.id, *facts).select_from(which).join(Deadline, Deadline.id == which.c.id)
    found: Select[Any] = with_change(rows.join(Department, Department.id == Deadline.department_id))
    return found


def _of_plan(column: Any, default: int | None) -> ColumnElement[Any]:
    """What a plan set, or the default. What it left empty is never reached."""
    own = select(func.coalesce(column, NEVER)).where(RedPeriods.plan_id == Deadline.plan_id).correlate(Deadline)
    return func.coalesce(own.scalar_subquery(), NEVER if default is None else default)


def _by_periods(known: Any) -> ColumnElement[int]:
    summoned = and_(known.run >= known.interview, known.kind.not_in(COORDINATED))
    return case(
        (summoned, ORDER[Rung.INTERVIEW_CONDITIONS]),
        (known.run >= known.circular, ORDER[Rung.CIRCULAR_CONDITIONS]),
        else_=NOWHERE,
    )


def _higher(one: ColumnElement[int], other: ColumnElement[int]) -> ColumnElement[int]:
    return case((one >= other, one), else_=other)


def _order(word: Any) -> ColumnElement[int]:
    return case({rung.value: place for rung, place in ORDER.items()}, value=word, else_=NOWHERE)
