"""领导一页: where a plan stands and what needs a decision, on a screen or a sheet of A4."""

from datetime import date

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from workflow import permits as may
from workflow.insight import queries
from workflow.insight.one_page import TOP, in_order, one_page
from workflow.insight.queries import Lit
from workflow.lights.rules import Light
from workflow.plans.models import Plan
from workflow.web.leader import instructed
from workflow.web.leader.comparing import compared
from workflow.web.leader.own import own_first, responsible_for
from workflow.web.past import Seen, seen
from workflow.web.request import allow, me, not_found, session
from workflow.wording.lights import reason

pages = Blueprint("leader", __name__)


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
    page = one_page(at.session, plan.id, today=at.day, calendar=at.calendar)
    own = responsible_for(at.session, plan.id)
    return {
        "page": page,
        "own": own,
        "own_counts": in_order(queries.by_light([task for task in page.tasks if task.id in own])),
        "compared": compared(plan, at),
        "asks": own_first(page.asks, own, lambda ask: ask.ids),
        "risks": own_first(page.risks, own, lambda pair: {pair[0].task_id}),
        "rows": own_first(_wanted(page.tasks, wanted), own, lambda task: {task.id}),
        "top": TOP,
    }


def _wanted(tasks: list[Lit], wanted: Light | None) -> list[Lit]:
    """The tasks behind one number."""
    if wanted == Light.FORM_OVERDUE:
        return [task for task in tasks if task.form_late]
    return [task for task in tasks if wanted is not None and task.shown.light == wanted]


def name_of(plan: Plan, day: date) -> str:
    """The ledger's name, as a file is named."""
    return str(_("%(title)s台账", title=plan.title)) + f"-{day.isoformat()}.xlsx"
