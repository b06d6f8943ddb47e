"""Page: one item cut in two at a chosen sentence."""

from itertools import pairwise

from flask import render_template
from werkzeug.wrappers import Response
from wtforms.fields import SelectChoice

from workflow.errors import Refused
from workflow.plans.desk import joining, naming, queries
from workflow.plans.desk.models import IntakeState
from workflow.plans.desk.sheet import Sheet
from workflow.web.imports.blueprint import pages
from workflow.web.imports.forms import SplitForm
from workflow.web.imports.mending import closed, gone, hand, said, the_intake, to_desk
from workflow.web.request import saving, session

Answer = str | tuple[str, int] | Response


@pages.route("/imports/<int:intake_id>/items/<key>/split", methods=["GET", "POST"])
def split(intake_id: int, key: str) -> Answer:
    intake = the_intake(intake_id)
    if intake.state != IntakeState.ON_DESK:
        return closed(intake)
    sheet = queries.sheet(session(), intake)
    if key not in sheet.items:
        return gone(intake)
    item = sheet.items[key]
    number = joining.second_number(item.path[-1])
    form = SplitForm.read(data={"number": number, "shared": True, "seen": f"{key}:{sheet.versions[key]}"})
    cuts = joining.cuts(sheet, item)
    form.start.choices = _sentences(sheet, [*cuts, item.end])
    if form.accepted():
        second = joining.Second(form.start.data, form.number.data or "", form.heading.data or "", form.shared.data)
        try:
            with saving() as current:
                edit, new = joining.split(current, intake, key, second, hand=hand(form.versions()))
                said(intake, edit)
            return to_desk(intake, new)
        except Refused as refused:
            form.refuse(refused)
            sheet = queries.sheet(session(), intake)
            if key not in sheet.items:
                return gone(intake)
            form.seen.data = f"{key}:{sheet.versions[key]}"
    first = naming.original(sheet, item.start, cuts[0] if cuts else item.end).strip()
    given = {"intake": intake, "key": key, "form": form, "first": first}
    return render_template("imports/split.html", spoken=naming.spoken(sheet, key), **given), form.status


def _sentences(sheet: Sheet, places: list[int]) -> list[SelectChoice]:
    """Each sentence that could begin the second part, masked."""
    pairs = pairwise(places)
    return [SelectChoice(value=start, label=naming.original(sheet, start, end).strip()) for start, end in pairs]
