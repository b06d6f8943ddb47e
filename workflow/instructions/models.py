"""批示 and 交办: what a leader wants done beside the plan, how it is to be handled, and what came of it."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.db import Model, enum_column
from workflow.evidence.models import Evidence
from workflow.people.models import Department
from workflow.plans.models import Plan
from workflow.tasks.models import Milestone, Role, Task


class InstructionKind(StrEnum):
    WRITTEN = "written"  # 批示
    HANDED_OVER = "handed_over"  # 交办, at a meeting or by word of mouth


class InstructionState(StrEnum):
    RECEIVED = "received"
    DRAFTED = "drafted"  # 拟办
    PASSED_ON = "passed_on"  # 转办: from here on it binds
    ANSWERED = "answered"  # the leader has the result
    DONE = "done"  # 销号
    WITHDRAWN = "withdrawn"


class StepKind(StrEnum):
    RECEIPT = "receipt"  # every department acknowledges
    PROGRESS = "progress"  # the lead reports how it goes
    RESULT = "result"  # every department reports what was done


class Unit(StrEnum):
    """In what a step's day is counted from the day of passing on."""

    WORKING_DAYS = "working_days"
    DAYS = "days"  # by the calendar; the last one is moved to a working day
    MONTHS = "months"


class Instruction(Model):
    """A leader's words as they were written. `post_id` is the leader's post, where the leader has one here; rights
    follow it. `about_id` is the task it was written on; `task_id` the task on which it is handled (a new one is made
    when it is passed on)."""

    __tablename__ = "instruction"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    kind: Mapped[InstructionKind] = mapped_column(enum_column(InstructionKind))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"), index=True)
    leader: Mapped[str] = mapped_column(String(100))
    written_on: Mapped[date]
    words: Mapped[str]
    about: Mapped[str] = mapped_column(String(300), default="")  # what was asked of the leader
    about_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), index=True)
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id"), index=True)  # the scan
    state: Mapped[InstructionState] = mapped_column(enum_column(InstructionState), default=InstructionState.RECEIVED)
    received_by: Mapped[str] = mapped_column(String(100))
    received_at: Mapped[datetime]
    handling: Mapped[str] = mapped_column(default="")  # 拟办意见
    heading: Mapped[str] = mapped_column(String(300), default="")  # of a matter of its own
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), index=True)
    drafted_by: Mapped[str] = mapped_column(String(100), default="")
    to_approve: Mapped[bool] = mapped_column(default=False)
    approved_by: Mapped[str] = mapped_column(String(100), default="")
    approved_at: Mapped[datetime | None]
    objection: Mapped[str] = mapped_column(default="")  # the leader's word on a draft that was not agreed to
    passed_on_by: Mapped[str] = mapped_column(String(100), default="")
    passed_on_on: Mapped[date | None]
    result: Mapped[str] = mapped_column(default="")  # 办理结果
    answered_by: Mapped[str] = mapped_column(String(100), default="")
    answered_on: Mapped[date | None]
    ended_by: Mapped[str] = mapped_column(String(100), default="")
    ended_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")  # why it was withdrawn
    version: Mapped[int] = mapped_column(default=1)
    plan: Mapped[Plan] = relationship()
    task: Mapped[Task | None] = relationship(foreign_keys=[task_id])
    about_task: Mapped[Task | None] = relationship(foreign_keys=[about_id])
    evidence: Mapped[Evidence | None] = relationship()
    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (Index(None, "state", "id"),)


class InstructionBody(Model):
    """A department to which it is to be passed on."""

    __tablename__ = "instruction_body"
    instruction_id: Mapped[int] = mapped_column(ForeignKey("instruction.id"), primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), primary_key=True, index=True)
    role: Mapped[Role] = mapped_column(enum_column(Role))
    department: Mapped[Department] = relationship()


class InstructionStep(Model):
    """What is wanted by when: so long after the day of passing on, or on a day."""

    __tablename__ = "instruction_step"
    id: Mapped[int] = mapped_column(primary_key=True)
    instruction_id: Mapped[int] = mapped_column(ForeignKey("instruction.id"))
    ordinal: Mapped[int]
    kind: Mapped[StepKind] = mapped_column(enum_column(StepKind))
    words: Mapped[str] = mapped_column(String(200))
    count: Mapped[int | None]
    unit: Mapped[Unit | None] = mapped_column(enum_column(Unit))
    due_on: Mapped[date | None]
    __table_args__ = (
        UniqueConstraint("instruction_id", "ordinal"),
        CheckConstraint("(due_on IS NULL) = (count IS NOT NULL AND unit IS NOT NULL)", name="day_or_count"),
    )


class InstructionOwed(Model):
    """Which step a milestone stands for; the deadlines that name the milestone, of whichever department, answer it."""

    __tablename__ = "instruction_owed"
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), primary_key=True)
    instruction_id: Mapped[int] = mapped_column(ForeignKey("instruction.id"), index=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("instruction_step.id"), index=True)
    milestone: Mapped[Milestone] = relationship()
    step: Mapped[InstructionStep] = relationship()
