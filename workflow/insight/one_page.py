"""领导一页: what stands on the page of a plan, on a screen, on a sheet of A4 and in the mail at a month's end."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from workflow.deadlines.models import LadderKind
from workflow.insight import queries, reviewed
from workflow.insight.queries import Lit, Rows
from workflow.insight.reviewed import Measured
from workflow.insight.rules import Risk, at_risk
from workflow.lights.rules import Light, first_unlate
from workflow.workdays.rules import Calendar, period_named

TOP = 6  # departments, requests and targets on one sheet
LIGHTS = (Light.ON_COURSE, Light.BEHIND, Light.WORK_OVERDUE, Light.PROVINCE, Light.EXTENDED, Light.CLOSED)
UNSAID = frozenset({"no_report", "nothing_yet"})  # on course only because nothing was said


@dataclass(frozen=True)
class Ask:
    """The same words asked of the same people by one task or many; the longest waiting first."""

    asked: str
    tasks: list[Any]

    @property
    def ids(self) -> set[int]:
        return {one.task_id for one in self.tasks}

    @property
    def since_on(self) -> date | None:
        return min((one.since_on for one in self.tasks if one.since_on), default=None)


@dataclass(frozen=True)
class OnePage:
    """Where a plan stands. `base` is what every count is out of: tasks with a light and those that became standing."""

    tasks: list[Lit]
    standing: int
    period: str | None
    accepted: int
    work: Rows
    forms: Rows
    asks: list[Ask]
    risks: list[tuple[Measured, Risk]]
    simulated: bool

    @property
    def base(self) -> int:
        return len(self.tasks) + self.standing

    @property
    def counts(self) -> list[tuple[Light, int]]:
        return in_order(queries.by_light(self.tasks))

    @property
    def data_on(self) -> date | None:
        return period_named(self.period).last if self.period else None

    @property
    def unsaid(self) -> int:
        return sum(task.shown.reason in UNSAID for task in self.tasks)

    @property
    def work_late(self) -> int:
        return sum(row.late for row in self.work)

    @property
    def forms_late(self) -> int:
        return sum(row.late for row in self.forms)

    @property
    def forms_tasks(self) -> int:
        return sum(task.form_late for task in self.tasks)


def one_page(session: Session, plan_id: int, *, today: date, calendar: Calendar) -> OnePage:
    """The page of a plan; `session` may hold its rows as they stood on a day that is over."""
    unlate = first_unlate(today, calendar)
    tasks = queries.lit_tasks(session, plan_id, today=today, calendar=calendar)
    period, accepted = reviewed.last_reviewed(session, plan_id)
    return OnePage(
        tasks=tasks,
        standing=queries.standing(session, plan_id),
        period=period,
        accepted=accepted,
        work=queries.late_by_department(session, plan_id, LadderKind.WORK, unlate=unlate),
        forms=queries.late_by_department(session, plan_id, LadderKind.REPORTING, unlate=unlate),
        asks=_together(reviewed.asked(session, plan_id)),
        risks=_risks(session, tasks, today),
        simulated=bool(reviewed.demo_reports(session, plan_id)),
    )


def in_order(counts: dict[Light, int]) -> list[tuple[Light, int]]:
    """The first five always; an extension only when there is one."""
    return [(light, counts[light]) for light in LIGHTS if counts[light] or light != Light.EXTENDED]


def _together(rows: list[Any]) -> list[Ask]:
    """What is asked in the same words is one thing to decide, however many tasks wait for it."""
    found: dict[str, Ask] = {}
    for row in rows:
        found.setdefault(row.asked.strip().rstrip("。"), Ask(row.asked.strip().rstrip("。"), [])).tasks.append(row)
    return list(found.values())


def _risks(session: Session, tasks: list[Lit], today: date) -> list[tuple[Measured, Risk]]:
    """Targets at risk by their reviewed values: those to come, the next day due first, then those whose day is past."""
    courses = {task.id: task.basis.kept.course if task.basis.kept else None for task in tasks}
    found: list[tuple[Measured, Risk]] = []
    for one in reviewed.measured(session, list(courses)):
        risk = at_risk(
            comparator=one.target.comparator,
            hedge=one.target.hedge,
            goal=one.holds.value,
            tolerance=one.holds.tolerance,
            value=one.value.value if one.value else None,
            due_on=one.holds.due_on,
            course=courses[one.task_id],
            today=today,
        )
        if risk is not None:
            found.append((one, risk))
    return sorted(found, key=lambda pair: (pair[1] == Risk.PAST, pair[0].holds.due_on or date.max))
