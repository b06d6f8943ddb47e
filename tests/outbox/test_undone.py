"""A rung that the office took back before the mail left is told to nobody; reached again, it is told."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.outbox.scene import fold_and_send, post_only
from tests.support.builders import City, at, the_deadline
from tests.support.clock import StoppedClock
from tests.support.mail import Postbox
from workflow.audit.service import SYSTEM
from workflow.deadlines.models import Deadline, DeadlineKind
from workflow.escalation.queries import chosen
from workflow.escalation.raising import set_rung, take_back
from workflow.escalation.reach import reach
from workflow.escalation.rules import Rung
from workflow.jobs.round import Worker
from workflow.notices.models import Notice
from workflow.notices.undone import forget
from workflow.workdays.queries import calendar

DAY = date(2026, 11, 4)  # the verification of targets, due on the 2nd, is late by two working days


def _raise(session: Session, owed: Deadline) -> None:
    here = reach(session, today=DAY, calendar=calendar(session, around=DAY))
    set_rung(session, [owed], Rung.CIRCULAR_CONDITIONS, reason="研究", reach=here, by=SYSTEM, at=at(DAY))


def _undo(session: Session, owed: Deadline) -> None:
    take_back(session, owed, by=SYSTEM, at=at(DAY))
    here = reach(session, today=DAY, calendar=calendar(session, around=DAY))
    (row,) = chosen(session, [owed.id], on=DAY)
    assert forget(session, [owed.id], above=here.standing(row)) > 0


def _told(worker: Worker, owed_id: int) -> set[str]:
    with worker.database.reading() as session:
        rows = select(Notice.rung).where(Notice.deadline_id == owed_id, Notice.message_id.is_not(None))
        return set(session.scalars(rows))


def test_a_rung_raised_and_taken_back_before_folding_is_in_no_mail(
    city: City, worker: Worker, clock: StoppedClock, smtp: Postbox
) -> None:
    clock.set(DAY)
    with worker.database.writing() as session:
        owed = the_deadline(session, city, "energy", DeadlineKind.TARGET)
        _raise(session, owed)
    post_only(worker)
    with worker.database.writing() as session:
        _undo(session, session.get_one(Deadline, owed.id))
    post_only(worker)
    fold_and_send(worker)
    assert _told(worker, owed.id) == {"urge"}
    assert smtp.messages and not any("达到通报条件" in mail.text for mail in smtp.messages)
    with worker.database.writing() as session:
        _raise(session, session.get_one(Deadline, owed.id))
    clock.set(date(2026, 11, 5))
    post_only(worker)
    fold_and_send(worker)
    assert _told(worker, owed.id) == {"urge", "circular_conditions"}


def test_what_a_mail_has_told_stays_told(city: City, worker: Worker, clock: StoppedClock) -> None:
    clock.set(DAY)
    with worker.database.writing() as session:
        owed = the_deadline(session, city, "energy", DeadlineKind.TARGET)
        _raise(session, owed)
    post_only(worker)
    fold_and_send(worker)
    with worker.database.writing() as session:
        take_back(session, session.get_one(Deadline, owed.id), by=SYSTEM, at=at(DAY))
        assert forget(session, [owed.id], above=Rung.URGE) == 0
    assert "circular_conditions" in _told(worker, owed.id)
