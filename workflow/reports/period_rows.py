"""One page for a period: everything a department still has to say, and what it has said, in the order of the document.
A fixed number of statements, however many tasks there are."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.people.models import Post
from workflow.reports import unasked
from workflow.reports.models import Report, ReportDraft, ReportRevision, ReportState, UnaskedDraft
from workflow.reports.queries import STANDS, Rows, latest
from workflow.reports.repeating import REPEATED
from workflow.tasks.models import Assignment, Role, Task, TaskState

MOST = 300  # rows of one page
WAITING = (ReportState.TO_SIGN,)
SECTION = func.coalesce(Assignment.section, Post.title, "").label("section")
OF_TASK = (
    Assignment.id.label("assignment_id"),
    Assignment.role,
    SECTION,
    Task.id.label("task_id"),
    Task.number,
    Task.heading,
)


class Whose(NamedTuple):
    """The rows of a department; `posts`: only what was given to these of its sections."""

    department_id: int
    posts: frozenset[int] | None = None

    def shares(self) -> list[ColumnElement[bool]]:
        return [Assignment.department_id == self.department_id, *self._given()]

    def deadlines(self) -> list[ColumnElement[bool]]:
        return [Deadline.department_id == self.department_id, *self._given()]

    def _given(self) -> list[ColumnElement[bool]]:
        return [] if self.posts is None else [Assignment.post_id.in_(self.posts)]


def periods(session: Session, whose: Whose) -> Rows:
    """For which periods something is open: occasion, since when, by when, how many; the nearest first."""
    return session.execute(
        select(
            Deadline.occasion,
            func.min(Deadline.opens_on).label("opens_on"),
            func.min(Deadline.due_on).label("due_on"),
            func.count().label("count"),
        )
        .join(Assignment, Assignment.id == Deadline.assignment_id)
        .where(*_open(whose))
        .group_by(Deadline.occasion)
        .order_by(func.min(Deadline.due_on), Deadline.occasion)
    ).all()


def _open(whose: Whose) -> tuple[Any, ...]:
    return (
        *whose.deadlines(),
        Deadline.ended_on.is_(None),
        Deadline.held_since.is_(None),
        Deadline.kind.in_(REPEATED),
    )


def owed(session: Session, whose: Whose, occasion: str) -> Rows:
    """Open reports and asked shares of a period, with the draft and what became of an earlier attempt."""
    rows = (
        _of_tasks(
            select(
                Deadline.id,
                Deadline.kind,
                Deadline.opens_on,
                Deadline.due_on,
                *OF_TASK,
                Report.id.label("report_id"),
                Report.state,
                ReportDraft.words,
                ReportDraft.version,
                ReportDraft.saved_at,
            )
            .select_from(Deadline)
            .join(Assignment, Assignment.id == Deadline.assignment_id)
        )
        .outerjoin(Report, Report.deadline_id == Deadline.id)
        .outerjoin(ReportDraft, ReportDraft.deadline_id == Deadline.id)
        .where(*_open(whose), Deadline.occasion == occasion)
        .where(or_(Report.id.is_(None), Report.state.not_in(WAITING)))
    )
    return session.execute(rows.order_by(Task.plan_id, Task.ordinal, Task.id, Deadline.id).limit(MOST)).all()


def _of_tasks(rows: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return rows.join(Task, Task.id == Assignment.task_id).outerjoin(Post, Post.id == Assignment.post_id)


def addable(session: Session, whose: Whose, occasion: str) -> Rows:
    """有则报、无则免: shares that nobody asked for and that were not said; `lead_owes` is the period of the lead's
    oldest open report."""
    asked = exists().where(
        Deadline.assignment_id == Assignment.id, Deadline.kind == DeadlineKind.SHARE, Deadline.occasion == occasion
    )
    draft = and_(UnaskedDraft.assignment_id == Assignment.id, UnaskedDraft.occasion == unasked.SHARE)
    typed = (UnaskedDraft.words, UnaskedDraft.version, UnaskedDraft.saved_at)
    rows = (
        _of_tasks(select(*OF_TASK, _lead_owes().label("lead_owes"), *typed).select_from(Assignment))
        .outerjoin(UnaskedDraft, draft)
        .where(
            *whose.shares(),
            Assignment.role == Role.CO,
            Assignment.to_on.is_(None),
            Task.state == TaskState.UNDER_WAY,
            ~asked.correlate(Assignment),
        )
    )
    return session.execute(rows.order_by(Task.plan_id, Task.ordinal, Task.id).limit(MOST)).all()


def _lead_owes() -> Any:
    """The period of the oldest open report of the task's lead."""
    lead, theirs = aliased(Assignment), aliased(Deadline)
    return (
        select(theirs.occasion)
        .join(lead, lead.id == theirs.assignment_id)
        .where(
            lead.task_id == Assignment.task_id,
            lead.role == Role.LEAD,
            lead.to_on.is_(None),
            theirs.kind == DeadlineKind.REPORT,
            theirs.ended_on.is_(None),
        )
        .order_by(theirs.due_on)
        .limit(1)
        .correlate(Assignment)
        .scalar_subquery()
    )


def filed(session: Session, whose: Whose, occasion: str) -> Rows:
    """What the department has said for the period already, or has put before its head."""
    rows = _of_tasks(
        select(Report.id, Report.state, Report.filed_at, *OF_TASK, ReportRevision.standing, ReportRevision.unchanged)
        .select_from(Report)
        .join(Deadline, Deadline.id == Report.deadline_id)
        .join(ReportRevision, and_(ReportRevision.report_id == Report.id, latest(ReportRevision)))
        .join(Assignment, Assignment.id == Report.assignment_id)
    ).where(
        *whose.deadlines(),
        Deadline.kind.in_(REPEATED),
        Deadline.occasion == occasion,
        Report.state.in_((*STANDS, *WAITING)),
    )
    return session.execute(rows.order_by(Task.plan_id, Task.ordinal, Task.id).limit(MOST)).all()


def titles(session: Session, whose: Whose, keys: Iterable[str]) -> dict[str, str]:
    """The number and heading of rows by their keys: d17 is a deadline, s9 a share. Only of those that are one's own."""
    ids: dict[str, set[int]] = {"d": set(), "s": set()}
    for key in keys:
        if key[:1] in ids and key[1:].isdecimal() and len(key) < 12:
            ids[key[0]].add(int(key[1:]))
    told = (Task.number + Task.heading).label("title")
    by_deadline = select(Deadline.id.label("id"), told).select_from(Deadline).where(Deadline.id.in_(ids["d"]))
    by_deadline = by_deadline.join(Assignment, Assignment.id == Deadline.assignment_id)
    by_share = select(Assignment.id.label("id"), told).where(Assignment.id.in_(ids["s"]))
    found: dict[str, str] = {}
    for kind, rows in (("d", by_deadline), ("s", by_share)):
        named = rows.join(Task, Task.id == Assignment.task_id).where(*whose.shares())
        found |= {f"{kind}{row.id}": row.title for row in session.execute(named)}
    return found
