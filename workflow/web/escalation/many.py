"""What the office does with many things at once: holding them, reminding of missing shares for their leads."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.deadlines import holding
from workflow.errors import Refused
from workflow.notices.service import tell
from workflow.reports import reminding
from workflow.tasks.models import Task
from workflow.web.escalation.forms import NoForm
from workflow.web.escalation.picking import mine_to_act_on, picked, rows_of
from workflow.web.escalation.rows import LateRow
from workflow.web.escalation.views import pages
from workflow.web.request import allow, me, now, saving, session, the, today
from workflow.web.review.closing_forms import HoldForm
from workflow.workdays.queries import calendar

Answer = str | tuple[str, int] | Response


@pages.route("/escalation/hold", methods=["GET", "POST"])
def hold() -> Answer:
    """暂缓 what was ticked, with one reason."""
    allow(may.may_run_office(me()))
    rows = rows_of(picked())
    held = [row for row in rows if row.actable and row.held_since is None]
    form = HoldForm.read()
    if form.accepted():
        try:
            deadlines = mine_to_act_on([row.id for row in held])
            if not deadlines:
                raise Refused("rung.none_chosen")
            with saving() as saved:
                for deadline in deadlines:
                    holding.hold(saved, deadline, **form.facts(), by=me(), at=now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已暂缓 %(n)s 项；暂缓期间不提醒、不亮灯、不升级。", n=len(deadlines)))
            return redirect(url_for("escalation.show"), 303)
    left_out = [row for row in rows if row not in held]
    return render_template("escalation/hold.html", form=form, rows=held, left_out=left_out), form.status


@dataclass(frozen=True)
class Missing:
    """Whom the office would remind for one lead and period."""

    row: LateRow
    departments: tuple[str, ...]


@pages.route("/escalation/remind", methods=["GET", "POST"])
def remind() -> Answer:
    """代牵头单位提醒 those who were asked for a share and have sent none; once a working day."""
    allow(may.may_run_office(me()))
    found = [Missing(row, row.missing) for row in rows_of(picked()) if row.missing]
    form = NoForm.read()
    if form.accepted():
        try:
            told = _remind(found)
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已代牵头单位提醒，通知 %(n)s 条，随下一封工作提醒邮件送达。", n=told))
            return redirect(url_for("escalation.show"), 303)
    return render_template("escalation/remind.html", form=form, found=found), form.status


def _remind(found: list[Missing]) -> int:
    if not found:
        raise Refused("share.none_missing")
    day, told = calendar(session(), around=today()).roll(today()), 0
    with saving() as saved:
        for one in found:
            period = one.row.occasion
            owed = reminding.remind(saved, the(Task, one.row.task_id), period, by=me(), at=now())
            told += tell(saved, owed, rung=reminding.rung_of(period, day), on=today())
        if not told:
            raise Refused("share.reminded_today")
    return told
