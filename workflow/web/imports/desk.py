"""Pages: the import desk itself: the original beside its draft, and who else is at it."""

from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from workflow import permits as may
from workflow.people import queries as people
from workflow.plans.desk import confirming, queries, taking
from workflow.plans.desk.doubts import answers
from workflow.plans.desk.looking import Look, Show
from workflow.plans.desk.models import Intake, IntakeState
from workflow.plans.desk.numbered import second_count
from workflow.plans.desk.queries import LastEdit
from workflow.web.imports.blueprint import pages
from workflow.web.imports.waiting import waiting_page
from workflow.web.request import allow, me, now, saving, session, the
from workflow.wording import doubts

LATELY = 600  # seconds: a mend of somebody else's is told for so long without script


@pages.get("/imports/<int:intake_id>")
def show(intake_id: int) -> str:
    intake = the(Intake, intake_id)
    allow(may.may_run_office(me()))
    if intake.state != IntakeState.ON_DESK:
        return waiting_page(intake)
    sheet = queries.sheet(session(), intake)
    look = Look(sheet)
    chosen = _chosen()
    return render_template(
        "imports/desk.html",
        intake=intake,
        sheet=sheet,
        look=look,
        chosen=chosen,
        no_lead=Show.NO_LEAD,
        tabs=[(show, look.how_many(show)) for show in Show],
        lines=look.shown(chosen),
        counts=confirming.counts(sheet),
        second=second_count(sheet),
        unknown=confirming.unknown_bodies(sheet),
        labels=dict(people.choices(session())),
        answers=answers,
        doubts=doubts,
        said=doubts.answer,
        **_company(intake),
    )


def _chosen() -> Show:
    wanted = request.args.get("show", "")
    return Show(wanted) if wanted in set(Show) else Show.ALL


def _company(intake: Intake) -> dict[str, Any]:
    """Who else has it open, and the latest mend."""
    last = queries.last_edit(session(), intake)
    others = queries.others_here(session(), intake, me=me().account_id, at=now())
    return {"last": last, "company": _also_here(others), "lately": _lately(last)}


def _also_here(names: list[str]) -> str:
    return (
        _("%(names)s 也打开着这份文件。改动各自保存，改到同一处时会提示。", names=_("、").join(names)) if names else ""
    )


def _lately(last: LastEdit) -> str:
    """Somebody else's mend of the last minutes, in words."""
    if last.at is None or last.account_id == me().account_id or (now() - last.at).total_seconds() > LATELY:
        return ""
    return str(_("%(name)s 刚刚改过：%(words)s", name=last.actor, words=last.words))


@pages.post("/imports/<int:intake_id>/here")
def here(intake_id: int) -> dict[str, object]:
    """Asked by the open page every few seconds: notes that she looks, and tells who else does and what is new."""
    intake = the(Intake, intake_id)
    allow(may.may_run_office(me()))
    with saving() as current:
        taking.note_visit(current, intake, account_id=me().account_id or 0, at=now())
    last = queries.last_edit(session(), intake)
    others = queries.others_here(session(), intake, me=me().account_id, at=now())
    seen = request.args.get("seen", 0, type=int)
    new = last.ordinal > seen and last.account_id != me().account_id
    gone = intake.state != IntakeState.ON_DESK
    words = _("这份文件已经离开核对台。") if gone else _lately(last) if new else ""
    door = {"url": url_for("imports.show", intake_id=intake.id), "look": _("刷新查看")}
    return {"company": _also_here(others), "news": words, **door}
