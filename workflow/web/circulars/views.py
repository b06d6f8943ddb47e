"""Pages: the circulars that are there; a new one, looked at before it is drafted."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.errors import Refused
from workflow.insight.circular import queries, service
from workflow.insight.circular.models import Circular
from workflow.plans import queries as plans
from workflow.plans.models import Plan, PlanState
from workflow.web.circulars.blueprint import pages
from workflow.web.circulars.forms import BeginForm, suggested
from workflow.web.circulars.gathering import Preview, preview
from workflow.web.request import allow, me, now, saving, session, the, today
from workflow.wording.circular import NOTES

Answer = Response | tuple[str, int]


@pages.get("/circulars")
def index() -> str:
    allow(may.may_run_office(me()))
    return render_template("circulars/index.html", rows=queries.circulars(session()), may_begin=bool(_started()))


def _started() -> list[Plan]:
    return [plan for plan in plans.plans(session()) if plan.state == PlanState.IN_FORCE and plan.started_on]


@pages.route("/circulars/new", methods=["GET", "POST"])
def new() -> Answer:
    """Choose plan, quarter and day; look at the sentences; begin the draft."""
    allow(may.may_run_office(me()))
    started = _started()
    if not started:
        return render_template("circulars/none.html"), 200
    form = _form(started)
    found = _looked_at(form)
    if found is not None and request.method == "POST":
        try:
            made = _draft(form, found)
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已起草。请逐句核对，勾选进展较好的工作。"))
            return redirect(url_for("circulars.show", circular_id=made.id), 303)
    status = form.status if request.method == "POST" else 200
    return render_template("circulars/new.html", form=form, found=found, notes=NOTES), status


def _draft(form: BeginForm, found: Preview) -> Circular:
    with saving() as saved:
        return service.draft(
            saved,
            saved.get_one(Plan, form.plan.data),
            form.quarter(),
            as_of=form.as_of.data or today(),
            base=found.gathered.base,
            notes=found.gathered.notes,
            sentences=found.sentences,
            by=me(),
            at=now(),
        )


def _form(started: list[Plan]) -> BeginForm:
    asked = request.form if request.method == "POST" else request.args
    given: dict[str, Any] = {"formdata": asked} if "period" in asked else {"data": suggested(started[0], today())}
    form = BeginForm(**given)
    form.offer(started, today())
    return form


def _looked_at(form: BeginForm) -> Preview | None:
    """The sentences, when plan, quarter and day make sense."""
    if "period" not in request.values and request.method != "POST":
        return None
    if not form.validate():
        form.status = 422
        return None
    plan = the(Plan, form.plan.data)
    try:
        service.check_day(plan, form.quarter(), form.as_of.data, today=today())
    except Refused as error:
        form.refuse(error, "as_of")
        return None
    return preview(plan, form.quarter(), form.as_of.data)
