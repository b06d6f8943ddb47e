"""Pages: 送签 and 签发: sent to the leader, signed on the screen or on paper, sent back, taken back."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.errors import Refused
from workflow.escalation.papers import queries, signing
from workflow.escalation.papers.models import Paper
from workflow.people.models import PostKind
from workflow.reports.rules import Signature
from workflow.web.evidence.receiving import take
from workflow.web.papers.blueprint import Answer, bodies, of_office, pages
from workflow.web.papers.forms import SeenForm, WordsForm
from workflow.web.papers.showing import page, told
from workflow.web.reports import signature
from workflow.web.request import allow, me, not_found, now, saving, session, today


def office_body() -> int:
    """The department in whose name the office's files are kept."""
    return min(me().departments_as(PostKind.OFFICE))


def _shown(paper_id: int) -> Response:
    return redirect(url_for("papers.show", paper_id=paper_id), 303)


@pages.post("/papers/<int:paper_id>/send")
def send(paper_id: int) -> Answer:
    """送签; while anything stands against it, it stays a draft."""
    paper = of_office(paper_id)
    known, seen = told(paper), SeenForm.read().version()
    try:
        with saving() as current:
            signing.send(current, paper, told=known, by=me(), at=now(), seen=seen)
    except Refused as error:
        form = WordsForm.read(formdata=None)
        said = page(_again(paper_id), form, error=error)
        return said, form.status
    flash(_("已送签，等待市领导签发。"))
    return _shown(paper_id)


@pages.post("/papers/<int:paper_id>/take-back")
def take_back(paper_id: int) -> Answer:
    paper = of_office(paper_id)
    with saving() as current:
        signing.take_back(current, paper, by=me(), at=now(), seen=SeenForm.read().version())
    flash(_("已收回修改；改后须重新签发。"))
    return redirect(url_for("papers.edit", paper_id=paper_id), 303)


def _to_sign(paper_id: int) -> Paper:
    paper = _again(paper_id)
    allow(may.may_sign_papers(me(), bodies(paper)))
    return paper


def _again(paper_id: int) -> Paper:
    return queries.whole(session(), paper_id) or not_found()


@pages.post("/papers/<int:paper_id>/sign")
def sign(paper_id: int) -> Answer:
    """签发 on the screen, of what was read."""
    paper = _to_sign(paper_id)
    with saving() as current:
        signed, seen = Signature(me().name, today()), SeenForm.read().version()
        signing.sign(current, paper, signed, by=me(), at=now(), seen=seen)
    flash(_("已签发，由办公室编号发出。"))
    return _shown(paper_id)


@pages.post("/papers/<int:paper_id>/send-back")
def send_back(paper_id: int) -> Answer:
    paper = _to_sign(paper_id)
    form = WordsForm.read()
    if form.accepted():
        try:
            with saving() as current:
                words = form.words.data or ""
                signing.send_back(current, paper, words=words, by=me(), at=now(), seen=form.version())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已退回办公室，意见已附上。"))
            return _shown(paper_id)
    return page(_again(paper_id), form), form.status


@pages.route("/papers/<int:paper_id>/signed-on-paper", methods=["GET", "POST"])
def signed_on_paper(paper_id: int) -> Answer:
    """Who signed on paper and when, with the scan."""
    of_office(paper_id)
    if request.method == "GET":
        return _paper_page(paper_id, signature.blank()), 200
    entered = signature.read(office_body(), wanted=True)
    if not entered.holds():
        return _paper_page(paper_id, entered), 422
    try:
        with saving() as current:
            seen = SeenForm.read().version()
            signing.sign(current, of_office(paper_id), entered.on_paper(), by=me(), at=now(), seen=seen)
    except Refused as error:
        entered.form.refuse(error)
        return _paper_page(paper_id, entered), entered.form.status
    flash(_("已登记线下签发。"))
    return _shown(paper_id)


def _paper_page(paper_id: int, entered: signature.Paper) -> str:
    return render_template("papers/signed_on_paper.html", paper=_again(paper_id), entered=entered)


@pages.post("/papers/<int:paper_id>/stamped")
def stamped(paper_id: int) -> Answer:
    """The stamped scan is filed with the paper."""
    of_office(paper_id)
    taken, refused = take(request.files.getlist("files")[:1], office_body())
    if not taken:
        raise Refused("paper.scan_missing") if not refused else Refused("paper.scan_refused", why=refused[0])
    with saving() as current:
        filed = of_office(paper_id)
        signing.file_stamped(current, filed, taken[0], office_id=office_body(), by=me(), at=now())
    flash(_("已归档盖章扫描件。"))
    return _shown(paper_id)
