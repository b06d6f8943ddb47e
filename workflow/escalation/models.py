"""What the office did about lateness: urges, telephone notes, rungs it set; the steps of plans; saved views."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.db import Model, enum_column
from workflow.deadlines.models import Deadline, LadderKind
from workflow.escalation.rules import Rung


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


class LadderStep(Model):
    """One step of a plan's own ladder: after so many working days (before the day due: negative). A plan without rows
    for a ladder climbs the default one. What was changed, and from what, stands in the history."""

    __tablename__ = "ladder_step"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    ladder: Mapped[LadderKind] = mapped_column(enum_column(LadderKind))
    rung: Mapped[Rung] = mapped_column(enum_column(Rung))
    days: Mapped[int]
    __table_args__ = (
        UniqueConstraint("plan_id", "ladder", "rung"),
        UniqueConstraint("plan_id", "ladder", "days"),
        CheckConstraint(
            "ladder <> 'reporting' OR rung NOT IN "
            "('urge', 'notice_conditions', 'circular_conditions', 'interview_conditions')",
            name="reporting_ends_with_press",
        ),
    )


class RedPeriods(Model):
    """After how many quarters in a row that were judged red a plan's conditions are reached (None: never). A plan
    without a row has the default ones. Fewer than two would be no run, and the index of the few rows stands on that."""

    __tablename__ = "red_periods"
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), primary_key=True, autoincrement=False)
    circular: Mapped[int | None]
    interview: Mapped[int | None]
    __table_args__ = (CheckConstraint("circular >= 2 AND interview >= 2 AND circular < interview", name="upwards"),)


class RungChange(Model):
    """The office set a rung, or (`to_rung` empty) took that back. Only added to; the last row of a deadline counts
    while the deadline carries a `rung_override`. `reached` is what days and periods had reached then."""

    __tablename__ = "rung_change"
    id: Mapped[int] = mapped_column(primary_key=True)
    deadline_id: Mapped[int] = mapped_column(ForeignKey("deadline.id"), index=True)
    due_on: Mapped[date]
    from_rung: Mapped[str] = mapped_column(String(32))
    to_rung: Mapped[str | None] = mapped_column(String(32))
    reached: Mapped[str | None] = mapped_column(String(32))
    reason: Mapped[str]
    by_id: Mapped[int]
    by: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime]
    deadline: Mapped[Deadline] = relationship()


class SavedView(Model):
    """A filter of the escalation view that a person keeps under a name. It is hers alone, and no act of the office."""

    __tablename__ = "saved_view"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str] = mapped_column(String(40))
    wanted: Mapped[dict[str, str]] = mapped_column(JSON)
    at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("account_id", "name"),)
