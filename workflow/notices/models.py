"""What whom must be told, once per occasion."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Model, enum_column

UNFOLDED = text("message_id IS NULL AND dropped_on IS NULL AND muted_on IS NULL")
AT_ONCE = text("at_once AND message_id IS NULL AND dropped_on IS NULL")
UNREAD_ROWS = text("read_at IS NULL AND dropped_on IS NULL")


class Why(StrEnum):
    """For which reason a person is told."""

    OWES = "owes"  # holds the post that owes it
    SECTION = "section"  # the share was given to her section
    SUBSTITUTE = "substitute"  # nobody nearer holds the post, or who does is away
    HEADS = "heads"  # heads the department
    SUPERVISES = "supervises"  # the leading-group office


class Notice(Model):
    """Told once: person, deadline, day due and rung are unique. `message_id` is plain: the outbox stands above."""

    __tablename__ = "notice"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    deadline_id: Mapped[int] = mapped_column(ForeignKey("deadline.id"))
    due_on: Mapped[date]
    rung: Mapped[str] = mapped_column(String(40))  # a rung of a ladder, or urge:17, return:5
    why: Mapped[Why] = mapped_column(enum_column(Why))
    posted_on: Mapped[date]
    message_id: Mapped[int | None]
    dropped_on: Mapped[date | None]  # no longer true when it was to be folded
    read_at: Mapped[datetime | None]
    at_once: Mapped[bool] = mapped_column(default=False, server_default=false())  # in a mail of its own
    muted_on: Mapped[date | None]  # she wants no mail of this kind; it stands in her list
    __table_args__ = (
        UniqueConstraint("account_id", "deadline_id", "due_on", "rung"),
        Index("ix_notice_deadline", "deadline_id", "due_on"),
        Index("ix_notice_message", "message_id"),
        Index("ix_notice_unfolded", "account_id", "id", sqlite_where=UNFOLDED, postgresql_where=UNFOLDED),
        Index("ix_notice_at_once", "account_id", "id", sqlite_where=AT_ONCE, postgresql_where=AT_ONCE),
        Index("ix_notice_mine", "account_id", "id"),
        Index("ix_notice_unread", "account_id", "id", sqlite_where=UNREAD_ROWS, postgresql_where=UNREAD_ROWS),
    )
