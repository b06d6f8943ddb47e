"""The secret link of one's own calendar, on the page of one's own account: made, renewed, revoked."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow.people import calendar_links
from workflow.people.models import Account
from workflow.web.channels.blueprint import pages
from workflow.web.request import allow, me, not_found, now, saving, settings, the


@pages.post("/account/calendar")
def make_link() -> str:
    """The answer is the page itself: the link is shown this once and kept nowhere. One before ends with it."""
    own = _own()
    with saving() as writing:
        token = calendar_links.make(writing, own, by=me(), at=now())
    return render_template("channels/link.html", url=settings().base_url + url_for("channels.feed", token=token))


@pages.post("/account/calendar/revoke")
def revoke_link() -> Response:
    own = _own()
    with saving() as writing:
        calendar_links.revoke(writing, own, by=me(), at=now())
    flash(_("日历订阅链接已停用，用它的日历不再更新。"))
    return redirect(url_for("auth.account", _anchor="calendar"), 303)


def _own() -> Account:
    own = the(Account, me().account_id)
    allow(True)  # one's own
    if not settings().calendar_feed:
        not_found()
    return own
