"""Page: 动态更新, said by a lead between two periods."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.deadlines.models import DeadlineKind
from workflow.errors import Refused
from workflow.reports import unasked, updating
from workflow.reports.rules import Said
from workflow.tasks.models import Assignment, Role, TaskState
from workflow.web.reports import filling, keeping, rendering, signature
from workflow.web.reports.forms import ReportForm
from workflow.web.reports.views import pages, say_filed
from workflow.web.request import allow, me, not_found, now, saving, session, the

Answer = str | tuple[str, int] | Response


@pages.route("/assignments/<int:assignment_id>/update", methods=["GET", "POST"])
def update(assignment_id: int) -> Answer:
    """Something new, of one's own accord, at any time."""
    held = the(Assignment, assignment_id)
    allow(may.may_speak_for(me(), held.department_id))
    if held.role != Role.LEAD or held.to_on is not None or held.task.state != TaskState.UNDER_WAY:
        not_found()
    if request.method == "POST":
        return _say(held)
    draft = unasked.draft(session(), held.id, unasked.UPDATE)
    words = draft.words if draft else {}
    return _page(held, filling.form_of(words), filling.chosen(words))


@pages.post("/assignments/<int:assignment_id>/update/draft")
def update_draft(assignment_id: int) -> Answer:
    """Keep what was typed for an update."""
    held = the(Assignment, assignment_id)
    allow(may.may_speak_for(me(), held.department_id))
    kept, refused = rendering.files(held)
    held = the(Assignment, assignment_id)
    facts: dict[str, Any] = {"words": keeping.words(kept), "by": me(), "at": now(), "expected_version": keeping.seen()}

    def again(error: Refused) -> Answer:
        return _again(held, filling.form_of(None), kept, error)

    answer = keeping.keep(lambda current: updating.keep(current, held, **facts), again=again)
    if answer is not None:
        return answer
    keeping.tell(refused)
    flash(_("草稿已保存，还没有报送。"))
    return redirect(url_for("reports.update", assignment_id=assignment_id), 303)


def _say(held: Assignment) -> Answer:
    kept, refused = rendering.files(held)
    paper = signature.read(held.department_id)
    held, form = the(Assignment, held.id), filling.form_of(None)
    if all((form.accepted(), paper.holds(), not refused)):
        signed = paper.signature(held.department_id)
        facts: dict[str, Any] = {"signature": signed, "expected_version": keeping.seen()}
        try:
            with saving() as current:
                said = Said(**form.facts(), evidence_ids=kept)
                report = updating.update(current, held, said, by=me(), at=now(), **facts)
        except Refused as error:
            if error.key == "form.once":
                raise
            return _again(held, form, kept, error, paper)
        say_filed(report)
        return redirect(url_for("tasks.show", task_id=held.task_id, _anchor="reports"), 303)
    form.form_errors.extend(refused)
    return _page(held, form, kept, status=422, paper=paper)


def _again(
    held: Assignment, form: ReportForm, kept: list[int], error: Refused, paper: signature.Paper | None = None
) -> Answer:
    """The form with its words and the refusal; what a colleague saved first stands beside it."""
    form.refuse(error)
    return _page(held, form, kept, beaten=keeping.beaten(error), paper=paper)


def _page(
    held: Assignment,
    form: ReportForm,
    kept: list[int],
    *,
    beaten: bool = False,
    status: int | None = None,
    paper: signature.Paper | None = None,
) -> Answer:
    held = the(Assignment, held.id)
    around = filling.beside(held, None, "", kept, kind=DeadlineKind.REPORT)
    draft = unasked.draft(session(), held.id, unasked.UPDATE)
    facts: dict[str, Any] = {
        "called": _("动态更新"),
        "action": url_for("reports.update", assignment_id=held.id),
        "keeps": url_for("reports.update_draft", assignment_id=held.id),
        "draft": draft,
        **signature.facts(held.department, paper, draft.words if draft else None),
    }
    return rendering.page(held, form, around, beaten=beaten, **facts), status or form.status
