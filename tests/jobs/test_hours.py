"""The hours of the timetable are set by the administrator, and hold from then on."""

import json
from dataclasses import asdict, replace
from datetime import date

import pytest
from sqlalchemy import select

from tests.support.builders import City, at
from tests.support.client import CarefulClient
from tests.support.clock import StoppedClock
from tests.support.mail import Postbox
from workflow.adapters.clock import at_hour
from workflow.audit.models import Event
from workflow.audit.service import SYSTEM
from workflow.db import Database
from workflow.errors import Refused, Stale
from workflow.jobs.timetable import round_if_owed, seal_if_owed, send_waiting_by_day, worker_for
from workflow.outbox import choosing, hours, setting_hours
from workflow.outbox.hours import USUAL, Hours
from workflow.people.models import Account
from workflow.settings import from_environment

DAY = date(2026, 9, 2)
ON_ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def sets(database: Database, seen: Hours = USUAL, **wanted: int | bool) -> None:
    with database.writing() as session:
        setting_hours.set_hours(session, replace(seen, **wanted), seen=seen, by=SYSTEM, at=at(DAY))


def test_the_round_and_the_digests_come_at_the_hours_that_were_set(
    city: City, database: Database, mailing_environment: dict[str, str], smtp: Postbox
) -> None:
    sets(database, morning=9 * 60, digests=10 * 60, night=3 * 60)
    clock = StoppedClock(at_hour(DAY, 2, 59))
    worker = worker_for(from_environment(mailing_environment), database, clock)
    assert seal_if_owed(worker) == 0
    clock.set(at_hour(DAY, 3))
    assert seal_if_owed(worker) > 0
    clock.set(at_hour(DAY, 8, 59))
    assert round_if_owed(worker) is None
    clock.set(at_hour(DAY, 9, 59))
    assert round_if_owed(worker) is not None
    assert smtp.messages == []
    clock.set(at_hour(DAY, 10))
    round_if_owed(worker)
    assert len(smtp.messages) == 3


@ON_ONE
def test_an_hour_that_is_moved_after_the_digests_left_brings_no_second_one(
    city: City, database: Database, mailing_environment: dict[str, str], smtp: Postbox
) -> None:
    clock = StoppedClock(at_hour(DAY, 8, 30))
    worker = worker_for(from_environment(mailing_environment), database, clock)
    round_if_owed(worker)
    sets(database, digests=10 * 60)
    clock.set(at_hour(DAY, 10))
    round_if_owed(worker)
    assert len(smtp.messages) == 3


@ON_ONE
def test_nothing_leaves_in_the_quiet_hours_even_what_was_missed_by_day(
    city: City, database: Database, mailing_environment: dict[str, str], smtp: Postbox
) -> None:
    sets(database, quiet_from=18 * 60)
    clock = StoppedClock(at_hour(DAY, 18))
    worker = worker_for(from_environment(mailing_environment), database, clock)
    round_if_owed(worker)  # the worker was down all day
    send_waiting_by_day(worker)
    assert smtp.messages == []
    clock.set(at_hour(date(2026, 9, 3), 8, 30))
    round_if_owed(worker)
    assert len({mail.recipients[0] for mail in smtp.messages}) == len(smtp.messages) == 3


@ON_ONE
def test_who_chose_no_hour_moves_with_the_usual_one_and_who_chose_one_stays(city: City, database: Database) -> None:
    with database.writing() as session:
        for name, hour in (("liaison", USUAL.digests), ("other", 9 * 60)):
            account = session.get_one(Account, city.accounts[name].id)
            choosing.choose(session, account, digest_at=hour, muted=["due"], by=SYSTEM, at=at(DAY))  # type: ignore[list-item] # the word
    sets(database, digests=11 * 60)
    with database.reading() as session:
        assert choosing.chosen(session, city.accounts["liaison"].id).digest_at == 11 * 60
        assert choosing.chosen(session, city.accounts["other"].id).digest_at == 9 * 60


@ON_ONE
@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        ({"digests": 7 * 60}, "timetable.digests"),
        ({"digests": 18 * 60}, "timetable.digests"),
        ({"morning": 6 * 60, "quiet_to": 7 * 60}, "timetable.morning_quiet"),
        ({"quiet_from": 17 * 60}, "timetable.quiet"),
        ({"quiet_from": 24 * 60}, "timetable.quiet"),
        ({"month_end": 22 * 60}, "timetable.month_end"),
        ({"night": 8 * 60}, "timetable.night"),
        ({}, "timetable.unchanged"),
    ],
)
def test_hours_that_cannot_be_are_refused(database: Database, wanted: dict[str, int], key: str) -> None:
    with pytest.raises(Refused) as refused:
        sets(database, **wanted)
    assert refused.value.key == key


def test_two_administrators_do_not_overwrite_each_other(database: Database) -> None:
    sets(database, digests=9 * 60)
    with pytest.raises(Stale):
        sets(database, digests=10 * 60)
    with database.reading() as session:
        assert hours.kept(session) == replace(USUAL, digests=9 * 60)


def sent(wanted: Hours, seen: Hours = USUAL) -> dict[str, str]:
    facts = {name: str(value) for name, value in asdict(wanted).items() if not isinstance(value, bool)}
    facts |= {name: "y" for name in ("weekly", "monthly") if getattr(wanted, name)}
    return facts | {"seen": json.dumps(asdict(seen))}


@ON_ONE
def test_the_page_keeps_the_hours_the_history_says_them_and_the_system_page_shows_what_comes_next(
    city: City, database: Database, client: CarefulClient
) -> None:
    client.sign_in(city.accounts["administrator"])
    client.get("/system/timetable")
    assert "默认 08:30。" in client.page.text
    client.post("/system/timetable", data=sent(replace(USUAL, digests=9 * 60, monthly=False)))
    with database.reading() as session:
        event = session.scalars(select(Event).where(Event.act == "timetable.set")).one()
        assert event.facts == {"was_digests": "08:30", "digests": "09:00", "was_monthly": True, "monthly": False}
    client.get("/system")
    assert "09:00" in client.page.text and "每周小结" in client.page.text
    assert "领导一页（发给市领导）" not in client.page.text
    again = client.post("/system/timetable", data=sent(replace(USUAL, digests=10 * 60)))
    assert again.status_code == 409
    wrong = client.post("/system/timetable", data=sent(replace(USUAL, digests=7 * 60)))
    assert wrong.status_code == 422 and "工作提醒邮件要在晨间处理（07:30）之后" in client.page.text
