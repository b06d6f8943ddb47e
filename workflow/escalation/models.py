"""What the office did about lateness: urges and telephone notes."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.db import Model
from workflow.deadlines.models import Deadline


class Urge(Model):
    """One press of 催办/催报: the words sent, for one deadline or many."""

    __tablename__ = "urge"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    words: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int]
    by: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime]
    on: Mapped[date]


class UrgeLine(Model):
    __tablename__ = "urge_line"
    id: Mapped[int] = mapped_column(primary_key=True)
    urge_id: Mapped[int] = mapped_column(ForeignKey("urge.id"))
    deadline_id: Mapped[int] = mapped_column(ForeignKey("deadline.id"), index=True)
    urge: Mapped[Urge] = relationship()
    deadline: Mapped[Deadline] = relationship()
    __table_args__ = (UniqueConstraint("urge_id", "deadline_id"),)


class PhoneNote(Model):
    """登记电话催办: who was spoken to, what was said, what was promised for when."""

    __tablename__ = "phone_note"
    id: Mapped[int] = mapped_column(primary_key=True)
    deadline_id: Mapped[int] = mapped_column(ForeignKey("deadline.id"), index=True)
    spoke_with: Mapped[str] = mapped_column(String(100))
    words: Mapped[str]
    promised_on: Mapped[date | None]
    by_id: Mapped[int]
    by: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime]
    deadline: Mapped[Deadline] = relationship()
