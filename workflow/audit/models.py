"""The history: who did what to which thing, when. Rows are only added; triggers in the database refuse more."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Model


class Event(Model):
    """One act. Ids are plain: the history outlives what it speaks of."""

    __tablename__ = "event"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    on: Mapped[date]
    account_id: Mapped[int | None]
    actor: Mapped[str] = mapped_column(String(200))
    act: Mapped[str] = mapped_column(String(64))
    thing: Mapped[str] = mapped_column(String(32))
    thing_id: Mapped[int | None]
    plan_id: Mapped[int | None]
    facts: Mapped[dict[str, Any]]
    __table_args__ = (Index(None, "thing", "thing_id", "id"), Index(None, "account_id", "id"))


class Seal(Model):
    """A batch of committed rows, chained to the batch before by its digest (SHA-256, hex)."""

    __tablename__ = "seal"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))


class Sealed(Model):
    """Which batch holds a row of the history, and the running digest up to it: it names the first broken row."""

    __tablename__ = "sealed"
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True, autoincrement=False)
    seal_id: Mapped[int] = mapped_column(ForeignKey("seal.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64))


class Former(Model):
    """How a row stood before it was changed on a day; `row` None: it was not there yet. What stood at the end of an
    earlier day is what the first change after that day found."""

    __tablename__ = "former"
    id: Mapped[int] = mapped_column(primary_key=True)
    thing: Mapped[str] = mapped_column(String(32))
    thing_id: Mapped[int]
    changed_on: Mapped[date]
    row: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    __table_args__ = (Index(None, "changed_on", "id"),)


class Submission(Model):
    """A form that was accepted: its once-only key."""

    __tablename__ = "submission"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(index=True)
