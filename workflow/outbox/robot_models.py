"""Robots of chat groups, what each said on a day, and every attempt to have it said."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.adapters.chat import ChatKind
from workflow.db import Model, enum_column
from workflow.people.models import Department

WAITING = text("state = 'waiting'")
THERE = text("removed_at IS NULL")


class Robot(Model):
    """A robot in the group of a department, or of the office. `address` holds its token: it is shown masked only, and
    forgotten with the secret when the robot is removed."""

    __tablename__ = "robot"
    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    kind: Mapped[ChatKind] = mapped_column(enum_column(ChatKind))
    name: Mapped[str] = mapped_column(String(60))  # of the group
    address: Mapped[str] = mapped_column(String(500))
    secret: Mapped[str] = mapped_column(String(200), default="")
    added_at: Mapped[datetime]
    off_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    department: Mapped[Department] = relationship()
    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (Index("uq_robot_address", "address", unique=True, sqlite_where=THERE, postgresql_where=THERE),)


class RobotState(StrEnum):
    WAITING = "waiting"
    DELIVERED = "delivered"
    REFUSED = "refused"  # the robot refused for good
    GIVEN_UP = "given_up"  # not reached that day; an old count is not worth saying
    NOTHING = "nothing"  # nothing was open, so nothing was said


class RobotMessage(Model):
    """What a robot says on a day. Robot and day are unique."""

    __tablename__ = "robot_message"
    id: Mapped[int] = mapped_column(primary_key=True)
    robot_id: Mapped[int] = mapped_column(ForeignKey("robot.id"))
    day: Mapped[date]
    words: Mapped[str] = mapped_column(Text)
    state: Mapped[RobotState] = mapped_column(enum_column(RobotState), default=RobotState.WAITING)
    written_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    claimed_until: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    last_reply: Mapped[str] = mapped_column(String(500), default="")
    __table_args__ = (
        UniqueConstraint("robot_id", "day"),
        Index("ix_robot_message_waiting", "next_try_at", "id", sqlite_where=WAITING, postgresql_where=WAITING),
    )


class RobotAttempt(Model):
    """One try: written before it is made, completed after."""

    __tablename__ = "robot_attempt"
    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("robot_message.id"), index=True)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    delivered: Mapped[bool | None]
    reply: Mapped[str] = mapped_column(String(500), default="")
