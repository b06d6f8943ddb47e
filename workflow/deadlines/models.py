"""One table of deadlines: one thing that one department owes by one day. An open one has no `ended_on`."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.db import Model, enum_column
from workflow.people.models import Department
from workflow.tasks.models import Assignment


class LadderKind(StrEnum):
    REPORTING = "reporting"
    WORK = "work"
    SUB = "sub"  # of a sub-task: its department owes it to the one that handed it down, never to the office


class DeadlineKind(StrEnum):
    ACKNOWLEDGE = "acknowledge"
    SHARE = "share"
    REPORT = "report"
    CORRECTION = "correction"
    TARGET = "target"
    MILESTONE = "milestone"
    COMPLETION = "completion"
    INSTRUCTION = "instruction"
    REPLY = "reply"
    RECEIPT = "receipt"


class Outcome(StrEnum):
    MET = "met"
    NOT_ACHIEVED = "not_achieved"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


class MoveKind(StrEnum):
    EXTENSION = "extension"
    HOLD = "hold"
    CALENDAR = "calendar"
    OFFICE = "office"


OPEN = text("ended_on IS NULL AND held_since IS NULL")
UNENDED = text("ended_on IS NULL")
UNACKNOWLEDGED = text("kind = 'acknowledge' AND ended_on IS NULL")
SET_BY_OFFICE = text("rung_override IS NOT NULL AND ended_on IS NULL AND held_since IS NULL")


class Deadline(Model):
    """`occasion` names the cause (2026Q3, target:17, return:5); with assignment and kind it is unique. `target_id` and
    `milestone_id` say whose words it carries.
    `rung_override` is a rung set by the office with a reason; it falls with the day. `due_on` is moved only by an
    appended DeadlineMove. `due_rule` names how the day was found (see due.py). `handed_on`: the day on which it passed
    on from another share; `set_on`: the day that it had then, if a person or the paper had set it."""

    __tablename__ = "deadline"
    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    ladder: Mapped[LadderKind] = mapped_column(enum_column(LadderKind))
    kind: Mapped[DeadlineKind] = mapped_column(enum_column(DeadlineKind))
    occasion: Mapped[str] = mapped_column(String(60))
    made_on: Mapped[date | None]  # written down on; None: with the day on which it opens
    opens_on: Mapped[date]
    due_on: Mapped[date]
    original_due_on: Mapped[date]
    due_rule: Mapped[str] = mapped_column(String(60))
    set_on: Mapped[date | None]
    handed_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    outcome: Mapped[Outcome | None] = mapped_column(enum_column(Outcome))
    held_since: Mapped[date | None]
    rung_override: Mapped[str | None] = mapped_column(String(32))
    target_id: Mapped[int | None] = mapped_column(ForeignKey("target.id"), index=True)
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    assignment: Mapped[Assignment] = relationship()
    department: Mapped[Department] = relationship()
    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        UniqueConstraint("assignment_id", "kind", "occasion"),
        Index("ix_deadline_open_ladder", "ladder", "due_on", "id", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_deadline_open_department", "department_id", "due_on", "id", sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_deadline_unended", "plan_id", "due_on", "id", sqlite_where=UNENDED, postgresql_where=UNENDED),
        Index(
            "ix_deadline_unacknowledged", "due_on", "id", sqlite_where=UNACKNOWLEDGED, postgresql_where=UNACKNOWLEDGED
        ),
        Index("ix_deadline_set_by_office", "id", sqlite_where=SET_BY_OFFICE, postgresql_where=SET_BY_OFFICE),
    )


class DeadlineMove(Model):
    """A deadline's day was moved: from, to, why, on whose decision."""

    __tablename__ = "deadline_move"
    id: Mapped[int] = mapped_column(primary_key=True)
    deadline_id: Mapped[int] = mapped_column(ForeignKey("deadline.id"), index=True)
    kind: Mapped[MoveKind] = mapped_column(enum_column(MoveKind))
    from_on: Mapped[date]
    to_on: Mapped[date]
    reason: Mapped[str]
    decided_by: Mapped[int | None]
    at: Mapped[datetime]
    deadline: Mapped[Deadline] = relationship()


class Hold(Model):
    """暂缓: something outside is awaited. While it lasts the deadline climbs no ladder; when it is released, the day
    moves by the working days held."""

    __tablename__ = "hold"
    id: Mapped[int] = mapped_column(primary_key=True)
    deadline_id: Mapped[int] = mapped_column(ForeignKey("deadline.id"))
    since_on: Mapped[date]
    reason: Mapped[str]
    expected_on: Mapped[date | None]  # when what is awaited should be there
    by_id: Mapped[int | None]
    by: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime]
    released_on: Mapped[date | None]
    released_by: Mapped[str | None] = mapped_column(String(100))
    days: Mapped[int | None]  # working days held
    deadline: Mapped[Deadline] = relationship()
    __table_args__ = (
        Index(
            "uq_hold_open",
            "deadline_id",
            unique=True,
            sqlite_where=text("released_on IS NULL"),
            postgresql_where=text("released_on IS NULL"),
        ),
        Index(None, "deadline_id"),
    )
