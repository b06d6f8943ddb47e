"""Page: all printed names that mean nobody yet, each with a proposal; one press settles them."""

from dataclasses import dataclass

from flask import flash, render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from workflow.errors import Refused
from workflow.people import bodies as people
from workflow.people.models import Department
from workflow.plans.desk import bodies, confirming, matching, naming, queries, shares
from workflow.plans.desk.bodies import Meaning
from workflow.plans.desk.models import Intake, IntakeState
from workflow.plans.desk.sheet import Sheet
from workflow.web.forms import PageForm
from workflow.web.imports.blueprint import pages
from workflow.web.imports.mending import closed, hand, the_intake, to_desk
from workflow.web.imports.wanting import Bodies
from workflow.web.request import me, now, saving, session
from workflow.wording.labels import label

Answer = str | tuple[str, int] | Response
NEW, GENERIC, LATER = "new", "generic", ""


@dataclass(frozen=True)
class Unknown:
    """A printed name: how often it stands there, what may be meant by it, and what is proposed."""

    name: str
    shown: str
    places: int
    choices: list[tuple[str, str]]
    proposed: str


@pages.route("/imports/<int:intake_id>/names", methods=["GET", "POST"])
def names(intake_id: int) -> Answer:
    intake = the_intake(intake_id)
    if intake.state != IntakeState.ON_DESK:
        return closed(intake)
    sheet = queries.sheet(session(), intake)
    rows = _unknown(sheet, Bodies.of(session(), now()))
    form = PageForm.read()
    if form.accepted():
        try:
            with saving() as current:
                count = _settle(current, intake, rows)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_("%(n)s 个名称已对应。可在“修改记录”中逐个撤销。", n=count))
            return to_desk(intake)
    if not rows:
        return to_desk(intake)
    return render_template("imports/names.html", intake=intake, rows=rows, form=form), form.status


def _unknown(sheet: Sheet, known: Bodies) -> list[Unknown]:
    taints = list(sheet.taints.values())
    return [
        _row(name, naming.veiled(name, taints), len(shares.unmatched(sheet, name)), known)
        for name in confirming.unknown_bodies(sheet)
    ]


def _row(name: str, shown: str, places: int, known: Bodies) -> Unknown:
    kind = label(matching.likely_kind(name))
    alike = known.suggested(name)
    choices = [(str(key), title) for key, title in alike]
    likely = str(alike[0][0]) if alike and matching.means_the_same(name, alike[0][1]) else NEW
    choices.append((NEW, _("新增单位“%(name)s”（%(kind)s）", name=shown, kind=kind)))
    choices += [(GENERIC, _("泛指，不对应具体单位")), (LATER, _("暂不对应"))]
    proposed = GENERIC if matching.is_generic(name) else likely
    return Unknown(name, shown, places, choices, LATER if shown != name else proposed)


def _settle(current: Session, intake: Intake, rows: list[Unknown]) -> int:
    """What was chosen for each name. Names stand in the order of the page, which the form repeats."""
    chosen = zip(request.form.getlist("name"), request.form.getlist("means"), strict=False)
    count, offered = 0, {row.name: {value for value, _words in row.choices} for row in rows}
    for name, means in chosen:
        if means == LATER or means not in offered.get(name, ()):
            continue
        bodies.match(current, intake, name, _meaning(current, name, means), hand=hand())
        count += 1
    return count


def _meaning(current: Session, name: str, means: str) -> Meaning:
    if means == GENERIC:
        return Meaning(None, generic=True)
    if means == NEW:
        made = people.create(current, code=name[:64], kind=matching.likely_kind(name), label=name, by=me(), at=now())
        return Meaning(made.id)
    department = current.get_one(Department, int(means))
    people.add_alias(current, department, name=name, by=me(), at=now())
    return Meaning(department.id)
