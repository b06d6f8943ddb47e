"""After a restore nothing is told twice and nothing is lost: mail waits for a person's word, who sees what was held."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.jobs.conftest import addresses
from tests.support.builders import City
from tests.support.clock import StoppedClock
from tests.support.mail import Postbox
from tests.support.outbox import a_message
from workflow.adapters.clock import at_hour
from workflow.audit.models import Event
from workflow.audit.service import SYSTEM
from workflow.db import Database
from workflow.deadlines.models import Deadline
from workflow.errors import Refused
from workflow.jobs.timetable import TICKING, check_if_owed, worker_for
from workflow.notices import service as notices
from workflow.notices.models import Notice
from workflow.outbox import resending, restored
from workflow.outbox.models import Message, MessageState
from workflow.settings import from_environment
from workflow.workdays.queries import calendar

BACKUP, LOST, BACK = date(2026, 9, 2), date(2026, 9, 3), date(2026, 9, 8)
Live = Callable[[date], None]
Told = set[tuple[int, int, str]]
ON_ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def live(database: Database, city: City, mailing_environment: dict[str, str], smtp: Postbox) -> Live:
    """Let the timetable tick through a day."""

    def live(on: date) -> None:
        clock = StoppedClock(at_hour(on, 7, 30))
        worker = worker_for(from_environment(mailing_environment), database, clock)
        for hour in (8, 9, 12):
            clock.set(at_hour(on, hour, 31))
            for job, _ in TICKING:
                if job is not check_if_owed:
                    job(worker)

    return live


def restore(database: Database, on: date = BACK) -> None:
    with database.writing() as session:
        facts = {"backup": "2026-09-01T18-30-00Z", "backup_at": at_hour(BACKUP, 2, 30)}
        restored.begin(session, **facts, by=SYSTEM, at=at_hour(on, 7))  # type: ignore[arg-type] # as named


def resume(database: Database, told_until: date, on: date = BACK) -> int:
    with database.writing() as session:
        days, at = calendar(session, around=on), at_hour(on, 8)
        return restored.resume(session, told_until=told_until, calendar=days, by=SYSTEM, at=at)


def reached_by(database: Database, day: date) -> Told:
    """What the lost system had told by a day; nothing of it is kept."""
    session = database.writer()
    try:
        notices.post(session, today=day, calendar=calendar(session, around=day))
        return told(session.scalars(select(Notice)))
    finally:
        session.rollback()
        session.close()


def told(rows) -> Told:  # type: ignore[no-untyped-def] # notices
    return {(row.account_id, row.deadline_id, row.rung) for row in rows}


def test_nothing_leaves_before_a_person_says_so(database: Database, city: City, live: Live, smtp: Postbox) -> None:
    with database.writing() as session:
        a_message(session, city, state=MessageState.WAITING, tries=0, day=BACKUP)
    restore(database)
    live(BACK)
    live(BACK + timedelta(days=1))
    assert not smtp.messages
    with database.reading() as session:
        assert session.scalars(select(Message.state)).all() == [MessageState.HELD]
        assert session.scalars(select(Notice)).all() == []
        assert "backup.restored" in session.scalars(select(Event.act)).all()


def test_what_the_lost_system_told_is_not_told_again_and_what_came_after_is(
    database: Database, city: City, live: Live, smtp: Postbox
) -> None:
    before, after = reached_by(database, LOST), reached_by(database, BACK)
    assert before and after - before, "the days are chosen so that there is something of both"
    restore(database)
    live(BACK)
    assert resume(database, LOST) == len(before)
    live(BACK)
    with database.reading() as session:
        rows = session.scalars(select(Notice)).all()
        assert told(row for row in rows if row.message_id is None) == before, "they stand in people's lists"
        assert told(row for row in rows if row.message_id) == after - before
        people = {row.account_id for row in rows if row.message_id}
    assert digests(smtp) == len(people)
    live(BACK)
    assert digests(smtp) == len(people)


def digests(smtp: Postbox) -> int:
    return sum("【每周小结】" not in mail.subject for mail in smtp.messages)


@ON_ONE
def test_without_knowing_better_the_day_of_the_restore_counts_as_told_and_the_next_is_like_any_other(
    database: Database, city: City, live: Live, smtp: Postbox
) -> None:
    restore(database)
    told_by_now = reached_by(database, BACK)
    assert resume(database, BACK) == len(told_by_now)
    live(BACK)
    assert not smtp.messages
    for day in (BACK + timedelta(days=1), date(2026, 9, 30)):
        live(day)
    with database.reading() as session:
        mailed = told(session.scalars(select(Notice).where(Notice.message_id.is_not(None))))
    assert mailed and not mailed & told_by_now
    assert smtp.messages


@ON_ONE
def test_an_act_after_the_restore_is_told_though_its_day_counts_as_told(
    database: Database, city: City, live: Live, smtp: Postbox
) -> None:
    restore(database)
    with database.writing() as session:
        deadline_id = session.scalars(select(Deadline.id).where(Deadline.ended_on.is_(None)).limit(1)).one()
        assert notices.tell(session, [deadline_id], rung="return:1", on=BACK, at_once=True)
    resume(database, BACK)
    live(BACK)
    assert not smtp.messages, "a mail of this day and kind may have left before"
    live(BACK + timedelta(days=1))
    assert addresses(smtp)


@ON_ONE
def test_the_office_sends_what_was_held_once_under_its_old_key(
    database: Database, city: City, live: Live, smtp: Postbox
) -> None:
    with database.writing() as session:
        message_id = a_message(session, city, state=MessageState.WAITING, tries=0, day=BACKUP).id
    restore(database)
    resume(database, BACK)
    with database.writing() as session:
        at = at_hour(BACK, 8)
        resending.resend(session, message_id, may_have_text=lambda _: True, by=SYSTEM, at=at)
    live(BACK)
    live(BACK)
    assert [str(mail.message["message-id"]) for mail in smtp.messages] == ["<0.liaison@x>"]


@ON_ONE
def test_a_day_before_the_backup_or_to_come_is_refused_and_so_is_a_second_word(database: Database, city: City) -> None:
    with pytest.raises(Refused, match="not_held"):
        resume(database, BACK)
    restore(database)
    for day in (BACKUP - timedelta(days=1), BACK + timedelta(days=1)):
        with pytest.raises(Refused, match="told_until"):
            resume(database, day)
    resume(database, BACK)
    with pytest.raises(Refused, match="not_held"):
        resume(database, BACK)
