"""运行时间表: at which hours what is done, and whether the summaries leave. For the administrator."""

import json
from dataclasses import asdict

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import BooleanField, HiddenField, SelectField
from wtforms.fields import SelectChoice

from workflow import permits as may
from workflow.errors import Refused
from workflow.outbox import hours, setting_hours
from workflow.outbox.hours import LAST_DIGEST, STEP, USUAL, Hours
from workflow.outbox.setting_hours import LATEST_NIGHT
from workflow.web.escalation.views import pages
from workflow.web.forms import PageForm
from workflow.web.request import allow, me, now, saving, session

DAY = 24 * 60
AT_FIELD = {
    "timetable.night": "night",
    "timetable.morning_quiet": "morning",
    "timetable.digests": "digests",
    "timetable.quiet": "quiet_from",
    "timetable.month_end": "month_end",
}


def _between(first: int, last: int) -> list[SelectChoice]:
    return [SelectChoice(value=hour, label=hours.said(hour)) for hour in range(first, last + 1, STEP)]


class TimetableForm(PageForm):
    """Hours of the day, half hours apart; the summaries on or off."""

    morning = SelectField(_l("晨间处理"), coerce=int, choices=_between(6 * 60, 12 * 60))
    digests = SelectField(_l("工作提醒邮件"), coerce=int, choices=_between(6 * 60, LAST_DIGEST))
    month_end = SelectField(_l("领导一页几点发"), coerce=int, choices=_between(8 * 60, 20 * 60))
    quiet_from = SelectField(_l("夜间从"), coerce=int, choices=_between(18 * 60, DAY - STEP))
    quiet_to = SelectField(_l("夜间到次日"), coerce=int, choices=_between(5 * 60, 9 * 60))
    night = SelectField(_l("历史封存和检查"), coerce=int, choices=_between(0, LATEST_NIGHT))
    weekly = BooleanField(_l("发每周小结"))
    monthly = BooleanField(_l("发领导一页"))
    seen = HiddenField()

    def wanted(self) -> Hours:
        return Hours(**{name: self[name].data for name in asdict(USUAL)})

    def stood(self) -> Hours:
        """What stood there when the page was opened; words that make no sense are as good as another state."""
        try:
            return Hours(**json.loads(self.seen.data or "{}"))
        except (ValueError, TypeError):
            return Hours(morning=-1)


@pages.get("/system/timetable")
def timetable() -> str:
    allow(may.may_administer(me()))
    return _page(TimetableForm(formdata=None, data=asdict(hours.kept(session()))))


@pages.post("/system/timetable")
def set_timetable() -> Response | tuple[str, int]:
    allow(may.may_administer(me()))
    form = TimetableForm.read()
    if form.accepted():
        try:
            with saving() as writing:
                setting_hours.set_hours(writing, form.wanted(), seen=form.stood(), by=me(), at=now())
        except Refused as refused:
            form.refuse(refused, AT_FIELD.get(refused.key))
        else:
            flash(_("时间表已保存，从现在起按新的时间运行；今天已经做过的不再做一遍。"))
            return redirect(url_for("escalation.system", _anchor="coming"), 303)
    return _page(form), form.status


def _page(form: TimetableForm) -> str:
    standing = asdict(hours.kept(session()))
    usual = {name: hours.said(value) for name, value in asdict(USUAL).items() if not isinstance(value, bool)}
    return render_template("escalation/timetable.html", form=form, seen=json.dumps(standing), usual=usual)
