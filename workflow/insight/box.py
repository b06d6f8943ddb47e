"""What cites a file, over all rooms: reports, closings, extensions, answers to papers; and whether that left its
department. What only drafts or unsigned words cite stays inside."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, literal, null, or_, select, true, union_all
from sqlalchemy.orm import Session

from workflow.deadlines.models import Deadline
from workflow.escalation.papers.models import PaperAddress, PaperAnswer, PaperAnswerEvidence
from workflow.evidence.models import Evidence
from workflow.reports.cited import left_department
from workflow.reports.models import Report, ReportEvidence, ReportRevision, SignOff
from workflow.review.closing_models import Closing, ClosingEvidence
from workflow.review.models import Extension
from workflow.tasks.models import Assignment


class Way(StrEnum):
    """What cites a file."""

    REPORT = "report"
    SIGNATURE = "signature"  # the scan of a signature on paper
    CLOSING = "closing"
    EXTENSION = "extension"
    ANSWER = "answer"  # to a paper


@dataclass(frozen=True)
class Use:
    """One thing that cites a file. `thing_id` is the report's, the closing's, the extension's, the paper's; `occasion`
    the period or occasion of a report; `left` whether it has left the department."""

    evidence_id: int
    way: Way
    thing_id: int
    department_id: int
    task_id: int | None
    occasion: str
    left: bool


_Rows = Select[Any, str, int, int, Any, str, int]


def uses(session: Session, evidence_ids: Collection[int], *, left_only: bool) -> dict[int, list[Use]]:
    """By file; of a report that was written anew each once."""
    if not evidence_ids:
        return {}
    named = [rows.where(_column(rows, "evidence_id").in_(evidence_ids)) for rows in (*_of_tasks(), _answers())]
    merged: dict[tuple[int, str, int], Use] = {}
    for row in session.execute(union_all(*named)):
        key = row.evidence_id, Way(row.way), row.thing_id
        left = bool(row.left) or (key in merged and merged[key].left)
        merged[key] = Use(*key, row.department_id, row.task_id, row.occasion, left)
    found: dict[int, list[Use]] = {}
    for use in merged.values():
        if use.left or not left_only:
            found.setdefault(use.evidence_id, []).append(use)
    return found


def is_out() -> ColumnElement[bool]:
    """Condition on a file: something that left its department cites it."""
    return or_(*[_cites(rows, left_only=True) for rows in (*_of_tasks(), _answers())])


def cites_for(task_ids: Collection[int], *, left_only: bool) -> ColumnElement[bool]:
    """Condition on a file: something said on these tasks cites it."""
    return or_(*[_cites(rows.where(Assignment.task_id.in_(task_ids)), left_only=left_only) for rows in _of_tasks()])


def _cites(rows: _Rows, *, left_only: bool) -> ColumnElement[bool]:
    left = _column(rows, "left") == 1 if left_only else true()
    return exists(rows.where(left, _column(rows, "evidence_id") == Evidence.id).correlate(Evidence))


def _column(rows: _Rows, name: str) -> ColumnElement[Any]:
    return rows.selected_columns[name]


def _of_tasks() -> tuple[_Rows, ...]:
    reports = _reports(Way.REPORT, ReportEvidence), _reports(Way.SIGNATURE, SignOff)
    return (*reports, _closings(), _extensions())


def _reports(way: Way, table: type[ReportEvidence] | type[SignOff]) -> _Rows:
    return (
        select(
            table.evidence_id.label("evidence_id"),
            literal(way.value).label("way"),
            Report.id.label("thing_id"),
            Assignment.department_id.label("department_id"),
            Assignment.task_id.label("task_id"),
            Report.period.label("occasion"),
            case((left_department(), 1), else_=0).label("left"),
        )
        .select_from(table)
        .join(ReportRevision, ReportRevision.id == table.revision_id)
        .join(Report, Report.id == ReportRevision.report_id)
        .join(Assignment, Assignment.id == Report.assignment_id)
    )


def _closings() -> _Rows:
    return (
        select(
            ClosingEvidence.evidence_id.label("evidence_id"),
            literal(Way.CLOSING.value).label("way"),
            Closing.id.label("thing_id"),
            Assignment.department_id,
            Assignment.task_id,
            literal("").label("occasion"),
            case((Closing.signed_at.is_not(None), 1), else_=0).label("left"),
        )
        .select_from(ClosingEvidence)
        .join(Closing, Closing.id == ClosingEvidence.closing_id)
        .join(Assignment, Assignment.id == Closing.assignment_id)
    )


def _extensions() -> _Rows:
    return (
        select(
            Extension.attached_id.label("evidence_id"),
            literal(Way.EXTENSION.value).label("way"),
            Extension.deadline_id.label("thing_id"),
            Assignment.department_id,
            Assignment.task_id,
            Deadline.occasion.label("occasion"),
            case((Extension.signed_at.is_not(None), 1), else_=0).label("left"),
        )
        .select_from(Extension)
        .join(Deadline, Deadline.id == Extension.deadline_id)
        .join(Assignment, Assignment.id == Deadline.assignment_id)
    )


def _answers() -> _Rows:
    return (
        select(
            PaperAnswerEvidence.evidence_id.label("evidence_id"),
            literal(Way.ANSWER.value).label("way"),
            PaperAddress.paper_id.label("thing_id"),
            PaperAddress.department_id,
            null().label("task_id"),
            literal("").label("occasion"),
            case((PaperAnswer.given_at.is_not(None), 1), else_=0).label("left"),
        )
        .select_from(PaperAnswerEvidence)
        .join(PaperAnswer, PaperAnswer.id == PaperAnswerEvidence.answer_id)
        .join(PaperAddress, PaperAddress.id == PaperAnswer.address_id)
    )
