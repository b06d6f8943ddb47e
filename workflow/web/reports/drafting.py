"""Page: the draft of what answers a deadline."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from workflow import permits as may
from workflow.deadlines.models import Deadline
from workflow.errors import Refused
from workflow.reports import drafts, shares
from workflow.reports.rules import ANSWERED
from workflow.web.reports import filling, keeping, rendering
from workflow.web.reports.views import pages
from workflow.web.reports.writing import Answer, page
from workflow.web.request import allow, me, not_found, now, session, the


@pages.post("/deadlines/<int:deadline_id>/draft")
def draft(deadline_id: int) -> Answer:
    """Keep what was typed; a quoted share is added to the words."""
    deadline = the(Deadline, deadline_id)
    allow(may.may_fill(me(), deadline))
    if deadline.kind not in ANSWERED:
        not_found()
    kept, refused = rendering.files(deadline.assignment, deadline.occasion)
    deadline = the(Deadline, deadline_id)
    words = keeping.words(kept)
    _quote(deadline, words)
    facts: dict[str, Any] = {"words": words, "by": me(), "at": now(), "expected_version": keeping.seen()}

    def again(error: Refused) -> Answer:
        form = filling.form_of(None)
        form.refuse(error)
        return page(deadline, form, kept, beaten=keeping.beaten(error))

    answer = keeping.keep(lambda current: drafts.save(current, deadline, **facts), again=again)
    if answer is not None:
        return answer
    keeping.tell(refused)
    if not may.may_answer(me(), deadline):
        flash(_("草稿已保存，联络员在待办里可以看到。"))
        return redirect(url_for("desk.show", department=deadline.department_id), 303)
    flash(_("草稿已保存，还没有报送。"))
    return redirect(url_for("reports.new", deadline_id=deadline_id), 303)


def _quote(deadline: Deadline, words: filling.Words) -> None:
    """引用到本期: put a share's words behind what was typed."""
    wanted = request.form.get("quote", type=int)
    if wanted is None:
        return
    for row in shares.of_period(session(), deadline.assignment.task_id, deadline.occasion):
        if row.report_id == wanted:
            before = "".join(words.get("text", [])).rstrip()
            words["text"] = [f"{before}\n{row.department}：{row.text}".lstrip()]
