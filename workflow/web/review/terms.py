"""Pages: what is settled about targets after the plan: tolerances, the province's value, a change with its paper."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.errors import Refused
from workflow.people.models import PostKind
from workflow.plans.models import Plan, Target, TargetKind
from workflow.plans.queries import edition_in_force
from workflow.review import settling, standing
from workflow.review.standing import Standing
from workflow.web.evidence.receiving import take
from workflow.web.request import allow, me, not_found, now, saving, session, settings, the, today
from workflow.web.review.target_forms import TermForm, TolerancesForm
from workflow.web.review.targets import about, back_to, may_settle
from workflow.web.review.views import pages
from workflow.wording.targets import wanted
from workflow.workdays.queries import calendar

Answer = str | tuple[str, int] | Response


@pages.url_value_preprocessor
def room_for_a_paper(endpoint: str | None, values: object) -> None:
    """Let a form with a paper that is too large be read, so that it comes back with its words and a sentence."""
    if request.method == "POST":
        request.max_content_length = 2 * settings().upload_limit


@pages.route("/plans/<int:plan_id>/tolerances", methods=["GET", "POST"])
def tolerances(plan_id: int) -> Answer:
    """How far 左右 reaches: one or many targets of a plan, with one basis."""
    plan = the(Plan, plan_id)
    allow(may.may_run_office(me()))
    rows = _about_targets(plan)
    form = TolerancesForm.read()
    if form.accepted():
        try:
            with saving() as saved:
                given = form.given()
                if not given:
                    raise Refused("term.none_given")
                for row in (row for row in rows if row.target.id in given):
                    reach, basis = given[row.target.id].tolerance(row.holds.value), form.basis.data or ""
                    settling.tolerate(saved, row.target, value=reach, basis=basis, by=me(), at=now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已设定 %(n)s 项目标的允许偏差。", n=len(given)))
            return redirect(url_for("review.tolerances", plan_id=plan_id), 303)
    rows = _about_targets(the(Plan, plan_id))
    form.offer([row.target.id for row in rows])
    shown = {str(row.target.id): row for row in rows}
    return render_template(
        "review/tolerances.html", plan=the(Plan, plan_id), form=form, shown=shown, wanted=wanted
    ), form.status


def _about_targets(plan: Plan) -> list[Standing]:
    """Those that say 左右, but not of one's own department."""
    edition = edition_in_force(session(), plan.id) or not_found()
    rows = standing.of_edition(session(), edition.id, today=today())
    return [row for row in rows if row.holds.is_about and row.department_id not in me().departments]


@pages.route("/targets/<int:target_id>/province", methods=["GET", "POST"])
def province(target_id: int) -> Answer:
    """完成省下达目标: the value with its paper."""
    asked = the(Target, target_id)
    allow(may_settle(asked))
    if asked.kind != TargetKind.PROVINCE:
        not_found()
    return _settle(asked, "review/province.html", settling.hand_down, _("已录入省下达数值，这项目标按此核定。"))


@pages.route("/targets/<int:target_id>/change", methods=["GET", "POST"])
def change_target(target_id: int) -> Answer:
    """Another value or day, only with the paper that decided it."""
    asked = the(Target, target_id)
    allow(may_settle(asked))
    if asked.kind == TargetKind.GOAL:
        not_found()
    return _settle(
        asked, "review/change.html", settling.change, _("已调整目标。原文表述不变，调整内容和文件列在旁边。")
    )


def _settle(asked: Target, template: str, act: Any, done: str) -> Answer:
    target_id = asked.id
    form = TermForm.read()
    refused: list[str] = []
    if form.accepted():
        try:
            paper, refused = _paper()
            if not refused:
                facts = form.facts() | {"evidence_id": paper}
                days = calendar(session(), around=today())
                with saving() as saved:
                    act(saved, the(Target, target_id), **facts, by=me(), at=now(), calendar=days)
        except Refused as error:
            if error.key == "form.once":
                raise
            form.refuse(error, FIELDS.get(error.key))
        else:
            if not refused:
                flash(done)
                return redirect(back_to(the(Target, target_id)), 303)
            form.form_errors.extend(refused)
            form.status = 422
    limit = settings().upload_limit // 1024 // 1024
    return render_template(template, form=form, about=about(the(Target, target_id)), limit=limit), form.status


FIELDS = {"term.value_missing": "value", "term.words_missing": "words", "term.paper_missing": "paper"}


def _paper() -> tuple[int | None, list[str]]:
    """The paper that came with the form, put in under the office's department."""
    office = min(me().departments_as(PostKind.OFFICE), default=0)
    taken, refused = take(request.files.getlist("paper"), office)
    return (taken[0] if taken else None), refused
