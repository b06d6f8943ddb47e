"""Pages: 交接清单, to be printed and as a workbook."""

from io import BytesIO

from flask import render_template, send_file
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.adapters import sheets
from workflow.adapters.clock import CITY
from workflow.insight import handover as lists
from workflow.insight.passing import MOST, Matter, Part, Passing
from workflow.people import holdings
from workflow.people.models import Department
from workflow.web.department.blueprint import pages
from workflow.web.request import allow, me, session, the, today
from workflow.wording.labels import label
from workflow.wording.occasions import owed, reported, worded

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def in_words(row: Passing) -> str:
    """What a row is about: 2026年三季度进展填报, 申请延期."""
    if row.kind is None:
        return worded(label(row.matter), reported(row.occasion) if row.occasion else "")
    return worded(owed(row.kind, row.occasion), row.wording)


@pages.get("/departments/<int:department_id>/handover")
def handover(department_id: int) -> str:
    department = the(Department, department_id)
    allow(may.may_see_handover(me(), department_id))
    return render_template(
        "department/handover.html",
        department=department,
        parts=lists.read(session(), department_id),
        people=holdings.reached_in(session(), department_id, on=today()),
        in_words=in_words,
        most=MOST,
        Matter=Matter,
        reaches=may.may_see_inside(me(), department_id),
    )


@pages.get("/departments/<int:department_id>/handover.xlsx")
def handover_sheet(department_id: int) -> Response:
    department = the(Department, department_id)
    allow(may.may_see_handover(me(), department_id))
    parts = lists.read(session(), department_id)
    head = (_("类别"), _("编号"), _("任务"), _("事项"), _("科室"), _("日期"), _("经手人"), _("时间"), _("说明"))
    rows = (_cells(part, row) for part, found in parts.items() for row in found)
    book = sheets.workbook(_("交接清单"), head, rows, notes=[f"{department.label} {today().isoformat()}"])
    name = f"{department.label}{_('交接清单')}-{today().isoformat()}.xlsx"
    return send_file(BytesIO(book), mimetype=XLSX, as_attachment=True, download_name=name)


def _cells(part: Part, row: Passing) -> tuple[sheets.Cell, ...]:
    at = row.at.astimezone(CITY).strftime("%Y-%m-%d %H:%M") if row.at else ""
    said = (label(part), row.number, row.heading, in_words(row))
    return (*said, row.section, row.on, row.who, at, row.words)
