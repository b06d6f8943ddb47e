"""The summaries: the office's as a week begins, the leaders' page as a month ends; once each, made up once."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from tests.insight.test_leader import ASKED, said
from tests.support.builders import START, City, at, the_deadline
from tests.support.clock import StoppedClock
from tests.support.mail import Postbox
from workflow.adapters.clock import at_hour
from workflow.audit.service import SYSTEM
from workflow.db import Database
from workflow.deadlines.models import DeadlineKind
from workflow.insight.occasions import coming_month, coming_week, last_of_month, month_owed
from workflow.jobs.day import Worker
from workflow.jobs.models import Run
from workflow.jobs.rehearsal import rehearse
from workflow.jobs.round import run_round
from workflow.jobs.summaries import MONTHLY, WEEKLY, send_summaries
from workflow.jobs.timetable import worker_for
from workflow.outbox import setting_hours
from workflow.outbox.hours import USUAL
from workflow.people.models import Account
from workflow.reports import service as reports
from workflow.reports.models import Standing
from workflow.settings import Settings
from workflow.workdays.rules import Calendar

ON_ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
MONDAY, AFTER_HOLIDAYS = date(2026, 9, 7), date(2026, 10, 8)
MONTH_END = date(2026, 9, 30)
OCTOBER = Calendar({date(2026, 10, d): False for d in (1, 2, 5, 6, 7)}, frozenset({2026}))


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(at_hour(MONDAY, 8, 29))


@pytest.fixture
def worker(mailing_settings: Settings, database: Database, clock: StoppedClock, smtp: Postbox) -> Worker:
    within = replace(mailing_settings, mail=replace(mailing_settings.mail, domains=frozenset({"city.test"})))
    return worker_for(within, database, clock)


def told(smtp: Postbox) -> list[str]:
    return [f"{mail.recipients[0].partition('@')[0]} {mail.subject}" for mail in smtp.messages]


def slots(database: Database, job: str) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Run.slot).where(Run.job == job, Run.ended_at.is_not(None)).order_by(Run.id)))


def sets(database: Database, **hours: int | bool) -> None:
    with database.writing() as session:
        setting_hours.set_hours(session, replace(USUAL, **hours), seen=USUAL, by=SYSTEM, at=at(MONDAY))


def test_a_months_last_working_day_lies_before_its_holidays_and_a_weeks_first_after_them() -> None:
    assert last_of_month(date(2026, 10, 3), OCTOBER) == date(2026, 10, 30)
    assert last_of_month(date(2026, 2, 3), OCTOBER) == date(2026, 2, 27)
    assert coming_week(date(2026, 10, 5), OCTOBER) == AFTER_HOLIDAYS
    assert coming_week(date(2026, 9, 8), OCTOBER) == date(2026, 9, 14)
    assert coming_month(date(2026, 10, 31), OCTOBER) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("day", "come", "owed"),
    [
        (date(2026, 9, 29), True, None),
        (MONTH_END, False, None),
        (MONTH_END, True, MONTH_END),
        (AFTER_HOLIDAYS, False, MONTH_END),
        (date(2026, 10, 14), True, MONTH_END),
        (date(2026, 10, 15), True, None),
    ],
)
def test_a_months_page_is_owed_at_its_hour_and_made_up_within_five_working_days(
    day: date, come: bool, owed: date | None
) -> None:
    assert month_owed(day, OCTOBER, come=come) == owed


def test_the_office_hears_on_monday_what_last_week_brought_and_this_week_asks(
    city: City, worker: Worker, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    with database.writing() as session:
        owed = the_deadline(session, city, "energy", DeadlineKind.REPORT)
        owed.opens_on = START
        session.flush()
        reports.file(session, owed, standing=Standing.ON_COURSE, text="进展", by=SYSTEM, at=at(date(2026, 9, 4)))
        soon = the_deadline(session, city, "industry", DeadlineKind.REPORT, task=2)
        soon.opens_on, soon.due_on = START, date(2026, 9, 11)
    assert send_summaries(worker) is None, "not before the digests' hour"
    clock.forward(minutes=1)
    assert send_summaries(worker) is not None
    assert told(smtp) == ["office 【每周小结】工作逾期 0 项、报送逾期 6 项、本周到期 1 项（9月7日）"]
    for words in ("上周（8月31日至9月6日）", "报送 1 份", "待审核的填报 1 份", "尚未签收 6 项", "市工信局：报送 1 项"):
        assert words in smtp.messages[0].text, words
    assert "href=" in smtp.messages[0].html and "/escalation" in smtp.messages[0].text
    clock.forward(minutes=1)
    assert send_summaries(worker) is None
    assert len(smtp.messages) == 1


@ON_ONE
def test_after_a_holiday_it_comes_on_the_first_working_day_and_what_was_missed_comes_once(
    city: City, worker: Worker, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    clock.set(at_hour(AFTER_HOLIDAYS, 8, 30))
    send_summaries(worker)
    assert slots(database, WEEKLY) == ["2026-W41"]
    clock.set(at_hour(date(2026, 10, 22), 15))  # nothing ran for two weeks
    send_summaries(worker)
    assert slots(database, WEEKLY) == ["2026-W41", "2026-W43"]
    clock.set(at_hour(date(2026, 10, 23), 15))
    assert send_summaries(worker) is None


def test_the_leaders_hear_at_a_months_end_what_the_page_says(
    city: City, worker: Worker, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    with database.writing() as session:
        said(session, city)
    clock.set(at_hour(date(2026, 10, 30), 16))
    send_summaries(worker)
    assert slots(database, MONTHLY) == ["2026-10"]
    (mail,) = smtp.to("leader@city.test")
    assert mail.subject == "【领导一页】测试市碳达峰实施方案：共 3 项任务，逾期的工作 0 件（10月30日）"
    for words in ("▲ 滞后 1", "请您协调 1", ASKED, "数据截至9月30日：2026年三季度已审核 1 项，共 3 项。"):
        assert words in mail.text, words
    assert f"/leader?plan={city.plan.id}" in mail.text
    send_summaries(worker)
    assert len(smtp.to("leader@city.test")) == 1


def test_a_page_missed_at_a_months_end_is_made_up_once(
    city: City, worker: Worker, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    for day in (AFTER_HOLIDAYS, date(2026, 10, 9)):
        clock.set(at_hour(day, 9))
        send_summaries(worker)
    assert slots(database, MONTHLY) == ["2026-09"]
    assert len(smtp.to("leader@city.test")) == 1


@ON_ONE
def test_where_text_may_not_leave_only_counts_do(
    city: City, worker: Worker, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    with database.writing() as session:
        said(session, city)
        the_deadline(session, city, "industry", DeadlineKind.REPORT, task=2).due_on = date(2026, 11, 6)
        for name in ("office", "leader"):
            session.get_one(Account, city.accounts[name].id).email = f"{name}@elsewhere.test"
    for instant in (at_hour(date(2026, 10, 30), 16), at_hour(date(2026, 11, 2), 9)):
        clock.set(instant)
        send_summaries(worker)
    assert sorted(name.partition(" ")[0] for name in told(smtp)) == ["leader", "office", "office"]
    for mail in smtp.messages:
        for words in (ASKED, "市工信局", "市能源局", "二（一）", "煤"):
            assert words not in mail.text + mail.html + mail.subject, words


@ON_ONE
def test_a_summary_that_is_switched_off_does_not_leave(
    city: City, worker: Worker, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    sets(database, weekly=False, monthly=False)
    for instant in (at_hour(MONDAY, 9), at_hour(MONTH_END, 17)):
        clock.set(instant)
        assert send_summaries(worker) is None
    assert smtp.messages == []


@ON_ONE
def test_a_plan_that_began_this_week_has_no_last_week(
    city: City, worker: Worker, clock: StoppedClock, smtp: Postbox
) -> None:
    clock.set(at_hour(date(2026, 9, 2), 9))
    assert send_summaries(worker) is None


@ON_ONE
def test_a_rehearsal_shows_them_and_a_round_called_by_hand_sends_them_once(
    city: City, worker: Worker, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    clock.set(at_hour(MONDAY, 9))
    rehearsed = rehearse(database, worker.press, MONDAY, today=MONDAY)
    assert rehearsed.summaries == 1
    assert any("【每周小结】" in mail.subject for mail in rehearsed.mails)
    assert run_round(worker, MONDAY).summaries == 1
    assert run_round(worker, MONDAY).summaries == 0
    assert send_summaries(worker) is None
    assert sum("【每周小结】" in mail.subject for mail in smtp.messages) == 1
