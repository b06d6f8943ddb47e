"""The family of a period's pages: what they all need."""

from flask import Blueprint, g, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.errors import Refused
from workflow.people.models import Department
from workflow.reports import period_rows
from workflow.reports.period_rows import Whose
from workflow.web import failures
from workflow.web.request import allow, me, not_found, session, the, today
from workflow.wording.refusals import sentence
from workflow.workdays.rules import is_period, period_of

pages = Blueprint("period", __name__)
Answer = str | tuple[str, int] | Response
FIELDS, MEMORY = 30_000, 16 * 1024 * 1024  # of a form that holds hundreds of rows


@pages.url_value_preprocessor
def room_for_rows(endpoint: str | None, values: object) -> None:
    if request.method == "POST":
        request.max_form_parts, request.max_form_memory_size = FIELDS, MEMORY
        request.max_content_length = MEMORY


@pages.errorhandler(CSRFError)
def token_gone(error: CSRFError) -> failures.Answer:
    """Nothing was done; what was typed is shown, to be copied. With script it was kept on every pause."""
    ends = ("-text", "-next_step")
    words = [one for name in request.form if name.endswith(ends) for one in request.form.getlist(name) if one.strip()]
    if not words:
        return failures.token_gone(error)
    g.permission_asked = True
    return render_template("reports/words.html", words=words, sentence=sentence(Refused("form.expired"))), 400


def the_department(department_id: int, *, to_file: bool = False) -> Department:
    """The department, for whoever speaks for it; unless something is filed, also for the clerks of its sections."""
    department = the(Department, department_id)
    clerk = may.may_see_section_desk(me(), department_id) and not to_file
    allow(clerk or may.may_speak_for(me(), department_id))
    return department


def own_rows(department_id: int) -> Whose:
    """Which rows this person sees: the department's, or those given to her sections."""
    return Whose(department_id, None if may.may_speak_for(me(), department_id) else me().sections)


def the_period(department_id: int) -> str:
    """The period asked for; else the nearest for which something can be said now, else the nearest to come."""
    asked = request.args.get("period", "")
    if asked:
        return asked if is_period(asked) else not_found()
    there = [row for row in period_rows.periods(session(), own_rows(department_id)) if is_period(row.occasion)]
    open_now = [row for row in there if row.opens_on <= today()]
    return next((row.occasion for row in open_now or there), period_of(today()).key)
