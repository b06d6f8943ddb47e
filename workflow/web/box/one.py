"""One file: what it is and proves, what cites it, its versions, the office's words; withdrawn by its department."""

from typing import Any

from flask import flash, render_template, request
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from workflow.errors import Refused
from workflow.evidence import describing, destroying, permits, sights, stopped, taken, versions
from workflow.evidence.box_models import Proof
from workflow.evidence.models import BlobState, Evidence, Verdict
from workflow.evidence.rules import ending
from workflow.insight import box
from workflow.people.models import Account, DepartmentKind
from workflow.tasks.models import Task
from workflow.web.box import choices, words
from workflow.web.box.blueprint import Answer, pages, shown
from workflow.web.box.forms import DescribeForm, JudgeForm, ProveForm, ReasonForm
from workflow.web.evidence.receiving import take
from workflow.web.evidence.seeing import may_see
from workflow.web.evidence.views import VIEWABLE
from workflow.web.request import allow, me, not_found, now, saving, session, the, today


@pages.get("/evidence/<int:evidence_id>/about")
def show(evidence_id: int) -> Answer:
    return _page(_seen(evidence_id)), 200


def _seen(evidence_id: int) -> Evidence:
    evidence = the(Evidence, evidence_id)
    allow(may_see(evidence) or permits.may_ask_destruction(me(), evidence))
    return evidence


def _own(evidence_id: int) -> Evidence:
    evidence = the(Evidence, evidence_id)
    allow(permits.may_keep(me(), evidence))
    return evidence


def _page(evidence: Evidence, **forms: Any) -> str:
    keeps = permits.may_keep(me(), evidence)
    cited = box.uses(session(), [evidence.id], left_only=not keeps).get(evidence.id, [])
    standing = evidence.withdrawn_at is None and evidence.blob.state != BlobState.DESTROYED
    return render_template(
        "box/show.html",
        evidence=evidence,
        blob=evidence.blob,
        standing=standing,
        stands=words.standing(
            evidence, evidence.blob.state, of_office=evidence.department.kind == DepartmentKind.OFFICE
        ),
        seen=may_see(evidence),
        keeps=keeps and standing,
        judges=permits.may_judge(me(), evidence) and standing,
        destroys=permits.may_ask_destruction(me(), evidence),
        versions=versions.chain(session(), evidence),
        proofs=describing.proofs(session(), [evidence.id]).get(evidence.id, ()),
        cited=cited,
        tasks=_tasks({use.task_id for use in cited if use.task_id}),
        pictured=evidence.sha256 in sights.pictured(session(), [evidence.sha256]),
        viewable=ending(evidence.name) in VIEWABLE,
        judgements=versions.judgements(session(), evidence.id),
        vouched=stopped.confirmed(session(), evidence.id),
        asked=destroying.open_request(session(), evidence.sha256),
        taken_out=taken.latest(session(), evidence.id) if keeps or permits.sees_all(me()) else None,
        names=_names({evidence.put_by, evidence.withdrawn_by or 0}),
        say={"kind": words.kind_of, "proved": words.proved},
        **_forms(evidence, keeps and standing) | forms,
    )


def _tasks(ids: set[int]) -> dict[int, str]:
    """By id: the number and the heading."""
    rows = session().execute(select(Task.id, Task.number, Task.heading).where(Task.id.in_(ids)))
    return {row.id: f"{row.number} {row.heading}" for row in rows}


def _names(ids: set[int]) -> dict[int, str]:
    return dict(session().execute(select(Account.id, Account.name).where(Account.id.in_(ids))).all())


def _forms(evidence: Evidence, keeps: bool) -> dict[str, Any]:
    """Forms as they stand before anything is typed."""
    if not keeps:
        return {"judge": JudgeForm(formdata=None)}
    prove = ProveForm(formdata=None)
    prove.offer(choices.tasks_and_targets(evidence.department_id), choices.periods())
    return {"describe": DescribeForm(formdata=None, obj=evidence), "prove": prove}


