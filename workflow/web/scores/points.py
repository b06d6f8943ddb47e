"""加分, 减分 by the office, each with its reason and basis, open to the department that it concerns."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from workflow import permits as may
from workflow.errors import Refused
from workflow.insight.scores import queries, service
from workflow.insight.scores.models import ScorePoint, ScoreState
from workflow.people.models import Department
from workflow.web.request import allow, me, now, saving, session, the, today
from workflow.web.scores.blueprint import Answer, of_office, pages
from workflow.web.scores.forms import PointForm, typed
from workflow.wording.scores import period
from workflow.workdays.queries import calendar


@pages.route("/scores/<int:sheet_id>/points", methods=["GET", "POST"])
def points(sheet_id: int) -> Answer:
    """Those that were given, and another; nobody gives points to their own department."""
    sheet = of_office(sheet_id)
    form = PointForm.read()
    bodies = {row.department.id: row.department.label for row in queries.table(queries.lines(session(), sheet))}
    own = [SelectChoice(key, words) for key, words in bodies.items() if may.may_act_on(me(), key)]
    form.department.choices = own
    if form.accepted() and (number := typed(form.points)) is not None:
        try:
            with saving() as saved:
                body, days = saved.get_one(Department, form.department.data), calendar(saved, around=today())
                told: Any = {"points": number, "reason": form.reason.data or "", "basis": form.basis.data or ""}
                service.give(saved, sheet, body, **told, by=me(), at=now(), calendar=days)
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已记入，并重新计算。"))
            return redirect(url_for("scores.points", sheet_id=sheet_id), 303)
    if form.points.errors:
        form.status = 422
    sheet, rows = of_office(sheet_id), queries.points(session(), sheet_id)
    facts = {"open": sheet.state == ScoreState.DRAFT and queries.has_by_hand(sheet), "period": period}
    return render_template("scores/points.html", form=form, sheet=sheet, rows=rows, **facts), form.status


@pages.post("/scores/points/<int:point_id>/take-back")
def take_back(point_id: int) -> Answer:
    given = the(ScorePoint, point_id)
    allow(may.may_act_on(me(), given.department_id))
    sheet_id = given.sheet_id
    with saving() as saved:
        service.take_back(saved, given, by=me(), at=now(), calendar=calendar(saved, around=today()))
    flash(_("已撤销，并重新计算。"))
    return redirect(url_for("scores.points", sheet_id=sheet_id), 303)
