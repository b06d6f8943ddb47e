"""提醒报送: the lead asks the office, the office reminds on the lead's behalf those who were asked and are missing."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.errors import Refused
from workflow.notices.service import tell
from workflow.reports import reminding
from workflow.tasks import queries as tasks
from workflow.tasks.models import Role, Task
from workflow.web.reports.views import pages
from workflow.web.request import allow, me, not_found, now, saving, session, the, today
from workflow.workdays.queries import calendar
from workflow.workdays.rules import is_period


@pages.post("/tasks/<int:task_id>/ask-to-remind")
def ask_to_remind(task_id: int) -> Response:
    """请办公室提醒, by the lead."""
    the(Task, task_id)
    lead = next((one for one in tasks.shares(session(), task_id) if one.role == Role.LEAD), None)
    allow(lead is not None and may.may_speak_for(me(), lead.department_id))
    assert lead is not None, "allowed to nobody"
    period = _period()
    with saving() as current:
        reminding.want(current, lead, period, by=me(), at=now())
    flash(_("已请领导小组办公室提醒未反馈的单位。"))
    back = request.form.get("back", "")
    whole = back.startswith("/deadlines/") and back.endswith("/report")
    return redirect(back if whole else url_for("tasks.show", task_id=task_id, _anchor="reporting"), 303)


@pages.post("/tasks/<int:task_id>/remind-shares")
def remind_shares(task_id: int) -> Response:
    """One click of the office; at most once a working day."""
    task = the(Task, task_id)
    allow(may.may_run_office(me()))
    period = _period()
    day = calendar(session(), around=today()).roll(today())
    with saving() as current:
        owed = reminding.remind(current, task, period, by=me(), at=now())
        if not tell(current, owed, rung=reminding.rung_of(period, day), on=today()):
            raise Refused("share.reminded_today")
    flash(_("已提醒 %(n)s 个未反馈的单位，随下一封工作提醒邮件发出。", n=len(owed)))
    if request.form.get("back") == "queue":
        return redirect(url_for("review.queue", _anchor="reminders"), 303)
    return redirect(url_for("tasks.show", task_id=task_id, _anchor="reporting"), 303)


def _period() -> str:
    word = request.form.get("period", "")
    return word if is_period(word) else not_found()
