"""审定 on the screen or on paper, 印发, 撤回."""

from flask import flash, render_template, request
from flask_babel import gettext as _

from workflow import permits as may
from workflow.errors import Refused
from workflow.insight.scores import ending, queries
from workflow.insight.scores.models import ScoreSheet, ScoreState
from workflow.people.models import PostKind
from workflow.reports.rules import Signature
from workflow.web.forms import PageForm
from workflow.web.numbers import whole
from workflow.web.reports import signature
from workflow.web.request import allow, me, not_found, now, saving, session, the, today
from workflow.web.scores.blueprint import Answer, of_office, pages, shown
from workflow.web.scores.forms import ReasonForm
from workflow.wording.scores import period


def _seen() -> int:
    return whole(request.form.get("seen")) or 0


@pages.post("/scores/<int:sheet_id>/sign")
def sign(sheet_id: int) -> Answer:
    """审定 on the screen, of what was read; a leader speaks for none of the bodies."""
    sheet = the(ScoreSheet, sheet_id)
    allow(may.may_sign_papers(me(), queries.bodies(session(), sheet_id)))
    with saving() as saved:
        ending.sign(saved, sheet, Signature(me().name, today()), by=me(), at=now(), seen=_seen())
    flash(_("已审定，由办公室印发。"))
    return shown(sheet_id)


@pages.route("/scores/<int:sheet_id>/signed-on-paper", methods=["GET", "POST"])
def signed_on_paper(sheet_id: int) -> Answer:
    """Who signed on paper and when, with the scan."""
    of_office(sheet_id)
    if request.method == "GET":
        return _paper_page(sheet_id, signature.blank()), 200
    entered = signature.read(min(me().departments_as(PostKind.OFFICE)), wanted=True)
    if not entered.holds():
        return _paper_page(sheet_id, entered), 422
    try:
        with saving() as saved:
            ending.sign(saved, of_office(sheet_id), entered.on_paper(), by=me(), at=now(), seen=_seen())
    except Refused as error:
        entered.form.refuse(error)
        return _paper_page(sheet_id, entered), entered.form.status
    flash(_("已登记线下审定。"))
    return shown(sheet_id)


def _paper_page(sheet_id: int, entered: signature.Paper) -> str:
    sheet = of_office(sheet_id)
    return render_template("scores/signed_on_paper.html", sheet=sheet, entered=entered, period=period)


@pages.route("/scores/<int:sheet_id>/issue", methods=["GET", "POST"])
def issue(sheet_id: int) -> Answer:
    sheet, form = of_office(sheet_id), PageForm.read()
    if sheet.state not in (ScoreState.SIGNED, ScoreState.ISSUED):
        not_found()
    if form.accepted():
        try:
            with saving() as saved:
                ending.issue(saved, sheet, by=me(), at=now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已印发。以后的更正不再改动它。"))
            return shown(sheet_id)
    sheet = of_office(sheet_id)
    return render_template("scores/issue.html", form=form, sheet=sheet, period=period), form.status


@pages.route("/scores/<int:sheet_id>/withdraw", methods=["GET", "POST"])
def withdraw(sheet_id: int) -> Answer:
    """With the reason; another may be drawn up for the period."""
    sheet, form = of_office(sheet_id), ReasonForm.read()
    if form.accepted():
        try:
            with saving() as saved:
                ending.withdraw(saved, sheet, reason=form.words.data or "", by=me(), at=now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已撤回，理由已注明。"))
            return shown(sheet_id)
    sheet = of_office(sheet_id)
    return render_template("scores/withdraw.html", form=form, sheet=sheet, period=period), form.status
