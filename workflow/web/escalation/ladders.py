"""梯级: the steps of a plan's ladders, and what a change would do today before it is kept."""

from collections import Counter
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.errors import Refused
from workflow.escalation import setting
from workflow.escalation.rules import LADDERS, Rung
from workflow.escalation.setting import Asked, Shift
from workflow.notices.queries import told_at
from workflow.plans.models import Plan
from workflow.web.escalation.ladder_form import LadderForm, seen_words
from workflow.web.escalation.picking import rows_of
from workflow.web.escalation.rows import LateRow, the_reach
from workflow.web.escalation.views import pages
from workflow.web.request import allow, me, now, saving, session, the
from workflow.wording.ladders import LADDER_NAMES, label_of

Answer = str | tuple[str, int] | Response
SHOWN = 50


@dataclass(frozen=True)
class Change:
    """How many would stand on another rung, and the first of them; `anew` of them are told of that rung next time."""

    counted: list[tuple[str, str, int]]
    shown: list[tuple[LateRow, str, str]]
    total: int
    anew: int


@pages.get("/plans/<int:plan_id>/ladders")
def ladders(plan_id: int) -> Answer:
    """The steps as they are; with days in the address, what they would change."""
    plan = the(Plan, plan_id)
    allow(may.may_set_days(me()))
    standing = setting.steps_of_plan(session(), plan_id)
    asked = request.args.get("default")
    form = LadderForm(None if asked or not request.args else request.args, steps=LADDERS if asked else standing)
    wanted = None
    if asked or request.args:
        wanted = form.asked() if form.holds(setting.check) else None
    return _page(plan, form, standing, wanted), 200


@pages.post("/plans/<int:plan_id>/ladders")
def keep_ladders(plan_id: int) -> Answer:
    plan = the(Plan, plan_id)
    allow(may.may_set_days(me()))
    standing = setting.steps_of_plan(session(), plan_id)
    form = LadderForm(request.form, steps=standing)
    if form.holds(setting.check):
        try:
            with saving() as saved:
                setting.set_steps(saved, plan, form.asked(), seen=form.stood(), by=me(), at=now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("梯级已保存，督办台、提醒和邮件从现在起按新的梯级计算。"))
            return redirect(url_for("escalation.ladders", plan_id=plan_id), 303)
    return _page(the(Plan, plan_id), form, setting.steps_of_plan(session(), plan_id), None), form.status or 422


def _page(plan: Plan, form: LadderForm, standing: Asked, wanted: Asked | None) -> str:
    return render_template(
        "escalation/ladders.html",
        plan=plan,
        form=form,
        names={kind: _(words) for kind, words in LADDER_NAMES.items()},
        fixed=setting.FIXED,
        own={kind: steps != LADDERS[kind] for kind, steps in standing.items()},
        wanted=wanted,
        unchanged=wanted == standing,
        change=_change(plan, wanted) if wanted is not None and wanted != standing else None,
        seen=seen_words(standing),
        most=setting.MOST,
    )


def _change(plan: Plan, wanted: Asked) -> Change:
    shifts = setting.preview(session(), plan.id, wanted, now=the_reach())
    told = told_at(session(), [shift.row.id for shift in shifts])
    anew = [s for s in shifts if s.becomes and (s.row.id, s.row.due_on, s.becomes.value) not in told]
    counted = Counter((_named(shift.was), _named(shift.becomes)) for shift in shifts)
    rows = {row.id: row for row in rows_of([shift.row.id for shift in shifts[:SHOWN]])}
    shown = [(rows[shift.row.id], *_both(shift)) for shift in shifts[:SHOWN]]
    return Change([(*pair, n) for pair, n in counted.most_common()], shown, len(shifts), len(anew))


def _both(shift: Shift) -> tuple[str, str]:
    return _named(shift.was), _named(shift.becomes)


def _named(rung: Rung | None) -> str:
    return label_of(rung) if rung is not None else _("不在任何一级")
