"""Pages: a document while it is read, when it could not be read, and when it has left the desk."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.audit import queries as audit
from workflow.errors import Refused
from workflow.people import queries as people
from workflow.plans.desk import taking
from workflow.plans.desk.models import Intake, IntakeState
from workflow.web.imports.background import read_soon
from workflow.web.imports.blueprint import pages
from workflow.web.request import allow, me, now, session, the
from workflow.wording import acts
from workflow.wording.refusals import sentence

UNREAD = (IntakeState.WAITING, IntakeState.READING)


def waiting_page(intake: Intake) -> str:
    """What happens to a document that cannot be checked yet, or any more."""
    by = people.account_names(session(), [intake.uploaded_by] if intake.uploaded_by else [])
    return render_template(
        "imports/waiting.html",
        intake=intake,
        by=by.get(intake.uploaded_by or 0, ""),
        unread=intake.state in UNREAD,
        left_lying=_left_lying(intake),
        trouble=_trouble(intake),
        done=audit.of(session(), "intake", intake.id, limit=5),
        act=acts.act,
    )


def _left_lying(intake: Intake) -> bool:
    """Whether somebody may begin the reading again: it was killed, or nobody began."""
    late = now() - intake.uploaded_at >= taking.GIVEN_UP
    return late and taking.waits(intake, at=now())


def _trouble(intake: Intake) -> str:
    if intake.refusal is None:
        return ""
    facts: dict[str, Any] = dict(intake.refusal["facts"])
    return sentence(Refused(intake.refusal["key"], **facts))


@pages.get("/imports/<int:intake_id>/state")
def state(intake_id: int) -> dict[str, object]:
    """For the waiting page: whether the reading has come to an end."""
    intake = the(Intake, intake_id)
    allow(may.may_run_office(me()))
    return {"unread": intake.state in UNREAD}


@pages.post("/imports/<int:intake_id>/read")
def read_again(intake_id: int) -> Response:
    intake = the(Intake, intake_id)
    allow(may.may_run_office(me()))
    if taking.waits(intake, at=now()):
        read_soon(intake.id)
        flash(_("已重新开始读取。"))
    return redirect(url_for("imports.show", intake_id=intake.id), 303)
