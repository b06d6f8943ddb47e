"""Pages: a department's sections: opened, given to a person, ended."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.errors import Refused
from workflow.people import absences, sections
from workflow.people.models import Account, Department, Holding, Post, PostKind
from workflow.tasks import sections as shares
from workflow.web.department.blueprint import Answer, pages
from workflow.web.department.forms import GiveForm, SectionForm, choices
from workflow.web.request import allow, me, not_found, now, saving, session, the, today


@pages.route("/departments/<int:department_id>/sections/new", methods=["GET", "POST"])
def open_section(department_id: int) -> Response | Answer:
    department = the(Department, department_id)
    allow(may.may_speak_for(me(), department_id))
    form = SectionForm.read()
    if form.accepted():
        try:
            with saving() as current:
                section = sections.open_section(current, department, form.name.data, by=me(), at=now())
        except Refused as refused:
            form.refuse(refused, "name")
        else:
            flash(_("已设立%(name)s。请指定经办人。", name=section.title))
            return redirect(url_for("department.give_section", post_id=section.id), 303)
    note = _("一个科室是一个岗位：任务分给科室，谁经办谁就能填草稿、收到提醒；换人时任务不动。")
    facts = {"title": _("新设科室"), "act": _("设立科室"), "note": note}
    return render_template("department/form.html", form=form, department=department, **facts), form.status


@pages.route("/sections/<int:post_id>/give", methods=["GET", "POST"])
def give_section(post_id: int) -> Response | Answer:
    """A person of the department holds the section from a day on."""
    section = _section(post_id)
    form = GiveForm.read(data={"from_on": today()})
    people = dict(absences.colleagues(session(), section.department_id, on=today()))
    form.person.choices = choices(people, _("（请选择）"))
    if form.accepted():
        days = {"from_on": form.from_on.data, "to_on": form.to_on.data}
        try:
            with saving() as current:
                person = the(Account, form.person.data)
                sections.give(current, section, person, **days, by=me(), at=now())
        except Refused as refused:
            form.refuse(refused, "to_on" if refused.key == "people.days_reversed" else "person")
        else:
            flash(_("%(name)s已交%(who)s经办。", name=section.title, who=person.name))
            return _inside(section.department_id)
    facts = {"title": _("指定经办人"), "act": _("指定经办人"), "note": section.title}
    return render_template("department/form.html", form=form, department=section.department, **facts), form.status


@pages.route("/sections/<int:post_id>/end", methods=["GET", "POST"])
def end_section(post_id: int) -> Response | Answer:
    """Before the section ends it is said how many tasks go back."""
    section = _section(post_id)
    form = SectionForm.read(data={"name": section.title})
    if form.is_submitted():
        with saving() as current:
            released = shares.end_section(current, section, by=me(), at=now())
        flash(_("已撤销%(name)s，%(n)s 项任务回到联络员。", name=section.title, n=released))
        return _inside(section.department_id)
    counts = shares.counts(session(), section.department_id)
    return render_template("department/end_section.html", section=section, count=counts.get(section.id, 0)), 200


@pages.post("/sections/holdings/<int:holding_id>/end")
def leave_section(holding_id: int) -> Response:
    holding = the(Holding, holding_id)
    department_id = holding.post.department_id
    allow(may.may_speak_for(me(), department_id))
    if holding.post.kind != PostKind.SECTION:
        not_found()
    with saving() as current:
        sections.leave(current, holding, by=me(), at=now())
    flash(_("%(name)s不再经办%(section)s。", name=holding.account.name, section=holding.post.title))
    return _inside(department_id)


def _section(post_id: int) -> Post:
    section = the(Post, post_id)
    allow(may.may_speak_for(me(), section.department_id))
    if section.kind != PostKind.SECTION or section.ended_on is not None:
        not_found()
    return section


def _inside(department_id: int) -> Response:
    return redirect(url_for("department.inside", department_id=department_id), 303)
