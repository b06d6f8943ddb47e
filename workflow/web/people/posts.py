"""Pages: who holds a body's posts, from day to day."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.errors import Refused
from workflow.insight import handover
from workflow.insight.passing import Part
from workflow.people import loading, queries, service
from workflow.people.models import Department, Holding, PostKind
from workflow.web.people.blueprint import pages
from workflow.web.people.forms import EndHoldingForm, HoldForm
from workflow.web.request import allow, me, now, saving, session, the, today

FIELDS = {"people.no_account": "email", "section.name_missing": "section", "section.name_long": "section"}


@pages.route("/departments/<int:department_id>/hold", methods=["GET", "POST"])
def hold(department_id: int) -> Response | tuple[str, int]:
    department = the(Department, department_id)
    allow(may.may_administer(me()))
    form = HoldForm.read(data={"from_on": today(), "rank": 1})
    if form.accepted():
        try:
            with saving():
                _hold(form, department)
        except Refused as refused:
            form.refuse(refused, FIELDS.get(refused.key))
        else:
            flash(_("已登记。"))
            return redirect(url_for("people.department", department_id=department.id), 303)
    return render_template("people/hold.html", form=form, department=department), form.status


def _hold(form: HoldForm, department: Department) -> None:
    account = queries.account_by_email(session(), form.email.data)
    if account is None:
        raise Refused("people.no_account", email=form.email.data)
    post = loading.post_of(session(), department, form.kind.data, form.section.data or "", by=me(), at=now())
    days = {"from_on": form.from_on.data, "to_on": form.to_on.data}
    service.hold(session(), post, account, rank=form.rank.data, **days, by=me(), at=now())


@pages.route("/holdings/<int:holding_id>/end", methods=["GET", "POST"])
def end_holding(holding_id: int) -> Response | tuple[str, int]:
    holding = the(Holding, holding_id)
    allow(may.may_administer(me()))
    form = EndHoldingForm.read(data={"on": today()})
    if form.accepted():
        try:
            with saving() as writing:
                service.end_holding(writing, holding, on=form.on.data, by=me(), at=now())
        except Refused as refused:
            form.refuse(refused, "on")
        else:
            flash(_("已结束任职。"))
            return redirect(url_for("people.department", department_id=holding.post.department_id), 303)
    return render_template("people/end_holding.html", form=form, holding=holding, handed=_handed(holding)), form.status


def _handed(holding: Holding) -> dict[Part, int]:
    """How much passes on with the post of a liaison or head, by part of the hand-over list."""
    if holding.post.kind not in (PostKind.LIAISON, PostKind.HEAD):
        return {}
    parts = handover.read(session(), holding.post.department_id)
    return {part: len(rows) for part, rows in parts.items() if rows}
