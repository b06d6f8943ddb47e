"""Several processes on one database, and one that is killed while it sends."""

import json
from collections import Counter

from sqlalchemy import func, select

from tests.jobs.conftest import DAY, MANY, Command, addresses, answer
from tests.support.clock import StoppedClock
from tests.support.mail import Postbox
from workflow.adapters.clock import ShiftedClock
from workflow.db import Database
from workflow.jobs.timetable import send_waiting, worker_for
from workflow.notices.models import Notice
from workflow.outbox.models import Message, MessageState
from workflow.settings import Settings, from_environment


def test_two_rounds_at_once_tell_and_mail_each_person_once(
    many: list[str], duban: Command, smtp: Postbox, database: Database
) -> None:
    rounds = [duban("round", "--json") for _ in range(2)]
    done = [json.loads(answer(process)[0]) for process in rounds]
    assert sum(each["delivered"] for each in done) == len(many)
    assert sum(each["folded"] for each in done) == len(many)
    assert addresses(smtp) == sorted(many)
    with database.reading() as session:
        posted = session.scalar(select(func.count()).select_from(Notice))
    assert sum(each["posted"] for each in done) == posted


def test_four_processes_share_an_outbox_and_send_each_mail_once(
    many: list[str], duban: Command, smtp: Postbox, database: Database
) -> None:
    rounds = [duban("round", "--json") for _ in range(4)]
    for process in rounds:
        answer(process)
    assert addresses(smtp) == sorted(many)


def test_a_process_killed_while_sending_loses_nothing_and_doubles_one_mail_at_most(
    many: list[str],
    duban: Command,
    smtp: Postbox,
    database: Database,
    mailing_environment: dict[str, str],
) -> None:
    killed = duban("round", "--json")
    smtp.messages = Fuse(60, killed.kill)  # the server has the 60th mail, the process never hears so
    killed.wait(120)
    assert killed.returncode == -9
    assert len(smtp.messages) == 60
    go_on(database, from_environment(mailing_environment))
    assert set(addresses(smtp)) == set(many), "nobody is forgotten"
    assert len(smtp.messages) == len(many) + 1
    twice = [
        key for key, count in Counter(str(mail.message["message-id"]) for mail in smtp.messages).items() if count > 1
    ]
    assert len(twice) == 1
    with database.reading() as session:
        left = select(func.count()).select_from(Message).where(Message.state != MessageState.DELIVERED)
        assert session.scalar(left) == 0


def test_a_round_killed_while_sending_goes_on_when_it_is_called_again(
    many: list[str], duban: Command, smtp: Postbox, database: Database
) -> None:
    killed = duban("round", "--json")
    smtp.messages = Fuse(20, killed.kill)
    killed.wait(120)
    again = json.loads(answer(duban("round", "--json"))[0])
    assert again["posted"] == again["folded"] == 0
    assert again["delivered"] >= MANY - 40, "all but the batch that the dead process still holds"
    assert again["delivered"] + again["waiting"] + 19 == len(many)


class Fuse(list):  # type: ignore[type-arg] # a list of received mails
    """A list that does something when it has grown to a length."""

    def __init__(self, length: int, act: object) -> None:
        super().__init__()
        self._length, self._act = length, act

    def append(self, thing: object) -> None:
        super().append(thing)
        if len(self) == self._length:
            self._act()  # type: ignore[operator] # what was given to be called


def go_on(database: Database, settings: Settings) -> None:
    """Another worker, when the dead one's lease has ended."""
    clock = StoppedClock(ShiftedClock(DAY).now())
    clock.forward(minutes=16)
    send_waiting(worker_for(settings, database, clock))
