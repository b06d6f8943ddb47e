"""Page: all rows of a period, one submission."""

from http import HTTPStatus

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.errors import Refused
from workflow.reports.period_rows import MOST
from workflow.web.period.blueprint import Answer, pages, the_department, the_period
from workflow.web.period.filling import Done, file, open_sheet, read, show_again, tick_unchanged
from workflow.web.period.lines import Sheet
from workflow.web.request import me
from workflow.wording.refusals import sentence


@pages.route("/departments/<int:department_id>/period", methods=["GET", "POST"])
def show(department_id: int) -> Answer:
    ticks = request.form.get("act") == "tick"
    the_department(department_id, to_file=request.method == "POST" and not ticks)
    sheet = open_sheet(department_id, the_period(department_id))
    if request.method == "GET":
        return page(sheet)
    read(sheet)
    if ticks:
        tick_unchanged(sheet)
        return page(sheet)
    done = file(sheet, sheet.lines)
    after = show_again(sheet, done)
    if not (done.filed or done.refused or done.gone):
        return page(after, done, problem=sentence(Refused("period.nothing")))
    if done.refused or done.gone:
        return page(after, done)
    flash(said(done))
    return back(sheet)


def back(sheet: Sheet) -> Response:
    return redirect(url_for("period.show", department_id=sheet.department.id, period=sheet.occasion), 303)


def said(done: Done) -> str:
    """What was filed, in a sentence."""
    many = {"n": len(done.filed), "same": done.unchanged, "new": len(done.filed) - done.unchanged}
    if done.to_sign:
        return str(_("已提交负责人签发 %(n)s 项：无变化 %(same)s 项，填写 %(new)s 项。", **many))
    return str(_("已报送 %(n)s 项：无变化 %(same)s 项，填写 %(new)s 项。", **many))


def page(sheet: Sheet, done: Done | None = None, *, problem: str = "") -> Answer:
    """`done`: what became of a submission that left something over."""
    wrong = [line for line in sheet.lines if line.wrong]
    answer = render_template(
        "period/show.html",
        sheet=sheet,
        department=sheet.department,
        wrong=wrong,
        done=done,
        filed_words=said(done) if done and done.filed else "",
        problem=problem,
        is_open=any(line.is_open for line in sheet.lines),
        most=MOST,
        heads=may.may_sign(me(), sheet.department.id),
    )
    return answer, int(HTTPStatus.UNPROCESSABLE_ENTITY if wrong or problem or (done and done.gone) else HTTPStatus.OK)
