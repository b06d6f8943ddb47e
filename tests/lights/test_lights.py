"""Lights of tasks from the database, and the verdicts that are kept once a period."""

from datetime import date

import pytest
from sqlalchemy import event, select

from tests.support.builders import a_plan_under_way, at, the_deadline, the_share
from workflow.audit.service import SYSTEM
from workflow.deadlines import service as deadlines
from workflow.deadlines.models import Deadline, DeadlineKind, Outcome
from workflow.lights import service
from workflow.lights.models import Course, PeriodVerdict
from workflow.lights.queries import light_of, lights
from workflow.lights.rules import Light
from workflow.reports import service as reports
from workflow.reports.models import ReportState, Standing
from workflow.reports.rules import BlockerSaid
from workflow.review import extensions
from workflow.review import service as review
from workflow.review.rules import ReasonKind
from workflow.wording.lights import REASONS
from workflow.workdays.queries import calendar

DUE = date(2026, 10, 15)
AFTER = date(2026, 10, 19)


@pytest.fixture
def city(session):
    return a_plan_under_way(session)


@pytest.fixture
def days(session, city):
    return calendar(session, around=AFTER)


def said(session, deadline, standing=Standing.ON_COURSE, *, on=date(2026, 10, 12), **more):
    return reports.file(session, deadline, standing=standing, text="按计划推进", by=SYSTEM, at=at(on), **more)


def kept(session):
    return [(v.period, v.ordinal, v.course) for v in session.scalars(select(PeriodVerdict).order_by(PeriodVerdict.id))]


def of(session, city, days, today, task=0):
    return light_of(session, city.tasks[task].id, today=today, calendar=days).light


def acknowledged(session):
    """Acknowledging is a form of its own; here it is out of the way."""
    for deadline in session.scalars(select(Deadline).where(Deadline.kind == DeadlineKind.ACKNOWLEDGE)):
        deadline.ended_on, deadline.outcome = date(2026, 9, 2), Outcome.MET
    session.flush()


def test_a_missing_report_makes_the_task_a_late_form_the_day_after(session, city, days) -> None:
    acknowledged(session)
    assert of(session, city, days, DUE) == Light.ON_COURSE
    assert of(session, city, days, date(2026, 10, 16)) == Light.FORM_OVERDUE


def test_a_missing_share_never_makes_the_lead_late(session, city, days) -> None:
    acknowledged(session)
    said(session, the_deadline(session, city, "energy", DeadlineKind.REPORT))
    share = the_share(session, city, "industry")
    deadlines.owe(
        session, share, DeadlineKind.SHARE, occasion="2026Q3", opens_on=DUE, due_on=date(2026, 10, 9), due_rule="share"
    )
    assert of(session, city, days, AFTER) == Light.ON_COURSE


def test_late_work_outweighs_a_late_form(session, city, days) -> None:
    target = the_deadline(session, city, "energy", DeadlineKind.TARGET)
    assert of(session, city, days, target.due_on) == Light.FORM_OVERDUE
    assert of(session, city, days, days.add(target.due_on, 1)) == Light.WORK_OVERDUE


def test_an_extension_moves_the_light_with_the_day(session, city, days) -> None:
    acknowledged(session)
    said(session, the_deadline(session, city, "energy", DeadlineKind.REPORT))
    target = the_deadline(session, city, "energy", DeadlineKind.TARGET)
    was = target.due_on
    extensions.grant_directly(
        session, target, to_on=days.add(was, 10), reason="数据未公布", by=SYSTEM, at=at(days.add(was, 2))
    )
    found = light_of(session, city.tasks[0].id, today=days.add(was, 2), calendar=days)
    assert (found.light, found.facts["was"]) == (Light.EXTENDED, was)
    assert of(session, city, days, days.add(was, 11)) == Light.WORK_OVERDUE


