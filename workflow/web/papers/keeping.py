"""Pages: the templates that drafts begin with, and what the papers of a plan share."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from workflow import permits as may
from workflow.errors import Refused
from workflow.escalation.papers import settling, templates_kept
from workflow.escalation.papers.models import PaperKind
from workflow.escalation.papers.templates_kept import ITEMS, OF_LINE, PLACES, Kept
from workflow.plans.models import Plan
from workflow.plans.queries import plans
from workflow.web.papers.blueprint import Answer, pages
from workflow.web.papers.forms import SettingForm, TemplateForm
from workflow.web.request import allow, me, not_found, now, saving, session, the

EDITABLE = tuple(kind for kind in PaperKind if kind != PaperKind.QUARTERLY_CIRCULAR)  # its text is handed in


@pages.get("/papers/templates")
def templates() -> str:
    allow(may.may_draft_papers(me()))
    return render_template(
        "papers/templates.html",
        rows=[(kind, templates_kept.latest(session(), kind, None)) for kind in EDITABLE],
        plans=plans(session()),
        built_in=templates_kept.BUILT_IN,
    )


@pages.route("/papers/templates/<word>", methods=["GET", "POST"])
def template(word: str) -> Answer:
    """A new version of a template, of one plan (?plan=1) or of all."""
    allow(may.may_draft_papers(me()))
    if word not in set(EDITABLE):
        not_found()
    kind, plan = PaperKind(word), _plan()
    kept = templates_kept.current(session(), kind, plan.id if plan else None)
    facts = {"title": kept.title, "text": kept.text, "line": kept.line, "seen": str(kept.id or 0)}
    form = TemplateForm.read(data=facts)
    if form.accepted():
        told = Kept(form.title.data or "", form.text.data or "", form.line.data or "")
        try:
            with saving() as current:
                where: Any = {"plan_id": plan.id if plan else None, "seen": form.version() or None}
                templates_kept.append(current, kind, told, **where, by=me(), at=now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已保存，以后起草的文书用新的模板。"))
            return redirect(url_for("papers.templates"), 303)
    words = {"placeholders": PLACES, "items": ITEMS, "of_line": OF_LINE}
    return render_template("papers/template.html", form=form, kind=kind, plan=_plan(), **words), form.status


def _plan() -> Plan | None:
    words = request.args.get("plan", "")
    return the(Plan, int(words)) if words.isascii() and words.isdecimal() and len(words) < 10 else None


@pages.route("/plans/<int:plan_id>/papers", methods=["GET", "POST"])
def setting(plan_id: int) -> Answer:
    """Who signs off, the prefix of numbers, the basis in the plan, the 指定."""
    plan = the(Plan, plan_id)
    allow(may.may_draft_papers(me()))
    settled = settling.settled(session(), plan)
    facts: dict[str, Any] = {"organ": settled.organ, "prefix": settled.prefix, "commission": settled.commission}
    facts |= {"clause": settled.clause.id if settled.clause else None, "reply_days": settled.reply_days}
    form = SettingForm.read(data=facts | {"seen": str(settled.version)})
    items = {item.id: item for item in settling.standing_items(session(), plan)}
    form.clause.choices = [SelectChoice("", _("（不引用）"))]
    form.clause.choices += [SelectChoice(str(one.id), f"{one.number} {one.heading}") for one in items.values()]
    if form.accepted():
        told = form.facts()
        wanted = settling.Settled(
            told["organ"], told["prefix"], told["commission"] or "", items.get(told["clause"]), told["reply_days"]
        )
        try:
            with saving() as current:
                settling.keep(current, plan, wanted, by=me(), at=now(), seen=form.version())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已保存。"))
            return redirect(url_for("papers.setting", plan_id=plan_id), 303)
    basis = settling.basis_of(session(), settled.clause)
    return render_template("papers/setting.html", form=form, plan=the(Plan, plan_id), basis=basis), form.status
