"""Pages: the list of tasks, and one task: the place of truth."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from sqlalchemy import ColumnElement

from workflow import permits as may
from workflow.deadlines import of_tasks
from workflow.deadlines.models import Deadline, DeadlineKind, LadderKind
from workflow.lights.queries import bears_on_light, lights
from workflow.lights.rules import first_unlate
from workflow.people import queries as people
from workflow.plans.queries import first_start
from workflow.tasks import queries
from workflow.tasks.models import Role, Task, TaskState
from workflow.tasks.queries import SHOWN, Sought
from workflow.web.numbers import whole
from workflow.web.past import Seen, seen
from workflow.web.request import allow, me, session, the
from workflow.web.tasks.forms import Lateness, TaskFilter
from workflow.web.tasks.page import facts
from workflow.wording.lights import reason

pages = Blueprint("tasks", __name__)


@pages.get("/tasks")
def index() -> str:
    allow(may.may_see_tasks(me()))
    with seen(since=first_start(session()) if "day" in request.args else None) as at:
        return render_template("tasks/index.html", at=at, **_listed(at))


def _listed(at: Seen) -> dict[str, Any]:
    form = TaskFilter(request.args)
    form.offer(queries.chapters(at.session), _departments())
    form.validate()
    sought = _sought(form, at)
    before, after = _key("before"), _key("after")
    rows = list(queries.page(at.session, sought, of_tasks.next_of_task().label("next_on"), after=after, before=before))
    more = len(rows) > SHOWN
    shown = rows[-SHOWN:] if before else rows[:SHOWN]
    return {
        "form": form,
        "rows": shown,
        "lights": lights(at.session, [row.id for row in shown], today=at.day, calendar=at.calendar),
        "reason": reason,
        "total": queries.count(at.session, sought),
        "newer_url": _turn("before", shown[0]) if shown and (after or (before and more)) else None,
        "older_url": _turn("after", shown[-1]) if shown and (before or more) else None,
        "filtered": any(request.args.get(name) for name in form.facts()),
        "plan_id": _ledger_plan(),
    }


def _departments() -> list[tuple[int, str]]:
    return [(body.id, body.label) for body in people.departments(session())] if may.may_oversee(me()) else []


def _ledger_plan() -> int | None:
    return queries.latest_plan(session()) if may.may_oversee(me()) else None


def _sought(form: TaskFilter, at: Seen) -> Sought:
    facts = form.facts()
    scope = may.task_scope(me())
    if facts["mine"] and me().departments:
        scope = me().departments
    state = facts["state"]
    return Sought(
        scope=scope,
        sections=me().sections,
        words=facts["q"],
        chapter=facts["chapter"],
        department_id=facts["department"],
        role=Role(facts["role"]) if facts["role"] else None,
        state=TaskState(state) if state in set(TaskState) else None,
        others=_lateness(state, at),
    )


def _lateness(state: str | None, at: Seen) -> tuple[ColumnElement[bool], ...]:
    late = Deadline.due_on < first_unlate(at.day, at.calendar)
    if state == Lateness.UNACKNOWLEDGED:
        return (of_tasks.task_owes(Deadline.kind == DeadlineKind.ACKNOWLEDGE),)
    if state in (Lateness.LATE_WORK, Lateness.LATE_FORMS):
        ladder = LadderKind.WORK if state == Lateness.LATE_WORK else LadderKind.REPORTING
        return (of_tasks.task_owes(late, Deadline.ladder == ladder, bears_on_light()),)
    return ()


def _key(name: str) -> queries.Key | None:
    ordinal, _, number = request.args.get(name, "").partition(".")
    place, row_id = whole(ordinal), whole(number)
    return None if place is None or row_id is None else (place, row_id)


def _turn(way: str, row: object) -> str:
    kept = {name: word for name, word in request.args.items() if name not in ("after", "before") and word}
    return url_for("tasks.index", **kept, **{way: f"{row.ordinal}.{row.id}"})  # type: ignore[attr-defined,arg-type] # a row of columns


@pages.get("/tasks/<int:task_id>")
def show(task_id: int) -> str:
    task = the(Task, task_id)
    shares = queries.shares(session(), task_id)
    allow(may.may_see_task(me(), shares))
    return render_template("tasks/show.html", **facts(task, shares))
