"""梯级: the steps of a plan's ladders, and what a change would do today before it is kept."""

from collections import Counter
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.deadlines.models import LadderKind
from workflow.errors import Refused
from workflow.escalation import setting, setting_red
from workflow.escalation.rules import LADDERS, Rung
from workflow.escalation.setting import Asked, Shift
from workflow.escalation.standing import DEFAULT_RED, Red
from workflow.notices.queries import told_at
from workflow.plans.models import Plan
from workflow.web.escalation.ladder_form import LadderForm, seen_words
from workflow.web.escalation.picking import rows_of
from workflow.web.escalation.rows import LateRow, the_reach
from workflow.web.escalation.views import pages
from workflow.web.request import allow, me, now, saving, session, the
from workflow.wording.ladders import LADDER_NAMES, label_of

Wanted = tuple[Asked, Red]
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
    standing = _standing(plan_id)
    asked = request.args.get("default")
    steps, red = (LADDERS, DEFAULT_RED) if asked else standing
    form = LadderForm(None if asked or not request.args else request.args, steps=steps, red=red)
    wanted = None
    if asked or request.args:
        wanted = (form.asked(), form.red()) if form.holds(setting.check, setting_red.check) else None
    return _page(plan, form, standing, wanted), 200


@pages.post("/plans/<int:plan_id>/ladders")
def keep_ladders(plan_id: int) -> Answer:
    plan = the(Plan, plan_id)
    allow(may.may_set_days(me()))
    form = LadderForm(request.form)
    if form.holds(setting.check, setting_red.check):
        try:
            with saving() as saved:
                setting_red.keep(saved, plan, form.asked(), form.red(), seen=form.stood(), by=me(), at=now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("梯级已保存，督办台、提醒和邮件从现在起按新的梯级计算。"))
            return redirect(url_for("escalation.ladders", plan_id=plan_id), 303)
    return _page(the(Plan, plan_id), form, _standing(plan_id), None), form.status or 422


def _standing(plan_id: int) -> Wanted:
    return setting.steps_of_plan(session(), plan_id), setting_red.red_of_plan(session(), plan_id)


def _page(plan: Plan, form: LadderForm, standing: Wanted, wanted: Wanted | None) -> str:
    steps, red = standing
    own = {kind: some != LADDERS[kind] for kind, some in steps.items()}
    own[LadderKind.WORK] |= red != DEFAULT_RED
    return render_template(
        "escalation/ladders.html",
        plan=plan,
        form=form,
        names={kind: _(words) for kind, words in LADDER_NAMES.items()},
        fixed=setting.FIXED,
        own=own,
        wanted=wanted,
        unchanged=wanted == standing,
        change=_change(plan, wanted) if wanted is not None and wanted != standing else None,
        seen=seen_words(*standing),
        most=setting.MOST,
    )


def _change(plan: Plan, wanted: Wanted) -> Change:
    shifts = setting.preview(session(), plan.id, wanted[0], now=the_reach(), red=wanted[1])
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
