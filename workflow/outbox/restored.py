"""After a restore nothing is told twice. What the backup does not know of may have been told since it was made, so mail
waits until a person says up to which day people were told; what waited in the backup is hers to send again."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from workflow.adapters.clock import day_of
from workflow.audit.service import Actor, record
from workflow.errors import Refused
from workflow.notices import service as notices
from workflow.notices.models import Notice
from workflow.notices.queries import UNFOLDED
from workflow.outbox.models import Message, MessageState, Restoration
from workflow.workdays.rules import Calendar

UNSYNCHRONIZED = {"synchronize_session": False}


def begin(session: Session, *, backup: str, backup_at: datetime, by: Actor, at: datetime) -> int:
    """Hold all mail from here on; returns how many messages waited in the backup."""
    row = Restoration(backup=backup, backup_at=backup_at, restored_at=at, last_notice_id=_last_notice(session))
    session.add(row)
    waited = update(Message).where(Message.state == MessageState.WAITING)
    held = waited.values(state=MessageState.HELD, next_try_at=at, claimed_until=None).returning(Message.id)
    count = len(session.scalars(held, execution_options=UNSYNCHRONIZED).all())
    session.flush()
    record(session, "backup.restored", row, by=by, at=at, name=backup, held_mails=count)
    return count


def latest(session: Session) -> Restoration | None:
    return session.scalars(select(Restoration).order_by(Restoration.id.desc()).limit(1)).first()


def holds() -> ColumnElement[bool]:
    """Condition: the last restore is one after which nobody has let mail go again yet."""
    last = select(func.max(Restoration.id)).scalar_subquery()
    return select(Restoration.id).where(Restoration.id == last, Restoration.resumed_at.is_(None)).exists()


def is_held(session: Session) -> bool:
    """Nothing leaves."""
    return bool(session.scalar(select(holds())))


def is_silent(session: Session, *, today: date) -> bool:
    """Nothing is written: mail is held, or this day counts as told, and a mail of it may have left under its key."""
    last = latest(session)
    return last is not None and (last.told_until is None or today <= last.told_until)


def resume(session: Session, *, told_until: date, calendar: Calendar, by: Actor, at: datetime) -> int:
    """Let mail go again. What was to be told up to a day counts as told: it stands in people's lists, and is in no
    mail; what came after that day is in the next one. Returns how many notices count as told.

    Acts since the restore (an urge, a return) are told in any case, on the day after that one at the earliest."""
    last = session.scalars(select(Restoration).order_by(Restoration.id.desc()).limit(1).with_for_update()).first()
    if last is None or last.resumed_at is not None:
        raise Refused("mail.not_held")
    if not day_of(last.backup_at) <= told_until <= day_of(at):
        raise Refused("mail.told_until", from_on=str(day_of(last.backup_at)), to_on=str(day_of(at)))
    told = _count_as_told(session, told_until, Notice.id <= last.last_notice_id)
    newest = _last_notice(session)
    notices.post(session, today=told_until, calendar=calendar)
    told += _count_as_told(session, told_until, Notice.id > newest)
    if told_until < day_of(at) and calendar.is_working(day_of(at)):
        notices.post(session, today=day_of(at), calendar=calendar)  # the rounds since posted nothing
    last.told_until, last.resumed_at = told_until, at
    session.flush()
    record(session, "mail.resumed", last, by=by, at=at, on_day=str(told_until), told_notices=told)
    return told


def _count_as_told(session: Session, on: date, which: ColumnElement[bool]) -> int:
    quiet = update(Notice).where(*UNFOLDED, which).values(muted_on=on, at_once=False)
    return len(session.scalars(quiet.returning(Notice.id), execution_options=UNSYNCHRONIZED).all())


def _last_notice(session: Session) -> int:
    return session.scalar(select(func.max(Notice.id))) or 0
