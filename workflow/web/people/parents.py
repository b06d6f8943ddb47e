"""Which body stands above which."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import DateField

from workflow import permits as may
from workflow.errors import Refused
from workflow.people import parents, queries
from workflow.people.models import Department
from workflow.web.forms import PageForm
from workflow.web.people.blueprint import pages
from workflow.web.people.forms import DAY, a_body
from workflow.web.request import allow, me, now, saving, session, the, today


class ParentForm(PageForm):
    """The body above, and from which day on."""

    parent = a_body(_l("上级单位"))
    from_on = DateField(_l("自何日起"), DAY)


@pages.route("/departments/<int:department_id>/parent", methods=["GET", "POST"])
def parent(department_id: int) -> Response | tuple[str, int]:
    """登记上级单位."""
    one = the(Department, department_id)
    allow(may.may_administer(me()))
    above = parents.parent_of(session(), one.id, on=today())
    form = ParentForm.read(data={"parent": above.id if above else None, "from_on": today()})
    bodies = [(str(body.id), body.label) for body in queries.departments(session()) if body.id != one.id]
    form.parent.choices = [("", _("（没有上级单位）")), *bodies]
    if form.accepted():
        try:
            with saving() as current:
                chosen = the(Department, form.parent.data) if form.parent.data else None
                parents.put_below(current, one, chosen, from_on=form.from_on.data, by=me(), at=now())
        except Refused as error:
            form.refuse(error, "parent")
        else:
            flash(_("已保存。"))
            return redirect(url_for("people.department", department_id=one.id), 303)
    one = the(Department, department_id)
    below = _("、").join(body.label for body in parents.children(session(), one.id, on=today()))
    return render_template(
        "people/form.html",
        form=form,
        title=_("登记上级单位"),
        act=_("保存"),
        label=one.label,
        back_url=url_for("people.department", department_id=one.id),
        note=_("现有下级单位：%(names)s", names=below) if below else _("上级单位可以把任务转给下级单位办理。"),
        danger=False,
    ), form.status
