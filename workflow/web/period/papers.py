"""Files: a period's rows as a workbook; for a department with sections, one workbook for each in an archive.

A section gets a file of its own and not a sheet: files travel separately inside a department, nobody fills in what is
another's, and they come back one after the other."""

import zipfile
from io import BytesIO

from flask import send_file
from werkzeug.wrappers import Response

from workflow.evidence.rules import clean_name
from workflow.web.period.blueprint import pages, the_department, the_period
from workflow.web.period.filling import open_sheet
from workflow.web.period.tables import workbook
from workflow.web.request import settings, today
from workflow.wording.period import NO_SECTION, TABLE

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/departments/<int:department_id>/period/table.xlsx")
def table(department_id: int) -> Response:
    department = the_department(department_id)
    sheet = open_sheet(department_id, the_period(department_id))
    made = workbook(sheet, sheet.lines, secret=settings().secret_key)
    return _sent(made, f"{TABLE}-{department.label}-{sheet.occasion}-{today().isoformat()}.xlsx", XLSX)


@pages.get("/departments/<int:department_id>/period/tables.zip")
def tables(department_id: int) -> Response:
    department = the_department(department_id)
    sheet = open_sheet(department_id, the_period(department_id))
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        for section in sorted({line.section for line in sheet.lines}):
            lines = [line for line in sheet.lines if line.section == section]
            made = workbook(sheet, lines, secret=settings().secret_key, section=section or NO_SECTION)
            packed.writestr(clean_name(f"{TABLE}-{section or NO_SECTION}-{sheet.occasion}.xlsx"), made)
    name = f"{TABLE}-{department.label}-{sheet.occasion}-{today().isoformat()}.zip"
    return _sent(kept.getvalue(), name, "application/zip")


def _sent(content: bytes, name: str, kind: str) -> Response:
    return send_file(BytesIO(content), mimetype=kind, as_attachment=True, download_name=clean_name(name))
