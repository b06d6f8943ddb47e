"""What departments say: one report per deadline with appended revisions; the latest is current."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.db import Model, enum_column
from workflow.deadlines.models import Deadline
from workflow.evidence.models import Evidence
from workflow.plans.models import Target


class Standing(StrEnum):
    ON_COURSE = "on_course"
    BEHIND = "behind"
    BLOCKED = "blocked"
    DONE = "done"  # asks to be closed


class ReportState(StrEnum):
    TO_SIGN = "to_sign"  # waits for the head's signature; it has not left the department
    SENT_BACK = "sent_back"  # by the department's head
    FILED = "filed"
    UNDER_REVIEW = "under_review"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


class Manner(StrEnum):
    SCREEN = "screen"
    PAPER = "paper"  # 线下签批


class SignOffWord(StrEnum):
    SIGNED = "signed"
    RETURNED = "returned"


class Report(Model):
    """The report (or share) that answers a deadline. `period` repeats the deadline's occasion."""

    __tablename__ = "report"
    id: Mapped[int] = mapped_column(primary_key=True)
    deadline_id: Mapped[int] = mapped_column(ForeignKey("deadline.id"), unique=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    period: Mapped[str] = mapped_column(String(60))
    state: Mapped[ReportState] = mapped_column(enum_column(ReportState))
    filed_at: Mapped[datetime]
    demo: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    deadline: Mapped[Deadline] = relationship()
    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (Index(None, "state", "filed_at", "id"), Index(None, "assignment_id", "filed_at"))


class ReportRevision(Model):
    """What was said at one time. `unchanged` marks the one-click report: its text is the last one's, re-stated."""

    __tablename__ = "report_revision"
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    ordinal: Mapped[int]
    standing: Mapped[Standing] = mapped_column(enum_column(Standing))
    text: Mapped[str]
    next_step: Mapped[str] = mapped_column(default="")
    unchanged: Mapped[bool] = mapped_column(default=False)
    corrects: Mapped[str | None]  # why an accepted report was corrected after its period was closed
    author_id: Mapped[int]
    author: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime]
    report: Mapped[Report] = relationship()
    __table_args__ = (UniqueConstraint("report_id", "ordinal"),)


class ReportValue(Model):
    """A value of a target: its own day, source and definition, or 待数据发布 with the day it is expected."""

    __tablename__ = "report_value"
    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("report_revision.id"), index=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("target.id"), index=True)
    value: Mapped[Decimal | None]
    as_of: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(120), default="")
    definition: Mapped[str] = mapped_column(String(300), default="", server_default=text("''"))  # 口径
    awaited_on: Mapped[date | None]
    target: Mapped[Target] = relationship()
    __table_args__ = (UniqueConstraint("revision_id", "target_id"),)


class Blocker(Model):
    """存在问题及原因: kind, words, what is asked of whom, since when."""

    __tablename__ = "blocker"
    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("report_revision.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    text: Mapped[str]
    asked: Mapped[str] = mapped_column(default="")
    since_on: Mapped[date | None]


class ReportEvidence(Model):
    __tablename__ = "report_evidence"
    revision_id: Mapped[int] = mapped_column(ForeignKey("report_revision.id"), primary_key=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), primary_key=True, index=True)
    evidence: Mapped[Evidence] = relationship()


class SignOff(Model):
    """签发: the department's head signs what leaves it, or sends it back with a word. On paper: who signed and when is
    entered, the scan is evidence."""

    __tablename__ = "sign_off"
    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("report_revision.id"), index=True)
    word: Mapped[SignOffWord] = mapped_column(enum_column(SignOffWord))
    manner: Mapped[Manner] = mapped_column(enum_column(Manner))
    words: Mapped[str] = mapped_column(default="")
    signer: Mapped[str] = mapped_column(String(100))
    signed_on: Mapped[date]
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id"), index=True)
    by_id: Mapped[int | None]
    at: Mapped[datetime]
    revision: Mapped[ReportRevision] = relationship()


class ReportDraft(Model):
    """Typed, not yet filed. It belongs to the department's share, not to a person."""

    __tablename__ = "report_draft"
    deadline_id: Mapped[int] = mapped_column(ForeignKey("deadline.id"), primary_key=True)
    words: Mapped[dict[str, Any]]
    saved_by: Mapped[int]
    saved_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}


class UnaskedDraft(Model):
    """Typed for what no deadline asks: an update, a share, a correction. One for each share and occasion, and like any
    draft the department's own."""

    __tablename__ = "unasked_draft"
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), primary_key=True)
    occasion: Mapped[str] = mapped_column(String(20), primary_key=True)
    words: Mapped[dict[str, Any]]
    saved_by: Mapped[int]
    saved_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}
