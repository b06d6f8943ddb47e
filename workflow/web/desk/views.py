"""Pages: what a department owes, and by when."""

from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.deadlines import acknowledging, queries
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.deadlines.queries import SHOWN, Band, Desk
from workflow.errors import Refused
from workflow.escalation.papers import issuing
from workflow.insight.desk import around as found_around
from workflow.people.models import PostKind
from workflow.reports import queries as reports
from workflow.reports.models import ReportState
from workflow.reports.rules import ANSWERED
from workflow.tasks import queries as tasks
from workflow.tasks.models import Assignment
from workflow.web.desk import beside, rows
from workflow.web.desk.came_back import Beside, asked_about
from workflow.web.desk.came_back import beside as found_beside
from workflow.web.numbers import whole
from workflow.web.request import allow, me, not_found, now, saving, session, the, today
from workflow.workdays.queries import calendar as working_days
from workflow.workdays.rules import DAY, Calendar

pages = Blueprint("desk", __name__)


@pages.get("/desk")
def show() -> str | Response:
    department_id = _department()
    allow(may.may_see_desk(me(), department_id) or may.may_see_section_desk(me(), department_id))
    if not department_id:  # the office has no desk of its own
        return redirect(url_for("auth.home"), 303)
    calendar = working_days(session(), around=today())
    around = found_around(session(), department_id, person=me().account_id, on=today()) or not_found()
    part = beside.narrowed(department_id, parted=around.has_sections)
    may_act = may.may_speak_for(me(), department_id)
    inside = part.clerk or may_act
    desk = rows.desk_of(department_id, today=today(), calendar=calendar, sections=part.posts, inside=inside)
    signs = may.may_sign(me(), department_id) and around.reports_to_sign + around.requests_to_sign > 0
    aside = Beside() if part.clerk else found_beside(department_id, around, inside=inside)
    return render_template(
        "desk/show.html",
        department_id=department_id,
        around=around,
        held=queries.shares_held(session(), department_id, part.posts) if part.posts else around,
        part=part,
        may_act=may_act,
        signs=signs,
        presses=aside.presses or signs or (may_act and around.from_below > 0),
        switch=_switch(department_id),
        beside=aside,
        absences=beside.absences(around.absent),
        taken_over=beside.taken_over(department_id, calendar),
        **_bands(desk, calendar),
    )


def _bands(desk: Desk, calendar: Calendar) -> dict[str, Any]:
    """The desk's bands, or a page of one of them, with their counts and the keys of what comes after."""
    only = _band()
    owed = {only: queries.band_page(session(), desk, only, after=_after())} if only else queries.owed(session(), desk)
    bands = {name: rows.read(found[:SHOWN], today=today(), calendar=calendar) for name, found in owed.items()}
    return {
        "bands": bands,
        "counts": {name: _count(desk, name, len(found)) for name, found in owed.items()},
        "more": {name: _key(bands[name][-1]) for name, found in owed.items() if len(found) > SHOWN},
        "only": only,
        "paged": bool(_after()),
        "ahead": None if only else rows.first_ahead(bands),
        "acknowledged": _ids("acknowledged"),
        "next_workday": _next(calendar),
        "in_words": rows.in_words,
        "answerable": rows.answerable,
    }


def _department() -> int:
    """Whose desk: the one asked for, else the first this person speaks for."""
    asked = request.args.get("department", type=int)
    own = may.desk_departments(me()) or me().departments_as(PostKind.SECTION)
    return asked or min(own, default=0)


def _switch(department_id: int) -> dict[int, str]:
    own = may.desk_departments(me()) | me().departments_as(PostKind.SECTION)
    return tasks.names(session(), own) if len(own) > 1 or (own and department_id not in own) else {}


def _band() -> Band | None:
    return request.args.get("band", type=Band)


def _after() -> queries.After | None:
    day, dot, number = request.args.get("after", "").partition(".")
    try:
        return (date.fromisoformat(day), min(int(number), 2**31 - 1)) if dot else None
    except ValueError:
        return None


def _key(row: rows.DeskRow) -> str:
    return f"{row.due_on.isoformat()}.{row.id}"


def _count(desk: Desk, band: Band, found: int) -> int:
    return found if found <= SHOWN and not _after() else queries.count(session(), desk, band)


def _next(calendar: Calendar) -> date:
    return calendar.roll(today() + DAY)


def _ids(name: str) -> list[int]:
    found = (whole(word) for word in request.args.get(name, "").split(",")[:300])
    return [number for number in found if number is not None]


@pages.post("/desk/acknowledge")
def acknowledge() -> Response:
    """签收, one or many; those that a colleague has just acknowledged are passed over."""
    shares = _shares_sent()
    with saving() as current:
        done = [share for share in shares if acknowledging.open_ones(current, share)]
        if not done:
            raise Refused("acknowledge.nothing")
        for share in done:
            acknowledging.acknowledge(current, share, by=me(), at=now())
    return _back(done, acknowledged=",".join(str(share.id) for share in done))


@pages.post("/desk/take-back")
def take_back() -> Response:
    shares = _shares_sent()
    with saving() as current:
        for share in shares:
            acknowledging.take_back(current, share, by=me(), at=now())
    flash(_("已撤回签收 %(n)s 项。", n=len(shares)))
    return _back(shares)


def _shares_sent() -> list[Assignment]:
    """The shares named in the form, all of departments this person speaks for."""
    shares = tasks.by_ids(session(), request.form.getlist("assignment", type=int)[:1000])
    allow(bool(me().departments) and all(may.may_speak_for(me(), share.department_id) for share in shares))
    if not shares:
        raise Refused("acknowledge.nothing")
    return shares


def _back(shares: list[Assignment], **said: Any) -> Response:
    if request.form.get("back") == "task":
        return redirect(url_for("tasks.show", task_id=shares[0].task_id, **said), 303)
    return redirect(url_for("desk.show", department=shares[0].department_id, **said), 303)


@pages.get("/deadlines/<int:deadline_id>")
def deadline(deadline_id: int) -> Response:
    """Where a deadline is answered; e-mails link here."""
    owed = the(Deadline, deadline_id)
    task_id = owed.assignment.task_id
    allow(may.may_see_owed(me(), owed) or may.may_see_task(me(), tasks.shares(session(), task_id)))
    paper_id = issuing.paper_of(owed)
    if paper_id is not None:
        return redirect(url_for("papers.show", paper_id=paper_id), 303)
    answers = may.may_fill(me(), owed) and owed.ended_on is None
    if answers and owed.kind in ANSWERED and owed.opens_on <= today():
        report = reports.of_deadline(session(), owed)
        if report is not None and report.state == ReportState.TO_SIGN and may.may_sign(me(), owed.department_id):
            return redirect(url_for("signing.report", report_id=report.id), 303)
        return redirect(url_for("reports.new", deadline_id=deadline_id), 303)
    if may.may_answer(me(), owed) and (asked := asked_about(owed)):
        return redirect(url_for("reports.show", report_id=asked.id), 303)
    part = "targets" if owed.kind == DeadlineKind.TARGET else "owed"
    return redirect(url_for("tasks.show", task_id=task_id, _anchor=part), 303)
