"""Messages written and waiting, and every attempt to deliver them."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.db import Model, enum_column

WAITING = text("state = 'waiting'")


class MessageState(StrEnum):
    WAITING = "waiting"
    DELIVERED = "delivered"
    REFUSED = "refused"  # the server refused for good
    DROPPED = "dropped"  # the person left, or nothing in it was true any more
    HELD = "held"  # it waited in a backup that was restored: it may have left since, the office decides


class Message(Model):
    """One mail. Person, day and kind are unique; `mail_id` (Message-ID) is made from them."""

    __tablename__ = "message"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    day: Mapped[date]
    kind: Mapped[str] = mapped_column(String(40))
    mail_id: Mapped[str] = mapped_column(String(200), unique=True)
    address: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(300))
    body_text: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    state: Mapped[MessageState] = mapped_column(enum_column(MessageState), default=MessageState.WAITING)
    written_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    claimed_until: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    last_reply: Mapped[str] = mapped_column(String(500), default="")
    resent_at: Mapped[datetime | None]  # the office had it sent again
    __table_args__ = (
        UniqueConstraint("account_id", "day", "kind"),
        Index("ix_message_waiting", "next_try_at", "id", sqlite_where=WAITING, postgresql_where=WAITING),
        Index("ix_message_day", "day", "id"),
    )


class Reminder(StrEnum):
    """What a person may do without by mail; nothing of supervision is among it. The words are those of rungs."""

    REMIND_10 = "remind_10"
    REMIND_3 = "remind_3"
    REMIND_1 = "remind_1"
    DUE = "due"


class MailChoice(Model):
    """At which hour a person wants her digest, in minutes after midnight; without a row it is the usual one."""

    __tablename__ = "mail_choice"
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    digest_at: Mapped[int]


class MutedReminder(Model):
    """A kind of reminder that a person wants no mail of. It stands in her list all the same."""

    __tablename__ = "muted_reminder"
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    rung: Mapped[Reminder] = mapped_column(enum_column(Reminder), primary_key=True)


class Timetable(Model):
    """The hours that were set here, in minutes after midnight: one row, or none where the usual ones hold."""

    __tablename__ = "timetable"
    id: Mapped[int] = mapped_column(primary_key=True)
    morning: Mapped[int]
    digests: Mapped[int]
    month_end: Mapped[int]
    quiet_from: Mapped[int]
    quiet_to: Mapped[int]
    night: Mapped[int]
    weekly: Mapped[bool]
    monthly: Mapped[bool]
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)


class Attempt(Model):
    """One try at delivering a message: written before it is made, completed after."""

    __tablename__ = "attempt"
    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), index=True)
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    delivered: Mapped[bool | None]
    reply: Mapped[str] = mapped_column(String(500), default="")
    message: Mapped[Message] = relationship()


class Restoration(Model):
    """This database was restored from a backup. Until `resumed_at` no mail leaves; what was to be told up to
    `told_until` counts as told. `last_notice_id`: the last notice that came with the backup."""

    __tablename__ = "restoration"
    id: Mapped[int] = mapped_column(primary_key=True)
    backup: Mapped[str] = mapped_column(String(80))
    backup_at: Mapped[datetime]
    restored_at: Mapped[datetime]
    last_notice_id: Mapped[int]
    told_until: Mapped[date | None]
    resumed_at: Mapped[datetime | None]
