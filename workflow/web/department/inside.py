"""Pages: 本单位: who holds which post, who is away, which sections there are."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.insight import burden
from workflow.insight.burden import Quarter
from workflow.people import away, holdings, sections
from workflow.people.models import Department, PostKind
from workflow.tasks import sections as shares
from workflow.tasks.queries import names
from workflow.web.department.blueprint import pages
from workflow.web.request import allow, me, session, the, today
from workflow.wording.occasions import period as period_words
from workflow.workdays.rules import period_of

SHOWN = (PostKind.LIAISON, PostKind.HEAD)


@pages.get("/departments/<int:department_id>/inside")
def inside(department_id: int) -> str:
    one = the(Department, department_id)
    allow(may.may_see_inside(me(), department_id))
    people = holdings.reached_in(session(), department_id, on=today())
    found = sections.listed(session(), department_id, on=today())
    counts = shares.counts(session(), department_id)
    return render_template(
        "department/inside.html",
        department=one,
        people=[row for row in people if row.kind in SHOWN],
        missing=[kind for kind in SHOWN if not any(row.kind == kind for row in people)],
        sections=found,
        counts=counts,
        absences=away.in_department(session(), department_id, on=today()),
        may_act=may.may_speak_for(me(), department_id),
        may_note=_may_note,
        asked=_asked(department_id),
        quarter=period_words(period_of(today()).key),
        switch=names(session(), me().departments) if len(me().departments) > 1 else {},
    )


def _asked(department_id: int) -> Quarter:
    """What was asked of this department in the quarter that holds today."""
    lines = burden.lines(session(), period_of(today()), department_id=department_id)
    return lines[0].now if lines else Quarter()


def _may_note(account_id: int, department_id: int, kind: PostKind) -> bool:
    """The predicate of the page of absences, for a row."""
    own = account_id == me().account_id or may.may_sign(me(), department_id) or me().is_administrator
    return own or (kind == PostKind.SECTION and may.may_speak_for(me(), department_id))


@pages.get("/inside")
def mine() -> Response:
    """The place at the side: the first department that this person speaks for."""
    allow(bool(me().departments))
    return redirect(url_for("department.inside", department_id=min(me().departments)), 303)
