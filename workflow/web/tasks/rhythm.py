"""Page of the office: how often the leads report, for one task or many at once, with a reason."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from workflow import permits as may
from workflow.deadlines import rhythm as rhythms
from workflow.errors import Refused
from workflow.plans.models import Plan
from workflow.reports import held_answers
from workflow.tasks.models import Rhythm
from workflow.web import already
from workflow.web.forms import PageForm, stripped
from workflow.web.request import allow, me, now, saving, session, the, today
from workflow.web.tasks.views import pages
from workflow.wording.labels import label
from workflow.workdays.queries import calendar
from workflow.workdays.rules import period_of

Answer = str | tuple[str, int] | Response


class RhythmForm(PageForm):
    rhythm = RadioField(_l("填报频次"), [InputRequired(_l("请选择填报频次。"))])
    reason = TextAreaField(
        _l("理由"), [DataRequired(_l("请写明调整填报频次的理由。")), Length(max=500)], filters=[stripped]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rhythm.choices = [SelectChoice(one.value, label(one)) for one in Rhythm]


def _already(plan_id: int, form: RhythmForm, chosen: set[int]) -> tuple[str, int] | None:
    """Before reports are asked for every month: what was reported and accepted this quarter."""
    if Rhythm(form.rhythm.data) != Rhythm.MONTHLY:
        return None
    held = held_answers.held(session(), chosen, first=period_of(today()).first, last=today())
    back = url_for("tasks.rhythm", plan_id=plan_id)
    return already.page(already.reported(held), ask=_("仍然改为每月填报"), back=back)


@pages.route("/plans/<int:plan_id>/rhythm", methods=["GET", "POST"])
def rhythm(plan_id: int) -> Answer:
    """填报频次."""
    plan = the(Plan, plan_id)
    allow(may.may_run_office(me()))
    form = RhythmForm.read()
    rows = rhythms.listed(session(), plan.id)
    named = set(request.values.getlist("task"))
    chosen = {row.id for row in rows if str(row.id) in named}
    if form.accepted() and (seen := _already(plan_id, form, chosen)) is not None:
        return seen
    if form.accepted():
        days = calendar(session(), around=today())
        try:
            with saving() as current:
                wanted, reason = Rhythm(form.rhythm.data), form.reason.data
                done = rhythms.set_rhythm(current, chosen, wanted, reason=reason, by=me(), at=now(), calendar=days)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_("已调整 %(n)s 项任务的填报频次，从今天起执行。", n=done))
            return redirect(url_for("tasks.rhythm", plan_id=plan_id), 303)
        rows = rhythms.listed(session(), plan_id)
    chapters: dict[str, list[Any]] = {}
    for row in rows:
        chapters.setdefault(row.chapter, []).append(row)
    facts = {"plan": the(Plan, plan_id), "chapters": chapters, "chosen": chosen, "form": form}
    return render_template("tasks/rhythm.html", **facts), form.status
