"""Page: one item, all of it: heading, kind, bodies, days."""

from flask import render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from workflow.errors import Refused
from workflow.people import bodies as people
from workflow.people.models import Department
from workflow.plans.desk import items, joining, naming, queries, shares
from workflow.plans.desk.models import Intake, IntakeEdit, IntakeState
from workflow.plans.desk.sheet import Sheet
from workflow.web.imports import wanting
from workflow.web.imports.blueprint import pages
from workflow.web.imports.forms import ItemForm
from workflow.web.imports.mending import closed, gone, hand, said, the_intake, to_desk
from workflow.web.imports.wanting import Bodies, Reading
from workflow.web.numbers import whole
from workflow.web.request import me, now, saving, session
from workflow.wording import doubts

Answer = str | tuple[str, int] | Response
WRONG = 422


@pages.route("/imports/<int:intake_id>/items/<key>", methods=["GET", "POST"])
def item(intake_id: int, key: str) -> Answer:
    intake = the_intake(intake_id)
    if intake.state != IntakeState.ON_DESK:
        return closed(intake)
    sheet = queries.sheet(session(), intake)
    if key not in sheet.items:
        return gone(intake)
    known = Bodies.of(session(), now())
    form = ItemForm.read(data=wanting.filled(sheet, key, known))
    conflict = False
    if not _asked_for_more(form, known) and form.accepted():
        reading = wanting.read(form, sheet, key, known)
        if reading.wrong:
            form.status = WRONG
        else:
            try:
                said(intake, _save(intake, (sheet, key), form, reading))
                return to_desk(intake, key)
            except Refused as refused:
                form.refuse(refused)
                conflict = refused.key == "intake.mended_since"
    if conflict:
        sheet = queries.sheet(session(), intake)
        if key not in sheet.items:
            return gone(intake)
        form.seen.data = f"{key}:{sheet.versions[key]}"
    return _page(intake, sheet, (key, form), known, conflict=conflict), form.status


def _asked_for_more(form: ItemForm, known: Bodies) -> bool:
    """Another empty row was asked for; or a suggested department was chosen, which is filled in and saved."""
    chosen, _colon, department = request.form.get("choose", "").partition(":")
    place, body = whole(chosen), whole(department)
    if place is not None and body is not None and place < len(form.shares):
        form.shares[place].department.data = known.labels.get(body, "")
    more = whole(request.form.get("more"))
    if more is not None:
        form.shares.append_entry(wanting.empty_share(more))
    return more is not None


def _save(intake: Intake, at: tuple[Sheet, str], form: ItemForm, reading: Reading) -> IntakeEdit | None:
    sheet, key = at
    with saving() as current:
        edit = items.save(current, intake, key, reading.wanted, hand=hand(form.versions()))
        if form.alias.data:
            _teach(current, {name: key for name, key in reading.taught.items() if naming.clean(sheet, name)})
        return edit


def _teach(current: Session, taught: dict[str, int]) -> None:
    """Names that were matched by hand are read by themselves from now on."""
    for name, department in taught.items():
        people.add_alias(current, current.get_one(Department, department), name=name, by=me(), at=now())


def _page(intake: Intake, sheet: Sheet, shown: tuple[str, ItemForm], known: Bodies, *, conflict: bool) -> str:
    key, form = shown
    row = sheet.items[key]
    stray = {body.name for body in row.bodies if body.department_id is None and not body.generic}
    taints = list(sheet.taints.values())
    return render_template(
        "imports/item.html",
        intake=intake,
        sheet=sheet,
        key=key,
        item=row,
        form=form,
        known=known,
        conflict=conflict,
        spoken=naming.spoken(sheet, key),
        original=naming.original(sheet, row.start, row.end),
        clauses=[naming.original(sheet, clause.start, clause.end) for clause in row.clauses],
        inherited=_("、").join(naming.veiled(body.name, taints) for body in row.inherited),
        doubt_words=doubts.question,
        veiled=lambda words: naming.veiled(words, taints),
        stray={naming.veiled(name, taints): known.suggested(name) for name in stray},
        elsewhere=len({other for name in stray for other in shares.unmatched(sheet, name)} - {key}),
        before=joining.neighbour(sheet, key, after=False),
        after=joining.neighbour(sheet, key, after=True),
        may_split=bool(joining.cuts(sheet, row)),
        targets=sheet.targets_of(key),
        asked=[doubt for doubt in sheet.doubts.values() if doubt.item == key and doubt.answer is None],
    )
