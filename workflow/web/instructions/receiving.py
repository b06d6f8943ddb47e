"""Pages: a leader writes; the office registers what came on paper or by word of mouth."""

from typing import Any

from flask import render_template, request
from flask_babel import gettext as _

from workflow.errors import Refused
from workflow.evidence.queries import listed
from workflow.insight.queries import plan_shown
from workflow.instructions import permits, service
from workflow.instructions.models import Instruction, InstructionKind
from workflow.instructions.service import Written
from workflow.people.models import PostKind
from workflow.plans.models import Plan
from workflow.tasks.leaders import Leader, leaders
from workflow.tasks.models import Task
from workflow.web.evidence.receiving import attach
from workflow.web.instructions.blueprint import Answer, accepted, pages, to_page
from workflow.web.instructions.forms import RegisterForm, WriteForm, number
from workflow.web.request import allow, me, not_found, now, session, settings, today


@pages.route("/instructions/new", methods=["GET", "POST"])
def write() -> Answer:
    """写批示: in general, or on a task or a request of the leader's page."""
    allow(permits.may_write(me()))
    task, plan = _task(), _plan()
    form, posts = WriteForm.read(data=_asked()), _own_posts()
    made: list[Instruction] = []
    form.post.choices = [(post, leader.words) for post, leader in posts.items()]
    if len(posts) == 1 or not form.post.data:
        form.post.data = min(posts)
    written = posts.get(form.post.data) or not_found()

    def act(current: object) -> None:
        facts: Any = {"about": form.about.data or "", "about_id": task.id if task else None}
        said = Written(written.words, form.words.data, today(), written.post_id, **facts)
        made.append(service.receive(session(), plan, said, by=me(), at=now()))

    if accepted(form, act):
        return to_page(made[0], _("已交领导小组办公室拟办。"))
    return render_template("instructions/new.html", form=form, task=_task(), posts=posts), form.status


def _asked() -> dict[str, str]:
    return {"about": request.args.get("about", ""), "task": request.args.get("task", "")}


def _task() -> Task | None:
    """The task that it is written on."""
    asked = number(request.form.get("task") or request.args.get("task"))
    return session().get(Task, asked) if asked else None


def _plan() -> Plan:
    task = _task()
    return task.plan if task else plan_shown(session()) or not_found()


def _own_posts() -> dict[int, Leader]:
    """The posts from which this person may write."""
    own = permits.own_posts(me())
    return {post: leader for post, leader in leaders(session(), on=today()).items() if post in own}


@pages.route("/instructions/register", methods=["GET", "POST"])
def register() -> Answer:
    """登记: who wrote or said it, on which day, the words as they stand, the scan."""
    allow(permits.may_register(me()))
    form, office = RegisterForm.read(), min(me().departments_as(PostKind.OFFICE))
    papers, refused = attach(office) if request.method == "POST" else ([], [])
    form.offer([(one.post_id, one.words) for one in leaders(session(), on=today()).values()])
    form.form_errors.extend(refused)
    made: list[Instruction] = []

    def act(current: object) -> None:
        made.append(service.receive(session(), _plan(), _registered(form, papers), by=me(), at=now()))

    if not refused and accepted(form, act):
        return to_page(made[0], _("已登记，请拟办。"))
    kept = listed(session(), papers, department_id=office) if papers else ()
    limit = settings().upload_limit // 1024 // 1024
    return render_template("instructions/register.html", form=form, kept=kept, limit=limit, office=office), form.status


def _registered(form: RegisterForm, papers: list[int]) -> Written:
    leader = leaders(session(), on=today()).get(form.leader.data or 0)
    kind = InstructionKind(form.kind.data)
    if kind == InstructionKind.WRITTEN and not papers:
        raise Refused("instruction.scan_missing")
    words = leader.words if leader else form.name.data or ""
    scan = next(iter(papers), None)
    return Written(words, form.words.data, form.on.data, leader.post_id if leader else None, kind, evidence_id=scan)
