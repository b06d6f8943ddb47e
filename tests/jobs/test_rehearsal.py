"""What would leave on a day to come: the same as does leave, when that day comes."""

from dataclasses import replace
from datetime import date

import pytest

from tests.support.builders import START, City, at, the_deadline
from tests.support.client import CarefulClient
from tests.support.clock import StoppedClock
from tests.support.databases import contents
from tests.support.mail import Postbox
from workflow.db import Database
from workflow.deadlines.models import DeadlineKind
from workflow.jobs.day import Worker
from workflow.jobs.rehearsal import LONGEST, _days_before, rehearse
from workflow.jobs.round import run_round
from workflow.jobs.timetable import worker_for
from workflow.notices.service import tell
from workflow.people.models import Department
from workflow.people.queries import actor
from workflow.reports import service as reports
from workflow.reports.models import Standing
from workflow.settings import Settings
from workflow.workdays.queries import calendar

TODAY = START.replace(day=2)
ON_ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def worker(mailing_settings: Settings, database: Database, smtp: Postbox) -> Worker:
    within = replace(mailing_settings, mail=replace(mailing_settings.mail, domains=frozenset({"city.test"})))
    return worker_for(within, database, StoppedClock(TODAY))


@ON_ONE
def test_what_is_rehearsed_leaves_when_the_rounds_of_all_days_have_run(
    city: City, worker: Worker, database: Database, smtp: Postbox
) -> None:
    """The 10th is a Saturday that is worked, the 9th makes up for weeks, and the 15th is near."""
    days = [date(2026, 10, day) for day in (9, 10, 12, 13)]
    rehearsed = {on: rehearse(database, worker.press, on, today=days[0]) for on in (days[0], days[2], days[3])}
    assert len(rehearsed[days[0]].mails) > 2 and rehearsed[days[2]].mails
    for on in days:
        smtp.messages.clear()
        worker.clock.set(on)  # type: ignore[attr-defined] # a stopped one
        run_round(worker, on)
        if on in rehearsed:
            sent = [(mail.recipients[0], mail.subject, mail.text.split()) for mail in smtp.messages]
            assert sent == [(mail.address, mail.subject, mail.text.split()) for mail in rehearsed[on].mails], on


def test_nothing_of_it_is_kept(city: City, worker: Worker, database: Database, smtp: Postbox) -> None:
    before = contents(database)
    assert rehearse(database, worker.press, date(2026, 9, 3), today=TODAY).posted == 0
    assert rehearse(database, worker.press, TODAY, today=TODAY).mails
    assert contents(database) == before
    assert smtp.messages == []


@ON_ONE
def test_what_leaves_at_once_today_is_rehearsed_and_not_for_tomorrow(
    city: City, worker: Worker, database: Database
) -> None:
    with database.writing() as session:
        owed = the_deadline(session, city, "energy", DeadlineKind.TARGET)
        tell(session, [owed.id], rung="return:5", on=TODAY, at_once=True)
    found = {on: rehearse(database, worker.press, on, today=TODAY) for on in (TODAY, date(2026, 9, 3))}
    assert [done.at_once for done in found.values()] == [1, 0]
    assert "【退回修改】" in found[TODAY].mails[0].subject


@ON_ONE
def test_no_more_than_ten_days_are_gone_through_however_far_the_day_is(city: City, database: Database) -> None:
    with database.reading() as session:
        days = calendar(session, around=TODAY)
    assert _days_before(days, date(2026, 9, 7), TODAY) == [date(2026, 9, day) for day in (2, 3, 4)]
    far = _days_before(days, date(2027, 5, 10), TODAY)
    assert len(far) == LONGEST and far[-1] == date(2027, 5, 7)
    assert _days_before(days, date(2026, 8, 31), TODAY) == [], "a day of the past is rehearsed by itself"


@pytest.fixture
def office(client: CarefulClient, city: City, clock: StoppedClock) -> CarefulClient:
    clock.set(date(2026, 9, 4))
    return client.sign_in(city.accounts["office"])


@ON_ONE
def test_the_page_shows_to_whom_what_would_leave_and_keeps_nothing(office: CarefulClient, database: Database) -> None:
    office.get("/system/rehearsal")
    assert office.page.fields("/system/rehearsal")["day"] == "2026-09-07", "the next working day"
    before = contents(database)
    office.post("/system/rehearsal", data={"day": "2026-09-07", "to": ""})
    words = office.page.text
    assert "liaison@city.test" in words and "【工作提醒】市能源局" in words
    assert "您是本单位联络员，这些事项由本单位负责。" in words, "the mail itself can be opened"
    assert contents(database) == before


@ON_ONE
def test_one_person_can_be_looked_for(office: CarefulClient) -> None:
    office.post("/system/rehearsal", data={"day": "2026-09-07", "to": "other"})
    assert "other@city.test" in office.page.text and "liaison@city.test" not in office.page.text


@ON_ONE
@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-09-12", "不是工作日"),
        ("2026-09-03", "今天起一年以内"),
        ("2031-01-01", "今天起一年以内"),
        ("", "请选择日期"),
    ],
)
def test_another_day_is_answered_in_words(office: CarefulClient, day: str, said: str) -> None:
    office.post("/system/rehearsal", data={"day": day})
    assert said in office.page.text


@ON_ONE
def test_what_waits_for_a_head_is_not_shown_outside_her_department(
    city: City, worker: Worker, database: Database
) -> None:
    with database.writing() as session:
        owed = the_deadline(session, city, "energy", DeadlineKind.REPORT)
        session.get_one(Department, city.departments["energy"].id).signs_off = True
        session.flush()
        by = actor(city.accounts["liaison"])
        reports.file(session, owed, standing=Standing.ON_COURSE, text="按计划", by=by, at=at(date(2026, 10, 12)))
    inside = rehearse(database, worker.press, date(2026, 10, 13), today=date(2026, 10, 13))
    outside = rehearse(database, worker.press, date(2026, 10, 13), today=date(2026, 10, 13), outside=True)
    assert any("待您签发" in mail.text for mail in inside.mails)
    assert not any("待您签发" in mail.text for mail in outside.mails)