@pages.post("/evidence/<int:evidence_id>/describe")
def describe(evidence_id: int) -> Answer:
    evidence, form = _own(evidence_id), DescribeForm.read()
    if form.accepted():
        try:
            with saving() as current:
                facts = {"kind": form.kind.data or "", "dated_on": form.dated_on.data, "today": today()}
                describing.describe(current, _own(evidence_id), **facts, by=me(), at=now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已保存。"))
            return shown(evidence_id)
    return _page(_own(evidence.id), describe=form), form.status


@pages.post("/evidence/<int:evidence_id>/proofs")
def prove(evidence_id: int) -> Answer:
    evidence, form = _own(evidence_id), ProveForm.read()
    form.offer(choices.tasks_and_targets(evidence.department_id), choices.periods())
    if form.accepted():
        try:
            with saving() as current:
                describing.prove(current, _own(evidence_id), form.proves(), by=me(), at=now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已标注证明事项。"))
            return shown(evidence_id, "proofs")
    return _page(_own(evidence.id), prove=form), form.status


@pages.post("/evidence/<int:evidence_id>/proofs/<int:proof_id>/remove")
def unprove(evidence_id: int, proof_id: int) -> Response:
    _own(evidence_id)
    if the(Proof, proof_id).evidence_id != evidence_id:
        not_found()
    with saving() as current:
        describing.take_back(current, the(Proof, proof_id), by=me(), at=now())
    flash(_("已取消这条证明事项，历史记录中仍可查到。"))
    return shown(evidence_id, "proofs")


@pages.post("/evidence/<int:evidence_id>/judge")
def judge(evidence_id: int) -> Answer:
    evidence = the(Evidence, evidence_id)
    allow(permits.may_judge(me(), evidence) and may_see(evidence))
    form = JudgeForm.read()
    if form.accepted():
        try:
            with saving() as current:
                word, reason = Verdict(form.word.data), form.reason.data or ""
                versions.judge(current, the(Evidence, evidence_id), word, reason=reason, by=me(), at=now())
        except Refused as error:
            form.refuse(error, "reason")
        else:
            flash(_("已记录审核意见，单位可以看到。"))
            return shown(evidence_id, "judged")
    return _page(the(Evidence, evidence_id), judge=form), form.status


@pages.route("/evidence/<int:evidence_id>/withdraw", methods=["GET", "POST"])
def withdraw(evidence_id: int) -> Answer:
    _own(evidence_id)
    form = ReasonForm.read()
    if form.accepted():
        try:
            with saving() as current:
                reason = form.reason.data or ""
                versions.withdraw(current, _own(evidence_id), reason=reason, by=me(), at=now())
        except Refused as error:
            form.refuse(error)
        else:
            flash(_("已撤下。引用它的地方会标明“已撤下”。"))
            return shown(evidence_id)
    cited = box.uses(session(), [evidence_id], left_only=False).get(evidence_id, [])
    return render_template("box/withdraw.html", evidence=_own(evidence_id), form=form, cited=cited), form.status


@pages.route("/evidence/<int:evidence_id>/version", methods=["GET", "POST"])
def replace(evidence_id: int) -> Answer:
    """A newer version; the older one stays as it was."""
    evidence = _own(evidence_id)
    errors: list[str] = []
    if request.method == "POST":
        ids, errors = take(request.files.getlist("files")[:1], evidence.department_id)
        if ids and not errors:
            with saving() as current:
                newer = the(Evidence, ids[0])
                versions.replace(current, _own(evidence_id), newer, by=me(), at=now())
            flash(_("已上传新版本。引用旧版本的填报不变。"))
            return shown(ids[0])
        errors = errors or [_("请选择文件。")]
    page = render_template("box/version.html", evidence=_own(evidence_id), errors=errors)
    return page, 422 if errors else 200
