"""系统状态: is the worker alive, what did it do, what did not arrive and what to do about it."""

from flask import render_template

from workflow import permits as may
from workflow.web.escalation import state
from workflow.web.escalation.views import pages
from workflow.web.request import allow, me, now, session, settings


@pages.get("/system")
def system() -> str:
    allow(may.may_see_system(me()))
    beat = state.last_beat(session())
    undelivered = state.undelivered(session())
    return render_template(
        "escalation/system.html",
        beat=beat,
        silent=state.is_silent(beat, now=now()),
        runs=state.runs(session()),
        undelivered=undelivered[: state.SHOWN],
        more=len(undelivered) > state.SHOWN,
        waiting=state.waiting(session()),
        mail=settings().mail,
        outbox=settings().outbox_folder,
    )
