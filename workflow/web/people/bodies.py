"""Pages: bodies: the list, one body with its names and posts, and what can become of it."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.deadlines import succeeding
from workflow.errors import Refused
from workflow.people import bodies as service
from workflow.people import holdings, lists, parents
from workflow.people.models import Department, DepartmentName, NameKind, PostKind
from workflow.review import succeeding as passing
from workflow.web.forms import PageForm
from workflow.web.numbers import whole
from workflow.web.people.blueprint import pages
from workflow.web.people.choosing import bodies, here, turned
from workflow.web.people.forms import (
    AbolishForm,
    AliasForm,
    DepartmentFilterForm,
    EditDepartmentForm,
    NewDepartmentForm,
    RenameForm,
)
from workflow.web.request import allow, me, not_found, now, saving, session, the, today
from workflow.workdays.queries import calendar

WITHOUT = {"no_liaison": PostKind.LIAISON, "no_head": PostKind.HEAD}


@pages.get("/departments")
def departments() -> str:
    allow(may.may_administer(me()))
    form = DepartmentFilterForm.read()
    facts = form.facts()
    wanted = lists.DepartmentFilter(
        q=facts["q"],
        kind=facts["kind"],
        without=WITHOUT.get(facts["show"] or ""),
        abolished=facts["show"] == "abolished",
    )
    page = lists.departments(session(), wanted, on=today(), after=here("after"), before=here("before"))
    held = holdings.held_in(session(), [row.id for row in page.rows], on=today())
    total = lists.count_departments(session(), wanted, on=today())
    return render_template("people/departments.html", form=form, rows=page.rows, held=held, **turned(page, total))


@pages.route("/departments/new", methods=["GET", "POST"])
def new_department() -> Response | tuple[str, int]:
    allow(may.may_administer(me()))
    form = NewDepartmentForm.read()
    if form.accepted():
        try:
            with saving() as writing:
                department = service.create(writing, **form.facts(), by=me(), at=now())
        except Refused as refused:
            form.refuse(refused, {"people.code_taken": "code", "people.name_taken": "label"}.get(refused.key))
        else:
            return _saved(department)
    return _form_page(form, _("新增单位"), _("新增单位"))


@pages.get("/departments/<int:department_id>")
def department(department_id: int) -> str:
    one = the(Department, department_id)
    allow(may.may_administer(me()))
    names = session().scalars(
        select(DepartmentName).where(DepartmentName.department_id == one.id).order_by(DepartmentName.id)
    )
    held = holdings.holdings_of(session(), department_id=one.id)
    return render_template("people/department.html", department=one, names=list(names), held=held)


@pages.route("/departments/<int:department_id>/edit", methods=["GET", "POST"])
def edit_department(department_id: int) -> Response | tuple[str, int]:
    one = the(Department, department_id)
    allow(may.may_administer(me()))
    form = EditDepartmentForm.read(obj=one)
    if form.accepted():
        version = whole(str(form.version.data or "")) or 0
        facts = {"kind": form.kind.data, "ordinal": form.ordinal.data, "version": version}
        try:
            with saving() as writing:
                service.edit(writing, one, **facts, by=me(), at=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            return _saved(one)
    return _form_page(form, _("类型和排序"), _("保存"), one)


@pages.route("/departments/<int:department_id>/rename", methods=["GET", "POST"])
def rename(department_id: int) -> Response | tuple[str, int]:
    one = the(Department, department_id)
    allow(may.may_administer(me()))
    form = RenameForm.read(data={"from_on": today(), "kind": NameKind.SHORT})
    if form.accepted():
        try:
            with saving() as writing:
                service.rename(writing, one, **form.facts(), by=me(), at=now())
        except Refused as refused:
            form.refuse(refused, "name" if refused.key == "people.name_taken" else "from_on")
        else:
            return _saved(one)
    note = _("旧名称保留到前一天；任务、填报和历史仍属于同一个单位。")
    return _form_page(form, _("更名"), _("更名"), one, note)


@pages.route("/departments/<int:department_id>/aliases", methods=["GET", "POST"])
def add_alias(department_id: int) -> Response | tuple[str, int]:
    one = the(Department, department_id)
    allow(may.may_administer(me()))
    form = AliasForm.read()
    if form.accepted():
        try:
            with saving() as writing:
                service.add_alias(writing, one, name=form.name.data, by=me(), at=now())
        except Refused as refused:
            form.refuse(refused, "name")
        else:
            return _saved(one)
    return _form_page(form, _("添加别名"), _("添加别名"), one, _("导入方案时，这些名称都认作这个单位。"))


@pages.post("/departments/<int:department_id>/aliases/<int:name_id>/end")
def end_alias(department_id: int, name_id: int) -> Response:
    name = the(DepartmentName, name_id)
    allow(may.may_administer(me()))
    if name.department_id != department_id:
        not_found()
    with saving() as writing:
        service.end_alias(writing, name, by=me(), at=now())
    return _saved(name.department)


@pages.route("/departments/<int:department_id>/abolish", methods=["GET", "POST"])
def abolish(department_id: int) -> Response | tuple[str, int]:
    one = the(Department, department_id)
    allow(may.may_administer(me()))
    form = AbolishForm.read(data={"on": today()})
    form.successor.choices = bodies(_("没有承接单位"))
    if form.accepted():
        try:
            with saving():
                _abolish(form, one)
        except Refused as refused:
            form.refuse(refused, "on" if refused.key == "people.day_ahead" else None)
        else:
            return _saved(one)
    passes_on = succeeding.ahead(session(), one, form.successor.data)
    below = parents.children(session(), one.id, on=today())
    return render_template("people/abolish.html", form=form, one=one, ahead=passes_on, below=below), form.status


def _abolish(form: AbolishForm, one: Department) -> None:
    """With a successor everything passes on; without one nobody may be left owing in the name of a body that is
    gone."""
    if form.successor.data:
        facts = {"successor": the(Department, form.successor.data), "on": form.on.data, "basis": form.basis.data}
        days = calendar(session(), around=today())
        passing.succeed(session(), one, **facts, by=me(), at=now(), calendar=days)
        return
    if not succeeding.ahead(session(), one).nothing:
        raise Refused("people.department_owes")
    service.abolish(session(), one, on=form.on.data, by=me(), at=now())


def _saved(one: Department) -> Response:
    flash(_("已保存。"))
    return redirect(url_for("people.department", department_id=one.id), 303)


def _form_page(form: PageForm, title: str, act: str, one: Department | None = None, note: str = "") -> tuple[str, int]:
    back = url_for("people.department", department_id=one.id) if one else url_for("people.departments")
    label = one.label if one else ""
    given = {"title": title, "act": act, "label": label, "back_url": back, "note": note}
    return render_template("people/form.html", form=form, danger=isinstance(form, AbolishForm), **given), form.status
