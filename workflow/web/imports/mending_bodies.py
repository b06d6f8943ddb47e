"""Page: one printed name and the department it means, wherever it stands; a new department in place."""

from flask import flash, render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from workflow.errors import Refused
from workflow.people import bodies as people
from workflow.people.models import Department
from workflow.plans.desk import bodies, naming, queries, shares
from workflow.plans.desk.bodies import Meaning
from workflow.plans.desk.models import Intake, IntakeEdit, IntakeState
from workflow.plans.desk.sheet import Sheet
from workflow.web.imports.blueprint import pages
from workflow.web.imports.forms import BodyForm, NewBodyForm, refuse_at
from workflow.web.imports.mending import closed, hand, said, the_intake, to_desk
from workflow.web.imports.wanting import Bodies
from workflow.web.numbers import whole
from workflow.web.request import me, now, saving, session

Answer = str | tuple[str, int] | Response
WRONG = 422


@pages.route("/imports/<int:intake_id>/bodies", methods=["GET", "POST"])
def body(intake_id: int) -> Answer:
    """?name= is the name as printed. Chosen, new, or none of its own: matched wherever it is not matched yet."""
    intake = the_intake(intake_id)
    if intake.state != IntakeState.ON_DESK:
        return closed(intake)
    sheet = queries.sheet(session(), intake)
    name = request.args.get("name", "")
    standing = shares.unmatched(sheet, name)
    if not standing:
        flash(_("这个名称已经对应好了，或者不在草稿里。"), "note")
        return to_desk(intake)
    known = Bodies.of(session(), now())
    form, new = BodyForm.read(data={"alias": True}), NewBodyForm.read(data={"label": name})
    if request.method == "POST":
        try:
            edit = _matched(intake, name, (form, new), known)
        except Refused as refused:
            _refuse(new if "new" in request.form else form, refused)
        else:
            if edit is not None:
                said(intake, edit)
                return to_desk(intake, standing[0])
    return _page(intake, sheet, (name, standing), (form, new), known)


def _refuse(form: BodyForm | NewBodyForm, refused: Refused) -> None:
    form.refuse(refused, "label" if isinstance(form, NewBodyForm) and refused.key == "people.name_taken" else None)


def _matched(intake: Intake, name: str, forms: tuple[BodyForm, NewBodyForm], known: Bodies) -> IntakeEdit | None:
    """The mend; None where a form does not hold and says so."""
    form, new = forms
    if "generic" in request.form:
        with saving() as current:
            return bodies.match(current, intake, name, Meaning(None, generic=True), hand=hand())
    if "new" in request.form:
        return _created(intake, name, new) if new.accepted() else None
    chosen = whole(request.form.get("choose"))
    if chosen is not None:
        form.department.data = known.labels.get(chosen, "")
    if not form.accepted():
        return None
    department = known.names.match(form.department.data or "")
    if department is None:
        refuse_at(form.department, _("没有名为“%(name)s”的单位，请从列表中选择。", name=form.department.data))
        form.status = WRONG
        return None
    with saving() as current:
        return _meant(current, intake, name, department, alias=form.alias.data)


def _created(intake: Intake, name: str, new: NewBodyForm) -> IntakeEdit | None:
    label = new.label.data or ""
    with saving() as current:
        made = people.create(current, code=label, kind=new.kind.data, label=label, by=me(), at=now())
        return _meant(current, intake, name, made.id, alias=label != name)


def _meant(current: Session, intake: Intake, name: str, department: int, *, alias: bool) -> IntakeEdit | None:
    """Matched everywhere; as an alias it is read by itself from now on, unless words in it are masked."""
    if alias and naming.clean(queries.sheet(current, intake), name):
        people.add_alias(current, current.get_one(Department, department), name=name, by=me(), at=now())
    return bodies.match(current, intake, name, Meaning(department), hand=hand())


def _page(
    intake: Intake, sheet: Sheet, named: tuple[str, list[str]], forms: tuple[BodyForm, NewBodyForm], known: Bodies
) -> tuple[str, int]:
    name, standing = named
    form, new = forms
    shown = naming.veiled(name, sheet.taints.values())
    if not new.is_submitted():
        new.label.data = shown if shown == name else ""
    page = render_template(
        "imports/body.html",
        intake=intake,
        name=name,
        shown=shown,
        standing=[(key, naming.spoken(sheet, key)) for key in standing],
        form=form,
        new=new,
        known=known,
        suggested=known.suggested(name),
    )
    return page, max(form.status, new.status)
