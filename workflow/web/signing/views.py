"""Pages: 待签发: everything of a head's department that waits for her, signed many at once."""

from datetime import date

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.errors import Refused
from workflow.reports import waiting
from workflow.reports.rules import Signature
from workflow.tasks import queries as tasks
from workflow.web.request import allow, me, now, saving, session, today
from workflow.web.signing import asked, choosing, rows
from workflow.web.signing.blueprint import pages
from workflow.workdays.queries import calendar


@pages.get("/signing")
def index() -> str:
    own = may.signing_departments(me())
    allow(bool(own))
    after = _after()
    found = waiting.of_departments(session(), own, after=after)
    shown = found[: waiting.PAGE]
    days = calendar(session(), around=today())
    return render_template(
        "signing/index.html",
        rows=rows.read(session(), shown, today=today(), calendar=days),
        requests=[] if after else asked.of_departments(session(), own),
        waits=waiting.count(session(), own),
        next_url=_turn(shown[-1]) if len(found) > waiting.PAGE else None,
        turned=after is not None,
        bodies=tasks.names(session(), own),
    )


def _after() -> waiting.Key | None:
    day, dot, number = request.args.get("after", "").partition(".")
    try:
        return (date.fromisoformat(day), min(int(number), 2**31 - 1)) if dot else None
    except ValueError:
        return None


def _turn(row: object) -> str:
    return url_for("signing.index", after=f"{row.due_on.isoformat()}.{row.id}")  # type: ignore[attr-defined] # a row of columns


@pages.post("/signing")
def sign_many() -> Response:
    """签发所选: those that were changed or taken back meanwhile are left out, and named."""
    chosen = choosing.chosen(request.form.getlist("one"))
    own = may.signing_departments(me())
    allow(bool(own) and all(may.may_sign(me(), one.department_id) for one in chosen))
    if not chosen:
        raise Refused("signing.nothing_chosen")
    signature = Signature(me().name, today())
    with saving() as current:
        done = choosing.sign_all(current, chosen, signature, by=me(), at=now())
    if done.left:
        flash(_("有 %(n)s 项没有签发：%(names)s", n=len(done.left), names=done.in_words()), "error")
    if done.signed:
        flash(_("已签发 %(n)s 项，已报送。", n=len(done.signed)))
    return redirect(url_for("signing.index"), 303)
