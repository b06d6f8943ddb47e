"""审核: the queue, and one report at a time beside what was said before it."""

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.adapters.clock import at_hour
from workflow.errors import Refused
from workflow.lights import service as lights
from workflow.notices.service import tell
from workflow.reports.models import Report
from workflow.reports.queries import INSIDE
from workflow.review import queries, requests, service
from workflow.review.models import ReviewVerdict
from workflow.review.rules import correct_by
from workflow.web.request import allow, me, not_found, now, saving, session, the, today
from workflow.web.review.forms import AcceptForm, ReturnForm
from workflow.web.review.reading import beside
from workflow.wording.occasions import owed
from workflow.workdays.queries import calendar

pages = Blueprint("review", __name__)
Answer = str | tuple[str, int] | Response


@pages.get("/review")
def queue() -> str:
    allow(may.may_run_office(me()))
    after = _key(request.args.get("after", ""))
    rows = queries.waiting(session(), after=after)
    shown, more = rows[: queries.PAGE], len(rows) > queries.PAGE
    last = shown[-1] if shown else None
    key = f"{last.filed_at.isoformat()},{last.id}" if more and last is not None else None
    return render_template(
        "review/queue.html",
        rows=shown,
        waiting=queries.count_waiting(session()),
        next_url=url_for("review.queue", after=key) if key else None,
        turned=after is not None,
        said=said_today(),
        extensions=requests.open_extensions(session()),
        moves=requests.open_moves(session()),
        own=me().departments,
        owed=owed,
    )


def _key(words: str) -> queries.Key | None:
    at, _comma, number = words.partition(",")
    try:
        instant = datetime.fromisoformat(at)
        return (instant, min(int(number), 2**31 - 1)) if instant.tzinfo else None
    except ValueError:
        return None


def said_today() -> tuple[int, int]:
    """How many reports this person accepted and returned today."""
    found = queries.said_by(session(), me().account_id, since=at_hour(today(), 0))
    return found.get(ReviewVerdict.ACCEPTED, 0), found.get(ReviewVerdict.RETURNED, 0)


@pages.get("/review/<int:report_id>")
def show(report_id: int) -> Answer:
    report = the(Report, report_id)
    allow(may.may_act_on(me(), report.deadline.department_id))
    return page(report, AcceptForm.read(), _return_form())


def _return_form() -> ReturnForm:
    """An untouched form, whatever was posted."""
    days = calendar(session(), around=today())
    return ReturnForm.read(formdata=None, data={"correct_by": correct_by(today(), days)})


def page(report: Report, accepting: AcceptForm, returning: ReturnForm) -> str:
    """The queue on the left, the report beside the last one on the right."""
    if report.state in INSIDE:
        not_found()
    rows = queries.waiting(session(), limit=20)
    return render_template(
        "review/show.html",
        report=report,
        beside=beside(session(), report),
        queue=rows,
        waiting=queries.count_waiting(session()),
        accepting=accepting,
        returning=returning,
        open=report.state in queries.WAITING,
        next_id=queries.next_waiting(session(), report, passing_over=me().departments),
        own=me().departments,
    )


@pages.post("/review/<int:report_id>/accept")
def accept(report_id: int) -> Answer:
    report = the(Report, report_id)
    allow(may.may_act_on(me(), report.deadline.department_id))
    form = AcceptForm.read()
    if form.accepted():
        try:
            with saving() as saved:
                read, own = form.revision_id(), me().departments
                service.accept(saved, report, by=me(), at=now(), revision_id=read, passing_over=own)
                days = calendar(saved, around=today())
                lights.keep(saved, report, at=now(), today=today(), calendar=days)
        except Refused as error:
            form.refuse(error)
        else:
            return _onward(report, _("已通过。"))
    return page(the(Report, report_id), form, _return_form()), form.status


@pages.post("/review/<int:report_id>/return")
def give_back(report_id: int) -> Answer:
    report = the(Report, report_id)
    allow(may.may_act_on(me(), report.deadline.department_id))
    form = ReturnForm.read()
    if form.accepted():
        try:
            with saving() as saved:
                review = service.give_back(
                    saved,
                    report,
                    reason_kind=form.kind(),
                    reason=form.reason.data,
                    correct_by=form.correct_by.data,
                    by=me(),
                    at=now(),
                    revision_id=form.revision_id(),
                )
                if review.correction_id is not None:
                    tell(saved, [review.correction_id], rung=f"return:{report.id}", on=today())
        except Refused as error:
            form.refuse(error)
        else:
            return _onward(report, _("已退回，请对方于 %(day)s 前改好。", day=form.correct_by.data.isoformat()))
    return page(the(Report, report_id), AcceptForm.read(formdata=None), form), form.status


def _onward(report: Report, words: str) -> Response:
    """To the next report, or back to the queue after the last."""
    following = queries.next_waiting(session(), report, passing_over=me().departments)
    flash(words)
    if following is None:
        return redirect(url_for("review.queue"), 303)
    return redirect(url_for("review.show", report_id=following), 303)
