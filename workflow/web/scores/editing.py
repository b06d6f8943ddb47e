"""起草: the rules of a draft, and computing it anew."""

from typing import Any

from flask import flash, render_template
from flask_babel import gettext as _

from workflow.errors import Refused
from workflow.insight.scores import service
from workflow.insight.scores.models import ScoreState
from workflow.web.request import me, not_found, now, saving, session, today
from workflow.web.scores.blueprint import Answer, of_office, pages, shown
from workflow.web.scores.forms import RulesForm, standing
from workflow.wording.scores import period
from workflow.workdays.queries import calendar


@pages.route("/scores/<int:sheet_id>/edit", methods=["GET", "POST"])
def edit(sheet_id: int) -> Answer:
    sheet = of_office(sheet_id)
    if sheet.state != ScoreState.DRAFT:
        not_found()
    form = RulesForm.read(data=standing(sheet))
    if form.accepted() and (asked := form.asked()) is not None:
        setting, criteria = asked
        try:
            with saving() as saved:
                days: Any = {"calendar": calendar(saved, around=today()), "by": me(), "at": now()}
                service.edit(saved, sheet, setting, criteria, version=form.seen(), **days)
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("规则已保存，已按新规则重新计算。"))
            return shown(sheet_id)
    if form.is_submitted() and form.status == 200:  # a number that is none
        form.status = 422
    return render_template("scores/edit.html", form=form, sheet=of_office(sheet_id), period=period), form.status


@pages.post("/scores/<int:sheet_id>/compute")
def compute(sheet_id: int) -> Answer:
    sheet = of_office(sheet_id)
    with saving() as saved:
        service.recompute(saved, sheet, by=me(), at=now(), calendar=calendar(session(), around=today()))
    flash(_("已重新计算。"))
    return shown(sheet_id)
