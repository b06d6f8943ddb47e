"""Pages: issuing a signed paper under a number, withdrawing it, beginning another in its place."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from workflow.errors import Refused
from workflow.escalation.papers import deciding, issuing, settling
from workflow.escalation.papers.models import Paper, PaperKind, PaperState
from workflow.escalation.papers.rules import RECEIPT_DAYS
from workflow.notices.queries import audience_on
from workflow.notices.rules import WITHDRAWN
from workflow.notices.service import tell
from workflow.people.queries import account_names
from workflow.web.papers.blueprint import Answer, bodies, of_office, pages
from workflow.web.papers.forms import IssueForm, WordsForm
from workflow.web.papers.showing import checks, told
from workflow.web.request import me, now, saving, session, today
from workflow.wording.papers import finding
from workflow.workdays.queries import calendar


@pages.route("/papers/<int:paper_id>/issue", methods=["GET", "POST"])
def issue(paper_id: int) -> Answer:
    """What will happen and who will be told, before it does; then the number, the frozen words, the notices."""
    paper = of_office(paper_id)
    form = IssueForm.read(data={"seen": str(paper.version), "numbering": "own"})
    if form.accepted():
        known, days = told(paper), calendar(session(), around=today())
        facts: Any = {"office_number": form.typed(), "seen": form.version(), "calendar": days}
        try:
            with saving() as current:
                owed = issuing.issue(current, paper, told=known, by=me(), at=now(), **facts)
                first = paper.kind == PaperKind.SUPERVISION_NOTICE
                rung = f"{issuing.OCCASION}{paper_id}"
                tell(current, [one.id for one in owed], rung=rung, on=today(), at_once=first)
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已发出，文号 %(number)s。", number=paper.number))
            return redirect(url_for("papers.show", paper_id=paper_id), 303)
    return _issue_page(of_office(paper_id), form), form.status


def _issue_page(paper: Paper, form: IssueForm) -> str:
    found = checks(paper) if paper.state == PaperState.SIGNED else []
    return render_template(
        "papers/issue.html",
        form=form,
        paper=paper,
        prefix=settling.settled(session(), paper.plan).prefix,
        findings=[one for one in found if one.open],
        finding=finding,
        people=_people(paper),
        receipt_days=RECEIPT_DAYS,
        signed=paper.state == PaperState.SIGNED,
        clear=not any(one.open for one in found),
    )


def _people(paper: Paper) -> list[str]:
    """Who would be told."""
    told_to = audience_on(session(), on=today())
    meant = [one for one in (*told_to.nearest, *told_to.heads) if one.department_id in bodies(paper)]
    return sorted(account_names(session(), {one.account_id for one in meant}).values())


@pages.route("/papers/<int:paper_id>/withdraw", methods=["GET", "POST"])
def withdraw(paper_id: int) -> Answer:
    """撤回 with the reason; its number stays used."""
    paper = of_office(paper_id)
    form = WordsForm.read(data={"seen": str(paper.version)})
    if form.accepted():
        try:
            with saving() as current:
                reason = form.words.data or ""
                issuing.withdraw(current, paper, reason=reason, by=me(), at=now(), seen=form.version())
                tell_withdrawn(current, paper)
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已撤回；文号保留，理由已注明，并告知主送单位。"))
            return redirect(url_for("papers.show", paper_id=paper_id), 303)
    return render_template("papers/withdraw.html", form=form, paper=of_office(paper_id)), form.status


def tell_withdrawn(current: Session, paper: Paper) -> None:
    """Everybody to whom it was addressed is told once, with the next digest."""
    tell(current, issuing.receipts(current, paper), rung=f"{WITHDRAWN}{paper.id}", on=today())


@pages.post("/papers/<int:paper_id>/amend")
def amend(paper_id: int) -> Answer:
    """A draft with the same words, in the place of a withdrawn paper."""
    paper = of_office(paper_id)
    if paper.state != PaperState.WITHDRAWN:
        raise Refused("paper.not_withdrawn")
    with saving() as current:
        made = deciding.amended(current, paper, by=me(), at=now()).id
    flash(_("已按原稿起草，请更正后送签。"))
    return redirect(url_for("papers.edit", paper_id=made), 303)
