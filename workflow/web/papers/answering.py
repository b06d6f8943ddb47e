"""Pages: the other side: confirming receipt, replying, objecting; the head signs or sends back."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow.errors import Refused
from workflow.escalation.papers import answered, answering, queries
from workflow.escalation.papers.models import AnswerKind, Paper, PaperAddress, PaperAnswer
from workflow.evidence.queries import listed
from workflow.reports.rules import Signature
from workflow.web.evidence.receiving import attach
from workflow.web.papers.blueprint import Answer, may_sign, own_address, pages
from workflow.web.papers.forms import AnswerForm, WordsForm
from workflow.web.papers.showing import page
from workflow.web.reports import signature
from workflow.web.request import allow, me, not_found, now, saving, session, today


def _addressed(paper_id: int) -> tuple[Paper, PaperAddress]:
    """A paper that was issued to this person's department."""
    paper = queries.whole(session(), paper_id) or not_found()
    address = own_address(paper)
    allow(address is not None)
    assert address is not None, "allowed only with an address"
    return paper, address


def _shown(paper_id: int, anchor: str | None = None) -> Response:
    return redirect(url_for("papers.show", paper_id=paper_id, _anchor=anchor), 303)


@pages.post("/papers/<int:paper_id>/receive")
def receive(paper_id: int) -> Answer:
    _paper, address = _addressed(paper_id)
    with saving() as current:
        answering.receive(current, address, by=me(), at=now())
    flash(_("已确认收到。"))
    return _shown(paper_id)


@pages.route("/papers/<int:paper_id>/<any(reply, objection):kind>", methods=["GET", "POST"])
def answer(paper_id: int, kind: str) -> Answer:
    """A reply with its files, or an objection with its reason."""
    _paper, address = _addressed(paper_id)
    body, about = address.department_id, AnswerKind(kind)
    last = answering.waiting(session(), address, about)
    form = AnswerForm.read(data={"words": last.words if last else ""}).about(about)
    kept: list[int] = []
    if request.method == "POST":
        kept, refused = attach(body)
        form.form_errors.extend(refused)
        if form.accepted() and not refused:
            try:
                left = _answer(paper_id, about, form.words.data or "", kept)
            except Refused as error:
                form.refuse(error)
            else:
                flash(_("已提交办公室。") if left else _("已提交负责人签发。"))
                return _shown(paper_id, "answers")
    status = 422 if request.method == "POST" and form.status == 200 else form.status
    paper, address = _addressed(paper_id)
    return render_template(
        "papers/answer.html",
        form=form,
        paper=paper,
        kind=about,
        body=body,
        waits=signature.waits(address.department),
        returned_for=last.returned_for if last else "",
        files=listed(session(), kept, department_id=body) if kept else (),
    ), status


def _answer(paper_id: int, kind: AnswerKind, words: str, files: list[int]) -> bool:
    """Whether it left the department."""
    _paper, address = _addressed(paper_id)
    with saving() as current:
        signed = signature.own(address.department_id) if address.department.signs_off else None
        said: Any = {"words": words, "evidence_ids": files, "signature": signed}
        found = answering.answer(current, address, kind, **said, by=me(), at=now())
        return found.given_at is not None


def _to_sign(answer_id: int) -> PaperAnswer:
    found = answered.whole_answer(session(), answer_id) or not_found()
    allow(may_sign(found))
    return found


@pages.post("/papers/answers/<int:answer_id>/sign")
def sign_answer(answer_id: int) -> Answer:
    found = _to_sign(answer_id)
    paper_id = found.address.paper_id
    with saving() as current:
        answering.sign(current, found, Signature(me().name, today()), by=me(), at=now())
    flash(_("已签发，报送办公室。"))
    return _shown(paper_id, "answers")


@pages.post("/papers/answers/<int:answer_id>/send-back")
def send_back_answer(answer_id: int) -> Answer:
    found = _to_sign(answer_id)
    paper_id, form = found.address.paper_id, WordsForm.read()
    if form.accepted():
        try:
            with saving() as current:
                answering.send_back(current, found, words=form.words.data or "", by=me(), at=now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已退回经办人，意见已附上。"))
            return _shown(paper_id, "answers")
    return page(queries.whole(session(), paper_id) or not_found(), form), form.status
