"""A published plan, its dated editions and their numbered parts. Offsets count characters of `Edition.text`."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.db import Model, enum_column
from workflow.people.models import Department


class PlanState(StrEnum):
    DRAFT = "draft"
    IN_FORCE = "in_force"


class ItemKind(StrEnum):
    CHAPTER = "chapter"
    MEASURE = "measure"
    STANDING = "standing"
    GENERAL = "general"


class BodyRole(StrEnum):
    LEAD = "lead"
    CO = "co"


class TargetKind(StrEnum):
    LEVEL = "level"
    CHANGE = "change"
    CUMULATIVE = "cumulative"
    KEEP = "keep"
    PROVINCE = "province"
    GOAL = "goal"  # without a value


class Plan(Model):
    __tablename__ = "plan"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(300))
    doc_number: Mapped[str | None] = mapped_column(String(80))
    state: Mapped[PlanState] = mapped_column(enum_column(PlanState), default=PlanState.DRAFT)
    started_on: Mapped[date | None]
    demo: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}


class Edition(Model):
    """A document as it was issued: bytes as uploaded, their SHA-256, and the text the offsets point into."""

    __tablename__ = "edition"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    ordinal: Mapped[int] = mapped_column(default=1)
    title: Mapped[str] = mapped_column(String(300))
    doc_number: Mapped[str | None] = mapped_column(String(80))
    issuer: Mapped[str | None] = mapped_column(String(200))
    issued_on: Mapped[date | None]
    in_force_from: Mapped[date | None]
    file_name: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64))
    original: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    text: Mapped[str] = mapped_column(Text, deferred=True)
    imported_at: Mapped[datetime]
    plan: Mapped[Plan] = relationship()
    __table_args__ = (UniqueConstraint("plan_id", "ordinal"), UniqueConstraint("plan_id", "sha256"))


class Item(Model):
    """A numbered part of an edition, or a chapter (which has only a heading)."""

    __tablename__ = "item"
    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("item.id"), index=True)
    ordinal: Mapped[int]
    kind: Mapped[ItemKind] = mapped_column(enum_column(ItemKind))
    number: Mapped[str] = mapped_column(String(60))  # as people say it: 二（一）
    path: Mapped[list[str]]  # as printed: ["二", "(一)"]
    heading: Mapped[str] = mapped_column(String(300))
    start: Mapped[int]
    end: Mapped[int]
    heading_start: Mapped[int]
    heading_end: Mapped[int]
    predecessor_id: Mapped[int | None] = mapped_column(ForeignKey("item.id"), index=True)  # in the edition before
    edition: Mapped[Edition] = relationship()
    __table_args__ = (UniqueConstraint("edition_id", "ordinal"), CheckConstraint('start <= "end"', name="span"))


class Clause(Model):
    """The bracket that names the responsible bodies; `open_ended` is its 等."""

    __tablename__ = "clause"
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    ordinal: Mapped[int]
    text: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    open_ended: Mapped[bool]
    lead_stated: Mapped[bool]
    item: Mapped[Item] = relationship()
    __table_args__ = (UniqueConstraint("item_id", "ordinal"),)


class ClauseBody(Model):
    """One body of a clause, its name as printed, and the department it was matched to."""

    __tablename__ = "clause_body"
    id: Mapped[int] = mapped_column(primary_key=True)
    clause_id: Mapped[int] = mapped_column(ForeignKey("clause.id"))
    ordinal: Mapped[int]
    printed: Mapped[str] = mapped_column(String(120))
    role: Mapped[BodyRole] = mapped_column(enum_column(BodyRole))
    start: Mapped[int]
    end: Mapped[int]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    clause: Mapped[Clause] = relationship()
    department: Mapped[Department | None] = relationship()
    __table_args__ = (UniqueConstraint("clause_id", "ordinal"),)


class Target(Model):
    """A quantified target, or a goal (kind goal, no value), at its place in the text. `due_on` is the paper's day."""

    __tablename__ = "target"
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    ordinal: Mapped[int]
    kind: Mapped[TargetKind] = mapped_column(enum_column(TargetKind))
    indicator: Mapped[str] = mapped_column(String(300))
    comparator: Mapped[str | None] = mapped_column(String(20))
    value: Mapped[Decimal | None]
    unit: Mapped[str] = mapped_column(String(60), default="")
    due_on: Mapped[date | None]
    baseline_year: Mapped[int | None]
    firmness: Mapped[str] = mapped_column(String(20), default="")
    hedge: Mapped[str] = mapped_column(String(20), default="")
    wording: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)  # of a headline target
    item: Mapped[Item] = relationship()
    __table_args__ = (UniqueConstraint("item_id", "ordinal"),)


class ItemDay(Model):
    """A day that the text names for an item, or that the office set (`by_office`). `owed` ones show with the task."""

    __tablename__ = "item_day"
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    ordinal: Mapped[int]
    words: Mapped[str] = mapped_column(String(200))
    due_on: Mapped[date | None]
    by_office: Mapped[bool] = mapped_column(default=False)
    owed: Mapped[bool] = mapped_column(default=False)
    start: Mapped[int]
    end: Mapped[int]
    item: Mapped[Item] = relationship()
    __table_args__ = (UniqueConstraint("item_id", "ordinal"),)
