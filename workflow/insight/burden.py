"""负担: what was asked of each department in a quarter, counted from the rows that exist. Nothing is watched: there is
no count of log-ins, of time, of anything done on the screen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, case, distinct, func, select
from sqlalchemy.orm import Session

from workflow.adapters.clock import at_hour
from workflow.deadlines.models import Deadline, DeadlineKind, LadderKind, Outcome
from workflow.escalation.models import PhoneNote, Urge, UrgeLine
from workflow.escalation.papers.models import Paper, PaperAddress
from workflow.notices.models import Notice
from workflow.people.models import Department
from workflow.reports.beside_models import Inquiry, ReportAnswer
from workflow.reports.models import Blocker, Report, ReportEvidence, ReportRevision, ReportValue
from workflow.reports.rules import VOLUNTARY
from workflow.review.models import Review, ReviewVerdict
from workflow.workdays.rules import DAY, Period


class Burden(StrEnum):
    """What is counted, in the order of the page."""

    FORMS = "forms"  # forms that were due
    FILLED = "filled"  # forms of these that were handed in
    FIELDS = "fields"
    QUESTIONS = "questions"
    RETURNS = "returns"
    URGES = "urges"
    NOTICES = "notices"
    MAILS = "mails"
    PAPERS = "papers"


ASKED = (Burden.FORMS, Burden.QUESTIONS, Burden.RETURNS, Burden.URGES, Burden.PAPERS)  # what had to be answered
FORMS = (DeadlineKind.SHARE, DeadlineKind.REPORT, DeadlineKind.CORRECTION, DeadlineKind.RECEIPT)
NOT_ASKED = (Outcome.WITHDRAWN, Outcome.SUPERSEDED)
Counts = Mapping[int, int]  # by department


@dataclass(frozen=True)
class Quarter:
    """The counts of a department in one quarter."""

    counts: Mapping[Burden, int] = field(default_factory=dict)

    def of(self, burden: Burden) -> int:
        return self.counts.get(burden, 0)

    @property
    def asked(self) -> int:
        return sum(self.of(one) for one in ASKED)


@dataclass(frozen=True)
class Line:
    """A department's quarter beside the one before."""

    department_id: int
    label: str
    now: Quarter
    before: Quarter

    @property
    def change(self) -> int:
        return self.now.asked - self.before.asked


def lines(session: Session, quarter: Period, *, department_id: int | None = None) -> list[Line]:
    """The departments of which anything was asked in this quarter or the one before, most asked first. The number of
    statements does not grow with the departments."""
    now = _counted(session, quarter, department_id)
    before = _counted(session, quarter.preceding, department_id)
    bodies = select(Department.id, Department.label).where(Department.id.in_(now.keys() | before.keys()))
    rows = [
        Line(row.id, row.label, now.get(row.id, Quarter()), before.get(row.id, Quarter()))
        for row in session.execute(bodies.order_by(Department.ordinal, Department.id))
    ]
    return sorted(rows, key=lambda line: -line.now.asked)


def _counted(session: Session, quarter: Period, department_id: int | None) -> dict[int, Quarter]:
    found: dict[int, dict[Burden, int]] = {}
    for burden, counts in _every(session, quarter.first, quarter.last, department_id):
        for body, count in counts.items():
            if count and department_id in (None, body):
                kept = found.setdefault(body, {})
                kept[burden] = kept.get(burden, 0) + count
    return {body: Quarter(counts) for body, counts in found.items()}


def _every(session: Session, first: date, last: date, department_id: int | None) -> Iterator[tuple[Burden, Counts]]:
    begin, end = at_hour(first, 0), at_hour(last + DAY, 0)
    for burden, asked in _asked(first, last, begin, end):
        if department_id is not None:
            asked = asked.where(Deadline.department_id == department_id)
        rows = session.execute(asked.group_by(Deadline.department_id))
        yield burden, {body: int(count or 0) for body, count in rows}
    papers = select(PaperAddress.department_id, func.count()).join(Paper, Paper.id == PaperAddress.paper_id)
    issued = papers.where(Paper.issued_on.between(first, last)).group_by(PaperAddress.department_id)
    yield Burden.PAPERS, {row[0]: row[1] for row in session.execute(issued)}


