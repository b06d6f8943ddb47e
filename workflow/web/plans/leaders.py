"""Pages of the office before tasks are started: under which leader a task is, and which section does it."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from workflow import permits as may
from workflow.errors import Refused
from workflow.plans.models import Plan
from workflow.tasks import leads as shares
from workflow.tasks import responsibility
from workflow.tasks.leaders import leaders as posts
from workflow.tasks.leads import Shares
from workflow.tasks.models import Assignment, Task, TaskState
from workflow.web.forms import PageForm
from workflow.web.numbers import whole
from workflow.web.plans.starting import Answer
from workflow.web.plans.views import pages
from workflow.web.request import allow, me, now, saving, session, the, today

Chapters = list[tuple[str, list[Shares]]]


@pages.route("/plans/<int:plan_id>/leaders", methods=["GET", "POST"])
def leaders(plan_id: int) -> Answer:
    """分管市领导 and 责任科室 of every task, many at once: a chapter's leader is given to the tasks of the chapter
    whose own choice was left as it stood."""
    plan = the(Plan, plan_id)
    allow(may.may_run_office(me()))
    form = PageForm.read()
    open_ones = _open(plan)
    chapters = _chapters(shares.shares_of_plan(session(), plan.id))
    if form.accepted():
        try:
            with saving():
                if not open_ones:
                    raise Refused("lead.started")
                done = _save(chapters, open_ones)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(_("已保存：分管市领导 %(leaders)s 项，责任科室 %(sections)s 项。", leaders=done[0], sections=done[1]))
            return redirect(url_for("plans.leaders", plan_id=plan.id), 303)
    choices = posts(session(), on=today())
    facts = {
        "plan": plan,
        "open_ones": open_ones,
        "chapters": chapters,
        "posts": choices,
        "form": form,
        "typed": request.form,
    }
    return render_template("plans/leaders.html", **facts), form.status


def _open(plan: Plan) -> frozenset[int]:
    """The tasks that wait for their start: all of a draft, and those that a later edition added."""
    waiting = select(Task.id).where(Task.plan_id == plan.id, Task.state == TaskState.PROPOSED)
    return frozenset(session().scalars(waiting))


def _chapters(rows: list[Shares]) -> Chapters:
    found: dict[str, list[Shares]] = {}
    for row in rows:
        found.setdefault(row.chapter, []).append(row)
    return list(found.items())


def _save(chapters: Chapters, open_ones: frozenset[int]) -> tuple[int, int]:
    sent: MultiDict[str, str] = request.form
    under = sections = 0
    for place, (_chapter, rows) in enumerate(chapters, start=1):
        of_all = sent.get(f"chapter-{place}", "")
        for row in rows:
            if row.task_id not in open_ones:
                continue
            own = sent.get(f"leader-{row.task_id}")
            if own is not None:
                under += _put_under(row, own, of_all)
            words = sent.get(f"section-{row.task_id}")
            if row.lead is not None and words is not None:
                share = session().get_one(Assignment, row.lead.id)
                words = words.replace("\0", "")
                sections += responsibility.set_section(session(), share, words, by=me(), at=now())
    return under, sections


def _put_under(row: Shares, own: str, of_all: str) -> bool:
    """The task's own choice, where it was changed; else the chapter's, where one was made."""
    as_it_was = own == str(row.leader_post_id or "")
    wanted = of_all if of_all and as_it_was else own
    if wanted and whole(wanted) is None:
        raise Refused("lead.no_leader")
    task = session().get_one(Task, row.task_id)
    return responsibility.put_under(session(), task, whole(wanted), by=me(), at=now())
