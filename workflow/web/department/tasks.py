"""Pages: a department's tasks as rows, many ticked and given to a section."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields import SelectChoice

from workflow import permits as may
from workflow.errors import Refused
from workflow.people import sections
from workflow.people.models import Department, Post
from workflow.tasks import queries
from workflow.tasks import sections as shares
from workflow.tasks.models import Role
from workflow.tasks.sections import SHOWN, Key, SharesSought
from workflow.web.department.blueprint import pages
from workflow.web.department.forms import TasksFilter
from workflow.web.numbers import whole
from workflow.web.request import allow, me, now, saving, session, the, today

AT_ONCE = 1000


@pages.get("/departments/<int:department_id>/tasks")
def tasks(department_id: int) -> str:
    department = the(Department, department_id)
    allow(may.may_see_inside(me(), department_id))
    names = sections.names(session(), department_id, on=today())
    form = TasksFilter(request.args)
    form.section.choices = [SelectChoice("", _("全部")), *_offered(names), SelectChoice("0", _("未分到科室"))]
    form.validate()
    sought = _sought(form, department_id)
    rows = list(shares.page(session(), sought, after=_key()))
    shown = rows[:SHOWN]
    total = shares.count(session(), sought)
    return render_template(
        "department/tasks.html",
        department=department,
        form=form,
        rows=shown,
        sections=names,
        total="1,000+" if total >= AT_ONCE else str(total),
        older_url=_turn(department_id, shown[-1]) if len(rows) > SHOWN else None,
        newer_url=url_for("department.tasks", department_id=department_id, **_kept()) if _key() else None,
        filtered=any(_kept().values()),
        may_act=may.may_speak_for(me(), department_id),
    )


@pages.post("/departments/<int:department_id>/tasks")
def give_tasks(department_id: int) -> Response:
    """分给科室, or back to the liaison; what is ticked is of this department."""
    the(Department, department_id)
    allow(may.may_speak_for(me(), department_id))
    picked = queries.by_ids(session(), request.form.getlist("share", type=int)[:AT_ONCE])
    allow(all(share.department_id == department_id for share in picked))
    with saving() as current:
        if request.form.get("act") == "take_back":
            taken = shares.take_back(current, picked, by=me(), at=now())
            words = _("已收回 %(n)s 项任务，由联络员办理。", n=len(taken))
        else:
            section = _chosen(department_id)
            given = shares.give(current, picked, section, by=me(), at=now())
            words = _("已把 %(n)s 项任务分给%(name)s。", n=len(given), name=section.title)
    flash(words)
    return redirect(url_for("department.tasks", department_id=department_id, **_kept()), 303)


def _chosen(department_id: int) -> Post:
    names = sections.names(session(), department_id, on=today())
    post_id = request.form.get("section", type=int)
    if post_id not in names:
        raise Refused("section.none_chosen")
    return the(Post, post_id)


def _offered(names: dict[int, str]) -> list[SelectChoice]:
    return [SelectChoice(str(key), name) for key, name in names.items()]


def _sought(form: TasksFilter, department_id: int) -> SharesSought:
    facts = form.facts()
    section = form.section.data if "section" not in form.errors else None  # 0 is a choice too
    role = Role(facts["role"]) if facts["role"] else None
    return SharesSought(department_id, words=facts["q"], role=role, section=section)


def _kept() -> dict[str, Any]:
    return {name: request.args[name] for name in ("q", "role", "section") if request.args.get(name)}


def _key() -> Key | None:
    ordinal, _dot, number = request.args.get("after", "").partition(".")
    place, row_id = whole(ordinal), whole(number)
    return None if place is None or row_id is None else (place, row_id)


def _turn(department_id: int, row: Any) -> str:
    return url_for("department.tasks", department_id=department_id, after=f"{row.ordinal}.{row.id}", **_kept())
