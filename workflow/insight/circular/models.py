"""季度通报: what is said of a plan in a quarter, sentence by sentence, each with the facts that it was made from."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.db import Model, enum_column
from workflow.escalation.papers.models import Paper
from workflow.plans.models import Plan


class CircularState(StrEnum):
    DRAFT = "draft"
    FROZEN = "frozen"  # what it says never changes again
    DROPPED = "dropped"  # a draft that was given up; another may be begun


class Section(StrEnum):
    """The parts of the paper, in its order."""

    OVERALL = "overall"
    WELL = "well"
    LATE = "late"
    ASKED = "asked"
    NEXT = "next"


class Circular(Model):
    """One for a plan and a quarter. `notes` speak to the office alone. Frozen, `said` is the whole paper with its facts
    and `sha256` the digest of it."""

    __tablename__ = "circular"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    period: Mapped[str] = mapped_column(String(20))
    as_of: Mapped[date]
    state: Mapped[CircularState] = mapped_column(enum_column(CircularState))
    base: Mapped[int]  # how many tasks every count is out of
    notes: Mapped[list[str]]
    drafted_by: Mapped[str] = mapped_column(String(100))
    drafted_at: Mapped[datetime]
    frozen_by: Mapped[str | None] = mapped_column(String(100))
    frozen_at: Mapped[datetime | None]
    said: Mapped[dict[str, Any] | None]
    sha256: Mapped[str | None] = mapped_column(String(64))
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"), index=True)  # as which it is issued
    version: Mapped[int] = mapped_column(default=1)  # counted up by every edit, so that nobody overwrites another
    plan: Mapped[Plan] = relationship()
    paper: Mapped[Paper | None] = relationship()
    sentences: Mapped[list["CircularSentence"]] = relationship(
        back_populates="circular", order_by="CircularSentence.ordinal"
    )
    __table_args__ = (
        Index(
            "uq_circular_period",
            "plan_id",
            "period",
            unique=True,
            sqlite_where=text("state <> 'dropped'"),
            postgresql_where=text("state <> 'dropped'"),
        ),
    )


class CircularSentence(Model):
    """A sentence as it was generated, and as the office says it. `chosen`: it is printed. `facts` name the rows that it
    came from."""

    __tablename__ = "circular_sentence"
    id: Mapped[int] = mapped_column(primary_key=True)
    circular_id: Mapped[int] = mapped_column(ForeignKey("circular.id"))
    section: Mapped[Section] = mapped_column(enum_column(Section))
    ordinal: Mapped[int]
    generated: Mapped[str]
    edited: Mapped[str | None]
    chosen: Mapped[bool]
    facts: Mapped[dict[str, Any]]
    circular: Mapped[Circular] = relationship(back_populates="sentences")
    __table_args__ = (UniqueConstraint("circular_id", "ordinal"),)

    @property
    def words(self) -> str:
        return self.edited or self.generated
