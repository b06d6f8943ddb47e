"""Pages of the office: the comments, and deciding one on a basis."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from workflow import permits as may
from workflow.errors import Refused
from workflow.people.models import Department
from workflow.people.paging import MOST, Page, count
from workflow.plans.models import Plan, PlanState
from workflow.tasks import queries
from workflow.tasks.consulting_deciding import decide as settle
from workflow.tasks.consulting_models import Comment, CommentDecision, CommentKind
from workflow.tasks.consulting_queries import Sought, answering, latest, listed, page, undecided
from workflow.tasks.consulting_rules import acts
from workflow.web.consulting.blueprint import Answer, bodies_named, body_names, pages
from workflow.web.consulting.forms import CommentsFilter, DecideForm
from workflow.web.request import allow, me, now, saving, session, the
from workflow.wording.labels import label

KEYS = ("before", "after")


def sought(plan: Plan) -> tuple[CommentsFilter, Sought]:
    """The filter as it stands in the address, and what it narrows the list to."""
    form = CommentsFilter(request.args)
    asked = latest(session(), plan.id)
    bodies = answering(session(), plan.id, asked.id if asked else None)
    form.department.choices = [
        SelectChoice(value="", label=_("全部")),
        *(SelectChoice(value=one.department_id, label=one.label) for one in bodies),
    ]
    form.validate()
    facts = form.facts()
    state = facts["state"]
    decision = CommentDecision(state) if state in set(CommentDecision) else None
    return form, Sought(plan.id, facts["department"], facts["kind"], decision, waiting=state == "waiting")


@pages.get("/plans/<int:plan_id>/comments")
def comments(plan_id: int) -> str:
    plan = the(Plan, plan_id)
    allow(may.may_run_office(me()))
    form, wanted = sought(plan)
    found = page(session(), wanted, **{way: request.args.get(way, type=int) for way in KEYS})
    return render_template(
        "consulting/comments.html",
        plan=plan,
        form=form,
        rows=found.rows,
        opinion=opinion,
        waiting=undecided(session(), plan.id),
        **_turned(plan, found, count(session(), listed(wanted))),
    )


def _turned(plan: Plan, found: Page, total: int) -> dict[str, Any]:
    kept: dict[str, Any] = {name: word for name, word in request.args.items() if name not in KEYS and word}
    return {
        "newer_url": url_for("consulting.comments", plan_id=plan.id, **kept, before=found.before)
        if found.before
        else None,
        "older_url": url_for("consulting.comments", plan_id=plan.id, **kept, after=found.after)
        if found.after
        else None,
        "total": "1,000+" if total >= MOST else str(total),
        "filtered": bool(kept),
        "kept": kept,
    }


def opinion(row: Any) -> str:
    """A comment in one line: its kind, the body it names, its words."""
    said = label(row.kind) + (_("：") + row.named if row.named else "")
    return said + _("。") + row.words if row.words else said


@pages.route("/comments/<int:comment_id>", methods=["GET", "POST"])
def decide(comment_id: int) -> Answer:
    comment = the(Comment, comment_id)
    allow(may.may_act_on(me(), comment.department_id))
    plan = comment.consultation.plan
    named = session().get(Department, comment.named_id) if comment.named_id else None
    form = DecideForm.read(data={"units": named.label if named else ""})
    if form.accepted():
        try:
            with saving() as current:
                _settle(current, comment, form)
        except Refused as refused:
            form.refuse(refused, _place(refused))
        else:
            flash(_("意见已处理：%(what)s。", what=label(CommentDecision(form.decision.data))))
            return redirect(url_for("consulting.comments", plan_id=plan.id, state="waiting"), 303)
    return render_template(
        "consulting/decide.html",
        plan=plan,
        comment=comment,
        department=session().get_one(Department, comment.department_id),
        named=named,
        shares=_shares(comment.task_id),
        names=body_names(),
        may_decide=comment.decision is None and plan.state == PlanState.DRAFT and comment.kind != CommentKind.AGREE,
        form=form,
    ), form.status


def _settle(current: Any, comment: Comment, form: DecideForm) -> None:
    decision = CommentDecision(form.decision.data)
    names = form.units.data if comment.kind != CommentKind.DROP and acts(comment.kind, decision) else ""
    settle(
        current,
        comment,
        decision,
        basis=form.basis.data or "",
        by=me(),
        at=now(),
        departments=bodies_named(names or ""),
    )


def _place(refused: Refused) -> str | None:
    units = (
        "consult.unit_missing",
        "consult.unit_unknown",
        "consult.one_unit",
        "lead.leads_already",
        "lead.shares_already",
    )
    return "units" if refused.key in units else None


def _shares(task_id: int | None) -> list[tuple[str, Any]]:
    """Who leads and shares in the task now."""
    if task_id is None:
        return []
    rows = queries.shares(session(), task_id)
    names = queries.names(session(), {row.department_id for row in rows})
    return [(names[row.department_id], row.role) for row in rows]
