"""Pages: the list of instructions, one of them, and the list as a workbook."""

from io import BytesIO
from typing import Any

from flask import render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.adapters.printed_sheets import Column, printed
from workflow.adapters.sheets import Cell
from workflow.instructions import listing, passing, permits, queries
from workflow.instructions.listing import CAP, PAGE, Sought
from workflow.instructions.models import Instruction, InstructionState, StepKind
from workflow.lights.rules import first_unlate
from workflow.web.instructions.blueprint import pages
from workflow.web.instructions.drafting import departments
from workflow.web.instructions.forms import InstructionFilter, number
from workflow.web.request import allow, me, session, the, today
from workflow.wording.labels import label
from workflow.workdays.queries import calendar
from workflow.workdays.rules import Calendar

EXPORTED = 1000  # rows of one workbook
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/instructions")
def index() -> str:
    """A leader first sees her own; the office all; a department what was passed on to it."""
    allow(permits.may_see_lists(me()))
    days, form = calendar(session(), around=today()), _filter()
    sought = _sought(form, days)
    found = listing.page(session(), sought, after=number(request.args.get("after")))
    rows, here = found[:PAGE], _here()
    return render_template(
        "instructions/index.html",
        form=form,
        rows=rows,
        bodies=listing.names(session(), [row.id for row in rows]),
        total=listing.count(session(), sought),
        cap=CAP - 1,
        here=here,
        mine=_mine(),
        waits="waits" in here,
        older_url=url_for("instructions.index", **here, after=rows[-1].id) if len(found) > PAGE else None,
        turned="after" in request.args,
        may_write=permits.may_write(me()),
        may_register=permits.may_register(me()),
    )


def _filter() -> InstructionFilter:
    form = InstructionFilter(request.args)
    overseers = may.may_oversee(me())
    form.offer(listing.leaders(session()) if overseers else [], departments() if overseers else [])
    form.validate()
    return form


def _here() -> dict[str, Any]:
    return {name: word for name, word in request.args.items() if name != "after" and word}


def _mine() -> bool:
    """A leader's own, unless all are asked for."""
    return me().is_leader and request.args.get("of") != "all" and not request.args.get("leader")


def _sought(form: InstructionFilter, days: Calendar) -> Sought:
    facts = form.facts()
    leader, state = facts["leader"], facts["state"]
    posts = permits.own_posts(me()) if _mine() else [leader] if leader else None
    return Sought(
        scope=permits.scope(me()),
        unlate=first_unlate(today(), days),
        posts=posts,
        state=InstructionState(state) if state in set(InstructionState) else None,
        department_id=facts["department"],
        late=bool(facts["late"]),
        waits=bool(request.args.get("waits")),
        words=facts["q"],
    )


@pages.get("/instructions.xlsx")
def export() -> Response:
    """The instructions sought, the latest first, up to a thousand."""
    allow(permits.may_see_lists(me()))
    days = calendar(session(), around=today())
    rows = listing.page(session(), _sought(_filter(), days), limit=EXPORTED)[:EXPORTED]
    bodies = listing.names(session(), [row.id for row in rows])
    base = _("截至 %(day)s；批示交办事项另列，不计入方案的任务数。共 %(n)s 件。", day=today().isoformat(), n=len(rows))
    made = printed(_("批示办理"), _("批示办理情况"), base, _columns(), (_cells(row, bodies) for row in rows))
    name = _("批示办理情况") + f"-{today().isoformat()}.xlsx"
    return send_file(BytesIO(made), mimetype=WORKBOOK, as_attachment=True, download_name=name)


def _columns() -> list[Column]:
    heads = (
        (_("编号"), 7),
        (_("来源"), 8),
        (_("批示领导"), 18),
        (_("批示日期"), 11),
        (_("批示内容"), 40),
        (_("拟办意见"), 40),
        (_("任务"), 26),
        (_("办理单位"), 24),
        (_("状态"), 14),
        (_("转办日期"), 11),
        (_("下一应办"), 11),
        (_("逾期（件）"), 8),
        (_("办理结果"), 40),
    )
    return [Column(head, width) for head, width in heads]


def _cells(row: Any, bodies: dict[int, list[str]]) -> list[Cell]:
    return [
        row.id,
        label(row.kind),
        row.leader,
        row.written_on,
        row.words,
        row.handling,
        f"{row.number}{row.heading}" if row.task_id else "",
        _("、").join(bodies.get(row.id, [])),
        label(row.state),
        row.passed_on_on,
        row.next_on,
        row.late,
        row.result,
    ]


@pages.get("/instructions/<int:instruction_id>")
def show(instruction_id: int) -> str:
    instruction = the(Instruction, instruction_id)
    allow(listing.sees(session(), permits.scope(me()), Instruction.id == instruction_id))
    days = calendar(session(), around=today())
    steps = passing.days(session(), instruction, today=instruction.passed_on_on or today(), calendar=days)
    owed = queries.owed(session(), instruction_id)
    return render_template(
        "instructions/show.html",
        instruction=instruction,
        bodies=queries.bodies(session(), instruction_id),
        steps=steps,
        owed=owed,
        receipt=next((one.step.words for one in steps if one.step.kind == StepKind.RECEIPT), ""),
        late={row.id: days.late(row.due_on, today()) for row in owed if row.ended_on is None},
        waits=queries.without_result(session(), instruction_id),
        own=permits.is_own(me(), instruction),
        office=permits.may_register(me()),
        inside=may.may_oversee(me()),
        may_withdraw=permits.may_withdraw(me(), instruction),
        may_clear=permits.may_clear(me(), instruction),
    )
