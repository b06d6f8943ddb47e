"""Pages: 线下签批: one scan for one or several reports and requests that wait, with who signed and when."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.errors import Refused
from workflow.people.models import Department
from workflow.reports import waiting
from workflow.web.reports import signature
from workflow.web.request import allow, me, now, saving, session, the, today
from workflow.web.signing import asked, choosing, rows
from workflow.web.signing.blueprint import pages
from workflow.wording.refusals import sentence
from workflow.workdays.queries import calendar

Answer = str | tuple[str, int] | Response


@pages.route("/departments/<int:department_id>/signed-on-paper", methods=["GET", "POST"])
def paper(department_id: int) -> Answer:
    """A list that was signed on paper: what stands on it is ticked, the scan attached."""
    body = the(Department, department_id)
    allow(may.may_speak_for(me(), department_id))
    if request.method == "GET":
        return _page(body, signature.blank(), request.args.getlist("report")), 200
    entered = signature.read(department_id, wanted=True)
    chosen = [one for one in choosing.chosen(request.form.getlist("one")) if one.department_id == department_id]
    holds = entered.holds()
    if not chosen:
        entered.form.form_errors.append(sentence(Refused("signing.nothing_chosen")))
    elif holds:
        try:
            with saving() as current:
                done = choosing.sign_all(current, chosen, entered.on_paper(), by=me(), at=now())
                if not done.signed:
                    raise done.left[0][1]
        except Refused as error:
            entered.form.refuse(error)
            return _page(the(Department, department_id), entered, []), entered.form.status
        return _onward(department_id, done)
    return _page(the(Department, department_id), entered, []), 422


def _page(body: Department, entered: signature.Paper, reports: list[str]) -> str:
    found = waiting.of_departments(session(), [body.id])
    days = calendar(session(), around=today())
    ticked = set(request.form.getlist("one"))
    shown = rows.read(session(), found[: waiting.PAGE], today=today(), calendar=days)
    return render_template(
        "signing/paper.html",
        department=body,
        rows=[row for row in shown if not row.superseded],
        requests=asked.of_departments(session(), [body.id]),
        ticked=ticked | {row.key for row in shown if str(row.id) in reports},
        paper=entered,
    )


def _onward(department_id: int, done: choosing.Done) -> Response:
    if done.left:
        flash(_("有 %(n)s 项没有登记：%(names)s", n=len(done.left), names=done.in_words()), "error")
    flash(_("已登记线下签批 %(n)s 项，已报送。", n=len(done.signed)))
    return redirect(url_for("desk.show", department=department_id), 303)
