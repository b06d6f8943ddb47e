"""A department with a handful of rows: it leads two tasks, shares in a third that it was asked about, and may add to a
fourth; it has said something about the first two before."""

from datetime import date

import pytest

from tests.support import builders
from workflow.deadlines import periods
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import DeadlineKind
from workflow.people.queries import actor
from workflow.reports import service as reports
from workflow.reports.models import Standing
from workflow.reports.rules import BlockerSaid
from workflow.workdays.queries import calendar

Q3, Q4 = "2026Q3", "2026Q4"
THEN, DAY = date(2026, 10, 12), date(2027, 1, 5)


@pytest.fixture
def city(database):
    """The fourth quarter is open; the third was reported."""
    with database.writing() as session:
        city = builders.a_plan_under_way(session)
        periods.open_reports(session, today=DAY, calendar=calendar(session, around=DAY))
        for task in (0, 1):
            owed = builders.the_deadline(session, city, "energy", DeadlineKind.REPORT, task=task, occasion=Q3)
            reports.file(
                session,
                owed,
                standing=Standing.BEHIND,
                text=f"三季度第 {task + 1} 项。",
                next_step="继续推进",
                blockers=[BlockerSaid("funds", "资金未到位", "请市财政局拨付", date(2026, 9, 1))],
                by=actor(city.accounts["liaison"]),
                at=builders.at(THEN),
            )
        return city


@pytest.fixture
def owed(database, city):
    """The keys of the rows: d17 for each deadline of the fourth quarter, by the task's place."""
    with database.reading() as session:
        return [
            f"d{builders.the_deadline(session, city, 'energy', DeadlineKind.REPORT, task=task, occasion=Q4).id}"
            for task in (0, 1)
        ]


@pytest.fixture
def asked(database, city):
    """市工信局 was asked for its share of the first task."""
    with database.writing() as session:
        share = builders.the_share(session, city, "industry")
        due = {"opens_on": DAY, "due_on": DAY, "due_rule": "asked"}
        return f"d{deadlines.owe(session, share, DeadlineKind.SHARE, occasion=Q4, **due).id}"


@pytest.fixture
def liaison(client, city, clock):
    clock.set(DAY)
    return client.sign_in(city.accounts["liaison"])


@pytest.fixture
def page(city):
    return f"/departments/{city.departments['energy'].id}/period?period={Q4}"
