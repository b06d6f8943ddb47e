"""What is said beside the revisions of a report: answers to questions, the office's inquiries, later corrections."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.db import Model, enum_column
from workflow.reports.models import Report
from workflow.tasks.models import Decision


class ReportAnswer(Model):
    """What the department said to an honest-data question about a revision; an empty answer is kept as such."""

    __tablename__ = "report_answer"
    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("report_revision.id"))
    question: Mapped[str] = mapped_column(String(40))
    target_id: Mapped[int | None] = mapped_column(ForeignKey("target.id"))
    answer: Mapped[str] = mapped_column(default="")
    __table_args__ = (Index(None, "revision_id", "id"),)


class Inquiry(Model):
    """询问: the office asks about a report; the department answers. Review has begun with it."""

    __tablename__ = "inquiry"
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("report_revision.id"))
    words: Mapped[str]
    asked_by: Mapped[int]
    asker: Mapped[str] = mapped_column(String(100))
    asked_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(default="")
    answered_by: Mapped[int | None]
    answerer: Mapped[str | None] = mapped_column(String(100))
    answered_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    report: Mapped[Report] = relationship()
    __mapper_args__ = {"version_id_col": version}


class ReportCorrection(Model):
    """更正: what an accepted report of a closed period should say instead, and why. Accepted, it becomes the report's
    next revision; until then the accepted one stands."""

    __tablename__ = "report_correction"
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    reason: Mapped[str]
    said: Mapped[dict[str, Any]]  # standing, text, next_step, values, blockers, evidence_ids
    asked_by: Mapped[int]
    asker: Mapped[str] = mapped_column(String(100))
    asked_at: Mapped[datetime]
    signer: Mapped[str | None] = mapped_column(String(100))
    signed_at: Mapped[datetime | None]  # None: waits for the head's signature
    scan_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id"))  # 线下签批: the paper
    signed_on: Mapped[date | None]  # and its day
    decision: Mapped[Decision | None] = mapped_column(enum_column(Decision))
    answer: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[int | None]
    decider: Mapped[str | None] = mapped_column(String(100))
    decided_at: Mapped[datetime | None]
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("report_revision.id"))
    version: Mapped[int] = mapped_column(default=1)
    report: Mapped[Report] = relationship()
    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        Index(
            "uq_report_correction_open",
            "report_id",
            unique=True,
            sqlite_where=text("decision IS NULL"),
            postgresql_where=text("decision IS NULL"),
        ),
    )
