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
    kept = keep(sheet, sheet.lines)
    if request.accept_mimetypes.best == "application/json":
        return _told(sheet, kept)
    if kept.refused:
        done = Done(refused={key: sentence(why) for key, why in kept.refused.items()}, judged=False)
        return page(show_again(sheet, done), done)
    flash(_("草稿已保存，联络员在待办里可以看到。") if sheet.of_sections else _("草稿已保存，还没有报送。"))
    return back(sheet)


def _told(sheet: Sheet, kept: Kept) -> Response:
    """For the script: the new version of each row, and which rows were not kept and why."""
    names = [f"{line.title} {sentence(kept.refused[line.key])}" for line in sheet.lines if line.key in kept.refused]
    at = now().astimezone(CITY).strftime("%H:%M")
    answer = jsonify(versions=kept.versions, saved_at=at, message=" ".join(names))
    answer.status_code = 409 if names else 200
    return answer
