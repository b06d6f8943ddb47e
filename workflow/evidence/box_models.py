"""What stands beside a file: what it proves, what the office said of it, who took it out, how much a body may keep."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.db import Model, enum_column
from workflow.evidence.models import Evidence, Verdict


class Proof(Model):
    """What a file proves: of which task, and there which target, which period, which claim. One file may prove many
    things. `target_id` 0 and `period` "" mean the task as a whole, and no period of its own."""

    __tablename__ = "proof"
    id: Mapped[int] = mapped_column(primary_key=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"))
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    target_id: Mapped[int] = mapped_column(default=0)
    period: Mapped[str] = mapped_column(String(16), default="")
    claim: Mapped[str] = mapped_column(String(200), default="")
    said_by: Mapped[int]
    said_at: Mapped[datetime]
    evidence: Mapped[Evidence] = relationship()
    __table_args__ = (UniqueConstraint("evidence_id", "task_id", "target_id", "period"),)


class Judgement(Model):
    """The office's word on a file, with its reason; the last one stands."""

    __tablename__ = "evidence_judgement"
    id: Mapped[int] = mapped_column(primary_key=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), index=True)
    word: Mapped[Verdict] = mapped_column(enum_column(Verdict))
    reason: Mapped[str] = mapped_column(String(300), default="")
    said_by: Mapped[int]
    said_by_name: Mapped[str] = mapped_column(String(60))
    said_at: Mapped[datetime]


class RequiredKind(Model):
    """A kind of evidence that the office wants of a task before it is closed."""

    __tablename__ = "required_kind"
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    asked_by: Mapped[int]
    asked_at: Mapped[datetime]


class TakenOut(Model):
    """A file that somebody took out or looked at."""

    __tablename__ = "evidence_taken_out"
    id: Mapped[int] = mapped_column(primary_key=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"))
    account_id: Mapped[int]
    way: Mapped[str] = mapped_column(String(16))  # download, view, bundle
    at: Mapped[datetime]
    __table_args__ = (Index("ix_evidence_taken_out_evidence_id_id", "evidence_id", "id"),)


class Quota(Model):
    """How much a department may keep, where it is not the usual."""

    __tablename__ = "evidence_quota"
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), primary_key=True)
    megabytes: Mapped[int]
    set_by: Mapped[int]
    set_at: Mapped[datetime]
