"""Pages: the plans, one plan with its counts, the document."""

from flask import Blueprint, render_template, request

from workflow import permits as may
from workflow.deadlines import starting
from workflow.plans import queries
from workflow.plans.desk import paper
from workflow.plans.models import Edition, ItemKind, Plan, PlanState
from workflow.tasks import consulting_queries as consulting
from workflow.tasks import goals as headline
from workflow.tasks import leads
from workflow.web.request import allow, me, not_found, session, the
from workflow.wording import doubts

pages = Blueprint("plans", __name__)


def edition_of(plan: Plan) -> Edition:
    """The edition in force; a plan without one is a page that does not exist."""
    return queries.edition_in_force(session(), plan.id) or not_found()


@pages.get("/plans")
def index() -> str:
    allow(may.may_see_plan(me()))
    return render_template("plans/index.html", plans=queries.plans(session()))


@pages.get("/plans/<int:plan_id>")
def show(plan_id: int) -> str:
    plan = the(Plan, plan_id)
    allow(may.may_see_plan(me()))
    edition = edition_of(plan)
    kinds = queries.counts(session(), edition.id)
    numbered = [kinds[k] for k in (ItemKind.MEASURE, ItemKind.STANDING, ItemKind.GENERAL)]
    valued, goals = queries.target_counts(session(), edition.id)
    return render_template(
        "plans/show.html",
        plan=plan,
        edition=edition,
        editions=queries.editions(session(), plan.id),
        to_start=starting.to_start(session(), plan),
        chapters=kinds[ItemKind.CHAPTER],
        numbered=numbered,
        valued=valued,
        goals=goals,
        taints=queries.taints(session(), edition.id),
        doubts=[(doubts.question(key), count) for key, count in queries.doubt_counts(session(), edition.id)],
        held=starting.uncleared(session(), plan),
        leads=leads.leads_to_confirm(session(), plan.id),
        asked=consulting.latest(session(), plan.id),
        undecided=consulting.undecided(session(), plan.id),
        headline=headline.counted(session(), plan.id),
        consulted=_consulted(plan),
        may_run=may.may_run_office(me()),
        may_take=may.may_oversee(me()),
        may_set_days=may.may_set_days(me()),
    )


def _consulted(plan: Plan) -> list[consulting.Answering]:
    """The departments this person speaks for that are asked, or were, about the table of responsibilities."""
    asked = consulting.latest(session(), plan.id) if me().departments else None
    if asked is None or plan.state != PlanState.DRAFT:
        return []
    rows = consulting.answering(session(), plan.id, asked.id)
    return [row for row in rows if row.department_id in me().departments]


@pages.get("/plans/<int:plan_id>/document")
def document(plan_id: int) -> str:
    """The published text of an edition (?edition=, else the one in force), each numbered part with its anchor."""
    plan = the(Plan, plan_id)
    allow(may.may_see_plan(me()))
    editions = queries.editions(session(), plan.id)
    wanted = request.args.get("edition", type=int)
    edition = next((one for one in editions if wanted in (None, one.id)), None) or not_found()
    items = queries.items(session(), edition.id)
    places = [paper.Place(item.start, item.end, str(item.id)) for item in items]
    blocks = paper.blocks(edition.text, places, (), queries.taints(session(), edition.id))
    return render_template(
        "plans/document.html",
        plan=plan,
        edition=edition,
        editions=editions,
        blocks=blocks,
        may_take=may.may_take_original(me(), masked=queries.is_masked(session(), edition.id)),
        chapters={str(item.id) for item in items if item.kind == ItemKind.CHAPTER},
    )
