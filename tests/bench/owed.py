"""The deadlines of a measured database and what was said, reviewed and told about them."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import Connection, select

from tests.bench.bulk import Row, put
from tests.bench.papers import OTHERS, department_of, leads, plan_of
from tests.bench.scale import BUSY, BUSY_OWE, LATE, NOW, PER_SHARE, PER_TASK, PERIODS, STARTED, TODAY, Size, clock
from tests.bench.staff import CLERK, liaison_of
from tests.bench.words import person, said
from workflow.audit.models import Event
from workflow.deadlines.models import Deadline, DeadlineKind, Outcome
from workflow.deadlines.rules import ladder_of
from workflow.lights.models import Course, PeriodVerdict
from workflow.reports.models import Report, ReportRevision, ReportState, Standing
from workflow.review.models import Review, ReviewVerdict
from workflow.tasks.models import Assignment
from workflow.workdays.models import SpecialDay
from workflow.workdays.rules import Calendar, period_named, report_due

WAITING = 40  # reports that still wait for the office's review
PRESENT = "2026Q4"
CO_KINDS = (DeadlineKind.SHARE, DeadlineKind.INSTRUCTION, DeadlineKind.SHARE, DeadlineKind.TARGET)
OCCASIONS = {
    DeadlineKind.REPORT: PRESENT,
    DeadlineKind.SHARE: PRESENT,
    DeadlineKind.TARGET: "target:{target}",
    DeadlineKind.INSTRUCTION: "instruction:{share}",
}


class Days:
    """The days on which things fall due, worked out once."""

    def __init__(self, calendar: Calendar) -> None:
        self.reports = [report_due(calendar, period_named(key)) for key in PERIODS]
        self.late = [calendar.add(TODAY, -n) for n in range(1, 31)]
        self.ahead = [calendar.add(TODAY, n) for n in range(41)]


def turn_of(share: int) -> int:
    """The place of a share among those of its department."""
    return share // BUSY if share < BUSY * BUSY_OWE else (share - BUSY * BUSY_OWE) // OTHERS


def open_day(share: int, days: Days) -> date:
    """A fifth of what is open is late by 1 to 30 working days, the rest is due within the next 40.

    One of each department's is due within three, so that everybody hears something in the morning.
    """
    turn = turn_of(share) + department_of(share)
    if turn % LATE == 0:
        return days.late[(turn // LATE + share) % len(days.late)]
    if turn_of(share) == 1:
        return days.ahead[share % 4]
    return days.ahead[(turn * 7 + share) % len(days.ahead)]


def _deadline(share: int, kind: DeadlineKind, occasion: str, due_on: date, *, open_: bool) -> Row:
    return {
        "assignment_id": share + 1,
        "department_id": department_of(share),
        "plan_id": plan_of(share),
        "ladder": ladder_of(kind),
        "kind": kind,
        "occasion": occasion,
        "opens_on": due_on - timedelta(days=60),
        "due_on": due_on,
        "original_due_on": due_on,
        "due_rule": "report.quarterly",
        "ended_on": None if open_ else due_on,
        "outcome": None if open_ else Outcome.MET,
        "version": 1,
    }


def deadlines(size: Size, days: Days) -> Iterator[Row]:
    """Nine ended and one open for each share: acknowledged, eight quarters told, the one that is owed now."""
    for share in range(size.shares):
        told = DeadlineKind.REPORT if leads(share) else DeadlineKind.SHARE
        yield _deadline(share, DeadlineKind.ACKNOWLEDGE, "start", STARTED, open_=False)
        for key, due_on in zip(PERIODS, days.reports, strict=True):
            yield _deadline(share, told, key, due_on, open_=False)
        kind = DeadlineKind.REPORT if leads(share) else CO_KINDS[turn_of(share) % 4]
        occasion = OCCASIONS[kind].format(target=share // PER_TASK + 1, share=share)
        yield _deadline(share, kind, occasion, open_day(share, days), open_=True)


def _told(size: Size) -> Iterator[tuple[int, int, str]]:
    """Every report there is: its deadline's id, its share, its period."""
    for share in range(size.shares):
        for place, key in enumerate(PERIODS):
            yield share * PER_SHARE + 2 + place, share, key


