"""What stands beside the bands of a desk: counts and flags in one statement. Details are read where one says so."""

from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Row,
    Select,
    bindparam,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline, Hold
from workflow.deadlines.queries import LEADS, SHARES
from workflow.escalation.papers.models import AnswerState, PaperAddress, PaperAnswer
from workflow.insight import sayable
from workflow.insight.sayable import HERE, ON, count
from workflow.insight.scores.models import ScoreLine, ScoreSheet, ScoreState
from workflow.people.models import Absence, Department, Holding, Post, PostKind
from workflow.reports.beside_models import Inquiry, ReportCorrection
from workflow.reports.models import Report, ReportState
from workflow.review import closings
from workflow.review.closing_models import Closing, ClosingState
from workflow.review.models import Extension
from workflow.tasks.consulting_models import Consultation
from workflow.tasks.models import Assignment, Origin, Task, TaskState
from workflow.workdays.rules import period_of

PERSON: BindParameter[int] = bindparam("person", type_=Integer)


def around(session: Session, department_id: int, *, person: int, on: date) -> Row[*tuple[Any, ...]] | None:
    """The department's name, how much it leads and shares in, and what else there is to be shown, as counts (of what
    is listed) and flags (of what is looked up). None: there is no such department."""
    facts = {"here": department_id, "person": person, "on": on, "quarter": period_of(on).key}
    return session.execute(_around(), facts).first()


@lru_cache(maxsize=1)  # asked for every desk: putting it together costs more than running it
def _around() -> Select[*tuple[Any, ...]]:
    in_force = (Assignment.department_id == HERE, Assignment.to_on.is_(None))
    return select(
        Department.label,
        select(LEADS).where(*in_force).scalar_subquery().label("leads"),
        select(SHARES).where(*in_force).scalar_subquery().label("shares"),
        *_of_people(),
        *_of_signing(),
        *_of_the_office(),
        _handed_down().label("handed_down"),
        _from_below().label("from_below"),
        _scored().label("scored"),
        sayable.period().label("period"),
        sayable.addable().label("addable"),
    ).where(Department.id == HERE)


def _of_people() -> tuple[Any, ...]:
    parted = exists().where(Post.department_id == HERE, Post.kind == PostKind.SECTION)
    mine = select(Holding.id).where(Holding.account_id == PERSON)
    away = exists().where(
        or_(Absence.holding_id.in_(mine), Absence.substitute_id.in_(mine)),
        Absence.to_on >= ON,
        Absence.cancelled_at.is_(None),
    )
    return parted.label("has_sections"), away.label("absent")


def _of_signing() -> tuple[Any, ...]:
    """What waits for the head, reports and requests; whether she sent back something that nobody is owed."""
    waits = count(_reports(ReportState.TO_SIGN))
    unsigned = (ReportCorrection.decision.is_(None), ReportCorrection.signed_at.is_(None))
    asks = (
        count(
            select(Extension.id).where(Extension.decision.is_(None), Extension.signed_at.is_(None)),
            _whose(Deadline.id == Extension.deadline_id) == HERE,
        )
        + count(
            select(ReportCorrection.id).where(*unsigned),
            _whose(Deadline.id == Report.deadline_id, Report.id == ReportCorrection.report_id) == HERE,
        )
        + count(
            select(Closing.id).join(Assignment, Assignment.id == Closing.assignment_id),
            Closing.state == ClosingState.TO_SIGN,
            Assignment.department_id == HERE,
        )
        + count(
            select(PaperAnswer.id).join(PaperAddress, PaperAddress.id == PaperAnswer.address_id),
            PaperAnswer.state == AnswerState.TO_SIGN,
            PaperAddress.department_id == HERE,
        )
    )
    back = _reports(ReportState.SENT_BACK).where(Deadline.department_id == HERE, Deadline.ended_on.is_not(None))
    return waits.label("reports_to_sign"), asks.label("requests_to_sign"), back.exists().label("sent_back")


def _whose(*conditions: ColumnElement[bool]) -> Any:
    """The department of a deadline, looked up for the few open requests: all deadlines are many."""
    found = select(Deadline.department_id).where(*conditions)
    return found.correlate(Extension, ReportCorrection, Hold).scalar_subquery()


def _reports(state: ReportState) -> Select[*tuple[Any, ...]]:
    return select(Report.id).join(Deadline, Deadline.id == Report.deadline_id).where(Report.state == state)


def _of_the_office() -> tuple[Any, ...]:
    """What the office asked, returned, holds and consults about; what can be asked of it."""
    inquiries = count(
        _reports(ReportState.UNDER_REVIEW)
        .join(Inquiry, Inquiry.report_id == Report.id)
        .where(Inquiry.answered_at.is_(None))
    )
    held = select(Hold.id).where(Hold.released_on.is_(None), _whose(Deadline.id == Hold.deadline_id) == HERE)
    mine = (
        select(Task.plan_id)
        .join(Assignment, Assignment.task_id == Task.id)
        .where(Assignment.department_id == HERE, Assignment.to_on.is_(None), Task.origin == Origin.MEASURE)
    )
    consulted = exists().where(Consultation.closed_at.is_(None), Consultation.plan_id.in_(mine))
    return (
        inquiries.label("inquiries"),
        closings.returned(HERE).exists().label("closings_returned"),
        closings.to_ask(HERE).exists().label("closings_to_ask"),
        held.exists().label("held"),
        consulted.label("consulted"),
    )


def _handed_down() -> Any:
    """Sub-tasks under way that the department handed to bodies below."""
    below = select(Task.id).where(Task.handed_by_id == HERE, Task.origin == Origin.SUB_TASK)
    return count(below, Task.state == TaskState.UNDER_WAY)


def _from_below() -> Any:
    """Reports of them that wait for its word."""
    waiting = (
        select(Report.id)
        .join(Assignment, Assignment.id == Report.assignment_id)
        .join(Task, Task.id == Assignment.task_id)
        .where(Task.handed_by_id == HERE, Task.origin == Origin.SUB_TASK)
    )
    return count(waiting, Report.state.in_((ReportState.FILED, ReportState.UNDER_REVIEW)))


def _scored() -> Any:
    """A score sheet to which the department may object still."""
    lines = select(ScoreLine.sheet_id).where(ScoreLine.department_id == HERE)
    asks = (ScoreSheet.state == ScoreState.CIRCULATED, ScoreSheet.object_by >= ON, ScoreSheet.id.in_(lines))
    return select(func.max(ScoreSheet.id)).where(*asks).scalar_subquery()
