"""领导一页: where a plan stands and what needs a decision, on a screen or a sheet of A4."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from workflow import permits as may
from workflow.deadlines.models import LadderKind
from workflow.insight import queries, reviewed
from workflow.insight.queries import Lit
from workflow.insight.reviewed import Measured
from workflow.insight.rules import Risk, at_risk
from workflow.lights.rules import Light, first_unlate
from workflow.plans.models import Plan
from workflow.web.leader import instructed
from workflow.web.leader.comparing import compared
from workflow.web.leader.own import own_first, responsible_for
from workflow.web.past import Seen, seen
from workflow.web.request import allow, me, not_found, session
from workflow.wording.lights import reason
from workflow.workdays.rules import period_named

pages = Blueprint("leader", __name__)
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


@pages.get("/leader")
def show() -> str:
    allow(may.may_oversee(me()))
    plan = queries.plan_shown(session(), request.args.get("plan", type=int))
    if plan is None:
        if "plan" in request.args:
            not_found()
        return render_template("leader/none.html")
    wanted = _light(request.args.get("light", ""))
    with seen(plan) as at:
        facts = {**_facts(plan, at, wanted), **instructed.line(at)}
        return render_template("leader/show.html", plan=plan, at=at, wanted=wanted, reason=reason, **facts)


def _light(word: str) -> Light | None:
    return Light(word) if word in set(Light) else None


def _facts(plan: Plan, at: Seen, wanted: Light | None) -> dict[str, object]:
    current, unlate = at.session, first_unlate(at.day, at.calendar)
    tasks = queries.lit_tasks(current, plan.id, today=at.day, calendar=at.calendar)
    standing = queries.standing(current, plan.id)
    period, accepted = reviewed.last_reviewed(current, plan.id)
    forms = queries.late_by_department(current, plan.id, LadderKind.REPORTING, unlate=unlate)
    work = queries.late_by_department(current, plan.id, LadderKind.WORK, unlate=unlate)
    own = responsible_for(current, plan.id)
    return {
        "base": len(tasks) + standing,
        "own": own,
        "own_counts": _in_order(queries.by_light([task for task in tasks if task.id in own])),
        "standing": standing,
        "counts": [(light, count) for light, count in _in_order(queries.by_light(tasks))],
        "unsaid": sum(task.shown.reason in UNSAID for task in tasks),
        "compared": compared(plan, at),
        "data_on": period_named(period).last if period else None,
        "period": period,
        "accepted": accepted,
        "work": work,
        "work_late": sum(row.late for row in work),
        "forms_late": sum(row.late for row in forms),
        "forms_departments": len(forms),
        "forms_tasks": sum(task.form_late for task in tasks),
        "asks": own_first(_together(reviewed.asked(current, plan.id)), own, lambda ask: ask.ids),
        "risks": own_first(_risks(at, tasks), own, lambda pair: {pair[0].task_id}),
        "rows": own_first(_wanted(tasks, wanted), own, lambda task: {task.id}),
        "simulated": reviewed.demo_reports(current, plan.id),
        "top": TOP,
    }


def _together(rows: list[Any]) -> list[Ask]:
    """What is asked in the same words is one thing to decide, however many tasks wait for it."""
    found: dict[str, Ask] = {}
    for row in rows:
        found.setdefault(row.asked.strip().rstrip("。"), Ask(row.asked.strip().rstrip("。"), [])).tasks.append(row)
    return list(found.values())


def _in_order(counts: dict[Light, int]) -> list[tuple[Light, int]]:
    """The first five always; an extension only when there is one."""
    return [(light, counts[light]) for light in LIGHTS if counts[light] or light != Light.EXTENDED]


def _wanted(tasks: list[Lit], wanted: Light | None) -> list[Lit]:
    """The tasks behind one number."""
    if wanted == Light.FORM_OVERDUE:
        return [task for task in tasks if task.form_late]
    return [task for task in tasks if wanted is not None and task.shown.light == wanted]


def _risks(at: Seen, tasks: list[Lit]) -> list[tuple[Measured, Risk]]:
    """Targets at risk by their reviewed values: those to come, the next day due first, then those whose day is past."""
    courses = {task.id: task.basis.kept.course if task.basis.kept else None for task in tasks}
    found: list[tuple[Measured, Risk]] = []
    for one in reviewed.measured(at.session, list(courses)):
        risk = at_risk(
            comparator=one.target.comparator,
            hedge=one.target.hedge,
            goal=one.holds.value,
            tolerance=one.holds.tolerance,
            value=one.value.value if one.value else None,
            due_on=one.holds.due_on,
            course=courses[one.task_id],
            today=at.day,
        )
        if risk is not None:
            found.append((one, risk))
    return sorted(found, key=lambda pair: (pair[1] == Risk.PAST, pair[0].holds.due_on or date.max))


def name_of(plan: Plan, day: date) -> str:
    """The ledger's name, as a file is named."""
    return str(_("%(title)s台账", title=plan.title)) + f"-{day.isoformat()}.xlsx"
