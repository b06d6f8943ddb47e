"""Files: the table of responsibilities, whole or of one department, and what became of the comments."""

import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO

from flask import send_file
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.adapters.printed_sheets import Column, printed
from workflow.adapters.sheets import Cell
from workflow.errors import Refused
from workflow.evidence.rules import clean_name
from workflow.people.models import Department
from workflow.plans.models import Plan
from workflow.tasks.consulting_queries import Sought, answering, comments_of, latest, listed
from workflow.tasks.leaders import leaders
from workflow.tasks.leads import shares_of_plan
from workflow.web.consulting.blueprint import body_names, pages
from workflow.web.consulting.comments import opinion, sought
from workflow.web.consulting.tables import Table, document, workbook
from workflow.web.request import allow, me, session, the, today
from workflow.wording.labels import label

OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = {"xlsx": OFFICE + "spreadsheetml.sheet", "docx": OFFICE + "wordprocessingml.document"}
MAKE: dict[str, Callable[[Table], bytes]] = {"xlsx": workbook, "docx": document}
EXPORTED = 20_000


@pages.get("/plans/<int:plan_id>/consulting/table.<any(xlsx,docx):kind>")
def whole_table(plan_id: int, kind: str) -> Response:
    plan = the(Plan, plan_id)
    allow(may.may_run_office(me()))
    return _sent(_table(plan, None), kind)


@pages.get("/plans/<int:plan_id>/consulting/<int:department_id>/table.<any(xlsx,docx):kind>")
def table(plan_id: int, department_id: int, kind: str) -> Response:
    """A department's own part; for the department itself once it is asked."""
    plan, body = the(Plan, plan_id), the(Department, department_id)
    allow(may.may_be_consulted(me(), body.id))
    if latest(session(), plan.id) is None and not me().is_office:
        raise Refused("consult.not_open")
    return _sent(_table(plan, body), kind)


@pages.get("/plans/<int:plan_id>/consulting/tables.zip")
def tables(plan_id: int) -> Response:
    """For each department its own table, as a workbook and as a document."""
    plan = the(Plan, plan_id)
    allow(may.may_run_office(me()))
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        for one in answering(session(), plan.id, None):
            made = _table(plan, the(Department, one.department_id))
            for kind, make in MAKE.items():
                packed.writestr(clean_name(f"{made.stem}.{kind}"), make(made))
    kept.seek(0)
    name = clean_name(f"{plan.title}-{today().isoformat()}.zip")
    return send_file(kept, mimetype="application/zip", as_attachment=True, download_name=name)


def _table(plan: Plan, body: Department | None) -> Table:
    asked = latest(session(), plan.id)
    said = comments_of(session(), asked.id, body.id) if asked and body else []
    rows = shares_of_plan(session(), plan.id, body.id if body else None)
    return Table(plan, asked, body, rows, leaders(session(), on=today()), said, body_names())


def _sent(made: Table, kind: str) -> Response:
    name = clean_name(f"{made.stem}-{today().isoformat()}.{kind}")
    return send_file(BytesIO(MAKE[kind](made)), mimetype=TYPES[kind], as_attachment=True, download_name=name)


@pages.get("/plans/<int:plan_id>/comments.xlsx")
def export(plan_id: int) -> Response:
    """意见采纳情况表: every comment of the list as it is filtered, and what became of it."""
    plan = the(Plan, plan_id)
    allow(may.may_run_office(me()))
    _form, wanted = sought(plan)
    heads = ((_("序号"), 8), (_("单位"), 18), (_("任务"), 30), (_("意见"), 52), (_("采纳情况"), 12), (_("理由"), 40))
    title = f"{plan.title}{_('意见采纳情况表')}"
    columns = [Column(words, width) for words, width in heads]
    made = printed(_("意见采纳情况表"), title, plan.doc_number or "", columns, _cells(wanted))
    name = clean_name(f"{_('意见采纳情况表')}-{plan.title}-{today().isoformat()}.xlsx")
    return send_file(BytesIO(made), mimetype=TYPES["xlsx"], as_attachment=True, download_name=name)


def _cells(wanted: Sought) -> Iterator[list[Cell]]:
    rows = session().execute(listed(wanted).order_by(Department.ordinal, Department.id).limit(EXPORTED))
    for place, row in enumerate(rows, start=1):
        task = f"{row.number}{row.heading}" if row.number else _("整张表")
        decided = label(row.decision) if row.decision else _("未处理")
        yield [place, row.department, task, opinion(row), decided, row.basis]