def _asked(
    first: date, last: date, begin: datetime, end: datetime
) -> Iterator[tuple[Burden, Select[*tuple[Any, ...]]]]:
    """A statement for each count, still to be grouped by department."""
    forms = _of(func.count()).where(
        Deadline.kind.in_(FORMS),
        Deadline.due_on.between(first, last),
        Deadline.due_rule != VOLUNTARY,
        Deadline.outcome.is_(None) | Deadline.outcome.not_in(NOT_ASKED),
    )
    yield Burden.FORMS, forms
    yield Burden.FILLED, forms.where(Deadline.outcome == Outcome.MET)
    yield Burden.FIELDS, _fields(begin, end)
    yield from _by_hand(first, last, begin, end)
    told = _of(func.count()).join(Notice, Notice.deadline_id == Deadline.id)
    yield Burden.NOTICES, told.where(Notice.posted_on.between(first, last), Notice.dropped_on.is_(None))
    mailed = _of(func.count(distinct(Notice.message_id))).join(Notice, Notice.deadline_id == Deadline.id)
    yield Burden.MAILS, mailed.where(Notice.posted_on.between(first, last), Notice.message_id.is_not(None))


def _by_hand(
    first: date, last: date, begin: datetime, end: datetime
) -> Iterator[tuple[Burden, Select[*tuple[Any, ...]]]]:
    """What people of the office asked, gave back and pressed for; and the questions of honest figures."""
    yield (
        Burden.QUESTIONS,
        _reports(func.count())
        .join(Inquiry, Inquiry.report_id == Report.id)
        .where(*_within(Inquiry.asked_at, begin, end)),
    )
    answers = _revisions(func.count()).join(ReportAnswer, ReportAnswer.revision_id == ReportRevision.id)
    yield Burden.QUESTIONS, answers.where(*_within(ReportRevision.at, begin, end))
    returned = _reports(func.count()).join(Review, Review.report_id == Report.id)
    yield (
        Burden.RETURNS,
        returned.where(Review.verdict == ReviewVerdict.RETURNED, *_within(Review.at, begin, end)),
    )
    urged = _of(func.count()).join(UrgeLine, UrgeLine.deadline_id == Deadline.id).join(Urge)
    yield Burden.URGES, urged.where(Urge.on.between(first, last))
    called = _of(func.count()).join(PhoneNote, PhoneNote.deadline_id == Deadline.id)
    yield Burden.URGES, called.where(*_within(PhoneNote.at, begin, end))


def _of(count: ColumnElement[int]) -> Select[*tuple[Any, ...]]:
    """What the office and its rounds ask; what a department hands down to its own bodies is its own affair."""
    return select(Deadline.department_id, count).select_from(Deadline).where(Deadline.ladder != LadderKind.SUB)


def _reports(count: ColumnElement[int]) -> Select[*tuple[Any, ...]]:
    return _of(count).join(Report, Report.deadline_id == Deadline.id)


def _revisions(count: ColumnElement[int]) -> Select[*tuple[Any, ...]]:
    return _reports(count).join(ReportRevision, ReportRevision.report_id == Report.id)


def _within(moment: Any, begin: datetime, end: datetime) -> tuple[ColumnElement[bool], ...]:
    return moment >= begin, moment < end


def _fields(begin: datetime, end: datetime) -> Select[*tuple[Any, ...]]:
    """Fields filled in: how it stands, the text and the next step, each value, blocker and file. A report of no change
    is one press."""
    beside = [
        select(func.count()).where(table.revision_id == ReportRevision.id).correlate(ReportRevision).scalar_subquery()
        for table in (ReportValue, Blocker, ReportEvidence)
    ]
    words = 1 + case((ReportRevision.text != "", 1), else_=0) + case((ReportRevision.next_step != "", 1), else_=0)
    filled = words + beside[0] + beside[1] + beside[2]
    counted = func.sum(case((ReportRevision.unchanged.is_(True), 1), else_=filled))
    return _revisions(counted).where(*_within(ReportRevision.at, begin, end))
