"""系统状态: is the worker alive, what did it do, what did not arrive and what to do about it."""

from flask import render_template
from flask_babel import lazy_gettext as _l

from workflow import permits as may
from workflow.web.escalation import state
from workflow.web.escalation.views import pages
from workflow.web.request import allow, me, now, session, settings, today

JOBS = {"morning": _l("晨间处理"), "digests": _l("工作提醒邮件")}
COUNTS = {
    "opened": _l("新开填报"),
    "verdicts": _l("认定季度亮灯"),
    "posted": _l("新通知"),
    "dropped": _l("不再属实而撤下"),
    "folded": _l("写成邮件"),
    "delivered": _l("送达"),
    "refused": _l("被拒收"),
}


@pages.get("/system")
def system() -> str:
    allow(may.may_see_system(me()))
    beat = state.last_beat(session())
    undelivered = state.undelivered(session(), today=today())
    return render_template(
        "escalation/system.html",
        beat=beat,
        silent=state.is_silent(beat, now=now()),
        runs=state.runs(session()),
        job_names=JOBS,
        count_names=COUNTS,
        undelivered=undelivered[: state.SHOWN],
        more=len(undelivered) > state.SHOWN,
        waiting=state.waiting(session()),
        mail=settings().mail,
        outbox=settings().outbox_folder,
    )
