"""某日将发出什么: a rehearsal of a day's mails, made when it is asked for and rolled back."""

from datetime import date
from typing import Any

from flask import current_app, render_template
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateField, StringField, ValidationError
from wtforms.validators import DataRequired

from workflow import permits as may
from workflow.web.escalation.views import pages
from workflow.web.forms import PageForm, stripped
from workflow.web.request import allow, close_session, me, session, today
from workflow.workdays.queries import calendar

SHOWN = 100  # mails on the page; a name finds the others
FARTHEST = 366  # days from today


class RehearsalForm(PageForm):
    day = DateField(_l("哪一天"), [DataRequired(_l("请选择日期。"))])
    to = StringField(_l("只看收件人（姓名或邮箱）"), filters=[stripped])

    def validate_day(self, field: DateField) -> None:
        if field.data and not 0 <= (field.data - today()).days <= FARTHEST:
            raise ValidationError(gettext("请选今天起一年以内的日期。"))

    def wants(self, mail: Any) -> bool:
        sought = (self.to.data or "").lower()
        return sought in mail.address.lower() or sought in mail.name.lower()


@pages.route("/system/rehearsal", methods=["GET", "POST"])
def rehearsal() -> tuple[str, int]:
    """Asked for by POST: its steps write, though nothing of it is kept."""
    allow(may.may_run_office(me()))
    form = RehearsalForm.read(data={"day": calendar(session(), around=today()).add(today(), 1)})
    done = _rehearsed(form.day.data) if form.accepted() else None
    found = [mail for mail in done.mails if form.wants(mail)] if done else []
    page = render_template(
        "escalation/rehearsal.html", form=form, done=done, mails=found[:SHOWN], more=len(found) - SHOWN
    )
    return page, form.status


def _rehearsed(day: date) -> Any:
    close_session()  # the rehearsal writes, and SQLite has one writer
    return current_app.extensions["duban.rehearse"](day, today())
