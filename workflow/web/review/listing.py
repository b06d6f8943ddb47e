"""审核: the queue of reports, narrowed and paged; what departments ask for; many unchanged ones at once."""

from datetime import UTC, datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.adapters.clock import at_hour
from workflow.errors import Refused
from workflow.lights import service as lights
from workflow.reports import corrected, reminding
from workflow.review import closings, queries, queue, requests, unchanged
from workflow.review.models import ReviewVerdict
from workflow.web.numbers import whole
from workflow.web.request import allow, me, now, saving, session, today
from workflow.web.review.forms import QueueFilter
from workflow.web.review.views import pages
from workflow.wording.occasions import owed
from workflow.workdays.queries import calendar


@pages.get("/review", endpoint="queue")
def index() -> str:
    allow(may.may_run_office(me()))
    form = QueueFilter.read()
    form.offer(queue.departments(session()))
    narrowed, after = form.narrowed(), _key(request.args.get("after", ""))
    rows = queue.waiting(session(), narrowed, after=after)
    shown, more = rows[: queue.PAGE], len(rows) > queue.PAGE
    key = f"{shown[-1].filed_at.isoformat()},{shown[-1].id}" if more else None
    chosen: dict[str, Any] = {name: word for name, word in request.args.items() if name != "after" and word}
    return render_template(
        "review/queue.html",
        form=form,
        narrowed=bool(narrowed),
        rows=shown,
        waiting=queue.count_waiting(session(), narrowed),
        asked=queue.count_waiting(session(), queue.Narrowed(mark=queue.Mark.ASKED)),
        plain=len(unchanged.plain(session(), passing_over=me().departments)),
        first_url=url_for("review.queue", **chosen) if after is not None else None,
        next_url=url_for("review.queue", **(chosen | {"after": key})) if key else None,
        said=said_today(),
        **_requests(),
        own=me().departments,
        owed=owed,
    )


def _requests() -> dict[str, Any]:
    """What departments ask for, beside their reports."""
    return {
        "closings": closings.waiting(session()),
        "extensions": requests.open_extensions(session()),
        "moves": requests.open_moves(session()),
        "corrections": corrected.to_decide(session()),
        "reminders": reminding.wanted(session()),
    }


def _key(words: str) -> queue.Key | None:
    at, _comma, number = words.partition(",")
    try:
        instant = datetime.fromisoformat(at)
        return (instant.astimezone(UTC), min(int(number), 2**31 - 1)) if instant.tzinfo else None
    except (ValueError, OverflowError):
        return None


def said_today() -> tuple[int, int]:
    """How many reports this person accepted and returned today."""
    found = queries.said_by(session(), me().account_id, since=at_hour(today(), 0))
    return found.get(ReviewVerdict.ACCEPTED, 0), found.get(ReviewVerdict.RETURNED, 0)


@pages.get("/review/unchanged")
def plain() -> str:
    """Reports said again by one click, with what they say: to be read, then accepted together."""
    allow(may.may_run_office(me()))
    return render_template("review/unchanged.html", rows=unchanged.plain(session(), passing_over=me().departments))


@pages.post("/review/unchanged")
def accept_plain() -> Response:
    """一并通过: those that are ticked, each with a review of its own; what was done by others meanwhile is said."""
    allow(may.may_run_office(me()))
    read = _read(request.form.getlist("report"))
    if not read:
        raise Refused("review.none_chosen")
    with saving() as saved:
        accepted = unchanged.accept(saved, read, by=me(), at=now(), passing_over=me().departments)
        days = calendar(saved, around=today())
        for report in accepted:
            lights.keep(saved, report, at=now(), today=today(), calendar=days)
    flash(_("已通过 %(n)s 份无变化的填报。", n=len(accepted)))
    if len(accepted) < len(read):
        left = len(read) - len(accepted)
        flash(_("另有 %(n)s 份没有通过：已由他人审核、撤回或询问，请看一看。", n=left), "error")
    return redirect(url_for("review.queue"), 303)


def _read(words: list[str]) -> dict[int, int]:
    """Report and the revision that was read: 12.34."""
    found = {}
    for one in words[:1000]:
        report, _dot, revision = one.partition(".")
        report_id, revision_id = whole(report), whole(revision)
        if report_id is not None and revision_id is not None:
            found[report_id] = revision_id
    return found
