"""What a department asks of the office, or answers to its papers, and its head has still to sign."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline
from workflow.escalation.papers import answering
from workflow.escalation.papers import queries as papers
from workflow.escalation.papers.models import PaperAnswer
from workflow.people.models import Account, Department
from workflow.reports import correcting
from workflow.reports.beside_models import ReportCorrection
from workflow.reports.models import Report
from workflow.review import closing, extensions
from workflow.review.closing_models import Closing, ClosingState
from workflow.review.models import Extension
from workflow.tasks.models import Assignment, Task
from workflow.web.request import session
from workflow.web.signing import answers
from workflow.web.signing.thing import Asked
from workflow.wording.occasions import owed, reported

SHOWN = 200
Act = Callable[..., object]
Thing = Extension | ReportCorrection | Closing | PaperAnswer


@dataclass(frozen=True)
class Kind:
    """How one kind of request is found, signed and sent back."""

    model: type[Thing]
    sign: Act
    send_back: Act
    rows: Callable[[Session, Collection[int]], list[Asked]]


def of_departments(session: Session, department_ids: Collection[int]) -> list[Asked]:
    """Every request of some departments that waits for the head, the oldest first."""
    found = [one for kind in KINDS.values() for one in kind.rows(session, department_ids)]
    return sorted(found, key=lambda one: (one.at, one.kind, one.id))


def find(session: Session, kind: str, number: int) -> tuple[Any, Act] | None:
    """The request, and how it is signed."""
    known = KINDS.get(kind)
    thing = session.get(known.model, number) if known else None
    return (thing, known.sign) if known and thing is not None else None


def about(thing: Thing, own: Collection[int]) -> tuple[int, str]:
    """Which department asks, and what it is called. A successor answers in the place of the body addressed."""
    if isinstance(thing, PaperAnswer):
        body, paper = thing.address.department_id, thing.address.paper
        followers = (one for one in own if body in papers.followed(session(), [one]))
        return next(followers, body), f"{paper.number} {paper.title}"
    department_id, task = whose(thing)
    return department_id, called(task)


def called(task: Task) -> str:
    return f"{task.number}{task.heading}"


def whose(thing: Extension | ReportCorrection | Closing) -> tuple[int, Task]:
    """Which department asks, about which task."""
    if isinstance(thing, Closing):
        return thing.assignment.department_id, thing.task
    deadline = thing.deadline if isinstance(thing, Extension) else thing.report.deadline
    return deadline.department_id, deadline.assignment.task


ABOUT: tuple[Any, ...] = (Task.number, Task.heading, Department.label.label("department"))


def _of(rows: Select[*tuple[Any, ...]], department_ids: Collection[int]) -> Select[*tuple[Any, ...]]:
    """The joins that every kind wants, from its deadline on."""
    return (
        rows.join(Assignment, Assignment.id == Deadline.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .join(Department, Department.id == Deadline.department_id)
        .where(Deadline.department_id.in_(department_ids))
        .limit(SHOWN)
    )


def _extensions(session: Session, department_ids: Collection[int]) -> list[Asked]:
    asked = select(Extension, *ABOUT, Deadline.kind, Deadline.occasion, Deadline.due_on, Account.name.label("asker"))
    rows = asked.join(Deadline, Deadline.id == Extension.deadline_id)
    rows = _of(rows.outerjoin(Account, Account.id == Extension.asked_by), department_ids)
    rows = rows.where(Extension.decision.is_(None), Extension.signed_at.is_(None)).order_by(Extension.id)
    return [
        Asked(
            kind="extension",
            id=row.Extension.id,
            version=row.Extension.version,
            number=row.number,
            heading=row.heading,
            department=row.department,
            what=_(
                "申请延期：%(what)s，%(due)s → %(wanted)s",
                what=owed(row.kind, row.occasion),
                due=row.due_on.isoformat(),
                wanted=row.Extension.wanted_on.isoformat(),
            ),
            words=row.Extension.reason,
            more=row.Extension.progress,
            by=row.asker or "",
            at=row.Extension.asked_at,
        )
        for row in session.execute(rows)
    ]


def _corrections(session: Session, department_ids: Collection[int]) -> list[Asked]:
    asked = select(ReportCorrection, *ABOUT, Report.period).join(Report, Report.id == ReportCorrection.report_id)
    rows = _of(asked.join(Deadline, Deadline.id == Report.deadline_id), department_ids)
    rows = rows.where(ReportCorrection.decision.is_(None), ReportCorrection.signed_at.is_(None))
    return [
        Asked(
            kind="correction",
            id=row.ReportCorrection.id,
            version=row.ReportCorrection.version,
            number=row.number,
            heading=row.heading,
            department=row.department,
            what=_("申请更正：%(period)s", period=reported(row.period)),
            words=row.ReportCorrection.reason,
            more=str(row.ReportCorrection.said.get("text", "")),
            by=row.ReportCorrection.asker,
            at=row.ReportCorrection.asked_at,
        )
        for row in session.execute(rows.order_by(ReportCorrection.id))
    ]


def _closings(session: Session, department_ids: Collection[int]) -> list[Asked]:
    rows = (
        select(Closing, *ABOUT)
        .join(Assignment, Assignment.id == Closing.assignment_id)
        .join(Task, Task.id == Closing.task_id)
        .join(Department, Department.id == Assignment.department_id)
        .where(Closing.state == ClosingState.TO_SIGN, Assignment.department_id.in_(department_ids))
        .order_by(Closing.id)
        .limit(SHOWN)
    )
    return [
        Asked(
            kind="closing",
            id=row.Closing.id,
            version=row.Closing.version,
            number=row.number,
            heading=row.heading,
            department=row.department,
            what=_("申请转为常态化") if row.Closing.as_standing else _("申请办结"),
            words=row.Closing.words,
            more="",
            by=row.Closing.asker,
            at=row.Closing.asked_at,
        )
        for row in session.execute(rows)
    ]


KINDS: Mapping[str, Kind] = {
    "extension": Kind(Extension, extensions.sign, extensions.send_back, _extensions),
    "correction": Kind(ReportCorrection, correcting.sign, correcting.send_back, _corrections),
    "closing": Kind(Closing, closing.sign, closing.send_back, _closings),
    "answer": Kind(PaperAnswer, answering.sign, answering.send_back, answers.waiting),
}
