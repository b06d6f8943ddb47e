"""群机器人: which robots speak in which groups; entered, tried, switched off and on, removed."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.adapters.chat import Chat, ChatKind, ChatTrouble, Way
from workflow.errors import Refused
from workflow.outbox import hours, robot_lists
from workflow.outbox import robots as service
from workflow.outbox.robot_models import Robot
from workflow.outbox.robot_rules import masked
from workflow.people import queries
from workflow.people.models import Department, DepartmentKind
from workflow.web.channels.blueprint import pages
from workflow.web.channels.forms import RobotForm
from workflow.web.numbers import whole
from workflow.web.request import allow, close_session, me, now, saving, session, settings, the
from workflow.wording import robots as words

AT_FIELD = {"robot.no_signing": "secret"}


@pages.get("/robots")
def robots() -> str:
    allow(may.may_administer(me()))
    rows = robot_lists.entered(session())
    return render_template(
        "channels/robots.html",
        rows=rows,
        words=words,
        masked=masked,
        hosts=_chat().hosts,
        hour=hours.said(hours.kept(session()).digests),
    )


def _chat() -> Chat:
    return Chat(settings().chat)


@pages.route("/robots/new", methods=["GET", "POST"])
def add_robot() -> Response | tuple[str, int]:
    allow(may.may_administer(me()))
    form = RobotForm.read()
    form.department.choices = _bodies()
    if form.accepted():
        try:
            with saving() as writing:
                _add(form)
                writing.flush()
        except Refused as refused:
            if refused.key == "form.once":
                raise
            form.refuse(refused, AT_FIELD.get(refused.key, "address"))
        else:
            flash(_("已添加。请发一条测试消息，到群里看看是否收到。"))
            return redirect(url_for("channels.robots"), 303)
    facts: dict[str, Any] = {"form": form, "hosts": _chat().hosts}
    return render_template("channels/robot.html", **facts), form.status


def _add(form: RobotForm) -> None:
    way = Way(ChatKind(form.kind.data), form.address.data, form.secret.data or "")
    body = the(Department, form.department.data)
    service.add(session(), body, way, name=form.name.data, chat=_chat(), by=me(), at=now())


def _bodies() -> list[tuple[str, str]]:
    """Whose group it may be: the city's leaders owe nothing that could be counted."""
    bodies = queries.departments(session())
    own = [(str(body.id), body.label) for body in bodies if body.kind != DepartmentKind.GOVERNMENT]
    return [("", _("请选择")), *own]


@pages.post("/robots/<int:robot_id>/test")
def try_robot(robot_id: int) -> Response:
    """One message now. Nothing is locked while the server is waited for."""
    robot = the(Robot, robot_id)
    allow(may.may_administer(me()))
    with saving() as writing:
        way = service.note_test(writing, robot, by=me(), at=now())
    close_session()
    with force_locale("zh"):  # as every message to a group
        trial = words.trial()
    try:
        reply = _chat().post(way, trial, at=now())
    except ChatTrouble as trouble:
        flash(_("测试消息没有送达：%(reply)s", reply=words.reply(trouble.reply)), "note")
    else:
        flash(_("测试消息已送达（%(reply)s），请到群里核对。", reply=reply))
    return redirect(url_for("channels.robots"), 303)


@pages.post("/robots/<int:robot_id>/switch")
def switch_robot(robot_id: int) -> Response:
    """停用, 启用."""
    robot = the(Robot, robot_id)
    allow(may.may_administer(me()))
    on = request.form.get("on") == "1"
    with saving() as writing:
        seen = whole(request.form.get("version", "")) or 0
        service.switch(writing, robot, on=on, version=seen, by=me(), at=now())
    flash(_("已启用。") if on else _("已停用，不再发消息。"))
    return redirect(url_for("channels.robots"), 303)


@pages.route("/robots/<int:robot_id>/remove", methods=["GET", "POST"])
def remove_robot(robot_id: int) -> Response | str:
    robot = the(Robot, robot_id)
    allow(may.may_administer(me()))
    if request.method == "POST":
        with saving() as writing:
            service.remove(writing, robot, by=me(), at=now())
        flash(_("已移除。"))
        return redirect(url_for("channels.robots"), 303)
    return render_template("channels/remove.html", robot=robot, words=words)
