"""评分表: how the bodies of a plan are scored for a period, by open rules, from reviewed facts about the work alone."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.db import Model, enum_column
from workflow.evidence.models import Evidence
from workflow.people.models import Department
from workflow.plans.models import Plan
from workflow.reports.models import Manner

STANDS = text("state <> 'withdrawn'")


class ScoreState(StrEnum):
    DRAFT = "draft"
    CIRCULATED = "circulated"  # 征求意见: the computation is kept, and each department sees its own
    SIGNED = "signed"  # 已审定, not yet issued
    ISSUED = "issued"  # what it says never changes again
    WITHDRAWN = "withdrawn"  # another may be drawn up for the period


class ScoreKind(StrEnum):
    """How a criterion is computed. None of them looks at how the software is used."""

    TARGETS = "targets"  # 目标核定 of the period
    IN_TIME = "in_time"  # steps and completions that were due in the period
    RED = "red"  # the quarters' kept verdicts
    NAMED = "named"  # tasks named in a 通报 that was issued
    BY_HAND = "by_hand"  # points added or taken by the office, each with its reason and basis


class ObjectionState(StrEnum):
    OPEN = "open"
    ADOPTED = "adopted"
    KEPT = "kept"


class ScoreSheet(Model):
    """One for a plan and a period (2026, 2026Q3). `as_of`: the day whose end it is computed from. Issued, `content` is
    everything that it says and `sha256` the digest of that."""

    __tablename__ = "score_sheet"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    period: Mapped[str] = mapped_column(String(20))
    state: Mapped[ScoreState] = mapped_column(enum_column(ScoreState))
    as_of: Mapped[date]
    co_weight: Mapped[Decimal]  # what a task counts for a co-responsible body, where it counts 1 for its lead
    objection_days: Mapped[int]  # working days
    ranked: Mapped[bool]
    drafted_by: Mapped[str] = mapped_column(String(100))
    drafted_at: Mapped[datetime]
    circulated_by: Mapped[str | None] = mapped_column(String(100))
    circulated_at: Mapped[datetime | None]
    object_by: Mapped[date | None]  # the last day for objections
    manner: Mapped[Manner | None] = mapped_column(enum_column(Manner))
    signer: Mapped[str | None] = mapped_column(String(100))
    signed_on: Mapped[date | None]
    signed_by_id: Mapped[int | None]  # who signed on the screen, or registered what was signed on paper
    signed_at: Mapped[datetime | None]
    signature_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id"))
    issued_by: Mapped[str | None] = mapped_column(String(100))
    issued_at: Mapped[datetime | None]
    content: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    sha256: Mapped[str | None] = mapped_column(String(64))
    ended_for: Mapped[str] = mapped_column(default="")
    ended_by: Mapped[str | None] = mapped_column(String(100))
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)  # counted up by every act
    plan: Mapped[Plan] = relationship()
    rules: Mapped[list["ScoreRule"]] = relationship(back_populates="sheet", order_by="ScoreRule.ordinal")
    __table_args__ = (
        Index("uq_score_sheet_period", "plan_id", "period", unique=True, sqlite_where=STANDS, postgresql_where=STANDS),
    )


class ScoreRule(Model):
    """指标. `times`: by how many times the share of what went wrong takes from the full marks; `partial`: what a missed
    target counts whose mending goes to plan. By hand, `full` is the most that can be added or taken."""

    __tablename__ = "score_rule"
    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("score_sheet.id"))
    ordinal: Mapped[int]
    name: Mapped[str] = mapped_column(String(60))
    kind: Mapped[ScoreKind] = mapped_column(enum_column(ScoreKind))
    full: Mapped[Decimal]
    times: Mapped[Decimal]
    partial: Mapped[Decimal]
    basis: Mapped[str]
    sheet: Mapped[ScoreSheet] = relationship(back_populates="rules")
    __table_args__ = (UniqueConstraint("sheet_id", "ordinal"),)


class ScorePoint(Model):
    """加分, 减分 by the office. One that was taken back stays, and counts no more."""

    __tablename__ = "score_point"
    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("score_sheet.id"), index=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    points: Mapped[Decimal]
    reason: Mapped[str]
    basis: Mapped[str]
    by: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime]
    taken_back_by: Mapped[str | None] = mapped_column(String(100))
    taken_back_at: Mapped[datetime | None]
    sheet: Mapped[ScoreSheet] = relationship()
    department: Mapped[Department] = relationship()


class ScoreLine(Model):
    """What a department has under one criterion: marks (None: 不适用) and, as `facts`, every row they came from."""

    __tablename__ = "score_line"
    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("score_sheet.id"))
    rule_id: Mapped[int] = mapped_column(ForeignKey("score_rule.id"), index=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    marks: Mapped[Decimal | None]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    rule: Mapped[ScoreRule] = relationship()
    sheet: Mapped[ScoreSheet] = relationship()
    department: Mapped[Department] = relationship()
    objection: Mapped["ScoreObjection | None"] = relationship(back_populates="line", uselist=False)
    __table_args__ = (UniqueConstraint("sheet_id", "department_id", "rule_id"),)

    @property
    def stands(self) -> Decimal | None:
        """The marks that count: as computed, or as corrected upon an objection."""
        adopted = self.objection is not None and self.objection.state == ObjectionState.ADOPTED
        return self.objection.corrected if adopted and self.objection is not None else self.marks


class ScoreObjection(Model):
    """异议 to one line, with the office's answer. Both are kept and shown."""

    __tablename__ = "score_objection"
    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("score_line.id"), unique=True)
    state: Mapped[ObjectionState] = mapped_column(enum_column(ObjectionState))
    reason: Mapped[str]
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id"), index=True)
    by_id: Mapped[int | None]
    by: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime]
    corrected: Mapped[Decimal | None]
    answer: Mapped[str] = mapped_column(default="")
    answered_by: Mapped[str | None] = mapped_column(String(100))
    answered_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    line: Mapped[ScoreLine] = relationship(back_populates="objection")
    evidence: Mapped[Evidence | None] = relationship()
    __mapper_args__ = {"version_id_col": version}
