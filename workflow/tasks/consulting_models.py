"""征求意见: the table of responsibilities out for comment before the start, and what came back."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.db import Model, enum_column
from workflow.people.models import Department
from workflow.plans.models import Plan
from workflow.tasks.models import Task


class CommentKind(StrEnum):
    AGREE = "agree"
    LEAD = "lead"  # another body should lead
    ADD = "add"  # a body should share
    DROP = "drop"  # a body should not share
    OTHER = "other"


class CommentDecision(StrEnum):
    ADOPTED = "adopted"
    PARTLY = "partly"
    DECLINED = "declined"


class Consultation(Model):
    """One round of asking: when it went out, and by when departments answer."""

    __tablename__ = "consultation"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    ordinal: Mapped[int]
    answer_by: Mapped[date]
    opened_by: Mapped[int | None]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    plan: Mapped[Plan] = relationship()
    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (UniqueConstraint("plan_id", "ordinal"),)


class Comment(Model):
    """What a department says of one task (None: of the whole table). `named_id` is the body it proposes; `decision`
    is the office's, with its basis."""

    __tablename__ = "comment"
    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), index=True)
    kind: Mapped[CommentKind] = mapped_column(enum_column(CommentKind))
    named_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    words: Mapped[str] = mapped_column(default="")
    section: Mapped[str | None] = mapped_column(String(120))
    received_by: Mapped[int | None]
    received_at: Mapped[datetime]
    source: Mapped[str] = mapped_column(String(255), default="")  # the workbook's file name
    decision: Mapped[CommentDecision | None] = mapped_column(enum_column(CommentDecision))
    basis: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[int | None]
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    consultation: Mapped[Consultation] = relationship()
    department: Mapped[Department] = relationship(foreign_keys=[department_id])
    named: Mapped[Department | None] = relationship(foreign_keys=[named_id])
    task: Mapped[Task | None] = relationship()
    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        UniqueConstraint("consultation_id", "department_id", "task_id", "kind"),
        Index(
            "ix_comment_open",
            "consultation_id",
            "id",
            sqlite_where=text("decision IS NULL"),
            postgresql_where=text("decision IS NULL"),
        ),
    )
