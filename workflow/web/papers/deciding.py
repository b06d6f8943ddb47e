"""Pages: the office's word on replies and objections."""

from datetime import date

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from workflow import permits as may
from workflow.errors import Refused
from workflow.escalation.papers import answered, deciding, issuing
from workflow.escalation.papers.models import AnswerState, PaperAnswer
from workflow.escalation.papers.moves import AnswerAct
from workflow.notices.service import tell
from workflow.web.papers.blueprint import Answer, pages
from workflow.web.papers.forms import DecideForm
from workflow.web.papers.issuing import tell_withdrawn
from workflow.web.request import allow, me, not_found, now, saving, session, today
from workflow.workdays.queries import calendar

ASKED_AGAIN_DAYS = 3  # working days, proposed


@pages.route("/papers/answers/<int:answer_id>", methods=["GET", "POST"])
def decide(answer_id: int) -> Answer:
    found = answered.whole_answer(session(), answer_id) or not_found()
    allow(may.may_draft_papers(me(), [found.address.department_id]))
    if found.given_at is None:
        not_found()  # it has not left the department
    paper_id = found.address.paper_id
    proposed = calendar(session(), around=today()).add(today(), ASKED_AGAIN_DAYS)
    form = DecideForm.read(data={"reply_by": proposed}).about(found.kind)
    if form.accepted():
        try:
            amended = _decide(found, form)
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已答复，对方在文书页面看得到。"))
            if amended:
                return redirect(url_for("papers.edit", paper_id=amended), 303)
            return redirect(url_for("papers.show", paper_id=paper_id, _anchor="answers"), 303)
    found = answered.whole_answer(session(), answer_id) or not_found()
    return render_template(
        "papers/decide.html",
        form=form,
        answer=found,
        paper=found.address.paper,
        files=answered.evidence_of(session(), [answer_id]).get(answer_id, []),
        open=found.state == AnswerState.GIVEN,
    ), form.status


def _decide(found: PaperAnswer, form: DecideForm) -> int | None:
    """The draft that was begun in the place of a corrected paper, if one was."""
    act, words = AnswerAct(form.act.data), form.words.data or ""
    with saving() as current:
        if act == AnswerAct.CORRECT:
            made = deciding.correct(current, found, words=words, amend=form.amend.data, by=me(), at=now())
            tell_withdrawn(current, found.address.paper)
            return made.id if made is not None else None
        if act == AnswerAct.ASK_AGAIN:
            by_then: date = form.reply_by.data or today()
            owed = deciding.ask_again(current, found, words=words, reply_by=by_then, by=me(), at=now())
            if owed is not None:
                tell(current, [owed.id], rung=f"{issuing.OCCASION}{found.address.paper_id}", on=today())
            return None
        deciding.decide(current, found, act, words=words, by=me(), at=now())
    return None
