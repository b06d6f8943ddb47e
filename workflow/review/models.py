"""The office's word on what was filed or asked: verdicts on reports, and extensions."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.db import Model, enum_column
from workflow.deadlines.models import Deadline
from workflow.reports.models import Report, ReportRevision
from workflow.tasks.models import Decision


class ReviewVerdict(StrEnum):
    ACCEPTED = "accepted"
    RETURNED = "returned"


class Review(Model):
    """A verdict on one revision of a report. A return names a kind of reason and opens a correction."""

    __tablename__ = "review"
    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("report_revision.id"), unique=True)
    verdict: Mapped[ReviewVerdict] = mapped_column(enum_column(ReviewVerdict))
    reason_kind: Mapped[str] = mapped_column(String(40), default="")
    reason: Mapped[str] = mapped_column(default="")
    correction_id: Mapped[int | None] = mapped_column(ForeignKey("deadline.id"), index=True)
    by_id: Mapped[int]
    by: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime]
    report: Mapped[Report] = relationship()
    revision: Mapped[ReportRevision] = relationship()
    __table_args__ = (Index(None, "by_id", "at"),)


class Extension(Model):
    """经批准延期: asked with a reason and a day, granted (perhaps for another day) or refused."""

    __tablename__ = "extension"
    id: Mapped[int] = mapped_column(primary_key=True)
    deadline_id: Mapped[int] = mapped_column(ForeignKey("deadline.id"), index=True)
    wanted_on: Mapped[date]
    reason: Mapped[str]
    asked_by: Mapped[int]
    asked_at: Mapped[datetime]
    asked_late: Mapped[bool]
    decision: Mapped[Decision | None] = mapped_column(enum_column(Decision))
    granted_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[int | None]
    decided_at: Mapped[datetime | None]
    progress: Mapped[str] = mapped_column(default="", server_default=text("''"))  # how far the work is
    ordinal: Mapped[int] = mapped_column(default=1, server_default="1")  # a second one needs a higher approver
    signer: Mapped[str | None] = mapped_column(String(100))
    signed_at: Mapped[datetime | None]  # None: waits for the signature of the department's head
    approver: Mapped[str] = mapped_column(String(100), default="", server_default=text("''"))  # a leader
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id"))  # the approval on paper
    attached_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id"), index=True)  # what came with the request
    scan_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id"))  # 线下签批: the paper
    signed_on: Mapped[date | None]  # and its day
    version: Mapped[int] = mapped_column(default=1)
    deadline: Mapped[Deadline] = relationship()
    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        Index(
            "uq_extension_open",
            "deadline_id",
            unique=True,
            sqlite_where=text("decision IS NULL"),
            postgresql_where=text("decision IS NULL"),
        ),
    )


class TargetVerdictWord(StrEnum):
    ACHIEVED = "achieved"
    NOT_ACHIEVED = "not_achieved"
    PROVINCE_DECIDES = "province_decides"
    AWAITS_DATA = "awaits_data"  # 待数据发布: verified anew on the day on which the figure is expected


class TargetVerdict(Model):
    """目标核定: the recorded outcome of a target; it ends the deadline that asked for it."""

    __tablename__ = "target_verdict"
    id: Mapped[int] = mapped_column(primary_key=True)
    deadline_id: Mapped[int] = mapped_column(ForeignKey("deadline.id"), index=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("target.id"), index=True)
    verdict: Mapped[TargetVerdictWord] = mapped_column(enum_column(TargetVerdictWord))
    basis: Mapped[str]
    value: Mapped[Decimal | None]
    as_of: Mapped[date | None]
    awaited_on: Mapped[date | None]
    no_value: Mapped[str] = mapped_column(default="", server_default=text("''"))  # why it was judged without a value
    mends: Mapped[str] = mapped_column(default="", server_default=text("''"))  # why it corrects the row before it
    by_id: Mapped[int]
    by: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime]


class TermKind(StrEnum):
    TOLERANCE = "tolerance"  # how far from 左右 still counts
    PROVINCE = "province"  # the value that the province handed down
    CHANGE = "change"  # another value or day, decided by a paper


class TargetTerm(Model):
    """What was settled about a target after the plan: its tolerance, the province's value, a change. Rows are added;
    the latest of each kind holds. The plan's own words stay as they are."""

    __tablename__ = "target_term"
    id: Mapped[int] = mapped_column(primary_key=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("target.id"), index=True)
    kind: Mapped[TermKind] = mapped_column(enum_column(TermKind))
    value: Mapped[Decimal | None]  # in the target's unit; of a tolerance: how much to either side
    due_on: Mapped[date | None]
    words: Mapped[str] = mapped_column(String(300), default="")  # the target as the paper words it now
    basis: Mapped[str]
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id"))
    by_id: Mapped[int]
    by: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime]
