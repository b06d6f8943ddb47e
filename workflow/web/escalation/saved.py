"""Filters that a person keeps under a name."""

from typing import Any
from urllib.parse import parse_qsl

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.escalation import saved_views
from workflow.escalation.models import SavedView
from workflow.web.escalation.forms import LateFilter
from workflow.web.escalation.views import pages
from workflow.web.request import allow, me, not_found, now, saving, session, the


@pages.post("/escalation/views")
def save_view() -> Response:
    """Keep what is being looked at; what the filter does not know is left out."""
    allow(may.may_run_office(me()))
    sent: dict[str, str] = dict(parse_qsl(request.form.get("wanted", "")[:2000]))
    names = {field.name for field in LateFilter.read()}
    wanted: dict[str, Any] = {name: value[:200] for name, value in sent.items() if name in names and value}
    with saving() as saved:
        view = saved_views.keep(saved, me().account_id, request.form.get("name", ""), wanted, at=now())
    flash(_("已存为视图“%(name)s”。", name=view.name))
    return redirect(url_for("escalation.show", **wanted), 303)


@pages.post("/escalation/views/<int:view_id>/drop")
def drop_view(view_id: int) -> Response:
    """Her own only; another person's is as good as none."""
    allow(may.may_run_office(me()))
    view = session().get(SavedView, view_id)
    if view is None or view.account_id != me().account_id:
        not_found()
    with saving() as saved:
        saved_views.drop(saved, the(SavedView, view_id))
    flash(_("已删除视图“%(name)s”。", name=view.name))
    return redirect(url_for("escalation.show"), 303)
