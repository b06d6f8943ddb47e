"""发出征求意见: what will happen and who will be told, before it does."""

from flask import flash, render_template
from flask_babel import gettext as _

from workflow.errors import Refused
from workflow.insight.scores import circulating, queries, rules
from workflow.insight.scores.models import ScoreState
from workflow.notices.queries import audience_on
from workflow.people.queries import account_names
from workflow.web.forms import PageForm
from workflow.web.request import me, not_found, now, saving, session, today
from workflow.web.scores.blueprint import Answer, of_office, pages, shown
from workflow.wording.scores import period
from workflow.workdays.queries import calendar


@pages.route("/scores/<int:sheet_id>/circulate", methods=["GET", "POST"])
def circulate(sheet_id: int) -> Answer:
    sheet = of_office(sheet_id)
    if sheet.state != ScoreState.DRAFT:
        not_found()
    form = PageForm.read()
    if form.accepted():
        try:
            with saving() as saved:
                days = calendar(saved, around=today())
                told = circulating.circulate(saved, sheet, by=me(), at=now(), calendar=days)
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已发出征求意见，将通知 %(n)s 人。", n=told))
            return shown(sheet_id)
    return _page(sheet_id, form), form.status


def _page(sheet_id: int, form: PageForm) -> str:
    sheet = of_office(sheet_id)
    bodies, told = queries.bodies(session(), sheet_id), audience_on(session(), on=today())
    meant = {one.account_id for one in (*told.nearest, *told.heads) if one.department_id in bodies}
    return render_template(
        "scores/circulate.html",
        form=form,
        sheet=sheet,
        period=period,
        bodies=len(bodies),
        people=sorted(account_names(session(), meant).values()),
        unheard=len(bodies & set(told.unheard)),
        object_by=calendar(session(), around=today()).add(today(), sheet.objection_days),
        ends=rules.span(sheet.period)[1],
        over=rules.span(sheet.period)[1] < today(),
        unverified=queries.unverified(session(), sheet),
    )
