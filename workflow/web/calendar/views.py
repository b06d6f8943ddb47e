"""Pages: a year's working days, and the same as a workbook."""

from io import BytesIO

from flask import render_template, request, send_file
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.adapters import sheets
from workflow.audit import queries as audit
from workflow.audit.queries import HistoryFilter
from workflow.deadlines import new_days
from workflow.deadlines.reaching import years_reached
from workflow.web.calendar.blueprint import pages
from workflow.web.calendar.months import months
from workflow.web.request import allow, me, not_found, session, today
from workflow.wording import acts
from workflow.workdays import keeping, offering, reading

FIRST, LAST = 2015, 2099
CHANGES = 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/calendar")
def show() -> str:
    allow(may.may_see_plan(me()))
    year = _year(request.args.get("year", ""))
    days, keeps = keeping.days_of(session(), year), may.may_set_days(me())
    kept = audit.history(session(), HistoryFilter(thing=new_days.THING), limit=CHANGES).rows if keeps else []
    return render_template(
        "calendar/show.html",
        year=year,
        years=(FIRST, LAST),
        days=days,
        months=months(year, days),
        source=keeping.source_of(session(), year),
        keeps=keeps,
        offered=keeps and offering.differs(session(), year),
        reached=years_reached(session()) if keeps else [],
        changes=[(one, acts.act(one.act), acts.facts(one.facts)) for one in kept],
    )


def _year(words: str) -> int:
    """The year that is asked for, or this one."""
    return int(words) if words.isdecimal() and len(words) == 4 and FIRST <= int(words) <= LAST else today().year


@pages.get("/calendar/<int:year>.xlsx")
def export(year: int) -> Response:
    """In the form in which a year is read; of a year with no days only the head."""
    allow(may.may_see_plan(me()))
    if not FIRST <= year <= LAST:
        not_found()
    rows = reading.written(keeping.days_of(session(), year))
    book = sheets.workbook(_("工作日历"), reading.HEAD, rows)
    name = _("工作日历") + f"-{year}.xlsx"
    return send_file(BytesIO(book), mimetype=XLSX, as_attachment=True, download_name=name)
