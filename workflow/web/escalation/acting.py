"""What the office does about a late thing: urging one or many, noting a telephone call, giving another day."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from workflow import permits as may
from workflow.deadlines.models import Deadline, LadderKind
from workflow.errors import Refused, Stale
from workflow.escalation import queries, service
from workflow.notices.queries import audience_on, given_to
from workflow.notices.rules import told_to
from workflow.notices.service import tell
from workflow.people.queries import account_names
from workflow.review import extensions
from workflow.web.escalation import morning
from workflow.web.escalation.forms import CallForm, ExtendForm, UrgeForm
from workflow.web.escalation.morning import LateRow
from workflow.web.escalation.views import pages
from workflow.web.numbers import whole
from workflow.web.request import allow, me, now, saving, session, the, today
from workflow.web.review import approving
from workflow.workdays.queries import calendar

Answer = str | tuple[str, int] | Response
MOST = 200  # deadlines urged at once


@dataclass(frozen=True)
class Letter:
    """What one department would be told, and who there would be told."""

    department_id: int
    department: str
    rows: list[LateRow]
    people: list[str]


@pages.get("/escalation/urge")
def preview() -> Answer:
    """What would be sent, and to whom, before anything is."""
    allow(may.may_run_office(me()))
    return _preview(UrgeForm.read(), _picked(request.args.getlist("deadline")))


@pages.post("/escalation/urge")
def urge() -> Answer:
    allow(may.may_run_office(me()))
    picked = _picked(request.form.getlist("deadline"))
    deadlines = [the(Deadline, number) for number in picked]
    allow(all(may.may_act_on(me(), deadline.department_id) for deadline in deadlines))
    form = UrgeForm.read()
    if form.accepted():
        try:
            with saving() as saved:
                urged = service.urge(saved, deadlines, words=form.words.data or "", by=me(), at=now())
                told = tell(saved, [deadline.id for deadline in deadlines], rung=f"urge:{urged.id}", on=today())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已催办 %(n)s 项，通知 %(told)s 条，随下一封工作提醒邮件送达。", n=len(deadlines), told=told))
            return redirect(url_for("escalation.show"), 303)
    return _preview(form, picked), form.status


def _picked(words: list[str]) -> list[int]:
    """The ids in an address or a form, each once; what is no id is left out."""
    return sorted({number for word in words if (number := whole(word)) is not None})[:MOST]


def _preview(form: UrgeForm, picked: list[int]) -> str:
    days = calendar(session(), around=today())
    rows = morning.read(queries.chosen(session(), picked, on=today()), days)
    sent = [row for row in rows if row.actable and row.days and row.urged_on != today()]
    letters = _letters(sent)
    return render_template(
        "escalation/urge.html",
        form=form,
        letters=letters,
        sent=sent,
        left_out=[row for row in rows if row not in sent],
        people=len({person for letter in letters for person in letter.people}),
        forms=sum(row.light == morning.LIGHTS[LadderKind.REPORTING] for row in sent),
        longest=service.WORDS,
    )


def _letters(rows: list[LateRow]) -> list[Letter]:
    """The rows by department, each with the people who would be told."""
    told = audience_on(session(), on=today())
    to_heads, _to_office = told_to("urge:0")
    recipients = [*told.nearest, *(told.heads if to_heads else ())]
    given = given_to(session(), [row.id for row in rows]) if told.sections else {}
    named = account_names(session(), {one.account_id for one in (*recipients, *told.sections)})
    letters: dict[int, Letter] = {}
    for row in rows:
        people = sorted({named[one.account_id] for one in recipients if one.department_id == row.department_id})
        letter = letters.setdefault(row.department_id, Letter(row.department_id, row.department, [], people))
        clerks = {named[one.account_id] for one in told.sections if one.post_id == given.get(row.id)}
        letter.people.extend(sorted(clerks.difference(letter.people)))
        letter.rows.append(row)
    return list(letters.values())


@pages.route("/escalation/<int:deadline_id>/call", methods=["GET", "POST"])
def call(deadline_id: int) -> Answer:
    """登记电话催办."""
    deadline = the(Deadline, deadline_id)
    allow(may.may_act_on(me(), deadline.department_id))
    form = CallForm.read()
    if form.accepted():
        try:
            with saving() as saved:
                service.note_call(saved, deadline, **form.facts(), by=me(), at=now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已登记与 %(who)s 的通话。", who=form.spoke_with.data))
            return redirect(url_for("escalation.show"), 303)
    row = _one(deadline_id)
    notes = queries.calls(session(), deadline_id)
    return render_template("escalation/call.html", form=form, row=row, notes=notes), form.status


@pages.route("/escalation/<int:deadline_id>/extend", methods=["GET", "POST"])
def extend(deadline_id: int) -> Answer:
    """The office gives another day of itself."""
    deadline = the(Deadline, deadline_id)
    allow(may.may_act_on(me(), deadline.department_id))
    asked = extensions.open_request(session(), deadline)
    if asked is not None and asked.signed_at is not None and request.method == "GET":
        return redirect(url_for("review.extension", extension_id=asked.id), 303)
    form = ExtendForm.read(data={"seen_due_on": deadline.due_on.isoformat()})
    paper = approving.prepared(form)
    if form.accepted() and not paper.refused:
        try:
            if not form.still(deadline.due_on):
                raise Stale()
            with saving() as saved:
                facts = {"to_on": form.to_on.data, "reason": form.reason.data, "approval": paper.approval(form)}
                extensions.grant_directly(saved, deadline, **facts, by=me(), at=now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已延期至 %(day)s；提醒、亮灯和梯级随之顺延。", day=deadline.due_on.isoformat()))
            return redirect(url_for("escalation.show"), 303)
    times, papers = approving.times(the(Deadline, deadline_id)), approving.kept(paper)
    status = 422 if paper.refused else form.status
    return render_template(
        "escalation/extend.html", form=form, row=_one(deadline_id), times=times, papers=papers
    ), status


def _one(deadline_id: int) -> LateRow:
    days = calendar(session(), around=today())
    return morning.read(queries.chosen(session(), [deadline_id], on=today()), days)[0]
