"""Asking for a task to be closed, and the office's word on it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.db import Model, enum_column
from workflow.tasks.models import Assignment, Rhythm, Task


class ClosingState(StrEnum):
    TO_SIGN = "to_sign"
    ASKED = "asked"
    GRANTED = "granted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class Closing(Model):
    """申请办结 and 销号: the lead asks, the office ticks five points and closes, makes it standing, or returns."""

    __tablename__ = "closing"
    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    ordinal: Mapped[int] = mapped_column(default=1)
    state: Mapped[ClosingState] = mapped_column(enum_column(ClosingState))
    words: Mapped[str]
    as_standing: Mapped[bool] = mapped_column(default=False)  # 转为常态化
    rhythm: Mapped[Rhythm | None] = mapped_column(enum_column(Rhythm))  # of the task until it became standing
    asked_by: Mapped[int]
    asker: Mapped[str] = mapped_column(String(100))
    asked_at: Mapped[datetime]
    signer: Mapped[str | None] = mapped_column(String(100))
    signed_at: Mapped[datetime | None]
    signed_on: Mapped[date | None]  # 线下签批: the day on the paper, which is among its evidence
    facts: Mapped[bool] = mapped_column(default=False)  # 事实清楚
    solved: Mapped[bool] = mapped_column(default=False)  # 问题解决
    carried_out: Mapped[bool] = mapped_column(default=False)  # 措施落实
    lawful: Mapped[bool] = mapped_column(default=False)  # 程序合规
    form: Mapped[bool] = mapped_column(default=False)  # 手续齐全
    checklist: Mapped[list[Any]] = mapped_column(JSON, default=list)  # as it stood when it was decided
    answer: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[int | None]
    decider: Mapped[str | None] = mapped_column(String(100))
    decided_at: Mapped[datetime | None]
    reopened_by: Mapped[str | None] = mapped_column(String(100))
    reopened_at: Mapped[datetime | None]
    reopened_for: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    task: Mapped[Task] = relationship()
    assignment: Mapped[Assignment] = relationship()
    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        UniqueConstraint("task_id", "ordinal"),
        Index(
            "uq_closing_open",
            "task_id",
            unique=True,
            sqlite_where=text("state IN ('to_sign', 'asked')"),
            postgresql_where=text("state IN ('to_sign', 'asked')"),
        ),
        Index("ix_closing_state", "state", "asked_at", "id"),
    )


class ClosingEvidence(Model):
    __tablename__ = "closing_evidence"
    closing_id: Mapped[int] = mapped_column(ForeignKey("closing.id"), primary_key=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), primary_key=True, index=True)
