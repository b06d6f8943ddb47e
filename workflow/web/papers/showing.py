"""Pages: one paper: what it says, where its numbers came from, what stands against it, and what was answered."""

from io import BytesIO
from typing import Any

from flask import render_template, send_file
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.adapters.official_letter import as_docx, as_pdf
from workflow.errors import Refused
from workflow.escalation.papers import answered, checking, issuing, queries
from workflow.escalation.papers.content import content_of
from workflow.escalation.papers.letters import letter_of
from workflow.escalation.papers.models import AnswerKind, AnswerState, Paper, PaperAnswer, PaperState
from workflow.escalation.papers.moves import MOVES, PaperAct
from workflow.escalation.papers.rules import printed_day
from workflow.notices.queries import told_late
from workflow.web.papers.blueprint import Answer, bodies, is_out, may_see, may_sign, mine, own_address, pages
from workflow.web.papers.forms import WordsForm
from workflow.web.request import allow, me, not_found, session, today
from workflow.wording.papers import asks, finding

FILES = {
    "docx": (as_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (as_pdf, "application/pdf"),
}
AGAIN = (AnswerState.ASKED_AGAIN, AnswerState.SENT_BACK)
BEFORE = (PaperState.DRAFT, PaperState.TO_SIGN, PaperState.SIGNED)


@pages.get("/papers/<int:paper_id>")
def show(paper_id: int) -> Answer:
    paper = queries.whole(session(), paper_id) or not_found()
    allow(may_see(paper))
    return page(paper)


def page(paper: Paper, form: WordsForm | None = None, *, error: Refused | None = None) -> str:
    """The page of a paper; `form` is one that was not accepted."""
    form = form or WordsForm.read(formdata=None)
    if error is not None:
        form.refuse(error)
    address = own_address(paper)
    answers = answered.answers(session(), paper.id, inside=mine())
    drafts = may.may_draft_papers(me(), bodies(paper))
    return render_template(
        "papers/show.html",
        paper=paper,
        form=form,
        text=_text(paper),
        dated=_dated(paper),
        sees_all=may.may_oversee(me()),
        acts=_acts(paper) if drafts else frozenset(),
        signs=may.may_sign_papers(me(), bodies(paper)) and paper.state == PaperState.TO_SIGN,
        findings=checks(paper) if paper.state in BEFORE and may.may_oversee(me()) else (),
        finding=finding,
        asks=asks,
        whole=issuing.matches(paper) if is_out(paper) else None,
        address=address,
        answers=answers,
        files=answered.evidence_of(session(), [one.id for one in answers]),
        open_kinds=_open_kinds(paper, address, answers),
        heads=may_sign,
        replaces=queries.whole(session(), paper.replaces_id) if paper.replaces_id else None,
        replaced_by=queries.in_place_of(session(), paper.id) if is_out(paper) else None,
        own=mine(),
    )


def _text(paper: Paper) -> dict[str, Any]:
    """What it says: once issued, only what was frozen."""
    return paper.content if paper.content is not None else content_of(paper)


def _dated(paper: Paper) -> str:
    """The day under the signature, as papers print it."""
    day = letter_of(paper).dated
    return printed_day(day) if day else ""


def _acts(paper: Paper) -> frozenset[str]:
    return frozenset(act.value for act in PaperAct if MOVES.allows(paper.state, act))


def told(paper: Paper) -> set[int]:
    return told_late(session(), [line.deadline_id for line in paper.lines])


def checks(paper: Paper) -> list[checking.Finding]:
    return checking.check(session(), paper, told=told(paper), today=today())


def _open_kinds(paper: Paper, address: Any, answers: list[PaperAnswer]) -> frozenset[str]:
    """What this department can say now: one reply (and another when it is asked again), one objection at a time."""
    if address is None or paper.state != PaperState.ISSUED:
        return frozenset()
    own = [one for one in answers if one.address_id == address.id]  # the latest first
    last = {kind: next((one.state for one in own if one.kind == kind), None) for kind in AnswerKind}
    kinds = set()
    if paper.reply_by is not None and last[AnswerKind.REPLY] in (None, *AGAIN):
        kinds.add(AnswerKind.REPLY.value)
    if last[AnswerKind.OBJECTION] not in (AnswerState.TO_SIGN, AnswerState.GIVEN):
        kinds.add(AnswerKind.OBJECTION.value)
    return frozenset(kinds)


@pages.get("/papers/<int:paper_id>/paper.<any(docx, pdf):kind>")
def file(paper_id: int, kind: str) -> Response:
    """The paper in its official form: a draft is marked as one."""
    paper = queries.whole(session(), paper_id) or not_found()
    allow(may_see(paper))
    make, media = FILES[kind]
    name = f"{paper.number or paper.title}.{kind}"
    return send_file(BytesIO(make(letter_of(paper))), mimetype=media, as_attachment=True, download_name=name)
