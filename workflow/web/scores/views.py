"""Pages: the score sheets that there are; a new one; the rules of one, open to all."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from workflow import permits as may
from workflow.errors import Refused
from workflow.insight.scores import permits, queries, service
from workflow.insight.scores.models import ScoreSheet
from workflow.plans import queries as plans
from workflow.plans.models import Plan, PlanState
from workflow.web.request import allow, me, now, saving, session, the, today
from workflow.web.scores.blueprint import Answer, pages, sees_all
from workflow.web.scores.forms import BeginForm
from workflow.wording.scores import how, period, rate
from workflow.workdays.queries import calendar


@pages.get("/scores")
def index() -> str:
    allow(permits.may_read_rules(me()))
    may_begin = may.may_run_office(me()) and bool(_started())
    rows = [(sheet, sees_all(sheet, me())) for sheet in queries.sheets(session())]
    return render_template("scores/index.html", rows=rows, may_begin=may_begin, period=period)


def _started() -> list[Plan]:
    return [plan for plan in plans.plans(session()) if plan.state == PlanState.IN_FORCE and plan.started_on]


@pages.route("/scores/new", methods=["GET", "POST"])
def new() -> Answer:
    """Of which plan and period; the rules come from the last sheet, or are the built-in ones."""
    allow(may.may_run_office(me()))
    started = _started()
    if not started:
        return render_template("scores/none.html")
    form = BeginForm.read(data={"plan": started[0].id})
    form.offer(started, today())
    if form.accepted():
        try:
            with saving() as saved:
                plan, days = saved.get_one(Plan, form.plan.data), calendar(saved, around=today())
                made = service.draw_up(saved, plan, form.period.data, by=me(), at=now(), calendar=days)
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已起草。请核对规则和计算，再发出征求意见。"))
            return redirect(url_for("scores.show", sheet_id=made.id), 303)
    return render_template("scores/new.html", form=form), form.status if request.method == "POST" else 200


@pages.get("/scores/<int:sheet_id>/rules")
def rules(sheet_id: int) -> str:
    sheet = the(ScoreSheet, sheet_id)
    allow(permits.may_read_rules(me()))
    return render_template("scores/rules.html", sheet=sheet, period=period, how=how, rate=rate)