def _reports(size: Size) -> Iterator[Row]:
    last = size.shares * len(PERIODS)
    for n, (deadline_id, share, key) in enumerate(_told(size), 1):
        waits = last - n < WAITING * len(PERIODS) and key == PERIODS[-1]
        yield {
            "id": n,
            "deadline_id": deadline_id,
            "assignment_id": share + 1,
            "period": key,
            "state": ReportState.FILED if waits else ReportState.ACCEPTED,
            "filed_at": NOW - timedelta(days=40, minutes=n),
            "demo": False,
            "version": 1,
        }


def _revisions(size: Size) -> Iterator[Row]:
    for n, (_, share, _) in enumerate(_told(size), 1):
        author = liaison_of(department_of(share))
        yield {
            "id": n,
            "report_id": n,
            "ordinal": 1,
            "standing": Standing.BEHIND if n % 7 == 0 else Standing.ON_COURSE,
            "text": said(n),
            "next_step": said(n + 1)[:40],
            "unchanged": False,
            "author_id": author,
            "author": person(author),
            "at": NOW - timedelta(days=40, minutes=n),
        }


def _reviews(size: Size) -> Iterator[Row]:
    for row in _reports(size):
        if row["state"] == ReportState.ACCEPTED:
            yield {
                "report_id": row["id"],
                "revision_id": row["id"],
                "verdict": ReviewVerdict.ACCEPTED,
                "reason_kind": "",
                "reason": "",
                "by_id": CLERK,
                "by": person(CLERK),
                "at": row["filed_at"] + timedelta(days=2),
            }


def _events(size: Size) -> Iterator[Row]:
    for n, (_, share, key) in enumerate(_told(size), 1):
        author, at = liaison_of(department_of(share)), NOW - timedelta(days=40, minutes=n)
        yield {
            "at": at,
            "on": at.date(),
            "account_id": author,
            "actor": person(author),
            "act": "report.filed",
            "thing": "report",
            "thing_id": n,
            "plan_id": plan_of(share),
            "facts": {"period": key},
        }


def _verdicts(size: Size, days: Days) -> Iterator[Row]:
    """One for each accepted report of a lead, and for each window that closed without one."""
    shared = {"ordinal": 1, "at": NOW - timedelta(days=30)}
    for report in _reports(size):
        if leads(report["assignment_id"] - 1) and report["state"] == ReportState.ACCEPTED:
            about = {"assignment_id": report["assignment_id"], "period": report["period"], "report_id": report["id"]}
            yield {**shared, **about, "course": Course.ON_COURSE, "reason": "reported"}
    for share in filter(leads, range(size.shares)):
        if open_day(share, days) < TODAY:
            about = {"assignment_id": share + 1, "period": PRESENT, "report_id": None}
            yield {**shared, **about, "course": Course.UNKNOWN, "reason": "not_reported"}


def fill_deadlines(connection: Connection, size: Size) -> None:
    special = {row.day: row.working for row in connection.execute(select(SpecialDay.day, SpecialDay.working))}
    days = Days(Calendar(special, frozenset(), middle=clock().today()))
    put(connection, Deadline, ({"id": n, **row} for n, row in enumerate(deadlines(size, days), 1)))
    put(connection, Report, _reports(size))
    put(connection, ReportRevision, _revisions(size))
    put(connection, Review, _reviews(size))
    put(connection, Event, _events(size))
    put(connection, PeriodVerdict, _verdicts(size, days))


GROWN = (Deadline, Report, ReportRevision, Review, Event, PeriodVerdict, Assignment)
