"""Pages: mending what lies on the desk."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.plans.desk.models import Intake
from workflow.web.imports.blueprint import pages
from workflow.web.request import allow, me, the


def _back(intake_id: int, key: str | None = None) -> Response:
    the(Intake, intake_id)
    allow(may.may_run_office(me()))
    return redirect(url_for("imports.show", intake_id=intake_id, _anchor=key), 303)


@pages.route("/imports/<int:intake_id>/items/<key>", methods=["GET", "POST"])
def item(intake_id: int, key: str) -> Response:
    return _back(intake_id, key)


@pages.post("/imports/<int:intake_id>/items/<key>/lead")
def swap_lead(intake_id: int, key: str) -> Response:
    return _back(intake_id, key)


@pages.post("/imports/<int:intake_id>/items/<key>/merge")
def merge(intake_id: int, key: str) -> Response:
    return _back(intake_id, key)


@pages.route("/imports/<int:intake_id>/items/<key>/split", methods=["GET", "POST"])
def split(intake_id: int, key: str) -> Response:
    return _back(intake_id, key)


@pages.post("/imports/<int:intake_id>/items/<key>/kind")
def kind(intake_id: int, key: str) -> Response:
    return _back(intake_id, key)


@pages.route("/imports/<int:intake_id>/targets/<key>", methods=["GET", "POST"])
def target(intake_id: int, key: str) -> Response:
    return _back(intake_id, key)


@pages.route("/imports/<int:intake_id>/items/<key>/targets/new", methods=["GET", "POST"])
def new_target(intake_id: int, key: str) -> Response:
    return _back(intake_id, key)


@pages.post("/imports/<int:intake_id>/targets/<key>/drop")
def drop_target(intake_id: int, key: str) -> Response:
    return _back(intake_id, key)


@pages.post("/imports/<int:intake_id>/doubts/<key>")
def answer(intake_id: int, key: str) -> Response:
    return _back(intake_id, key)


@pages.route("/imports/<int:intake_id>/bodies", methods=["GET", "POST"])
def body(intake_id: int) -> Response:
    """One printed name (?name=) and the department it means, wherever it stands."""
    return _back(intake_id)


@pages.route("/imports/<int:intake_id>/front", methods=["GET", "POST"])
def front(intake_id: int) -> Response:
    return _back(intake_id)


@pages.get("/imports/<int:intake_id>/edits")
def edits(intake_id: int) -> Response:
    return _back(intake_id)


@pages.post("/imports/<int:intake_id>/undo")
def undo(intake_id: int) -> Response:
    return _back(intake_id)
