"""Pages: a checked draft becomes a plan, or a document leaves the desk without one."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.deadlines import amending
from workflow.errors import Refused
from workflow.plans.desk import changes, confirming, naming, queries, taking
from workflow.plans.desk.models import Intake, IntakeState
from workflow.plans.models import Edition
from workflow.web.forms import PageForm
from workflow.web.imports.blueprint import pages
from workflow.web.imports.desk_forms import DiscardForm
from workflow.web.request import allow, me, now, saving, session, settings, the, today
from workflow.workdays.queries import calendar

Answer = str | tuple[str, int] | Response


@pages.route("/imports/<int:intake_id>/confirm", methods=["GET", "POST"])
def confirm(intake_id: int) -> Answer:
    """First what will be made of it, then the act; everything in one transaction."""
    intake = the(Intake, intake_id)
    allow(may.may_run_office(me()))
    form = PageForm.read()
    if form.accepted():
        try:
            edition = _made(intake)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_done(intake))
            return redirect(url_for("plans.show", plan_id=edition.plan_id), 303)
    if intake.state != IntakeState.ON_DESK:
        return redirect(url_for("imports.show", intake_id=intake.id), 303)
    sheet = queries.sheet(session(), intake)
    return render_template(
        "imports/confirm.html",
        intake=intake,
        sheet=sheet,
        title=naming.plan_title(sheet.front, sheet.taints.values()),
        counts=confirming.counts(sheet),
        bodies=confirming.departments(sheet),
        unknown=confirming.unknown_bodies(sheet),
        leaderless=confirming.without_lead(sheet),
        outcome=changes.outcome(changes.beside(session(), intake, sheet)) if intake.amends_id else None,
        form=form,
    ), form.status


def _done(intake: Intake) -> str:
    if intake.amends_id:
        return str(_("新版本已生成，并成为现行版本。新立的任务待确认牵头单位、启动。"))
    return str(_("方案已生成。还没有通知任何单位；请接着确认牵头单位，再启动。"))


def _made(intake: Intake) -> Edition:
    days = calendar(session(), around=today())
    with saving() as current:
        return amending.confirm(current, intake, demo=settings().demo, by=me(), at=now(), calendar=days)


@pages.route("/imports/<int:intake_id>/discard", methods=["GET", "POST"])
def discard(intake_id: int) -> Answer:
    intake = the(Intake, intake_id)
    allow(may.may_run_office(me()))
    if intake.state in (IntakeState.CONFIRMED, IntakeState.DISCARDED):
        return redirect(url_for("imports.show", intake_id=intake.id), 303)
    form = DiscardForm.read()
    if form.accepted():
        try:
            with saving() as current:
                taking.discard(current, intake, reason=form.reason.data or "", by=me(), at=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_("“%(name)s”已移出核对台。", name=intake.title or intake.file_name))
            return redirect(url_for("imports.index"), 303)
    return render_template("imports/discard.html", intake=intake, form=form), form.status
