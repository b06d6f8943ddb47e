"""台账 on a screen: every task of a plan in a row, today or as of a past day; a number elsewhere opens its rows."""

from dataclasses import dataclass
from typing import Any

from flask import render_template, request

from workflow import permits as may
from workflow.insight import ledger as kept
from workflow.insight import queries
from workflow.insight.ledger import LedgerRow
from workflow.insight.one_page import LIGHTS
from workflow.insight.queries import Lit
from workflow.lights.rules import Light
from workflow.plans.models import Plan
from workflow.tasks.models import Origin
from workflow.web.leader.ledger import base_of, blockers, targets
from workflow.web.leader.views import pages
from workflow.web.past import Seen, seen
from workflow.web.request import allow, me, the
from workflow.wording.lights import reason

FORMS = Light.FORM_OVERDUE  # counted beside the lights


@dataclass(frozen=True)
class Line:
    """A row of the ledger; `lit` is its light without late forms, as it is counted."""

    row: LedgerRow
    lit: Lit | None


@pages.get("/plans/<int:plan_id>/ledger")
def table(plan_id: int) -> str:
    plan = the(Plan, plan_id)
    allow(may.may_oversee(me()))
    with seen(plan) as at:
        return render_template(
            "leader/ledger.html",
            plan=plan,
            at=at,
            reason=reason,
            targets=targets,
            blockers=blockers,
            **_facts(plan, at),
        )


def _facts(plan: Plan, at: Seen) -> dict[str, Any]:
    lit = {one.id: one for one in queries.lit_tasks(at.session, plan.id, today=at.day, calendar=at.calendar)}
    rows = list(kept.rows(at.session, plan.id, today=at.day, calendar=at.calendar))
    lines = [Line(row, lit.get(row.task.id)) for row in rows]
    wanted, chosen = _light(), _chosen()
    counts = queries.by_light(lit.values())
    return {
        "lines": [line for line in lines if _is_wanted(line, wanted, chosen)],
        "wanted": wanted,
        "narrowed": wanted is not None or bool(chosen),
        "words": base_of(rows, at.day),
        "base": sum(row.task.origin == Origin.MEASURE for row in rows),
        "counts": [(light, counts[light]) for light in LIGHTS],
        "forms": sum(one.form_late for one in lit.values()),
        "standing": queries.standing(at.session, plan.id),
    }


def _light() -> Light | None:
    word = request.args.get("light", "")
    return Light(word) if word in set(Light) else None


def _chosen() -> frozenset[int]:
    """The tasks that a sentence elsewhere speaks of."""
    words = request.args.get("tasks", "").split(".")
    return frozenset(int(word) for word in words if word.isdecimal() and len(word) < 10)


def _is_wanted(line: Line, wanted: Light | None, chosen: frozenset[int]) -> bool:
    if chosen:
        return line.row.task.id in chosen
    if wanted is None:
        return True
    if line.lit is None:
        return False
    return line.lit.form_late if wanted == FORMS else line.lit.shown.light == wanted
