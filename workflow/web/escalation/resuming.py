"""恢复发送邮件: after a restore, up to which day people were told, and that mail may leave again."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import DateField
from wtforms.validators import DataRequired

from workflow import permits as may
from workflow.errors import Refused
from workflow.outbox import restored
from workflow.web.escalation.views import pages
from workflow.web.forms import PageForm
from workflow.web.request import allow, me, now, saving, session, today
from workflow.workdays.queries import calendar


class ResumeForm(PageForm):
    told_until = DateField(_l("已告知到哪一天"), [DataRequired(_l("请选择日期。"))])


@pages.route("/system/mail", methods=["GET", "POST"])
def resume_mail() -> tuple[str, int] | Response:
    allow(may.may_see_system(me()))
    form = ResumeForm.read(data={"told_until": today()})
    if form.accepted():
        try:
            told = _resumed(form)
        except Refused as error:
            form.refuse(error, "told_until")
        else:
            flash(_("已恢复发送邮件。%(n)s 条通知视为已告知，只列在各人的通知里。", n=told))
            return redirect(url_for("escalation.system"), 303)
    elif not form.is_submitted() and not restored.is_held(session()):
        return redirect(url_for("escalation.system"), 303)
    last = restored.latest(session())
    return render_template("escalation/resume_mail.html", form=form, restoration=last), form.status


def _resumed(form: ResumeForm) -> int:
    day = form.told_until.data
    assert day is not None
    with saving() as writing:
        days = calendar(writing, around=day)
        return restored.resume(writing, told_until=day, calendar=days, by=me(), at=now())
