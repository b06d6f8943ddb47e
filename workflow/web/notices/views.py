"""Pages: 我的通知: what one was told, when and why; opening what it is about marks it read."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow.errors import Refused
from workflow.notices import reading
from workflow.notices.models import Notice
from workflow.outbox import told
from workflow.outbox.added import in_words
from workflow.web.notices.forms import UNREAD, NoticeFilter
from workflow.web.numbers import whole
from workflow.web.request import allow, me, now, saving, session, the
from workflow.wording import told as words

pages = Blueprint("notices", __name__)


@pages.get("/notices")
def index() -> str:
    allow(True)  # one's own
    form = NoticeFilter.read()
    facts = form.facts()
    sought = told.Sought(me().account_id, facts["show"] == UNREAD, form.sort_sought(), facts["q"])
    page = told.told(session(), sought, older=whole(request.args.get("older")), newer=whole(request.args.get("newer")))
    kept: dict[str, Any] = {name: facts[name] for name in ("q", "show", "sort") if facts[name]}
    return render_template(
        "notices/index.html",
        form=form,
        rows=page.rows,
        words=words,
        newest=reading.newest(session(), me().account_id),
        added=in_words(session(), {row.rung for row in page.rows}),
        narrowed=bool(kept),
        only_unread=kept == {"show": UNREAD},
        newer_url=url_for("notices.index", **kept, newer=page.newer) if page.newer else None,
        older_url=url_for("notices.index", **kept, older=page.older) if page.older else None,
    )


@pages.post("/notices/<int:notice_id>/open")
def open_spot(notice_id: int) -> Response:
    """To the page that a notice is about; pressed twice it only leads there again."""
    notice = the(Notice, notice_id)
    allow(notice.account_id == me().account_id)
    spot = words.spot(notice.rung, notice.deadline_id)
    try:
        with saving() as writing:
            reading.read(writing, notice, at=now())
    except Refused as refused:
        if refused.key != "form.once":
            raise
    return redirect(spot, 303)


@pages.post("/notices/read")
def read_all() -> Response:
    allow(True)  # one's own
    with saving() as writing:
        reading.read_all(writing, me().account_id, up_to=whole(request.form.get("up_to")) or 0, at=now())
    flash(_("已全部标为已读。"))
    return redirect(url_for("notices.index"), 303)
