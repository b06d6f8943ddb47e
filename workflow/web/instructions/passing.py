"""Page: 转办, after a look at what will be due and who will be told."""

from typing import Any

from flask import render_template
from flask_babel import gettext as _

from workflow.instructions import passing, permits, queries
from workflow.instructions.models import Instruction
from workflow.notices.service import tell
from workflow.web.instructions.blueprint import Answer, accepted, pages, seen, to_page
from workflow.web.instructions.forms import BareForm
from workflow.web.request import allow, me, now, session, the, today
from workflow.workdays.queries import calendar


@pages.route("/instructions/<int:instruction_id>/pass-on", methods=["GET", "POST"])
def pass_on(instruction_id: int) -> Answer:
    instruction = the(Instruction, instruction_id)
    allow(permits.may_register(me()))
    form, days = BareForm.read(), calendar(session(), around=today())

    def act(current: Any) -> None:
        first = passing.pass_on(current, instruction, by=me(), at=now(), calendar=days, seen=seen())
        told: Any = {"rung": f"{queries.OCCASION}{instruction.id}", "on": today(), "at_once": True}
        tell(current, [one.id for one in first], **told)

    if accepted(form, act):
        return to_page(the(Instruction, instruction_id), _("已转办，各单位从现在起按步骤办理。"))
    instruction = the(Instruction, instruction_id)
    return render_template(
        "instructions/pass_on.html",
        instruction=instruction,
        form=form,
        bodies=queries.bodies(session(), instruction_id),
        days=passing.days(session(), instruction, today=today(), calendar=days),
    ), form.status
