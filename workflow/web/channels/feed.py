"""The feed: a person's open deadlines as a calendar, read by a program that knows her secret link."""

from datetime import timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from flask import Response, current_app, request
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import case

from workflow.adapters.clock import at_hour
from workflow.adapters.ics import DayEntry, as_calendar
from workflow.deadlines.models import Deadline
from workflow.insight.own_days import own_days
from workflow.people import calendar_links, queries
from workflow.people.models import Account, PostKind
from workflow.people.rules import Viewer
from workflow.people.signing_in import WINDOW
from workflow.web.channels.blueprint import pages
from workflow.web.channels.wrong_links import WrongLinks
from workflow.web.desk.columns import OF_PAPER, PAPER
from workflow.web.desk.rows import with_wording
from workflow.web.request import now, public, session, settings, today
from workflow.wording.occasions import owed

EVERY = timedelta(hours=1)


@pages.get("/calendar/<token>.ics")
@public
def feed(token: str) -> Response:
    """Without signing in. What never was, was revoked or belongs to a disabled account is not there."""
    address, asked = request.remote_addr or "", calendar_links.digest(token)
    if not settings().calendar_feed:
        return _nothing(404)
    if _wrong().too_many(address, at=now()):
        return _nothing(429)
    account_id = calendar_links.whose(session(), asked) or 0
    viewer = queries.viewer(session(), account_id, epoch=None, on=today(), demo=settings().demo)
    if viewer is None:
        _wrong().note(address, asked, at=now())
        return _nothing(404)
    answer = Response(_of(viewer), mimetype="text/calendar")
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Content-Disposition"] = "inline; filename=duban.ics"
    answer.set_etag(sha256(answer.data).hexdigest())
    answer.make_conditional(request)
    return answer


def _wrong() -> WrongLinks:
    found = current_app.extensions.setdefault("duban.wrong_links", WrongLinks())
    assert isinstance(found, WrongLinks)
    return found


def _nothing(status: int) -> Response:
    answer = Response("", status, mimetype="text/plain")
    if status == 429:
        answer.headers["Retry-After"] = str(int(WINDOW.total_seconds()))
    return answer


def _of(viewer: Viewer) -> bytes:
    paper = case((Deadline.kind.in_(OF_PAPER), PAPER)).label("paper")
    of = viewer.departments_as(PostKind.SECTION)
    rows = own_days(session(), viewer.departments, viewer.sections, paper, of=of)
    with force_locale(session().get_one(Account, viewer.account_id).locale):
        return as_calendar([_entry(row) for row in rows], name=_("督办 · %(name)s", name=viewer.name), every=EVERY)


def _entry(row: Any) -> DayEntry:
    """One deadline, in the words of the desk."""
    base = settings().base_url
    what = with_wording(owed(row.kind, row.occasion), row.paper or row.wording)
    link = f"{base}/deadlines/{row.id}"
    words = [row.department, what, _("打开：%(link)s", link=link)]
    if row.original_due_on != row.due_on:
        words.insert(2, _("原定 %(day)s", day=row.original_due_on.isoformat()))
    return DayEntry(
        key=f"deadline-{row.id}@{urlsplit(base).hostname or 'localhost'}",
        day=row.due_on,
        title=f"{row.number} {owed(row.kind, row.occasion)} · {row.heading}".strip(),
        words="\n".join(words),
        link=link,
        version=row.version,
        changed_at=row.moved_at or at_hour(row.made_on or row.opens_on, 0),
    )
