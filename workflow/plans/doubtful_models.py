"""What is doubtful in an edition: words that look tampered with, and questions that reading could not answer."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Model


class Taint(Model):
    """Words that look pasted over others. Masked everywhere until one person typed the printed words and another
    confirmed them."""

    __tablename__ = "taint"
    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("item.id"), index=True)
    start: Mapped[int]
    end: Mapped[int]
    quote: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(String(200))
    typed: Mapped[str | None] = mapped_column(String(200))
    typed_by: Mapped[int | None]
    typed_at: Mapped[datetime | None]
    confirmed_by: Mapped[int | None]
    confirmed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        UniqueConstraint("edition_id", "start"),
        CheckConstraint("confirmed_by IS NULL OR confirmed_by <> typed_by", name="two_persons"),
    )

    @property
    def confirmed(self) -> bool:
        return self.confirmed_at is not None


class Doubt(Model):
    """A question that reading could not answer; `key` names it."""

    __tablename__ = "doubt"
    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("item.id"), index=True)
    key: Mapped[str] = mapped_column(String(60))
    start: Mapped[int]
    end: Mapped[int]
    quote: Mapped[str]
    answer: Mapped[str | None]
    answered_by: Mapped[int | None]
    answered_at: Mapped[datetime | None]
    __table_args__ = (Index(None, "edition_id", "start"),)
