"""Page: all measures that nobody leads; one press names a lead for each, or for the rest of a chapter."""

from dataclasses import dataclass
from itertools import groupby

from flask import render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from workflow.errors import Refused
from workflow.people import bodies as people
from workflow.plans.desk import confirming, leading, matching, naming, queries
from workflow.plans.desk.leading import Lead
from workflow.plans.desk.models import Intake, IntakeEdit, IntakeState
from workflow.plans.desk.sheet import Sheet
from workflow.plans.models import ItemKind
from workflow.web.forms import PageForm
from workflow.web.imports.blueprint import pages
from workflow.web.imports.mending import closed, hand, said, the_intake, to_desk
from workflow.web.imports.wanting import Bodies
from workflow.web.request import me, now, saving, session

Answer = str | tuple[str, int] | Response
KINDS = (ItemKind.MEASURE, ItemKind.STANDING, ItemKind.GENERAL)


@dataclass(frozen=True)
class Leaderless:
    """A measure without a lead, as the page shows it; `typed` and `kind` are what was sent."""

    key: str
    part: str
    spoken: str
    words: str
    typed: str
    kind: ItemKind
    unknown: bool


@pages.route("/imports/<int:intake_id>/leads", methods=["GET", "POST"])
def leads(intake_id: int) -> Answer:
    intake = the_intake(intake_id)
    if intake.state != IntakeState.ON_DESK:
        return closed(intake)
    sheet = queries.sheet(session(), intake)
    known = Bodies.of(session(), now())
    rows = [_row(sheet, key, known) for key in confirming.without_lead(sheet)]
    if not rows:
        return to_desk(intake)
    form = PageForm.read()
    if form.accepted():
        stray = sorted({row.typed for row in rows if row.unknown})
        try:
            if stray and "new" not in request.form:
                raise Refused("intake.no_such_body", names="、".join(stray))
            with saving() as current:
                said(intake, _given(current, intake, rows, known))
            return to_desk(intake)
        except Refused as refused:
            form.refuse(refused)
    return render_template(
        "imports/leads.html",
        intake=intake,
        count=len(rows),
        parts=[(key, _title(sheet, key), list(ones)) for key, ones in groupby(rows, key=lambda row: row.part)],
        known=known,
        kinds=KINDS,
        form=form,
        stray=any(row.unknown for row in rows),
    ), form.status


def _row(sheet: Sheet, key: str, known: Bodies) -> Leaderless:
    item, sent = sheet.items[key], request.form
    part = _section(sheet, item.start)
    wanted = sent.get(f"kind-{key}", "")
    kind = ItemKind(wanted) if wanted in KINDS else ItemKind.MEASURE
    typed = (sent.get(f"lead-{key}", "").strip() or sent.get(f"part-{part}", "").strip())[:100]
    stray = bool(typed) and kind == ItemKind.MEASURE and known.names.match(typed) is None
    words = naming.original(sheet, item.start, item.end)
    return Leaderless(key, part, naming.spoken(sheet, key), words, typed, kind, stray)


def _section(sheet: Sheet, start: int) -> str:
    """The key of the innermost part around a place."""
    around = [(part.start, key) for key, part in sheet.parts.items() if part.start <= start < part.end]
    return max(around, default=(0, ""))[1]


def _title(sheet: Sheet, key: str) -> str:
    part = sheet.parts.get(key)
    return f"{part.number} {naming.veiled(part.title, sheet.taints.values())}" if part else _("未分章")


def _given(current: Session, intake: Intake, rows: list[Leaderless], known: Bodies) -> IntakeEdit | None:
    made: dict[str, int] = {}
    for row in rows:
        if row.unknown and row.typed not in made:
            kind = matching.likely_kind(row.typed)
            new = people.create(current, code=row.typed[:64], kind=kind, label=row.typed, by=me(), at=now())
            made[row.typed] = new.id
    wanted = {
        row.key: Lead(row.kind, row.typed, made.get(row.typed) or known.names.match(row.typed) if row.typed else None)
        for row in rows
    }
    return leading.give(current, intake, wanted, hand=hand())[0]
