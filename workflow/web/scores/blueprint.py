"""The family of the pages of score sheets, and what their doors ask first."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.insight.scores import permits
from workflow.insight.scores.models import ScoreSheet
from workflow.people.rules import Viewer
from workflow.web.request import allow, me, the

pages = Blueprint("scores", __name__)
Answer = str | tuple[str, int] | Response


def of_office(sheet_id: int) -> ScoreSheet:
    """A sheet that the office acts on."""
    sheet = the(ScoreSheet, sheet_id)
    allow(may.may_run_office(me()))
    return sheet


def sees_all(sheet: ScoreSheet, viewer: Viewer) -> bool:
    return permits.may_see_all(viewer, circulated=sheet.circulated_at is not None)


def shown(sheet_id: int, anchor: str | None = None) -> Response:
    return redirect(url_for("scores.show", sheet_id=sheet_id, _anchor=anchor), 303)
