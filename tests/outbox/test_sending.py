"""Sending into a real SMTP server that refuses, vanishes, asks to come later, or is not there."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from tests.outbox.conftest import Moody
from tests.outbox.scene import a_round, dead
from tests.support.builders import START, City
from tests.support.clock import StoppedClock
from tests.support.mail import Postbox
from workflow.adapters.mail import mailer_for
from workflow.audit.service import SYSTEM
from workflow.db import Database
from workflow.jobs.day import Worker
from workflow.jobs.timetable import send_waiting, worker_for
from workflow.outbox import resending, sending
from workflow.outbox.models import Attempt, Message, MessageState
from workflow.outbox.rules import GIVE_UP, next_try
from workflow.people.models import Account
from workflow.settings import Settings


def states(database: Database) -> set[MessageState]:
    with database.reading() as session:
        return set(session.scalars(select(Message.state)))


def message_of(database: Database, address: str) -> Message:
    with database.reading() as session:
        return session.scalars(select(Message).where(Message.address == address)).one()


def attempts(database: Database) -> list[tuple[bool | None, str]]:
    with database.reading() as session:
        rows = session.execute(select(Attempt.delivered, Attempt.reply).order_by(Attempt.id))
        return [(delivered, reply) for delivered, reply in rows]


def test_every_delivery_has_an_attempt_with_the_servers_reply(city: City, worker: Worker, smtp: Postbox) -> None:
    a_round(worker)
    assert attempts(worker.database) == [(True, "250 OK")] * 3
    assert message_of(worker.database, "third@city.test").delivered_at == worker.clock.now()


def test_one_refused_address_stops_nobody_and_stays_visible(city: City, worker: Worker, smtp: Postbox) -> None:
    smtp.refused.add("other@city.test")
    done = a_round(worker)
    assert (done.delivered, done.refused) == (2, 1)
    refused = message_of(worker.database, "other@city.test")
    assert (refused.state, refused.last_reply) == (MessageState.REFUSED, "550 no such person here")


def test_a_dead_server_costs_one_attempt_and_everything_waits(
    city: City, to_smtp: Settings, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    done = a_round(worker_for(dead(to_smtp), database, clock))
    assert (done.delivered, done.waiting) == (0, 3)
    assert "refused" in done.trouble.lower()
    assert [delivered for delivered, _ in attempts(database)] == [False]
    send_waiting(worker_for(to_smtp, database, clock))
    assert states(database) == {MessageState.DELIVERED}
    assert len(smtp.messages) == 3


def test_a_server_out_of_order_is_tried_again_after_growing_pauses(
    city: City, worker: Worker, smtp: Postbox, clock: StoppedClock
) -> None:
    smtp.broken = True
    assert a_round(worker).postponed == 3
    send_waiting(worker)
    assert len(attempts(worker.database)) == 3, "not before five minutes"
    clock.forward(minutes=5)
    send_waiting(worker)
    assert len(attempts(worker.database)) == 6
    clock.forward(minutes=14)
    send_waiting(worker)
    assert len(attempts(worker.database)) == 6, "not before a quarter of an hour"
    smtp.broken = False
    clock.forward(minutes=1)
    send_waiting(worker)
    assert len(smtp.messages) == 3
    assert states(worker.database) == {MessageState.DELIVERED}


def test_pauses_grow_to_six_hours_and_end_after_three_days(clock: StoppedClock) -> None:
    at = written = clock.now()
    pauses = []
    for tries in range(1, 100):
        again = next_try(tries=tries, written_at=written, at=at)
        if again is None:
            break
        pauses.append(again - at)
        at = again
    assert [pause / timedelta(minutes=1) for pause in pauses[:6]] == [5, 15, 60, 240, 360, 360]
    assert at - written <= GIVE_UP < at - written + timedelta(hours=6)


def test_a_greylisting_server_gets_the_mail_at_the_second_try(
    city: City, moody_worker: Worker, moody: Moody, clock: StoppedClock
) -> None:
    moody.later = 3
    assert a_round(moody_worker).postponed == 3
    clock.forward(minutes=6)
    send_waiting(moody_worker)
    assert len(moody.messages) == 3


def test_a_connection_dropped_after_the_body_gives_one_mail_twice_with_one_message_id(
    city: City, moody_worker: Worker, moody: Moody, clock: StoppedClock
) -> None:
    moody.vanish = 1
    done = a_round(moody_worker)
    assert (done.delivered, done.postponed) == (2, 1)
    clock.forward(minutes=6)
    send_waiting(moody_worker)
    ids = [str(mail.message["message-id"]) for mail in moody.messages]
    assert len(ids) == 4
    assert len(set(ids)) == 3


def test_a_server_that_ends_the_connection_after_each_mail_still_gets_all(
    city: City, moody_worker: Worker, moody: Moody
) -> None:
    moody.take = 1
    assert a_round(moody_worker).delivered == 3


def test_an_address_that_cannot_be_written_on_the_wire_stops_nobody(
    city: City, worker: Worker, smtp: Postbox, database: Database
) -> None:
    with database.writing() as session:
        session.get_one(Account, city.accounts["other"].id).email = "张三@city.test"
    done = a_round(worker)
    assert (done.delivered, done.refused) == (2, 1)


def test_a_message_id_is_made_from_person_day_and_kind(city: City, worker: Worker, smtp: Postbox) -> None:
    a_round(worker)
    (mail,) = smtp.to("liaison@city.test")
    assert mail.message["message-id"] == f"<20260902.digest.{city.accounts['liaison'].id}@127.0.0.1>"
    assert mail.message["auto-submitted"] == "auto-generated"


def test_a_message_claimed_by_a_worker_that_died_is_taken_over_when_its_lease_ends(
    city: City, to_smtp: Settings, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    a_round(worker_for(dead(to_smtp), database, clock))
    with database.writing() as session:
        for message in session.scalars(select(Message)):
            message.claimed_until = clock.now() + sending.LEASE
    living = worker_for(to_smtp, database, clock)
    send_waiting(living)
    assert smtp.messages == []
    clock.forward(minutes=15)
    send_waiting(living)
    assert len(smtp.messages) == 3


def test_a_worker_asked_to_stop_begins_no_further_message(
    city: City, to_smtp: Settings, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    a_round(worker_for(dead(to_smtp), database, clock))
    mailer = mailer_for(to_smtp)
    sending.send(database, mailer, clock, stopping=lambda: len(smtp.messages) == 1)
    mailer.close()
    assert len(smtp.messages) == 1
    send_waiting(worker_for(to_smtp, database, clock))
    assert len(smtp.messages) == 3, "and what it had claimed is free again at once"


def test_a_folder_keeps_one_file_for_the_same_mail(city: City, settings: Settings, database: Database) -> None:
    clock = StoppedClock(START.replace(day=2))
    worker = worker_for(settings, database, clock)
    a_round(worker)
    with database.writing() as session:
        for message in session.scalars(select(Message)):
            message.state = MessageState.WAITING
    send_waiting(worker)
    assert len(list(settings.outbox_folder.glob("*.eml"))) == 3
    assert not list(settings.outbox_folder.glob("*.part"))


def test_a_wrong_password_of_the_mail_server_is_said_and_nothing_is_lost(
    city: City, to_smtp: Settings, database: Database, clock: StoppedClock, smtp: Postbox
) -> None:
    signing_in = replace(to_smtp, mail=replace(to_smtp.mail, user="duban", password="wrong"))
    done = a_round(worker_for(signing_in, database, clock))
    assert (done.delivered, done.waiting) == (0, 3)
    assert done.trouble


def test_what_is_sent_again_arrives_with_the_same_message_id_and_has_its_three_days_anew(
    city: City, worker: Worker, database: Database, smtp: Postbox, clock: StoppedClock
) -> None:
    smtp.refused.add("other@city.test")
    a_round(worker)
    clock.forward(days=7)
    refused = message_of(database, "other@city.test")
    with database.writing() as session:
        resending.resend(session, refused.id, may_have_text=lambda address: True, by=SYSTEM, at=clock.now())
    smtp.refused.clear()
    smtp.broken = True
    send_waiting(worker)
    assert message_of(database, "other@city.test").state == MessageState.WAITING, "one bad answer does not end it"
    smtp.broken = False
    clock.forward(minutes=5)
    send_waiting(worker)
    (mail,) = smtp.to("other@city.test")
    assert mail.message["message-id"] == f"<{refused.mail_id}>"
    assert attempts(database)[-2:] == [(False, attempts(database)[-2][1]), (True, "250 OK")]
