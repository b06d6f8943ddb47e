"""The files of a task or of a whole plan as one ZIP, with a list of what is in it and the checksums."""

from collections.abc import Sequence
from functools import partial
from urllib.parse import quote

from flask import Response, flash, redirect, request, stream_with_context, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response as BaseResponse

from workflow import permits as may
from workflow.adapters.sheets import comma_separated
from workflow.adapters.zip_stream import safe
from workflow.insight import handed as streaming
from workflow.insight import handing_over
from workflow.insight.handed import Handed, Lefts
from workflow.insight.handing_over import Pair, Reader
from workflow.plans.models import Plan
from workflow.tasks import queries
from workflow.tasks.models import Task
from workflow.web.evidence.views import pages
from workflow.web.request import allow, close_session, database, files, me, now, session, the, today
from workflow.wording import handed as words

SUMS = "SHA256SUMS"
TITLE = 60  # characters of the archive's name


@pages.get("/tasks/<int:task_id>/evidence.zip")
def of_task(task_id: int) -> BaseResponse:
    task = the(Task, task_id)
    allow(may.may_see_task(me(), queries.shares(session(), task_id)))
    back = url_for("tasks.show", task_id=task_id)
    return _handed_over([task_id], f"{task.number}{task.heading}", back)


@pages.get("/plans/<int:plan_id>/evidence.zip")
def of_plan(plan_id: int) -> BaseResponse:
    plan = the(Plan, plan_id)
    allow(may.may_see_plan(me()))
    task_ids = session().scalars(select(Task.id).where(Task.plan_id == plan_id)).all()
    return _handed_over(task_ids, plan.title, url_for("plans.show", plan_id=plan_id))


def _handed_over(task_ids: Sequence[int], title: str, back: str) -> BaseResponse:
    """Whoever takes it is noted once, before the first byte leaves; who only asks what there is, or goes on with a
    download, is not noted again."""
    handed = handing_over.of_tasks(session(), task_ids, Reader(_may_see, me().departments))
    if not handed:
        flash(_("还没有您可以取用的佐证材料。"), "note")
        return redirect(back, 303)
    if request.method == "GET" and request.headers.get("Range", "bytes=0-").startswith("bytes=0-"):
        with database().writing() as writing:
            streaming.note(writing, handed, account_id=me().account_id, at=now())
    close_session()  # a long download must not hold the database
    content = streaming.stream(files(), handed, partial(_papers, handed), at=now())
    answer = Response(stream_with_context(content), mimetype="application/zip")
    name = f"{safe(title, most=TITLE)}-{_('佐证材料')}-{today().isoformat()}.zip"
    answer.headers["Content-Disposition"] = f"attachment; filename=evidence.zip; filename*=UTF-8''{quote(name)}"
    return answer


def _may_see(department_id: int, put_by: int, citing: list[Pair], given: list[int | None]) -> bool:
    return put_by == me().account_id or may.may_see_evidence(me(), department_id, citing, given)


def _papers(handed: Sequence[Handed], left: Lefts) -> list[tuple[str, bytes]]:
    sums = "".join(f"{one.sha256}  {one.path}\n" for one in handed if one.evidence_id not in left)
    rows = [words.cells(one, left.get(one.evidence_id)) for one in handed]
    return [(_(words.LIST), comma_separated(words.head(), rows)), (SUMS, sums.encode())]
