"""Pages: one comment, typed by the department or, from paper or the telephone, by the office."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from workflow import permits as may
from workflow.errors import Refused
from workflow.people.models import Department
from workflow.plans.models import Plan
from workflow.tasks import consulting
from workflow.tasks.consulting_models import Comment, CommentKind
from workflow.tasks.consulting_queries import comments_of
from workflow.tasks.consulting_rules import Said
from workflow.tasks.leads import shares_of_plan
from workflow.web.consulting.blueprint import Answer, bodies_named, body_names, may_answer, pages, the_round
from workflow.web.consulting.forms import CommentForm
from workflow.web.request import allow, me, not_found, now, saving, session, the

UNIT = frozenset({"consult.unit_missing", "consult.unit_unknown", "consult.one_unit"})
FIELDS = {
    "consult.task_missing": "task",
    "consult.leads_already": "unit",
    "consult.shares_already": "unit",
    "consult.shares_not": "unit",
    "consult.lead_stays": "kind",
    "consult.words_missing": "words",
    **dict.fromkeys(UNIT, "unit"),
}


@pages.route("/plans/<int:plan_id>/consulting/<int:department_id>/comment", methods=["GET", "POST"])
def comment(plan_id: int, department_id: int) -> Answer:
    plan, body = the(Plan, plan_id), the(Department, department_id)
    allow(may.may_be_consulted(me(), body.id))
    asked = the_round(plan.id)
    kept = _kept(asked.id, body.id)
    form = CommentForm.read(data=_as_kept(kept))
    form.task.choices = _tasks(plan.id, body.id)
    if form.accepted():
        try:
            with saving() as current:
                consulting.say(
                    current,
                    asked,
                    _said(form),
                    department_id=body.id,
                    by=me(),
                    at=now(),
                    replacing=form.replaced(),
                    late=me().is_office,
                )
        except Refused as refused:
            form.refuse(refused, FIELDS.get(refused.key))
        else:
            flash(_("意见已记录。"))
            return redirect(url_for("consulting.department", plan_id=plan.id, department_id=body.id), 303)
    if not form.is_submitted() and not may_answer(plan, asked, office=me().is_office):
        return redirect(url_for("consulting.department", plan_id=plan.id, department_id=body.id), 303)
    facts = {"plan": plan, "body": body, "kept": kept, "names": body_names(), "form": form}
    return render_template("consulting/comment.html", **facts), form.status


def _kept(round_id: int, department_id: int) -> Comment | None:
    """The comment that is to be put right, when one is named."""
    wanted = request.args.get("comment", type=int)
    if wanted is None:
        return None
    found = next((row for row in comments_of(session(), round_id, department_id) if row.id == wanted), None)
    return found or not_found()


def _as_kept(kept: Comment | None) -> dict[str, object]:
    if kept is None:
        return {"task": request.args.get("task", type=int)}
    named = session().get_one(Department, kept.named_id).label if kept.named_id else ""
    return {
        "task": kept.task_id,
        "kind": kept.kind.value,
        "unit": named,
        "words": kept.words,
        "comment": str(kept.id),
    }


def _tasks(plan_id: int, department_id: int) -> list[SelectChoice]:
    """A department speaks of the tasks it leads or shares in; the office types in whatever came."""
    rows = shares_of_plan(session(), plan_id, None if me().is_office else department_id)
    whole = SelectChoice(value="", label=_("整张表（只能提其他意见）"))
    return [whole, *(SelectChoice(value=row.task_id, label=f"{row.number} {row.heading}") for row in rows)]


def _said(form: CommentForm) -> Said:
    kind = CommentKind(form.kind.data)
    named = bodies_named(form.unit.data or "") if kind != CommentKind.OTHER else []
    if len(named) > 1 and kind != CommentKind.ADD:
        raise Refused("consult.one_unit")
    words = form.words.data or ""
    if form.unit.data and (len(named) > 1 or not named):  # what was typed is kept, also where one body is not enough
        words = f"{form.unit.data}。{words}"
    return Said(form.task.data, kind, named[0] if named else None, words)
