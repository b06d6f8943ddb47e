"""What a quarterly circular is made from: the reviewed reports of a period and the lights at the end of a day.

Every fact carries the numbers that its sentence prints and the tasks that they came from. Late forms are counted apart
from late work. What waits for the province stands in the counts, never among the causes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from workflow.deadlines.models import LadderKind
from workflow.insight import ledger, queries
from workflow.insight.circular import ahead, causes
from workflow.insight.circular.models import Section
from workflow.insight.circular.rules import Fact, Quoted, first_sentence
from workflow.insight.ledger import LedgerRow
from workflow.insight.queries import Lit
from workflow.lights.rules import Light, first_unlate
from workflow.plans.models import Plan
from workflow.reports.models import Standing
from workflow.tasks.leading import lead_labels
from workflow.tasks.models import Origin
from workflow.workdays.rules import Calendar, Period

COUNTED = (Light.ON_COURSE, Light.BEHIND, Light.WORK_OVERDUE, Light.PROVINCE, Light.EXTENDED, Light.CLOSED)
GOOD = (Standing.ON_COURSE, Standing.DONE)
ENOUGH = 3  # values, before it is suspicious that all of them are met exactly


@dataclass(frozen=True)
class About:
    """Of which plan and quarter, as of which day; `before`: what it is compared with; `quoted`: words that must not
    leave."""

    plan: Plan
    period: Period
    day: date
    calendar: Calendar
    quoted: Quoted
    before: "Before | None" = None


@dataclass(frozen=True)
class Before:
    """How the tasks stood a quarter earlier."""

    day: date
    base: int
    counts: dict[str, int]


@dataclass
class Gathered:
    """The facts in the order of the paper; `notes` are for the office alone."""

    base: int
    facts: list[Fact] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def gather(then: Session, about: About) -> Gathered:
    """`then` is the day laid out (insight.then)."""
    plan_id, day, calendar = about.plan.id, about.day, about.calendar
    tasks = queries.lit_tasks(then, plan_id, today=day, calendar=calendar)
    rows = {row.task.id: row for row in ledger.rows(then, plan_id, today=day, calendar=calendar)}
    measures = [row for row in rows.values() if row.task.origin == Origin.MEASURE]
    standing = queries.standing(then, plan_id)
    found = Gathered(len(tasks) + standing)
    counts = {light.value: n for light, n in queries.by_light(tasks).items() if light in COUNTED}
    counts["standing"] = standing
    found.facts += _overall(then, about, tasks, found.base, counts)
    found.facts.append(_reviewed(about, measures, found.base))
    for task_id, body in lead_labels(then, list(rows)).items():
        rows[task_id].lead = body  # the ledger names the section as well, a circular does not
    found.facts += _well(about, tasks, rows)
    found.facts += causes.late(tasks, rows, about.period.key, about.quoted)
    found.facts += ahead.asked(then, plan_id, about.quoted)
    found.facts += ahead.demanded(then, plan_id, day, calendar)
    found.facts += ahead.due(then, plan_id, about.period, day, calendar)
    found.notes += _suspicious(counts, found.base, measures)
    return found


def _overall(then: Session, about: About, tasks: Sequence[Lit], base: int, counts: dict[str, int]) -> Iterator[Fact]:
    yield Fact(Section.OVERALL, "lights", {"base": base, "counts": counts, "day": about.day.isoformat()})
    if about.before is not None and about.before.base == base:
        was = about.before.counts
        moved = {name: n - was.get(name, 0) for name, n in counts.items() if n != was.get(name, 0)}
        yield Fact(Section.OVERALL, "compared", {"moved": moved, "base": base, "then": about.before.day.isoformat()})
    unlate = first_unlate(about.day, about.calendar)
    for kind, ladder, light in (
        ("work", LadderKind.WORK, Light.WORK_OVERDUE),
        ("forms", LadderKind.REPORTING, Light.FORM_OVERDUE),
    ):
        late = queries.late_by_department(then, about.plan.id, ladder, unlate=unlate)
        of = sum(one.form_late for one in tasks) if kind == "forms" else counts[Light.WORK_OVERDUE.value]
        facts = {"late": sum(row.late for row in late), "departments": len(late), "of_tasks": of, "base": base}
        yield Fact(Section.OVERALL, kind, facts | {"light": light.value})


def _reviewed(about: About, measures: Sequence[LedgerRow], base: int) -> Fact:
    ids = [row.task.id for row in measures if row.said and row.said.period == about.period.key]
    return Fact(Section.OVERALL, "reviewed", {"accepted": len(ids), "base": base, "tasks": ids})


def _well(about: About, tasks: Sequence[Lit], rows: dict[int, LedgerRow]) -> Iterator[Fact]:
    """What the office may choose from: accepted reports of the period that say that work goes on well."""
    for task in tasks:
        row = rows[task.id]
        good = task.shown.light in (Light.ON_COURSE, Light.CLOSED)
        if good and row.said and row.said.period == about.period.key and row.said.standing in GOOD:
            said = first_sentence(row.said.text)
            if said and not about.quoted.inside(said):
                facts = {"said": said, "lead": row.lead, "number": task.number, "tasks": [task.id]}
                facts |= {"heading": about.quoted.masked(task.heading), "revision_id": row.said.revision_id}
                yield Fact(Section.WELL, "well", facts, chosen=False)


def _suspicious(counts: dict[str, int], base: int, measures: Sequence[LedgerRow]) -> Iterator[str]:
    """当心百分之百."""
    done = counts[Light.ON_COURSE.value] + counts[Light.CLOSED.value] + counts["standing"]
    if base and done == base:
        yield "all_on_course"
    values: list[Any] = [
        (one.value.value, one.holds.value) for row in measures for one in row.targets if one.value and one.holds.value
    ]
    if len(values) >= ENOUGH and all(value == goal for value, goal in values):
        yield "all_exact"
