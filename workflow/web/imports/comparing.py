"""Page: a later edition beside the one in force, and what becomes of each item."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.errors import Refused
from workflow.plans.comparing import Continues, Stretch, differences
from workflow.plans.desk import changes, queries
from workflow.plans.desk.changes import Beside
from workflow.plans.desk.models import Intake, IntakeState
from workflow.plans.desk.rows import ChangeRow
from workflow.web.forms import PageForm
from workflow.web.imports.blueprint import pages
from workflow.web.numbers import whole
from workflow.web.request import allow, me, not_found, now, saving, session, the

Answer = str | tuple[str, int] | Response
ORDER = (Continues.CHANGED, Continues.NEW, Continues.GONE, Continues.MOVED, Continues.SAME)
CARRY, APART = "carry", "apart"


@dataclass(frozen=True)
class Compared:
    """A pair as the page shows it: what may be said of it, what is said or suggested, and the words that differ."""

    pair: Beside
    said: str
    stretches: list[Stretch]


@pages.route("/imports/<int:intake_id>/changes", methods=["GET", "POST"])
def changes_page(intake_id: int) -> Answer:
    intake = the(Intake, intake_id)
    allow(may.may_run_office(me()))
    if intake.amends_id is None or intake.state != IntakeState.ON_DESK:
        not_found()
    sheet = queries.sheet(session(), intake)
    pairs = changes.beside(session(), intake, sheet)
    form = PageForm.read()
    if form.accepted():
        try:
            with saving() as current:
                changes.decide(current, intake, sheet, _said(pairs), by=me(), at=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_("已保存对变动条目的决定。"))
            return redirect(url_for("imports.changes_page", intake_id=intake.id), 303)
    groups = [(how, [_compared(pair) for pair in pairs if pair.how == how]) for how in ORDER]
    return (
        render_template(
            "imports/changes.html",
            intake=intake,
            groups=groups,
            gone=[pair for pair in pairs if pair.how == Continues.GONE],
            asked=sum(pair.asked for pair in pairs),
            form=form,
        ),
        form.status,
    )


def _compared(pair: Beside) -> Compared:
    stretches = (
        differences(pair.old.text, pair.new.text) if pair.old and pair.new and pair.how != Continues.SAME else []
    )
    return Compared(pair, CARRY if pair.carry else APART, stretches)


def _said(pairs: list[Beside]) -> dict[str, ChangeRow]:
    """What was chosen on the page; with "the rest as suggested" also for items on which nothing was said before."""
    rest = "rest" in request.form
    old_ids = {pair.old.key for pair in pairs if pair.old is not None}
    found: dict[str, ChangeRow] = {}
    for pair in pairs:
        chosen = request.form.get(f"decide-{pair.key}")
        old, new = (pair.old.key if pair.old else None), (pair.new.key if pair.new else None)
        joined = whole(request.form.get(f"continues-{pair.key}"))
        if joined in old_ids and new is not None:
            found[pair.key] = ChangeRow(joined, new, carry=True)
        elif chosen == "unpair" and new is not None:
            found[pair.key] = ChangeRow(None, new, carry=False)
        elif chosen in (CARRY, APART):
            found[pair.key] = ChangeRow(old, new, carry=chosen == CARRY)
        elif rest and pair.asked:
            found[pair.key] = ChangeRow(old, new, carry=pair.carry)
    return found
