"""Pages: the office's papers, the register of numbers, what a department received; each as a workbook."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from flask import render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.adapters.sheets import Cell, workbook
from workflow.escalation.papers import answered, queries
from workflow.escalation.papers.models import Paper
from workflow.web.papers.blueprint import mine, pages
from workflow.web.papers.forms import PaperFilter, ReceivedFilter
from workflow.web.request import allow, me, session, today
from workflow.wording.labels import label

EXPORTED = 1000  # rows of one workbook
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/papers")
def index() -> str:
    allow(may.may_oversee(me()))
    form, sought = _sought()
    rows = queries.listed(session(), sought, before=_before())
    shown = rows[: queries.PAGE]
    here = _here()
    return render_template(
        "papers/index.html",
        form=form,
        narrowed=sought.narrow,
        rows=shown,
        count=queries.count(session(), sought),
        cap=queries.CAP,
        to_sign=queries.waiting_for_leader(session()),
        to_decide=answered.to_decide(session()),
        first_url=url_for("papers.index", **here) if _before() else None,
        next_url=url_for("papers.index", **here, before=shown[-1].id) if len(rows) > queries.PAGE else None,
        export_url=url_for("papers.export", **here),
    )


def _sought() -> tuple[PaperFilter, queries.Sought]:
    form = PaperFilter(request.args)
    form.offer(queries.years(session()), queries.bodies(session()))
    return form, form.narrowed()


def _here() -> dict[str, Any]:
    return {name: word for name, word in request.args.items() if name != "before" and word}


def _before() -> int | None:
    return _number("before")


def _number(name: str) -> int | None:
    words = request.args.get(name, "")
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 10 else None


@pages.get("/papers.xlsx")
def export() -> Response:
    """The papers sought, the newest first, up to a thousand."""
    allow(may.may_oversee(me()))
    return _workbook(_("文书"), queries.listed(session(), _sought()[1], limit=EXPORTED))


@pages.get("/papers/register")
def register() -> str:
    """发文登记: every number that was used."""
    allow(may.may_oversee(me()))
    year = _year()
    rows = queries.register(session(), year=year, before=_before())
    shown = rows[: queries.PAGE]
    here: dict[str, Any] = {"year": year} if year else {}
    return render_template(
        "papers/register.html",
        rows=shown,
        year=year,
        years=queries.years(session()),
        first_url=url_for("papers.register", **here) if _before() else None,
        next_url=url_for("papers.register", **here, before=shown[-1].id) if len(rows) > queries.PAGE else None,
        export_url=url_for("papers.export_register", **here),
    )


def _year() -> int | None:
    words = request.args.get("year", "")
    return int(words) if words.isascii() and words.isdecimal() and len(words) == 4 else None


@pages.get("/papers/register.xlsx")
def export_register() -> Response:
    allow(may.may_oversee(me()))
    return _workbook(_("发文登记"), queries.register(session(), year=_year(), limit=EXPORTED))


def _workbook(title: str, papers: list[Paper]) -> Response:
    notes = [_("截至 %(day)s。撤回的文书文号保留，不再使用。", day=today().isoformat())]
    if len(papers) > EXPORTED:
        notes.append(_("只列前 %(n)s 行，其余请缩小筛选范围后再导出。", n=EXPORTED))
    made = workbook(title, _head(), _cells(papers[:EXPORTED]), notes=notes)
    name = f"{title}-{today().isoformat()}.xlsx"
    return send_file(BytesIO(made), mimetype=WORKBOOK, as_attachment=True, download_name=name)


def _head() -> list[str]:
    return [
        _("文号"),
        _("文种"),
        _("标题"),
        _("主送单位"),
        _("状态"),
        _("起草人"),
        _("签发人"),
        _("签发日期"),
        _("发文日期"),
        _("回复期限"),
        _("说明"),
    ]


def _cells(papers: Iterable[Paper]) -> Iterable[list[Cell]]:
    for paper in papers:
        to = _("、").join(one.department.label for one in paper.addresses)
        yield [
            *(paper.number, label(paper.kind), paper.title, to, label(paper.state), paper.drafted_by),
            *(paper.signer, paper.signed_on, paper.issued_on, paper.reply_by, paper.ended_for),
        ]


@pages.get("/papers/answers", endpoint="answers")
def to_answer() -> str:
    """Replies and objections that wait for the office's word, the oldest first."""
    allow(may.may_oversee(me()))
    after = _number("after")
    rows = answered.waiting(session(), after=after)
    shown = rows[: queries.PAGE]
    return render_template(
        "papers/answers.html",
        rows=shown,
        own=me().departments,
        first_url=url_for("papers.answers") if after else None,
        next_url=url_for("papers.answers", after=shown[-1].id) if len(rows) > queries.PAGE else None,
    )


@pages.get("/papers/received")
def received() -> str:
    """What was issued to the departments this person speaks for."""
    own = mine()
    allow(bool(own))
    form = ReceivedFilter.read()
    sought = form.narrowed(own)
    rows = queries.listed(session(), sought, before=_before())
    shown = rows[: queries.PAGE]
    here = _here()
    return render_template(
        "papers/received.html",
        form=form,
        narrowed=sought.narrow,
        rows=shown,
        own=own,
        first_url=url_for("papers.received", **here) if _before() else None,
        next_url=url_for("papers.received", **here, before=shown[-1].id) if len(rows) > queries.PAGE else None,
    )
