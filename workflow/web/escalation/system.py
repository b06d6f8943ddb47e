"""系统状态: is the worker alive, what did it do and when does it next, what did not arrive and what to do about it."""

from datetime import date, timedelta

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.escalation.counts import bodies_without_liaison
from workflow.insight.occasions import coming_month, coming_week
from workflow.outbox import choosing, hours, resending, robot_lists
from workflow.outbox.models import Message
from workflow.web.escalation import state, whole
from workflow.web.escalation.views import pages
from workflow.web.request import allow, me, now, saving, session, settings, the, today
from workflow.wording import robots as robot_words
from workflow.wording import system as words
from workflow.wording.timetable import slot
from workflow.workdays.queries import calendar


@pages.get("/system")
def system() -> str:
    allow(may.may_see_system(me()))
    beat = state.last_beat(session())
    undelivered = state.undelivered(session(), today=today())
    return render_template(
        "escalation/system.html",
        beat=beat,
        silent=state.is_silent(beat, now=now()),
        coming=_coming(),
        runs=state.runs(session()),
        words=words,
        slot=slot,
        **whole.facts(),
        undelivered=undelivered[: state.SHOWN],
        more=len(undelivered) > state.SHOWN,
        waiting=state.waiting(session()),
        mute_robots=robot_lists.undelivered(session(), today=today()),
        robot_words=robot_words,
        unnamed=bodies_without_liaison(session(), on=today()),
        quiet=hours.kept(session()).quiet,
        mail=settings().mail,
        outbox=settings().outbox_folder,
    )


def _coming() -> list[tuple[str, str]]:
    """What comes next on the timetable, and when."""
    here, days = hours.kept(session()), calendar(session(), around=today())
    own = sorted(choosing.digest_hours(session()) - {here.digests})
    coming = [(_("晨间处理"), here.morning), (_("工作提醒邮件"), here.digests)]
    coming += [(_("工作提醒邮件（本人另选的时间）"), hour) for hour in own]
    coming += [(_("群机器人"), here.digests)] if settings().chat.origins else []
    said = [(what, _said(days.roll(_next_day(hour)), hour)) for what, hour in coming]
    if here.weekly:
        week = coming_week(_next_day(here.digests), days)
        said.append((_("每周小结（发给领导小组办公室）"), _said(week, here.digests)))
    if here.monthly:
        month = coming_month(_next_day(here.month_end), days)
        said.append((_("领导一页（发给市领导）"), _said(month, here.month_end)))
    nightly = _("夜间核验和备份") if settings().backup else _("夜间核验")
    by_night = [(_("历史封存"), here.night), (nightly, here.check)]
    return [*said, *((what, _said(_next_day(hour), hour)) for what, hour in by_night)]


def _next_day(hour: int) -> date:
    """Today, until this hour has come."""
    return today() + timedelta(days=hours.minutes(now()) >= hour)


def _said(day: date, hour: int) -> str:
    return f"{day} {hours.said(hour)}"


@pages.post("/system/messages/<int:message_id>/resend")
def resend(message_id: int) -> Response:
    """The same message again, to the person's address of today."""
    the(Message, message_id)
    allow(may.may_see_system(me()))
    with saving() as writing:
        allowed = settings().may_have_text
        message = resending.resend(writing, message_id, may_have_text=allowed, by=me(), at=now())
    flash(_("已放回待发邮件，几分钟内发到 %(address)s。", address=message.address))
    return redirect(url_for("escalation.system", _anchor="undelivered"), 303)
