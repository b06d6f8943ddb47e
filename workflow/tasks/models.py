"""Tasks and the departments' shares of them. Links and shares are dated; nothing is deleted."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.db import Model, enum_column
from workflow.people.models import Department
from workflow.plans.models import Item, Plan


class Origin(StrEnum):
    MEASURE = "measure"
    STANDING = "standing"
    GOAL = "goal"
    INSTRUCTION = "instruction"
    AD_HOC = "ad_hoc"
    SUB_TASK = "sub_task"


MATTERS = (Origin.INSTRUCTION, Origin.AD_HOC)  # made for a leader's instruction; outside the plan and its base


class TaskState(StrEnum):
    PROPOSED = "proposed"  # read, not yet started
    UNDER_WAY = "under_way"
    STANDING = "standing"
    CLOSED = "closed"


class Rhythm(StrEnum):
    """How often the lead of a task reports."""

    QUARTERLY = "quarterly"
    MONTHLY = "monthly"
    HALF_YEARLY = "half_yearly"
    YEARLY = "yearly"
    NONE = "none"  # only targets and days are owed


class MilestoneSource(StrEnum):
    PAPER = "paper"  # the text names the day
    OFFICE = "office"  # the office set it
    REMEDY = "remedy"  # a step of what mends a missed target
    SUPERIOR = "superior"  # the department that handed the sub-task down
    LEADER = "leader"  # an instruction that was passed on


class Role(StrEnum):
    LEAD = "lead"
    CO = "co"


class Decision(StrEnum):
    GRANTED = "granted"
    REFUSED = "refused"


class Task(Model):
    """A matter in force. `number`, `chapter` and `heading` repeat the document's words."""

    __tablename__ = "task"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    origin: Mapped[Origin] = mapped_column(enum_column(Origin))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), index=True)
    ordinal: Mapped[int]
    number: Mapped[str] = mapped_column(String(60))
    chapter: Mapped[str] = mapped_column(String(300))
    heading: Mapped[str] = mapped_column(String(300))
    state: Mapped[TaskState] = mapped_column(enum_column(TaskState), default=TaskState.PROPOSED)
    closed_on: Mapped[date | None]
    leader_post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"), index=True)  # 分管市领导
    rhythm: Mapped[Rhythm] = mapped_column(enum_column(Rhythm), default=Rhythm.QUARTERLY, server_default="quarterly")
    rhythm_on: Mapped[date | None]  # since when; periods that ended before are not asked for
    words: Mapped[str] = mapped_column(default="", server_default=text("''"))  # what a sub-task asks for
    handed_by_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)  # of a sub-task
    version: Mapped[int] = mapped_column(default=1)
    plan: Mapped[Plan] = relationship()
    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (Index(None, "plan_id", "ordinal", "id"),)


class TaskItem(Model):
    """Which numbered part of the document a task stands on, from day to day."""

    __tablename__ = "task_item"
    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    task: Mapped[Task] = relationship()
    item: Mapped[Item] = relationship()


RED_RUN = text("red_run >= 2 AND to_on IS NULL")  # few: what the escalation view looks at beside the days


class Assignment(Model):
    """One department's share of a task. The lead read from the text is proposed until the office confirms it with a
    basis. `red_run` counts the periods in a row that were judged red."""

    __tablename__ = "assignment"
    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    role: Mapped[Role] = mapped_column(enum_column(Role))
    ordinal: Mapped[int]
    confirmed_on: Mapped[date | None]
    basis: Mapped[str] = mapped_column(default="")
    acknowledged_on: Mapped[date | None]
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    made_on: Mapped[date | None]  # written down on; None: with its first day
    predecessor_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"))
    section: Mapped[str | None] = mapped_column(String(120))  # of the department: 科室
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"), index=True)  # the section's post it is given to
    red_run: Mapped[int] = mapped_column(default=0)
    red_since: Mapped[date | None]  # the day on which the run began: monthly reports from the next month on
    version: Mapped[int] = mapped_column(default=1)
    task: Mapped[Task] = relationship()
    department: Mapped[Department] = relationship()
    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        Index(
            "uq_assignment_lead",
            "task_id",
            unique=True,
            sqlite_where=text("role = 'lead' AND to_on IS NULL"),
            postgresql_where=text("role = 'lead' AND to_on IS NULL"),
        ),
        Index(
            "uq_assignment_open",
            "task_id",
            "department_id",
            unique=True,
            sqlite_where=text("to_on IS NULL"),
            postgresql_where=text("to_on IS NULL"),
        ),
        Index("ix_assignment_red", "id", sqlite_where=RED_RUN, postgresql_where=RED_RUN),
    )


class MoveRequest(Model):
    """申请调整责任单位: a department says whose the task should be, and why; the office decides with a basis."""

    __tablename__ = "move_request"
    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    occasion: Mapped[int] = mapped_column(default=1)
    to_department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    reason: Mapped[str]
    asked_by: Mapped[int]
    asked_at: Mapped[datetime]
    decision: Mapped[Decision | None] = mapped_column(enum_column(Decision))
    basis: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[int | None]
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    assignment: Mapped[Assignment] = relationship()
    to_department: Mapped[Department | None] = relationship()
    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        UniqueConstraint("assignment_id", "occasion"),
        Index(
            "ix_move_request_open",
            "id",
            sqlite_where=text("decision IS NULL"),
            postgresql_where=text("decision IS NULL"),
        ),
    )


class Milestone(Model):
    """节点: a step with a day, in words. What is owed for it is a deadline (kind milestone, or completion where the
    text says by when the whole is done); it names this row."""

    __tablename__ = "milestone"
    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    source: Mapped[MilestoneSource] = mapped_column(enum_column(MilestoneSource))
    words: Mapped[str] = mapped_column(String(300))
    basis: Mapped[str] = mapped_column(default="")
    item_day_id: Mapped[int | None] = mapped_column(ForeignKey("item_day.id"), index=True)
    set_by: Mapped[int | None]
    set_at: Mapped[datetime]
    assignment: Mapped[Assignment] = relationship()
