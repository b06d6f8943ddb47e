"""异议 of a department to one line, and the office's answer."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from workflow import permits as may
from workflow.errors import Refused
from workflow.evidence.queries import listed
from workflow.insight.scores import circulating, permits
from workflow.insight.scores.models import ObjectionState, ScoreLine, ScoreObjection, ScoreState
from workflow.web.evidence.receiving import attach
from workflow.web.request import allow, me, now, saving, session, the
from workflow.web.scores.blueprint import Answer, pages, shown
from workflow.web.scores.forms import AnswerForm, ObjectionForm, typed
from workflow.wording.scores import period


def _line(line_id: int) -> ScoreLine:
    """A line of a circulated sheet that this person may object to."""
    line = the(ScoreLine, line_id)
    allow(may.may_speak_for(me(), line.department_id) and line.sheet.circulated_at is not None)
    return line


@pages.route("/scores/lines/<int:line_id>/object", methods=["GET", "POST"])
def object_to(line_id: int) -> Answer:
    """The reason, and one file that proves it."""
    line, form = _line(line_id), ObjectionForm.read()
    body, kept = line.department_id, list[int]()
    heads = not permits.may_object(me(), body, signs_off=line.department.signs_off)
    if request.method == "POST" and heads:  # the head alone objects where she signs what leaves
        form.refuse(Refused("score.head_objects"))
    elif request.method == "POST":
        kept, refused = attach(body)
        form.form_errors.extend(refused if len(kept) < 2 else [*refused, _("只附一个文件；多个材料请合成一个压缩包。")])
        if form.accepted() and not form.form_errors:
            try:
                with saving() as saved:
                    reason, file = form.reason.data or "", kept[0] if kept else None
                    line = _line(line_id)
                    circulating.object_to(saved, line, reason=reason, evidence_id=file, by=me(), at=now())
            except Refused as error:
                form.refuse(error)
            else:
                flash(_("异议已提交办公室，答复后会通知您。"))
                return _own(line_id)
        form.status = 422 if form.status == 200 else form.status
    files = listed(session(), kept, department_id=body) if kept else ()
    facts = {"line": _line(line_id), "files": files, "body": body, "period": period, "heads": heads}
    return render_template("scores/object.html", form=form, **facts), form.status


def _own(line_id: int) -> Answer:
    line = the(ScoreLine, line_id)
    anchor = f"line-{line_id}"
    return redirect(
        url_for("scores.own", sheet_id=line.sheet_id, department_id=line.department_id, _anchor=anchor), 303
    )


def _said(objection_id: int) -> ScoreObjection:
    said = the(ScoreObjection, objection_id)
    allow(may.may_act_on(me(), said.line.department_id))
    return said


@pages.route("/scores/objections/<int:objection_id>", methods=["GET", "POST"])
def answer(objection_id: int) -> Answer:
    said, form = _said(objection_id), AnswerForm.read()
    if form.accepted() and (given := _given(form)) is not None:
        try:
            with saving() as saved:
                circulating.answer(saved, said, given, by=me(), at=now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已答复，将通知该单位。"))
            return shown(said.line.sheet_id, "objections")
    said = _said(objection_id)
    answerable = said.state == ObjectionState.OPEN and said.line.sheet.state == ScoreState.CIRCULATED
    facts = {"line": said.line, "open": answerable, "period": period}
    return render_template("scores/answer.html", form=form, said=said, **facts), form.status


def _given(form: AnswerForm) -> circulating.Answer | None:
    words = form.words.data or ""
    if form.act.data == "keep":
        return circulating.Answer(False, words)
    marks = typed(form.corrected)
    if marks is None:
        form.status = 422
        return None
    return circulating.Answer(True, words, marks)
