"""Files put into the box by themselves, to be cited later: all of one kind and day, proving one thing or nothing."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from workflow.errors import Refused
from workflow.evidence import describing
from workflow.evidence.models import Evidence
from workflow.evidence.permits import own_bodies
from workflow.evidence.queries import listed
from workflow.people.models import Department
from workflow.web.box import choices
from workflow.web.box.blueprint import Answer, pages
from workflow.web.box.forms import PutForm
from workflow.web.evidence.receiving import attach
from workflow.web.request import allow, me, now, saving, session, the, today


@pages.route("/departments/<int:department_id>/evidence", methods=["GET", "POST"])
def put(department_id: int) -> Answer:
    the(Department, department_id)
    allow(department_id in own_bodies(me()))
    form = PutForm.read()
    kept: list[int] = []
    if request.method == "POST":
        kept, refused = attach(department_id)
        form.form_errors.extend(refused if kept or refused else [_("请选择文件。")])
    form.offer(choices.tasks_and_targets(department_id), choices.periods())
    if form.accepted() and not form.form_errors and _described(form, kept, department_id):
        flash(_("已放入 %(n)s 份材料。", n=len(kept)))
        return redirect(url_for("box.index"), 303)
    if form.form_errors and form.status == 200:
        form.status = 422
    files = listed(session(), kept, department_id=department_id) if kept else ()
    body = the(Department, department_id)
    return render_template("box/put.html", form=form, department=body, kept=files), form.status


def _described(form: PutForm, kept: list[int], department_id: int) -> bool:
    try:
        with saving() as current:
            facts = {"kind": form.kind.data or "", "dated_on": form.dated_on.data, "today": today()}
            for row in listed(current, kept, department_id=department_id):
                evidence = current.get_one(Evidence, row.id)
                describing.describe(current, evidence, **facts, by=me(), at=now())
                if form.task.data:
                    describing.prove(current, evidence, form.proves(), by=me(), at=now())
    except Refused as error:
        form.refuse(error)
        return False
    return True
