"""The address of every page of the application, with things of the demonstration for its arguments."""

from dataclasses import dataclass
from datetime import date

from flask import Flask
from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from tests.house.permissions import TABLE
from tests.stories import everything, supervised
from tests.support.builders import at
from tests.support.papers import SHORT, on_the_desk
from tests.support.robots import a_robot
from workflow.audit.service import Operator
from workflow.deadlines import acknowledging
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.people.models import Department, DepartmentName, Holding, Post, PostKind
from workflow.plans.doubtful_models import Taint
from workflow.plans.models import Edition, Plan
from workflow.reports.models import Report, ReportState
from workflow.review.models import Extension
from workflow.tasks.consulting_models import Comment, CommentKind, Consultation
from workflow.tasks.models import Assignment, Origin, Role, Task

SIGN_INS = {
    "liaison": "energy",
    "head": "energy.head",
    "other": "industry",
    "office": "office",
    "leader": "leader",
    "administrator": "admin",
    "auditor": "auditor",
}
FILES = {
    "people.export_accounts",
    "people.template",
    "leader.ledger",
    "escalation.export",
    "history.export",
    "consulting.whole_table",
    "consulting.table",
    "consulting.tables",
    "consulting.export",
    "plans.original",
    "imports.state",
    "department.handover_sheet",
    "period.table",
    "period.tables",
    "review.export_targets",
    "papers.export",
    "papers.export_register",
    "papers.file",
    "instructions.export",
    "burden.export",
    "box.export",
    "storage.export",
    "scores.export",
    "calendar.export",
}
ELSEWHERE = {
    "static",
    "evidence.download",
    "evidence.view",
    "evidence.picture",
    "evidence.of_task",
    "evidence.of_plan",
    "auth.invite",
    "auth.reset",
}  # files; links good once


@dataclass(frozen=True)
class Things:
    """Values for the arguments of addresses: by name, and by endpoint where the name does not say which."""

    named: dict[str, object]
    special: dict[str, dict[str, object]]

    def of(self, rule: Rule) -> dict[str, object]:
        known = self.named | self.special.get(rule.endpoint, {})
        return {name: known[name] for name in rule.arguments}


def paths(app: Flask, things: Things, role: str) -> dict[str, str]:
    """What a role may look at: address by endpoint, downloads included."""
    with app.test_request_context():
        adapter = app.url_map.bind("")
        return {
            rule.endpoint: adapter.build(rule.endpoint, things.of(rule), "GET")
            for rule in app.url_map.iter_rules()
            if "GET" in (rule.methods or ()) and rule.endpoint not in ELSEWHERE and _opens(rule.endpoint, role)
        }


def _opens(endpoint: str, role: str) -> bool:
    return TABLE["GET", endpoint].get(role) == 200


def things_of(session: Session) -> Things:
    """The world of the liaison of 市能源局: her late report on a task shared with 市工信局, and what others have."""
    energy = session.scalars(select(Department).where(Department.label == "市能源局")).one()
    shared = select(Assignment.task_id).join(Department).where(Department.label == "市工信局")
    owed = _open(DeadlineKind.REPORT).join(Assignment).where(Deadline.department_id == energy.id)
    late = session.scalars(owed.where(Assignment.task_id.in_(shared))).first()
    holding = session.scalars(select(Holding).join(Post).where(Post.kind == PostKind.LIAISON)).first()
    assert late and holding
    named: dict[str, object] = {
        "plan_id": late.plan_id,
        "task_id": late.assignment.task_id,
        "deadline_id": late.id,
        "assignment_id": late.assignment_id,
        "department_id": energy.id,
        "account_id": holding.account_id,
        "holding_id": holding.id,
        "report_id": _report(session, ReportState.ACCEPTED, energy).id,
        "extension_id": session.scalars(select(Extension.id)).first(),
        "taint_id": session.scalars(select(Taint.id)).first(),
        "name_id": session.scalars(select(DepartmentName.id)).first(),
        "comment_id": _commented(session, late.plan_id, energy.id),
        "request_id": _asked_to_move(session, holding.account_id),
        "intake_id": on_the_desk(session).id,
        "edition_id": session.scalar(select(Edition.id).where(Edition.plan_id == late.plan_id)),
        "robot_id": a_robot(session, energy).id,
        "key": "i1",
        "locale": "zh",
        "kind": "csv",
    }
    more, of_papers = supervised.special(session, late.plan_id, energy)
    most, special = everything.special(session, energy, late.assignment)
    return Things(named | more | most, _special(session) | of_papers | special)


def _special(session: Session) -> dict[str, dict[str, object]]:
    co = select(Assignment.id).join(Department).where(Department.label == "市工信局", Assignment.role == Role.CO)
    target = session.scalars(_open(DeadlineKind.TARGET)).first()
    assert target
    later = on_the_desk(session, SHORT + "\n（二）加强督促检查。\n", amends=session.scalars(select(Plan)).first())
    return {
        "imports.changes_page": {"intake_id": later.id},
        "imports.names": {"intake_id": later.id},
        "consulting.whole_table": {"kind": "xlsx"},
        "consulting.table": {"kind": "docx"},
        "imports.target": {"key": "t1"},
        "reports.share": {"assignment_id": session.scalars(co).first()},
        "review.show": {"report_id": _report(session, ReportState.FILED).id},
        "review.target": {"deadline_id": target.id},
    }


def _open(kind: DeadlineKind) -> Select[tuple[Deadline]]:
    return select(Deadline).where(Deadline.kind == kind, Deadline.ended_on.is_(None)).order_by(Deadline.due_on)


def _report(session: Session, state: ReportState, department: Department | None = None) -> Report:
    wanted = select(Report).join(Deadline).where(Report.state == state).order_by(Report.id)
    wanted = wanted.join(Assignment, Assignment.id == Report.assignment_id).join(Task, Task.id == Assignment.task_id)
    wanted = wanted.where(Task.origin == Origin.MEASURE)
    return session.scalars(wanted.where(Deadline.department_id == department.id) if department else wanted).first()


def _asked_to_move(session: Session, account_id: int) -> int:
    """One of the shares that nobody has acknowledged is asked to be moved."""
    owed = session.scalars(_open(DeadlineKind.ACKNOWLEDGE).order_by(Deadline.id.desc())).first()
    asked = acknowledging.ask_to_move(
        session,
        owed.assignment,
        to_department_id=None,
        reason="这项工作的主管部门是市住建局",
        by=Operator(account_id, "联络员"),
        at=at(owed.due_on),
    )
    return asked.id


def _commented(session: Session, plan_id: int, department_id: int) -> int:
    """What a department said before the start."""
    then = at(date(2026, 1, 5))
    asked = Consultation(plan_id=plan_id, ordinal=1, answer_by=then.date(), opened_at=then, closed_at=then)
    said = {"department_id": department_id, "kind": CommentKind.OTHER, "words": "请明确完成时限", "received_at": then}
    comment = Comment(consultation=asked, **said)
    session.add(comment)
    session.flush()
    return comment.id
