"""The import desk: a document handed in, its parts as read and as mended, and who is looking at it.

Everything on the desk is one `IntakeEntry` of some kind; a mend changes entries and is kept with what stood before, so
that it can be undone. Two people who mend different entries never meet; on the same one the second is told.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.db import Model, enum_column
from workflow.plans.models import Edition, Plan


class IntakeState(StrEnum):
    WAITING = "waiting"  # handed in, not yet read
    READING = "reading"
    ON_DESK = "on_desk"  # read, being checked
    UNREADABLE = "unreadable"
    CONFIRMED = "confirmed"
    DISCARDED = "discarded"


class EntryKind(StrEnum):
    FRONT = "front"  # title, document number, issuer, day
    PART = "part"  # a chapter or section
    ITEM = "item"  # a numbered item with its clauses and days
    TARGET = "target"  # a target, or a goal
    TAINT = "taint"  # words that look tampered with
    DOUBT = "doubt"  # a question of the reader's
    CHANGE = "change"  # what becomes of an item beside the edition in force


class Intake(Model):
    """A document handed in: bytes as uploaded, their SHA-256, and the text that all offsets count in. `amends_id` is
    the plan of which it is a later edition."""

    __tablename__ = "intake"
    id: Mapped[int] = mapped_column(primary_key=True)
    amends_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"), index=True)
    file_name: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    original: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    state: Mapped[IntakeState] = mapped_column(enum_column(IntakeState), default=IntakeState.WAITING)
    title: Mapped[str] = mapped_column(String(300), default="")
    text: Mapped[str] = mapped_column(Text, default="", deferred=True)
    refusal: Mapped[dict[str, Any] | None]  # key and facts, where it could not be read
    uploaded_by: Mapped[int | None]
    uploaded_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    amends: Mapped[Plan | None] = relationship()
    edition: Mapped[Edition | None] = relationship()
    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (Index(None, "state", "id"),)


class IntakeEntry(Model):
    """One part of what was read, as it stands now. `facts` is the JSON of a `sheet` class; `gone` entries were merged
    away or dropped; `position` orders entries of a kind."""

    __tablename__ = "intake_entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    intake_id: Mapped[int] = mapped_column(ForeignKey("intake.id"))
    kind: Mapped[EntryKind] = mapped_column(enum_column(EntryKind))
    key: Mapped[str] = mapped_column(String(20))  # steady inside its intake: i12, t3
    position: Mapped[int]
    facts: Mapped[dict[str, Any]]
    gone: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    intake: Mapped[Intake] = relationship()
    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (UniqueConstraint("intake_id", "key"), Index(None, "intake_id", "kind", "position"))


class IntakeEdit(Model):
    """A mend: what it did (`act`), and each entry it touched before and after. `undoes_id` names the mend it undid."""

    __tablename__ = "intake_edit"
    id: Mapped[int] = mapped_column(primary_key=True)
    intake_id: Mapped[int] = mapped_column(ForeignKey("intake.id"))
    ordinal: Mapped[int]
    act: Mapped[str] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(String(300), default="")  # the heading or phrase it is about
    changes: Mapped[dict[str, Any]]  # {key: {"before": image | None, "after": image}}
    account_id: Mapped[int | None]
    actor: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime]
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("intake_edit.id"), unique=True)
    __table_args__ = (UniqueConstraint("intake_id", "ordinal"),)


class IntakeVisitor(Model):
    """Who has a document open, and since when last seen."""

    __tablename__ = "intake_visitor"
    id: Mapped[int] = mapped_column(primary_key=True)
    intake_id: Mapped[int] = mapped_column(ForeignKey("intake.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    seen_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("intake_id", "account_id"),)
