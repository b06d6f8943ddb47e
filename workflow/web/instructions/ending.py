"""Pages: the result for the leader, 销号, withdrawing."""

from typing import Any

from flask import render_template
from flask_babel import gettext as _

from workflow.instructions import ending, permits, results
from workflow.instructions.models import Instruction
from workflow.web.instructions.blueprint import Answer, accepted, pages, seen, to_page
from workflow.web.instructions.forms import BareForm, ResultForm, WordsForm
from workflow.web.request import allow, me, now, session, the


@pages.route("/instructions/<int:instruction_id>/answer", methods=["GET", "POST"])
def answer(instruction_id: int) -> Answer:
    """报告办理结果: what the departments reported and the office accepted, put together for the leader."""
    instruction = the(Instruction, instruction_id)
    allow(permits.may_register(me()))
    said = results.accepted(session(), instruction_id)
    form = ResultForm.read(data={"words": "\n".join(f"{one.department}：{one.text}" for one in said)})

    def act(current: Any) -> None:
        ending.answer(current, instruction, words=form.words.data, by=me(), at=now(), seen=seen())

    if accepted(form, act):
        return to_page(the(Instruction, instruction_id), _("已报告办理结果。"))
    instruction = the(Instruction, instruction_id)
    return render_template("instructions/answer.html", instruction=instruction, form=form, said=said), form.status


@pages.post("/instructions/<int:instruction_id>/clear")
def clear(instruction_id: int) -> Answer:
    """销号."""
    instruction = the(Instruction, instruction_id)
    allow(permits.may_clear(me(), instruction))
    form = BareForm.read()

    def act(current: Any) -> None:
        ending.clear(current, instruction, by=me(), at=now(), seen=seen())

    if accepted(form, act):
        return to_page(the(Instruction, instruction_id), _("已销号。"))
    return render_template(
        "instructions/refused.html", instruction=the(Instruction, instruction_id), form=form
    ), form.status


@pages.route("/instructions/<int:instruction_id>/withdraw", methods=["GET", "POST"])
def withdraw(instruction_id: int) -> Answer:
    instruction = the(Instruction, instruction_id)
    allow(permits.may_withdraw(me(), instruction))
    form = WordsForm.read()

    def act(current: Any) -> None:
        ending.withdraw(current, instruction, reason=form.words.data, by=me(), at=now(), seen=seen())

    if accepted(form, act):
        return to_page(the(Instruction, instruction_id), _("已撤销。"))
    instruction, title = the(Instruction, instruction_id), _("撤销批示")
    return render_template("instructions/words.html", instruction=instruction, form=form, title=title), form.status
