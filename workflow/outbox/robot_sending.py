"""Having robots speak: once a day each, the attempt recorded before, the delivery committed after.

Killed at any point nothing is lost: a message whose attempt has no end is tried again when its claim is over. What did
not arrive on its day is given up.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, exists, insert, or_, select, update
from sqlalchemy.orm import Session

from workflow.adapters.chat import Chat, ChatTrouble, TurnedAway, Way
from workflow.adapters.clock import Clock, day_of
from workflow.db import Database
from workflow.db import insert as insert_once
from workflow.outbox import hours, queries
from workflow.outbox.robot_models import Robot, RobotAttempt, RobotMessage, RobotState
from workflow.outbox.robot_rules import Told, next_try
from workflow.people.models import Department, DepartmentKind
from workflow.people.queries import standing
from workflow.workdays.rules import Calendar

LEASE = timedelta(minutes=5)  # after it another worker may try; no server is waited for so long
IN_FORCE = (Robot.off_at.is_(None), Robot.removed_at.is_(None))
UNSYNCHRONIZED = {"synchronize_session": False}


@dataclass(frozen=True)
class Spoken:
    """What became of the messages that were tried."""

    delivered: int = 0
    postponed: int = 0
    refused: int = 0


@dataclass(frozen=True)
class Claimed:
    """A message that this worker alone may send until its lease ends."""

    id: int
    attempt_id: int
    tries: int
    until: datetime
    words: str
    way: Way


def silent(session: Session, *, today: date) -> Sequence[Row[*tuple[Any, ...]]]:
    """Robots in force that have no message of this day: id, and whose they are."""
    written = exists().where(RobotMessage.robot_id == Robot.id, RobotMessage.day == today)
    whose = (Robot.id, Department.id.label("department_id"), Department.label, Department.kind)
    rows = select(*whose).join(Department, Department.id == Robot.department_id)
    return session.execute(rows.where(*IN_FORCE, standing(today), ~written).order_by(Robot.id)).all()


def write(session: Session, *, today: date, at: datetime, calendar: Calendar, say: Callable[[Told], str]) -> int:
    """Write the day's message of each robot that has none; what earlier days left unsaid is given up."""
    stale = (RobotMessage.state == RobotState.WAITING, RobotMessage.day < today)
    _change(session, *stale, state=RobotState.GIVEN_UP, claimed_until=None)
    robots = silent(session, today=today)
    counts = queries.open_counts(session, {robot.department_id for robot in robots}, today=today)
    of_office = any(robot.kind == DepartmentKind.OFFICE for robot in robots)
    overall = queries.overall(session, today=today, calendar=calendar) if of_office else None
    rows = []
    for robot in robots:
        late = overall if robot.kind == DepartmentKind.OFFICE else None
        told = Told(today, robot.label, tuple(counts.get(robot.department_id, ())), late)
        state = RobotState.NOTHING if told.is_nothing else RobotState.WAITING
        said = {"words": "" if told.is_nothing else say(told), "state": state, "tries": 0, "last_reply": ""}
        rows.append({"robot_id": robot.id, "day": today, "written_at": at, "next_try_at": at} | said)
    if not rows:
        return 0
    once = insert_once(session, RobotMessage).on_conflict_do_nothing().returning(RobotMessage.state)
    return sum(state == RobotState.WAITING for state in session.scalars(once, rows))


def send(database: Database, chat: Chat, clock: Clock, *, stopping: Callable[[], bool] = lambda: False) -> Spoken:
    """Have said what waits and is due to be tried. Any number of workers may do so at once."""
    spoken = Spoken()
    while not stopping():
        with database.writing() as session:
            message = _begin(session, at=clock.now())
        if message is None:
            break
        reply, trouble = _hand_over(chat, message, at=clock.now())
        with database.writing() as session:
            spoken = _end(session, message, spoken, reply=reply, trouble=trouble, at=clock.now())
    return spoken


def _begin(session: Session, *, at: datetime) -> Claimed | None:
    """Take the next message of today for this worker alone and record the attempt."""
    free = or_(RobotMessage.claimed_until.is_(None), RobotMessage.claimed_until <= at)
    due = (RobotMessage.state == RobotState.WAITING, RobotMessage.next_try_at <= at, RobotMessage.day == day_of(at))
    way = (Robot.kind, Robot.address, Robot.secret)
    row = session.execute(
        select(RobotMessage.id, RobotMessage.tries, RobotMessage.words, *way)
        .join(Robot, Robot.id == RobotMessage.robot_id)
        .where(*due, free, *IN_FORCE)
        .order_by(RobotMessage.next_try_at, RobotMessage.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=RobotMessage)
    ).first()
    if row is None:
        return None
    tries, until = row.tries + 1, at + LEASE
    _change(session, RobotMessage.id == row.id, claimed_until=until, tries=tries)
    begun = insert(RobotAttempt).values(message_id=row.id, started_at=at).returning(RobotAttempt.id)
    return Claimed(
        row.id, session.scalars(begun).one(), tries, until, row.words, Way(row.kind, row.address, row.secret)
    )


def _hand_over(chat: Chat, message: Claimed, *, at: datetime) -> tuple[str, ChatTrouble | None]:
    try:
        return chat.post(message.way, message.words, at=at), None
    except ChatTrouble as trouble:
        return trouble.reply, trouble


def _end(
    session: Session, message: Claimed, spoken: Spoken, *, reply: str, trouble: ChatTrouble | None, at: datetime
) -> Spoken:
    """Record how an attempt ended, and when to try again."""
    ended = {"ended_at": at, "delivered": trouble is None, "reply": reply}
    session.execute(update(RobotAttempt).where(RobotAttempt.id == message.attempt_id).values(**ended))
    which: Any = RobotMessage.id == message.id
    if trouble is None:
        said = {"state": RobotState.DELIVERED, "delivered_at": at, "last_reply": reply}
        _change(session, which, **said, claimed_until=None)
        return replace(spoken, delivered=spoken.delivered + 1)
    ours = (which, RobotMessage.state == RobotState.WAITING, RobotMessage.claimed_until == message.until)
    again = next_try(tries=message.tries, at=at, hours=hours.kept(session))
    if again is not None and not isinstance(trouble, TurnedAway):
        _change(session, *ours, next_try_at=again, last_reply=reply, claimed_until=None)
        return replace(spoken, postponed=spoken.postponed + 1)
    state = RobotState.REFUSED if isinstance(trouble, TurnedAway) else RobotState.GIVEN_UP
    _change(session, *ours, state=state, last_reply=reply, claimed_until=None)
    return replace(spoken, refused=spoken.refused + 1)


def _change(session: Session, *which: Any, **values: Any) -> None:
    session.execute(update(RobotMessage).where(*which).values(**values), execution_options=UNSYNCHRONIZED)
