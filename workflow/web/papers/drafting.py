"""Pages: drafting from chosen deadlines, with a preview of which papers will be made; editing; confirming; voiding."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.errors import Refused
from workflow.escalation.papers import beside, composing, drafting, editing, proposing, rules
from workflow.escalation.papers.models import PaperKind
from workflow.escalation.papers.moves import MOVES, PaperAct
from workflow.web.papers.blueprint import Answer, of_office, pages
from workflow.web.papers.forms import EditForm, WordsForm
from workflow.web.papers.showing import page
from workflow.web.request import allow, me, now, saving, session, today
from workflow.wording.refusals import sentence
from workflow.workdays.queries import calendar


@pages.route("/papers/new", methods=["GET", "POST"])
def new() -> Answer:
    """Chosen deadlines (?deadline=1&deadline=2), body by body and kind by kind; one act makes the drafts."""
    allow(may.may_draft_papers(me()))
    proposed, error = _proposed(), ""
    if request.method == "POST":
        allow(all(may.may_act_on(me(), group.department.id) for group in proposed.groups))
        try:
            made = _make(proposed)
        except Refused as refused:
            proposed, error = _proposed(), sentence(refused)
        else:
            flash(_("已起草 %(n)s 份，请逐份核对后送签。", n=len(made)))
            one = url_for("papers.show", paper_id=made[0])
            return redirect(one if len(made) == 1 else url_for("papers.index", state="draft"), 303)
    return _preview(proposed, error), 422 if error else 200


def _picked() -> list[int]:
    words = request.values.getlist("deadline")
    return sorted({int(word) for word in words if word.isascii() and word.isdecimal() and len(word) < 10})


def _proposed() -> proposing.Proposed:
    days = calendar(session(), around=today())
    return proposing.propose(session(), _picked(), own=me().departments, today=today(), calendar=days)


def _make(proposed: proposing.Proposed) -> list[int]:
    """The drafts, each of the kind that was chosen for it."""
    if not proposed.groups:
        raise Refused("paper.none_chosen")
    days = calendar(session(), around=today())
    with saving() as current:
        _check_again(current, proposed.groups)
        made = [
            drafting.draft_group(current, group, _kind(group), by=me(), at=now(), calendar=days).id
            for group in proposed.groups
        ]
    return made


def _check_again(current: Session, groups: list[proposing.Group]) -> None:
    """Another paper of the same kind about the same matter wants a tick of its own."""
    known = beside.on_their_way(current, groups)
    doubled = [one for one in groups if beside.again(known[one.key], _kind(one))]
    unseen = [one for one in doubled if f"again-{one.key}" not in request.form]
    if unseen:
        raise Refused("paper.on_its_way", names="、".join(one.department.label for one in unseen))


def _kind(group: proposing.Group) -> PaperKind:
    words = request.form.get(f"kind-{group.key}", group.kinds[0].value)
    return PaperKind(words) if words in set(PaperKind) else group.kinds[0]


def _preview(proposed: proposing.Proposed, error: str) -> str:
    days = calendar(session(), around=today())
    everything = [one for group in proposed.groups for one in group.deadlines]
    everything += [one.deadline for one in proposed.left_out]
    told = composing.matters(session(), everything, on=today(), calendar=days)
    return render_template(
        "papers/new.html",
        proposed=proposed,
        told={one.deadline.id: one.facts for one in told},
        known=beside.on_their_way(session(), proposed.groups),
        chosen={group.key: _kind(group) for group in proposed.groups},
        error=error,
    )


@pages.route("/papers/<int:paper_id>/edit", methods=["GET", "POST"])
def edit(paper_id: int) -> Answer:
    paper = of_office(paper_id)
    if request.method == "GET" and not MOVES.allows(paper.state, PaperAct.EDIT):
        return redirect(url_for("papers.show", paper_id=paper_id), 303)
    kept = {"title": paper.title, "text": rules.as_text(paper.body), "basis": paper.basis, "organ": paper.organ}
    form = EditForm.read(data=kept | {"reply_by": paper.reply_by, "seen": str(paper.version)})
    if form.accepted():
        told = {name: value for name, value in form.facts().items() if name != "seen"}
        try:
            with saving() as current:
                editing.edit(current, paper, **told, seen=form.version(), by=me(), at=now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已保存。"))
            return redirect(url_for("papers.show", paper_id=paper_id), 303)
    return render_template("papers/edit.html", form=form, paper=of_office(paper_id)), form.status


@pages.post("/papers/<int:paper_id>/confirm")
def confirm(paper_id: int) -> Answer:
    """A person's word on what a check found."""
    paper = of_office(paper_id)
    form, key = WordsForm.read(), request.form.get("check", "")[:60]
    if form.accepted():
        try:
            with saving() as current:
                words = form.words.data or ""
                editing.confirm(current, paper, key, words=words, seen=form.version(), by=me(), at=now())
        except Refused as error:
            form.refuse(error)
        else:
            return redirect(url_for("papers.show", paper_id=paper_id, _anchor="checks"), 303)
    return page(of_office(paper_id), form), form.status


@pages.route("/papers/<int:paper_id>/void", methods=["GET", "POST"])
def void(paper_id: int) -> Answer:
    """作废, with the reason: a paper that was never issued."""
    paper = of_office(paper_id)
    form = WordsForm.read(data={"seen": str(paper.version)})
    if form.accepted():
        try:
            with saving() as current:
                reason = form.words.data or ""
                editing.make_void(current, paper, reason=reason, seen=form.version(), by=me(), at=now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已作废，没有发出。"))
            return redirect(url_for("papers.show", paper_id=paper_id), 303)
    return render_template("papers/void.html", form=form, paper=of_office(paper_id)), form.status


def back(paper_id: int) -> Response:
    return redirect(url_for("papers.show", paper_id=paper_id), 303)
