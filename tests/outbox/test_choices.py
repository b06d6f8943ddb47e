"""What a person chooses about her mail: the hour of the digest, which reminders. Supervision cannot be switched off."""

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from tests.outbox.scene import a_round
from tests.support.builders import City, the_deadline
from tests.support.client import CarefulClient
from tests.support.clock import StoppedClock
from tests.support.mail import Postbox
from workflow.adapters.clock import at_hour
from workflow.audit.models import Event
from workflow.audit.service import SYSTEM
from workflow.db import Database
from workflow.deadlines.models import DeadlineKind
from workflow.jobs.day import Worker
from workflow.jobs.models import Run
from workflow.jobs.round import DIGESTS
from workflow.jobs.timetable import round_if_owed
from workflow.notices.models import Notice
from workflow.notices.service import tell
from workflow.outbox import choosing
from workflow.outbox.hours import USUAL
from workflow.outbox.models import Reminder
from workflow.people.models import Account

ON_ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
TEN, EVERY = 10 * 60, list(Reminder)
DAY = date(2026, 9, 2)


def chooses(database: Database, city: City, hour: int = 8 * 60 + 30, muted: list[Reminder] | None = None) -> None:
    with database.writing() as session:
        account = session.get_one(Account, city.accounts["liaison"].id)
        choosing.choose(session, account, digest_at=hour, muted=muted or [], by=SYSTEM, at=at_hour(DAY, 7))


def addresses(smtp: Postbox) -> list[str]:
    return sorted(mail.recipients[0].partition("@")[0] for mail in smtp.messages)


def at_hours(clock: StoppedClock, hour: int, minute: int = 0, day: date = DAY) -> None:
    clock.set(at_hour(day, hour, minute))


def test_a_digest_comes_at_the_hour_that_its_reader_chose(
    city: City, worker: Worker, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    chooses(database, city, TEN)
    for hour, minute, told in ((8, 30, ["other", "third"]), (9, 59, ["other", "third"]), (10, 0, None)):
        at_hours(clock, hour, minute)
        round_if_owed(worker)
        assert addresses(smtp) == (told or ["liaison", "other", "third"])
    at_hours(clock, 10, 1)
    assert round_if_owed(worker) is None
    with database.reading() as session:
        slots = session.scalars(select(Run.slot).where(Run.job == DIGESTS).order_by(Run.id)).all()
    assert slots == ["2026-09-02 08:30", "2026-09-02 10:00"]


@ON_ONE
def test_an_earlier_hour_than_the_usual_one_comes_with_the_morning_round(
    city: City, worker: Worker, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    chooses(database, city, 7 * 60 + 30)
    at_hours(clock, 7, 30)
    round_if_owed(worker)
    assert addresses(smtp) == ["liaison"]
    at_hours(clock, 8, 30)
    round_if_owed(worker)
    assert addresses(smtp) == ["liaison", "other", "third"]


def test_it_is_still_one_a_day_and_one_after_an_outage(
    city: City, worker: Worker, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    chooses(database, city, TEN)
    at_hours(clock, 16, 0, date(2026, 9, 30))
    for _ in range(2):
        round_if_owed(worker)
    assert len(smtp.to("liaison@city.test")) == 1
    chooses(database, city, 15 * 60)
    round_if_owed(worker)
    assert len(smtp.to("liaison@city.test")) == 1


@ON_ONE
def test_a_round_called_by_hand_asks_for_no_hour(
    city: City, worker: Worker, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    chooses(database, city, 17 * 60)
    a_round(worker)
    assert "liaison" in addresses(smtp)


def test_a_reminder_that_is_not_wanted_stands_in_the_list_and_in_no_mail(
    city: City, worker: Worker, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    chooses(database, city, muted=EVERY)
    a_round(worker)
    assert addresses(smtp) == ["other", "third"]
    with database.reading() as session:
        mine = select(func.count()).where(Notice.account_id == city.accounts["liaison"].id, Notice.muted_on == DAY)
        assert session.scalar(mine) == 2
    chooses(database, city)
    clock.set(date(2026, 9, 3))
    a_round(worker)
    assert not [mail for mail in smtp.to("liaison@city.test") if "9月3日" in mail.subject and "签收" in mail.text]


def test_supervision_cannot_be_switched_off(
    city: City, worker: Worker, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    chooses(database, city, muted=EVERY)
    clock.set(date(2026, 11, 16))
    with database.writing() as session:
        tell(session, [the_deadline(session, city, "energy", DeadlineKind.TARGET).id], rung="urge:9", on=DAY)
    a_round(worker)
    (mail,) = smtp.to("liaison@city.test")
    assert "办公室催办" in mail.text and "催报" in mail.text
    for word in ("urge", "press_form", "notice_conditions"):
        with pytest.raises(IntegrityError), database.engine.begin() as connection:
            row = {"account_id": city.accounts["liaison"].id, "rung": word}
            connection.exec_driver_sql(
                "INSERT INTO muted_reminder (account_id, rung) VALUES ({account_id}, '{rung}')".format(**row)
            )


@ON_ONE
def test_the_page_of_ones_account_keeps_the_choice_and_the_history_has_it(
    client: CarefulClient, city: City, database: Database
) -> None:
    client.sign_in(city.accounts["liaison"])
    client.get("/account")
    filled = client.page.fields("/account/mail")
    assert filled["digest_at"] == "510" and "kinds" in filled
    assert client.post("/account/mail", data={"digest_at": "600", "kinds": ["remind_10", "due"]}).status_code == 303
    client.get("/account")
    assert client.page.fields("/account/mail")["digest_at"] == "600"
    with database.reading() as session:
        now = choosing.chosen(session, city.accounts["liaison"].id)
        assert now == choosing.Chosen(600, frozenset({Reminder.REMIND_3, Reminder.REMIND_1}))
        event = session.scalars(select(Event).where(Event.act == "account.mail_chosen")).one()
        assert (event.thing_id, event.facts["hour"]) == (city.accounts["liaison"].id, "10:00")


@ON_ONE
@pytest.mark.parametrize("data", [{"digest_at": "601"}, {"digest_at": "x"}, {"digest_at": "600", "kinds": ["urge"]}])
def test_what_the_page_does_not_offer_is_not_kept(
    client: CarefulClient, city: City, database: Database, data: dict[str, object]
) -> None:
    client.sign_in(city.accounts["liaison"])
    assert client.post("/account/mail", data=data).status_code == 422
    with database.reading() as session:
        assert choosing.chosen(session, city.accounts["liaison"].id) == choosing.Chosen(USUAL.digests)
