"""Keeping the verdict of a period: appended once, never recomputed; a correction appends another."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, insert, select, update
from sqlalchemy.orm import Session, aliased

from workflow.deadlines.models import Deadline, DeadlineKind, LadderKind
from workflow.deadlines.rules import WORK
from workflow.lights.models import Course, PeriodVerdict
from workflow.lights.rules import LATE_WORK, first_unlate, red_run, verdict, window_closed
from workflow.reports.conditions import awaits_word
from workflow.reports.models import Blocker, Report, ReportRevision, ReportState
from workflow.reports.rules import UPDATE
from workflow.tasks.models import Assignment
from workflow.workdays.rules import QUARTERS_LIKE, Calendar, is_period

BATCH = 500


def keep(
    session: Session, report: Report, *, at: datetime, today: date, calendar: Calendar, corrected: bool = False
) -> PeriodVerdict | None:
    """Keep the verdict of an accepted period report. None for a share, for something said between periods, or when the
    same was kept before. `corrected`: the period is closed; whether work was late in it stays as it was judged."""
    if report.deadline.kind != DeadlineKind.REPORT or not is_period(report.period):
        return None
    standing, blockers = _said(session, report)
    before = _last(session, report.assignment_id, report.period)
    late = session.scalar(select(_late_work(report.assignment_id, first_unlate(today, calendar))))
    if corrected and before is not None:
        late = before.reason == LATE_WORK
    course, reason = verdict(standing=standing, blockers=blockers, late_work=bool(late))
    if before is not None and (before.course, before.reason, before.report_id) == (course, reason, report.id):
        return None
    kept = PeriodVerdict(
        assignment_id=report.assignment_id,
        period=report.period,
        ordinal=before.ordinal + 1 if before is not None else 1,
        course=course,
        reason=reason,
        report_id=report.id,
        at=at,
    )
    session.add(kept)
    session.flush()
    _count_red(session, [report.assignment_id], on=today)
    return kept


def keep_verdicts(session: Session, *, at: datetime, today: date, calendar: Calendar) -> int:
    """Keep every verdict that is due: of reports accepted without one, of windows that closed without a report.

    Safe to repeat. Returns how many were added.
    """
    added = 0
    for report in session.scalars(_accepted_unkept()).all():
        added += keep(session, report, at=at, today=today, calendar=calendar) is not None
    rows = list(_unreported(session, at=at, today=today, calendar=calendar))
    for batch in _batches(rows):
        session.execute(insert(PeriodVerdict), batch)
        _count_red(session, {row["assignment_id"] for row in batch if row["course"] == Course.RED}, on=today)
    return added + len(rows)


def _said(session: Session, report: Report) -> tuple[Any, Sequence[str]]:
    """The standing and the kinds of blockers of a report's latest revision."""
    revision_id, standing = session.execute(
        select(ReportRevision.id, ReportRevision.standing)
        .where(ReportRevision.report_id == report.id)
        .order_by(ReportRevision.ordinal.desc())
        .limit(1)
    ).one()
    return standing, session.scalars(select(Blocker.kind).where(Blocker.revision_id == revision_id)).all()


def _last(session: Session, assignment_id: int, period: str) -> PeriodVerdict | None:
    return session.scalars(
        select(PeriodVerdict)
        .where(PeriodVerdict.assignment_id == assignment_id, PeriodVerdict.period == period)
        .order_by(PeriodVerdict.ordinal.desc())
        .limit(1)
    ).first()


def _accepted_unkept() -> Select[Report]:
    kept = exists().where(
        PeriodVerdict.assignment_id == Report.assignment_id,
        PeriodVerdict.period == Report.period,
        PeriodVerdict.report_id == Report.id,
    )
    return (
        select(Report)
        .join(Deadline, Deadline.id == Report.deadline_id)
        .where(Report.state == ReportState.ACCEPTED, Deadline.kind == DeadlineKind.REPORT, ~kept)
        .where(Report.period.not_like(f"{UPDATE}%"))
        .order_by(Report.id)
    )


def _unreported(session: Session, *, at: datetime, today: date, calendar: Calendar) -> Iterator[dict[str, Any]]:
    """Rows for windows that closed without a report and have no verdict yet."""
    mark = first_unlate(today, calendar)
    kept = exists().where(
        PeriodVerdict.assignment_id == Deadline.assignment_id, PeriodVerdict.period == Deadline.occasion
    )
    missing = session.execute(
        select(Deadline.assignment_id, Deadline.occasion, Deadline.due_on, _late_work(Deadline.assignment_id, mark))
        .where(
            Deadline.ladder == LadderKind.REPORTING,
            Deadline.kind == DeadlineKind.REPORT,
            Deadline.occasion.not_like(f"{UPDATE}%"),
            Deadline.ended_on.is_(None),
            Deadline.held_since.is_(None),
            Deadline.due_on < mark,
            ~kept,
        )
        .order_by(Deadline.due_on, Deadline.id)
    )
    for assignment_id, period, due_on, late in missing:
        if window_closed(due_on=due_on, today=today, calendar=calendar):
            course, reason = verdict(standing=None, blockers=(), late_work=bool(late))
            yield {
                "assignment_id": assignment_id,
                "period": period,
                "ordinal": 1,
                "course": course,
                "reason": reason,
                "report_id": None,
                "at": at,
            }


def _late_work(assignment_id: Any, mark: date) -> ColumnElement[bool]:
    """Condition: the share has open work that was due before `mark` and does not wait for the office's word."""
    work = aliased(Deadline)
    return exists().where(
        work.assignment_id == assignment_id,
        work.kind.in_(WORK),
        work.ended_on.is_(None),
        work.held_since.is_(None),
        work.due_on < mark,
        ~awaits_word(work),
    )


def _batches(rows: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        yield batch


def _count_red(session: Session, assignment_ids: Collection[int], *, on: date) -> None:
    """Bring the runs of red quarters up to date, from the last verdict of each; months neither add nor end."""
    latest: dict[int, dict[str, Course]] = defaultdict(dict)
    for assignment_id, period, course in session.execute(
        select(PeriodVerdict.assignment_id, PeriodVerdict.period, PeriodVerdict.course)
        .where(PeriodVerdict.assignment_id.in_(assignment_ids), PeriodVerdict.period.like(QUARTERS_LIKE))
        .order_by(PeriodVerdict.period, PeriodVerdict.ordinal)
    ):
        latest[assignment_id][period] = course
    for assignment_id, courses in latest.items():
        run = red_run(list(courses.values()))
        since = func.coalesce(Assignment.red_since, on) if run else None
        session.execute(
            update(Assignment)
            .where(Assignment.id == assignment_id, Assignment.red_run != run)
            .values(red_run=run, red_since=since)
        )
