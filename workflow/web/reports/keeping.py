"""Keeping what was typed, by itself on every pause or by the button; the words that stand in a form."""

from collections.abc import Callable, Iterable

from flask import flash, jsonify, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from workflow.adapters.clock import CITY
from workflow.errors import Refused
from workflow.reports.models import ReportDraft, UnaskedDraft
from workflow.web.reports import filling
from workflow.web.request import saving
from workflow.wording.refusals import sentence

Answer = str | tuple[str, int] | Response
Draft = ReportDraft | UnaskedDraft


def seen() -> int | None:
    """The version of the draft that stood in the form."""
    return request.form.get("version", type=int)


def words(kept: Iterable[int]) -> filling.Words:
    """What was typed, with the files ticked and those just taken in."""
    return filling.typed() | {"evidence": [str(number) for number in kept]}


def keep(save: Callable[[Session], Draft], *, again: Callable[[Refused], Answer]) -> Answer | None:
    """Save the draft. The script is told; who pressed the button gets the form `again` where it was refused, and None
    where it was kept: she is led on."""
    try:
        with saving() as current:
            saved = save(current)
    except Refused as error:
        if error.key == "form.once":
            raise
        return _refused(error) if _by_script() else again(error)
    if _by_script():
        return jsonify(version=saved.version, saved_at=saved.saved_at.astimezone(CITY).strftime("%H:%M"))
    return None


def beaten(error: Refused) -> bool:
    """Somebody else saved first: their words are shown beside ours."""
    return error.key == "report.draft_changed"


def tell(refused: Iterable[str]) -> None:
    """Files that were not taken, each with its sentence."""
    for why in refused:
        flash(why, "error")


def _by_script() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _refused(error: Refused) -> Response:
    answer = jsonify(message=sentence(error))
    answer.status_code = 409
    return answer
