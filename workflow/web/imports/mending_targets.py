"""Pages: a target mended, or added at a sentence of its item."""

from typing import Any

from flask import render_template, request
from werkzeug.wrappers import Response

from workflow.errors import Refused
from workflow.plans.desk import naming, queries, sentences, targets
from workflow.plans.desk.models import Intake, IntakeState
from workflow.plans.desk.sentences import Stretch
from workflow.plans.desk.sheet import Sheet
from workflow.web.imports import aiming
from workflow.web.imports.blueprint import pages
from workflow.web.imports.forms import TargetForm
from workflow.web.imports.mending import closed, gone, hand, said, the_intake, to_desk
from workflow.web.request import saving, session
from workflow.wording.mending import comparator

Answer = str | tuple[str, int] | Response


@pages.route("/imports/<int:intake_id>/targets/<key>", methods=["GET", "POST"])
def target(intake_id: int, key: str) -> Answer:
    intake = the_intake(intake_id)
    if intake.state != IntakeState.ON_DESK:
        return closed(intake)
    sheet = queries.sheet(session(), intake)
    if key not in sheet.targets:
        return gone(intake)
    was = sheet.targets[key]
    form = aiming.filled(sheet, was, f"{key}:{sheet.versions[key]}")
    conflict = False
    if form.accepted():
        try:
            with saving() as current:
                edit = targets.save(current, intake, key, aiming.wanted_of(form, was), hand=hand(form.versions()))
                said(intake, edit)
            return to_desk(intake, was.item or key)
        except Refused as refused:
            _refuse(form, refused)
            conflict = refused.key == "intake.mended_since"
    if conflict:
        sheet = queries.sheet(session(), intake)
        if key not in sheet.targets:
            return gone(intake)
        form.seen.data = f"{key}:{sheet.versions[key]}"
    now = sheet.targets[key]
    given = {"key": key, "now": now if conflict else None, "shown": Stretch(now.start, now.end, now.wording)}
    return _page(intake, sheet, form, now.item, **given), form.status


@pages.route("/imports/<int:intake_id>/items/<key>/targets/new", methods=["GET", "POST"])
def new_target(intake_id: int, key: str) -> Answer:
    """First the sentence, with the values found in it; then the target itself."""
    intake = the_intake(intake_id)
    if intake.state != IntakeState.ON_DESK:
        return closed(intake)
    sheet = queries.sheet(session(), intake)
    if key not in sheet.items:
        return gone(intake)
    offered = aiming.offered_in(sheet, key)
    row = aiming.proposed(offered, key)
    form = aiming.filled(sheet, row, "") if row else TargetForm.read()
    if row is not None and form.accepted():
        try:
            with saving() as current:
                edit, _new = targets.add(current, intake, key, aiming.wanted_of(form, row), hand=hand())
                said(intake, edit)
            return to_desk(intake, key)
        except Refused as refused:
            _refuse(form, refused)
    elif row is None and request.method == "POST":
        form.refuse(Refused("intake.no_sentence"))
    shown = Stretch(row.start, row.end, "") if row else None
    return _page(intake, sheet, form, key, offered=offered, shown=shown), form.status


def _refuse(form: TargetForm, refused: Refused) -> None:
    form.refuse(refused, "value" if refused.key == "intake.value_missing" else None)


def _page(intake: Intake, sheet: Sheet, form: TargetForm, item: str | None, **given: Any) -> str:
    """`shown` is the target's phrase, marked in its sentence; `now` what stands there after a conflict."""
    taints = list(sheet.taints.values())
    facts = {"key": None, "now": None, "offered": (), **given}
    return render_template(
        "imports/target.html",
        intake=intake,
        form=form,
        item=item,
        spoken=naming.spoken(sheet, item),
        around=_marked(sheet, item, given["shown"]),
        comparator=comparator,
        veiled=lambda words: naming.veiled(words, taints),
        **facts,
    )


def _marked(sheet: Sheet, item: str | None, phrase: Stretch | None) -> tuple[str, str, str]:
    """The sentences around a phrase, before it, itself, and after it."""
    if phrase is None:
        return ("", "", "")
    place = sentences.around(sheet.text, phrase, sheet.items.get(item or ""))
    return (
        naming.original(sheet, place.start, phrase.start),
        naming.original(sheet, phrase.start, phrase.end),
        naming.original(sheet, phrase.end, place.end),
    )
