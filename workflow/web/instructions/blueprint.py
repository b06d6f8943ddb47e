"""The family of pages, and how each of its acts is done: load, allow, form, save."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint, flash, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from workflow.errors import Refused
from workflow.instructions.models import Instruction
from workflow.web.forms import PageForm
from workflow.web.request import saving

pages = Blueprint("instructions", __name__)
Answer = str | tuple[str, int] | Response


def seen() -> int | None:
    """The version of the instruction that the form was shown with."""
    return request.form.get("version", type=int)


def to_page(instruction: Instruction, said: str) -> Response:
    flash(said)
    return redirect(url_for("instructions.show", instruction_id=instruction.id), HTTPStatus.SEE_OTHER)


def accepted(form: PageForm, act: Callable[[Session], object]) -> bool:
    """Do an act with a form that holds; a refusal is shown above it."""
    if not form.accepted():
        return False
    try:
        with saving() as current:
            act(current)
    except Refused as error:
        form.refuse(error)
        return False
    return True
