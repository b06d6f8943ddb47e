"""Pages: a filled workbook comes back: read, shown as it was understood, then kept as drafts or filed."""

import json
from contextlib import closing
from dataclasses import asdict
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from workflow.adapters.filled_sheets import LARGEST, MOST_ROWS
from workflow.errors import Refused
from workflow.web.period import reading, understanding
from workflow.web.period.blueprint import Answer, pages, the_department, the_period
from workflow.web.period.filling import file, keep, open_sheet
from workflow.web.period.forms import ConfirmForm, TakeForm
from workflow.web.period.lines import Sheet
from workflow.web.period.reading import Back, File
from workflow.web.period.understanding import Fate, Seen
from workflow.web.period.views import said
from workflow.web.request import settings
from workflow.wording.occasions import period
from workflow.wording.refusals import sentence

FILED = (Fate.UNCHANGED, Fate.SAID, Fate.SAME)


@pages.route("/departments/<int:department_id>/period/take", methods=["GET", "POST"])
def take(department_id: int) -> Answer:
    """Nothing is kept by this step: its answer is the preview."""
    department = the_department(department_id)
    form, occasion = TakeForm.read(), the_period(department_id)
    if form.accepted():
        try:
            if not form.file.data:
                raise Refused("period.file_missing")
            with closing(form.file.data) as sent:
                content = sent.read(LARGEST + 1)
            return _preview(_sheet(department_id, occasion), reading.read(content))
        except Refused as refused:
            form.refuse(refused, "file")
    return render_template("period/take.html", department=department, occasion=occasion, form=form), form.status


def _sheet(department_id: int, occasion: str) -> Sheet:
    return open_sheet(department_id, occasion)


def _understood(sheet: Sheet, file: File) -> list[Seen]:
    mark = reading.whose(file, settings().secret_key)
    if mark.department_id != sheet.department.id:
        raise Refused("period.file_other_department")
    if mark.occasion != sheet.occasion:
        raise Refused("period.file_other_period", was=period(mark.occasion), now=period(sheet.occasion))
    seen = understanding.understand(sheet, file, settings().secret_key)
    if not seen:
        raise Refused("period.file_nothing")
    return seen


def _preview(sheet: Sheet, file: File) -> Answer:
    seen = _understood(sheet, file)
    fates = {fate: [one for one in seen if one.fate == fate] for fate in Fate}
    return render_template(
        "period/preview.html",
        sheet=sheet,
        department=sheet.department,
        fates=fates,
        filed=[one for fate in FILED for one in fates[fate]],
        kept=json.dumps(asdict(file), ensure_ascii=False),
    ), 200


@pages.post("/departments/<int:department_id>/period/take/confirm")
def confirm_take(department_id: int) -> Answer:
    """What was previewed is read again, as others may have worked meanwhile."""
    files = request.form.get("act") == "submit"
    the_department(department_id, to_file=files)
    sheet = _sheet(department_id, the_period(department_id))
    seen = _understood(sheet, _kept(ConfirmForm.read().kept.data or ""))
    if files:
        _file(sheet, seen)
    else:
        _keep(sheet, seen)
    return redirect(url_for("period.show", department_id=department_id, period=sheet.occasion), 303)


def _file(sheet: Sheet, seen: list[Seen]) -> None:
    """File the rows that are sound; what is wrong is kept as drafts, to be mended on the page."""
    understanding.remember(seen)
    wrong = [one.line for one in seen if one.line and one.fate == Fate.WRONG and one.line.says]
    done = file(sheet, [one.line for one in seen if one.line and one.fate in FILED], drafted=wrong)
    if done.filed:
        flash(said(done))
    left = [line for line in wrong if line.key in done.kept]
    if left:
        names = _("、").join(line.title for line in left)
        flash(_("有 %(n)s 项没有报送，已存草稿，请在本页改好：%(names)s。", n=len(left), names=names), "error")
    for line in sheet.lines:
        if line.key in done.refused:
            flash(_("%(title)s没有报送：%(why)s", title=line.title, why=done.refused[line.key]), "error")
    if not (done.filed or done.refused or left):
        raise Refused("period.file_nothing")


def _keep(sheet: Sheet, seen: list[Seen]) -> None:
    """Keep every row that says something new as its draft, with its mistakes; ticks of 无变化 too."""
    understanding.remember(seen)
    kept = keep(sheet, [one.line for one in seen if one.line and one.keepable])
    for line in sheet.lines:
        if line.key in kept.refused:
            flash(_("%(title)s没有存草稿：%(why)s", title=line.title, why=sentence(kept.refused[line.key])), "error")
    flash(_("已存草稿 %(n)s 项，还没有报送。", n=len(kept.versions)))


def _kept(words: str) -> File:
    """What the preview handed over; anything else is refused."""
    try:
        kept = json.loads(words)
        rows = [
            Back(int(row["line"]), _texts(row["cells"]), tuple(row["formulas"])) for row in kept["rows"][:MOST_ROWS]
        ]
        return File(
            rows, {str(column): min(abs(int(place)), reading.WIDEST) for column, place in kept["where"].items()}
        )
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        raise Refused("period.file_nothing") from None


def _texts(given: dict[str, Any]) -> dict[str, str]:
    return {str(column): str(words).replace("\0", "") for column, words in given.items()}
