"""What the office does about a late thing: urging one or many, giving another day."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.deadlines.models import Deadline, LadderKind
from workflow.errors import Refused, Stale
from workflow.escalation import service
from workflow.notices.service import tell
from workflow.review import extensions
from workflow.web.escalation.forms import ExtendForm, UrgeForm
from workflow.web.escalation.picking import letters, mine_to_act_on, picked, row_of, rows_of
from workflow.web.escalation.views import pages
from workflow.web.request import allow, me, now, saving, session, the, today
from workflow.web.review import approving

Answer = str | tuple[str, int] | Response


@pages.get("/escalation/urge")
def preview() -> Answer:
    """What would be sent, and to whom, before anything is."""
    allow(may.may_run_office(me()))
    return _preview(UrgeForm.read(), picked())


@pages.post("/escalation/urge")
def urge() -> Answer:
    allow(may.may_run_office(me()))
    ids = picked()
    deadlines = mine_to_act_on(ids)
    form = UrgeForm.read()
    if form.accepted():
        try:
            with saving() as saved:
                urged = service.urge(saved, deadlines, words=form.words.data or "", by=me(), at=now())
                told = tell(saved, [deadline.id for deadline in deadlines], rung=f"urge:{urged.id}", on=today())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已催办 %(n)s 项，通知 %(told)s 条，随下一封工作提醒邮件送达。", n=len(deadlines), told=told))
            return redirect(url_for("escalation.show"), 303)
    return _preview(form, ids), form.status


def _preview(form: UrgeForm, ids: list[int]) -> str:
    rows = rows_of(ids)
    sent = [row for row in rows if row.urgeable]
    said = letters(sent, "urge:0")
    return render_template(
        "escalation/urge.html",
        form=form,
        letters=said,
        sent=sent,
        left_out=[row for row in rows if row not in sent],
        people=len({person for letter in said for person in letter.people}),
        forms=sum(row.ladder == LadderKind.REPORTING for row in sent),
        longest=service.WORDS,
    )


@pages.route("/escalation/<int:deadline_id>/extend", methods=["GET", "POST"])
def extend(deadline_id: int) -> Answer:
    """The office gives another day of itself."""
    deadline = the(Deadline, deadline_id)
    allow(may.may_act_on(me(), deadline.department_id))
    asked = extensions.open_request(session(), deadline)
    if asked is not None and asked.signed_at is not None and request.method == "GET":
        return redirect(url_for("review.extension", extension_id=asked.id), 303)
    form = ExtendForm.read(data={"seen_due_on": deadline.due_on.isoformat()})
    paper = approving.prepared(form)
    if form.accepted() and not paper.refused:
        try:
            if not form.still(deadline.due_on):
                raise Stale()
            with saving() as saved:
                facts = {"to_on": form.to_on.data, "reason": form.reason.data, "approval": paper.approval(form)}
                extensions.grant_directly(saved, deadline, **facts, by=me(), at=now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已延期至 %(day)s；提醒、亮灯和梯级随之顺延。", day=deadline.due_on.isoformat()))
            return redirect(url_for("escalation.show"), 303)
    times, papers = approving.times(the(Deadline, deadline_id)), approving.kept(paper)
    status = 422 if paper.refused else form.status
    return render_template(
        "escalation/extend.html",
        form=form,
        row=row_of(deadline_id),
        times=times,
        papers=papers,
        office=approving.office(),
    ), status
