"""Pages: who is responsible for a task, who was, and the office's decisions on it; what was typed for something that is
owed no more."""

from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from workflow import permits as may
from workflow.deadlines import changing
from workflow.deadlines.models import Deadline, Outcome
from workflow.errors import Refused
from workflow.people import queries as people
from workflow.reports import carrying
from workflow.reports.models import ReportDraft
from workflow.tasks import lineage, queries, responsibility
from workflow.tasks.leaders import leaders
from workflow.tasks.models import Role, Task
from workflow.web.request import allow, me, not_found, now, saving, session, the, today
from workflow.web.tasks.asking import Answer
from workflow.web.tasks.responsibility_forms import AddForm, DecisionForm, EndForm, LeaderForm, LeadForm, SectionForm
from workflow.web.tasks.responsible import clauses
from workflow.web.tasks.views import pages
from workflow.wording.occasions import owed as owed_words
from workflow.wording.responsibility import ended
from workflow.workdays.queries import calendar

FORMS: dict[str, type[DecisionForm]] = {
    "add": AddForm,
    "lead": LeadForm,
    "end": EndForm,
    "section": SectionForm,
    "leader": LeaderForm,
}


@pages.route("/tasks/<int:task_id>/responsibility", methods=["GET", "POST"])
def responsible(task_id: int) -> Answer:
    """责任分工: one page with a form for each decision; `act` says which was sent."""
    task = the(Task, task_id)
    allow(may.may_run_office(me()))
    act = request.form.get("act", "")
    if request.method == "POST" and act not in FORMS:
        not_found()
    forms = {name: kind(formdata=request.form if name == act else None, prefix=name) for name, kind in FORMS.items()}
    _offer(task, forms)
    form = forms.get(act)
    if form is not None and form.accepted():
        try:
            with saving():
                said = ACTS[act](task, form)
                carrying.carry(session(), task.id)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(said)
            return redirect(url_for("tasks.responsible", task_id=task_id), 303)
    return _page(the(Task, task_id), forms, act), form.status if form else 200


def _page(task: Task, forms: dict[str, DecisionForm], act: str) -> str:
    under = leaders(session(), on=today())
    return render_template(
        "tasks/responsibility.html",
        task=task,
        spans=lineage.spans(session(), task.id),
        ended=ended,
        clauses=clauses(task),
        leader=under[task.leader_post_id].words if task.leader_post_id in under else "",
        asked=queries.open_move_requests(session(), [share.id for share in queries.shares(session(), task.id)]),
        forms=forms,
        act=act,
        seen=lineage.seen(session(), task),
    )


def _offer(task: Task, forms: dict[str, DecisionForm]) -> None:
    """The choices: bodies that are not responsible yet, those that are, the city's leaders."""
    shares = queries.shares(session(), task.id)
    names = queries.names(session(), {share.department_id for share in shares})
    sharing = {share.department_id: names[share.department_id] for share in shares}
    lead = next((share.department_id for share in shares if share.role == Role.LEAD), None)
    others = {number: label for number, label in people.choices(session()) if number not in sharing}
    first = {number: label for number, label in sharing.items() if number != lead}
    forms["add"].offer(others, _("请选择单位"))
    forms["lead"].offer(first | others, _("请选择单位"))
    forms["end"].offer(first, _("请选择单位"))
    forms["section"].offer(sharing, None)
    under = leaders(session(), on=today())
    forms["leader"].offer({key: post.words for key, post in under.items()}, _("（暂不明确）"))
    if not forms["leader"].is_submitted() or request.form.get("act") != "leader":
        forms["leader"].chosen.data = task.leader_post_id


def _how(form: DecisionForm) -> changing.Decided:
    days = calendar(session(), around=today())
    seen = request.form.get("seen") or None
    return changing.Decided(basis=form.basis.data or "", by=me(), at=now(), calendar=days, seen=seen)


def _chosen(form: DecisionForm) -> int:
    if form.chosen.data is None:
        raise Refused("move.department_missing")
    return int(form.chosen.data)


def _add(task: Task, form: DecisionForm) -> str:
    share = changing.add_share(session(), task, _chosen(form), **_how(form))
    return str(_("已增加责任单位：%(name)s。", name=share.department.label))


def _lead(task: Task, form: DecisionForm) -> str:
    assert isinstance(form, LeadForm)
    new = changing.change_lead(session(), task, _chosen(form), stays=bool(form.stays.data), **_how(form))
    return str(_("牵头单位已调整为%(name)s。", name=new.department.label))


def _end(task: Task, form: DecisionForm) -> str:
    share = changing.end_share(session(), task, _chosen(form), **_how(form))
    return str(_("%(name)s不再是这项任务的责任单位。", name=share.department.label))


def _section(task: Task, form: DecisionForm) -> str:
    assert isinstance(form, SectionForm)
    changing.hold(session(), task, request.form.get("seen") or None)
    share = responsibility.share_of(session(), task.id, _chosen(form)) or not_found()
    words = form.section.data or ""
    if not responsibility.set_section(session(), share, words, basis=form.basis.data or "", by=me(), at=now()):
        raise Refused("responsibility.same")
    return str(_("已保存责任科室。"))


def _leader(task: Task, form: DecisionForm) -> str:
    changing.hold(session(), task, request.form.get("seen") or None)
    post = form.chosen.data
    if not responsibility.put_under(session(), task, post, basis=form.basis.data or "", by=me(), at=now()):
        raise Refused("responsibility.same")
    return str(_("已保存分管市领导。"))


ACTS: dict[str, Callable[[Task, DecisionForm], str]] = {
    "add": _add,
    "lead": _lead,
    "end": _end,
    "section": _section,
    "leader": _leader,
}


@pages.get("/deadlines/<int:deadline_id>/typed")
def typed(deadline_id: int) -> str:
    """What was typed for something that is owed no more, or by another now: to be read by who typed it."""
    deadline = the(Deadline, deadline_id)
    allow(may.may_answer(me(), deadline))
    draft = (
        session().get(ReportDraft, deadline.id) if deadline.outcome in (Outcome.SUPERSEDED, Outcome.WITHDRAWN) else None
    )
    task = deadline.assignment.task
    what = owed_words(deadline.kind, deadline.occasion)
    return render_template("tasks/typed.html", task=task, deadline=deadline, what=what, draft=draft)
