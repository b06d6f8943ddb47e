"""The family's blueprint, shared by its modules of views."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from workflow.web.evidence.receiving import room_for_files

pages = Blueprint("box", __name__)
pages.url_value_preprocessor(room_for_files)
Answer = tuple[str, int] | Response


def shown(evidence_id: int, anchor: str | None = None) -> Response:
    return redirect(url_for("box.show", evidence_id=evidence_id, _anchor=anchor), 303)
