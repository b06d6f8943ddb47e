"""Pages: 拟办, the steps of a matter, and the leader's word on the draft."""

from typing import Any

from flask import render_template
from flask_babel import gettext as _
from sqlalchemy import select

from workflow.instructions import passing, permits, queries, service
from workflow.instructions.models import Instruction
from workflow.people.models import Department, DepartmentKind
from workflow.people.queries import standing
from workflow.tasks.models import MATTERS, Origin, Role, Task, TaskState
from workflow.tasks.queries import lead_department
from workflow.web.instructions.blueprint import Answer, accepted, pages, seen, to_page
from workflow.web.instructions.forms import BareForm, DraftForm, StepsForm, WordsForm
from workflow.web.request import allow, me, now, session, the, today
from workflow.workdays.queries import calendar

NOT_BODIES = (DepartmentKind.OFFICE, DepartmentKind.GOVERNMENT)


@pages.route("/instructions/<int:instruction_id>/draft", methods=["GET", "POST"])
def draft(instruction_id: int) -> Answer:
    instruction = the(Instruction, instruction_id)
    allow(permits.may_register(me()))
    form = DraftForm.read(data=_drafted(instruction))
    form.offer(_tasks(instruction.plan_id), departments())

    def act(current: Any) -> None:
        service.draft(current, instruction, form.draft(), by=me(), at=now(), seen=seen())

    if accepted(form, act):
        return to_page(the(Instruction, instruction_id), _("已拟办。请核对步骤和日期，再转办。"))
    instruction = the(Instruction, instruction_id)
    return render_template("instructions/draft.html", instruction=instruction, form=form), form.status


def _drafted(instruction: Instruction) -> dict[str, Any]:
    """The last draft; of a new one, the task it was written on and who leads that."""
    bodies = queries.bodies(session(), instruction.id)
    task_id = instruction.task_id if bodies else instruction.about_id
    lead = next((body.department_id for body in bodies if body.role == Role.LEAD), None)
    if not bodies and task_id is not None:
        lead = lead_department(session(), task_id)
    days = [step.due_on for step in queries.steps(session(), instruction.id) if step.due_on]
    return {
        "handling": instruction.handling,
        "task": task_id,
        "heading": instruction.heading or instruction.about,
        "lead": lead,
        "co": [body.department_id for body in bodies if body.role == Role.CO],
        "due_on": max(days, default=None),
        "to_approve": instruction.to_approve,
    }


def _tasks(plan_id: int) -> list[tuple[int, str]]:
    outside = (*MATTERS, Origin.SUB_TASK)
    open_ones = (TaskState.UNDER_WAY, TaskState.STANDING)
    rows = select(Task.id, Task.number, Task.heading).where(
        Task.plan_id == plan_id, Task.origin.not_in(outside), Task.state.in_(open_ones)
    )
    return [(row.id, f"{row.number}{row.heading}") for row in session().execute(rows.order_by(Task.ordinal, Task.id))]


def departments() -> list[tuple[int, str]]:
    """The bodies that something can be passed on to."""
    rows = select(Department.id, Department.label).where(standing(today()), Department.kind.not_in(NOT_BODIES))
    return [(row.id, row.label) for row in session().execute(rows.order_by(Department.ordinal, Department.id))]


@pages.route("/instructions/<int:instruction_id>/steps", methods=["GET", "POST"])
def steps(instruction_id: int) -> Answer:
    """Other steps or days for this matter, before it is passed on."""
    instruction = the(Instruction, instruction_id)
    allow(permits.may_register(me()))
    form = StepsForm.read()

    def act(current: Any) -> None:
        service.set_steps(current, instruction, form.steps(), by=me(), at=now(), seen=seen())

    if accepted(form, act):
        return to_page(the(Instruction, instruction_id), _("已调整步骤。"))
    instruction = the(Instruction, instruction_id)
    if not form.rows.entries:
        form.fill(queries.steps(session(), instruction_id))
    days = passing.days(session(), instruction, today=today(), calendar=calendar(session(), around=today()))
    return render_template("instructions/steps.html", instruction=instruction, form=form, days=days), form.status


@pages.post("/instructions/<int:instruction_id>/agree")
def agree(instruction_id: int) -> Answer:
    """同意拟办意见."""
    instruction = the(Instruction, instruction_id)
    allow(permits.is_own(me(), instruction))
    form = BareForm.read()

    def act(current: Any) -> None:
        service.agree(current, instruction, by=me(), at=now(), seen=seen())

    if accepted(form, act):
        return to_page(the(Instruction, instruction_id), _("已同意，由领导小组办公室转办。"))
    return render_template(
        "instructions/refused.html", instruction=the(Instruction, instruction_id), form=form
    ), form.status


@pages.route("/instructions/<int:instruction_id>/object", methods=["GET", "POST"])
def object_to(instruction_id: int) -> Answer:
    """退回重拟, with the leader's word."""
    instruction = the(Instruction, instruction_id)
    allow(permits.is_own(me(), instruction))
    form = WordsForm.read()
    form.words.label.text = _("希望怎样办理")

    def act(current: Any) -> None:
        service.object_to(current, instruction, words=form.words.data, by=me(), at=now(), seen=seen())

    if accepted(form, act):
        return to_page(the(Instruction, instruction_id), _("已退回，由领导小组办公室重新拟办。"))
    title = _("退回重拟")
    instruction = the(Instruction, instruction_id)
    return render_template("instructions/words.html", instruction=instruction, form=form, title=title), form.status
