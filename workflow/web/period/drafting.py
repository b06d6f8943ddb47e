"""Page: what was typed in the rows is kept, by itself on every pause or by the button. Each row is its own draft."""

from flask import flash, jsonify, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow.adapters.clock import CITY
from workflow.reports.taking import Kept
from workflow.web.period.blueprint import Answer, pages, the_department, the_period
from workflow.web.period.filling import Done, keep, open_sheet, read, show_again
from workflow.web.period.lines import Sheet
from workflow.web.period.views import back, page
from workflow.web.request import now
from workflow.wording.refusals import sentence


@pages.post("/departments/<int:department_id>/period/draft")
def draft(department_id: int) -> Answer:
    the_department(department_id)
    sheet = open_sheet(department_id, the_period(department_id))
    read(sheet)
    unkept = [line for line in sheet.addable if line.says]
    kept = keep(sheet.owed)
    if request.accept_mimetypes.best == "application/json":
        return _told(sheet, kept, len(unkept))
    refused = {key: sentence(why) for key, why in kept.refused.items()}
    if refused or unkept:
        done = Done(refused=refused, judged=False)
        after = show_again(sheet, done)
        return page(after, done, problem=_unkept(len(unkept)))
    flash(_("草稿已保存，还没有报送。"))
    return back(sheet)


def _unkept(count: int) -> str:
    """A share that nobody asked for has no draft: it is said, or it is not."""
    return str(_("可补充的分工进展有 %(n)s 项不能存草稿，请直接报送；所填内容还在页面上。", n=count)) if count else ""


def _told(sheet: Sheet, kept: Kept, unkept: int) -> Response:
    """For the script: the new version of each row, and which rows were not kept and why."""
    names = [f"{line.title} {sentence(kept.refused[line.key])}" for line in sheet.owed if line.key in kept.refused]
    at = now().astimezone(CITY).strftime("%H:%M")
    words = f"{at} · {_unkept(unkept)}" if unkept else at
    answer = jsonify(versions=kept.versions, saved_at=words, message=" ".join(names))
    answer.status_code = 409 if names else 200
    return answer