def test_standing_duties_have_no_light(session, city, days) -> None:
    found = lights(session, [task.id for task in city.tasks], today=AFTER, calendar=days)
    assert set(found) == {task.id for task in city.tasks if task.origin.value == "measure"}


def test_every_reason_that_is_given_has_words(session, city, days) -> None:
    for day in (date(2026, 9, 2), AFTER, date(2026, 11, 30)):
        found = lights(session, [task.id for task in city.tasks], today=day, calendar=days)
        assert {one.reason for one in found.values()} <= set(REASONS)


def test_lights_of_many_cost_no_more_statements_than_of_one(session, city, days) -> None:
    counted: list[str] = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda c, cur, words, *rest: counted.append(words))
    lights(session, [city.tasks[0].id], today=AFTER, calendar=days)
    one = len(counted)
    lights(session, [task.id for task in city.tasks], today=AFTER, calendar=days)
    assert len(counted) == 2 * one


def test_a_window_that_closed_without_a_report_is_kept_once(session, city, days) -> None:
    before = service.keep_verdicts(session, at=at(DUE), today=date(2026, 10, 16), calendar=days)
    first = service.keep_verdicts(session, at=at(AFTER), today=AFTER, calendar=days)
    again = service.keep_verdicts(session, at=at(AFTER), today=AFTER, calendar=days)
    assert (before, first, again) == (0, 3, 0)
    assert kept(session) == [("2026Q3", 1, Course.UNKNOWN)] * 3


def test_late_work_makes_a_period_red_and_the_run_grows(session, city, days) -> None:
    share = the_share(session, city, "energy")
    target = the_deadline(session, city, "energy", DeadlineKind.TARGET)
    target.due_on = date(2026, 10, 9)
    service.keep_verdicts(session, at=at(AFTER), today=AFTER, calendar=days)
    session.refresh(share)
    assert share.red_run == 1


def test_an_accepted_report_is_kept_by_the_round_when_the_page_did_not(session, city, days) -> None:
    report = said(session, the_deadline(session, city, "energy", DeadlineKind.REPORT), Standing.BEHIND)
    review.accept(session, report, by=SYSTEM, at=at(date(2026, 10, 13)))
    day = date(2026, 10, 14)
    assert service.keep_verdicts(session, at=at(day), today=day, calendar=days) == 1
    assert service.keep_verdicts(session, at=at(day), today=day, calendar=days) == 0
    assert kept(session) == [("2026Q3", 1, Course.BEHIND)]


def test_a_correction_appends_another_verdict_and_changes_none(session, city, days) -> None:
    report = said(
        session,
        the_deadline(session, city, "energy", DeadlineKind.REPORT),
        Standing.BLOCKED,
        blockers=[BlockerSaid("province", "等省里下达", "请协调", date(2026, 9, 1))],
    )
    review.accept(session, report, by=SYSTEM, at=at(DUE))
    service.keep(session, report, at=at(DUE), today=DUE, calendar=days)
    share = report.deadline.assignment
    report.state = ReportState.RETURNED
    correction = deadlines.owe(
        session, share, DeadlineKind.CORRECTION, occasion=f"return:{report.id}", opens_on=DUE, due_on=AFTER, due_rule=""
    )
    said(session, correction, Standing.ON_COURSE, on=AFTER)
    review.accept(session, report, by=SYSTEM, at=at(AFTER))
    service.keep(session, report, at=at(AFTER), today=AFTER, calendar=days)
    assert kept(session) == [("2026Q3", 1, Course.PROVINCE), ("2026Q3", 2, Course.ON_COURSE)]


def test_a_returned_report_is_not_judged(session, city, days) -> None:
    report = said(session, the_deadline(session, city, "energy", DeadlineKind.REPORT))
    review.give_back(
        session, report, reason_kind=ReasonKind.VAGUE, reason="不具体", correct_by=AFTER, by=SYSTEM, at=at(DUE)
    )
    service.keep_verdicts(session, at=at(DUE), today=DUE, calendar=days)
    assert kept(session) == []
