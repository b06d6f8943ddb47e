"""Pages: a filled table comes back: read, shown as it was understood, taken in."""

import json
from dataclasses import asdict, fields, replace
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from workflow import permits as may
from workflow.errors import Refused
from workflow.evidence.rules import clean_name
from workflow.people import queries as people
from workflow.people.models import Department
from workflow.plans.models import Plan
from workflow.tasks import consulting_sheet as sheets
from workflow.tasks.consulting_free import apart
from workflow.tasks.consulting_models import Consultation
from workflow.tasks.consulting_queries import answering, comments_of
from workflow.tasks.consulting_reading import Reading, check
from workflow.tasks.consulting_sheet import Line
from workflow.tasks.consulting_taking import known
from workflow.tasks.consulting_taking import take as take_in
from workflow.tasks.consulting_tokens import Origin
from workflow.web.consulting.blueprint import Answer, pages, the_round
from workflow.web.consulting.forms import ConfirmTakeForm, TakeForm
from workflow.web.request import allow, me, now, saving, session, the, today
from workflow.wording.consulting import HEADS, KIND_WORDS
from workflow.wording.refusals import sentence


@pages.route("/plans/<int:plan_id>/consulting/take", methods=["GET", "POST"])
def take(plan_id: int) -> Answer:
    """Nothing is kept by this step: its answer is the preview."""
    plan = the(Plan, plan_id)
    mine = _bodies(plan)
    allow(me().is_office or bool(mine))
    form = TakeForm.read()
    form.department.choices = [SelectChoice(value="", label=_("按表内标记")), *mine]
    if form.accepted():
        try:
            return _read(plan, form)
        except Refused as refused:
            form.refuse(refused, "department" if "department" in refused.key else "file")
    return render_template("consulting/take.html", plan=plan, form=form), form.status


def _bodies(plan: Plan) -> list[SelectChoice]:
    """Whose table this person may hand in."""
    rows = answering(session(), plan.id, None)
    own = (row for row in rows if may.may_be_consulted(me(), row.department_id))
    return [SelectChoice(value=row.department_id, label=row.label) for row in own]


def _read(plan: Plan, form: TakeForm) -> Answer:
    asked = the_round(plan.id)
    if not form.file.data:
        raise Refused("consult.file_missing")
    content = form.file.data.read(sheets.LARGEST + 1)
    sheet = sheets.read(content, heads=HEADS)
    if sheet.origin:
        _fits(sheet.origin, asked)
    department_id = _whose(sheet.origin, form.department.data)
    lines = [apart(line, KIND_WORDS) for line in sheet.lines] if sheet.free else sheet.lines
    if sheet.origin is None or not sheet.origin.department_id:  # the sections of all departments, not its own
        lines = [replace(line, section="") for line in lines]
    kept = {"source": clean_name(form.file.data.filename or ""), "department": department_id}
    kept["lines"] = [asdict(line) for line in lines if line.answered or line.section]
    return _preview(plan, asked, department_id, lines, json.dumps(kept, ensure_ascii=False))


def _fits(origin: Origin, asked: Consultation) -> None:
    if origin.plan_id != asked.plan_id:
        raise Refused("consult.file_other_plan")
    if origin.ordinal not in (0, asked.ordinal):
        raise Refused("consult.file_old_round", was=origin.ordinal, now=asked.ordinal)


def _whose(origin: Origin | None, chosen: int | None) -> int:
    """The department that a file is of, by its mark or by what was chosen; both must agree."""
    marked = origin.department_id if origin else 0
    if chosen and marked and chosen != marked:
        raise Refused("consult.other_department")
    mine = sorted(me().departments)
    department_id = marked or chosen or (mine[0] if len(mine) == 1 and not me().is_office else None)
    if not department_id:
        raise Refused("consult.department_missing")
    if not may.may_be_consulted(me(), department_id):
        raise Refused("consult.other_department")
    return department_id


def _reading(asked: Consultation, department_id: int, lines: list[Line]) -> Reading:
    names = people.by_printed_name(session(), on=today())
    here = known(session(), asked, department_id, names=names, kinds=KIND_WORDS, own=not me().is_office)
    return check(lines, here)


def _preview(plan: Plan, asked: Consultation, department_id: int, lines: list[Line], kept: str) -> Answer:
    reading = _reading(asked, department_id, lines)
    said_before = comments_of(session(), asked.id, department_id)
    if reading.empty:
        raise Refused("consult.file_nothing")
    labels = {key: words for words, key in people.by_printed_name(session(), on=today()).items()}
    labels |= dict(people.choices(session()))
    doubts = [(one.line, HEADS[one.column], one.seen, sentence(Refused(one.key))) for one in reading.doubts]
    return render_template(
        "consulting/preview.html",
        plan=plan,
        body=session().get_one(Department, department_id),
        reading=reading,
        doubts=doubts,
        names=labels,
        tasks=known(session(), asked, department_id, names={}, kinds={}, own=False).tasks,
        said_before=len(said_before),
        kept=kept,
    ), 200


@pages.post("/plans/<int:plan_id>/consulting/take/confirm")
def confirm_take(plan_id: int) -> Answer:
    """What was previewed is read again, as others may have worked meanwhile."""
    plan = the(Plan, plan_id)
    allow(me().is_office or bool(_bodies(plan)))
    asked = the_round(plan.id)
    source, department_id, lines = _kept(ConfirmTakeForm.read().kept.data or "")
    allow(may.may_be_consulted(me(), department_id))
    body = the(Department, department_id)
    with saving() as current:
        facts = {"department_id": body.id, "source": source, "by": me(), "at": now(), "late": me().is_office}
        done = take_in(current, asked, _reading(asked, body.id, lines), **facts)  # type: ignore[arg-type] # named facts
    flash(
        _(
            "%(name)s：新收 %(new)s 条，更正 %(changed)s 条，与已有相同 %(same)s 条，科室 %(sections)s 项。",
            name=body.label,
            **{name: done[name] for name in ("new", "changed", "same", "sections")},
        )
    )
    if me().is_office:
        return redirect(url_for("consulting.show", plan_id=plan.id), 303)
    return redirect(url_for("consulting.department", plan_id=plan.id, department_id=body.id), 303)


def _kept(words: str) -> tuple[str, int, list[Line]]:
    """What the preview handed over; anything else is refused."""
    try:
        kept = json.loads(words)
        lines = [Line(**row | {"formulas": tuple(row["formulas"])}) for row in kept["lines"]]
        source, department_id = kept["source"], kept["department"]
        sound = isinstance(source, str) and type(department_id) is int and all(map(_sound, lines))
    except (ValueError, TypeError, KeyError):
        raise Refused("consult.file_nothing") from None
    if not sound or len(lines) > sheets.MOST_ROWS:
        raise Refused("consult.file_nothing")
    return source[:255], department_id, lines


def _sound(line: Line) -> bool:
    words: list[Any] = [getattr(line, one.name) for one in fields(line) if one.name not in ("line", "formulas")]
    return type(line.line) is int and all(isinstance(word, str) and "\0" not in word for word in words)
