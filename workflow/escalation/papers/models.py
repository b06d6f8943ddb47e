"""文书: papers drafted here, decided and issued by persons; to whom, from which rows, and what the other side says.

An issued paper keeps what it said as `content` with its SHA-256; nothing in it changes any more."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.db import Model, enum_column
from workflow.deadlines.models import Deadline
from workflow.evidence.models import Evidence
from workflow.people.models import Department
from workflow.plans.models import Plan
from workflow.reports.models import Manner
from workflow.tasks.models import Assignment


class PaperKind(StrEnum):
    URGE_SLIP = "urge_slip"  # 催办单
    SUPERVISION_NOTICE = "supervision_notice"  # 督办通知单
    CIRCULAR_NOTICE = "circular_notice"  # 通报
    COORDINATION_LETTER = "coordination_letter"  # 商请函
    INTERVIEW_LETTER = "interview_letter"  # 约谈函
    CLOSING_SLIP = "closing_slip"  # 销号单
    QUARTERLY_CIRCULAR = "quarterly_circular"  # 季度通报, whose text is handed in


class PaperState(StrEnum):
    DRAFT = "draft"
    TO_SIGN = "to_sign"  # 送签
    SIGNED = "signed"  # 已签发, not yet numbered and sent
    ISSUED = "issued"
    VOID = "void"  # never issued
    WITHDRAWN = "withdrawn"  # after it was issued; its number stays used


class AnswerKind(StrEnum):
    REPLY = "reply"
    OBJECTION = "objection"  # 申请复核


class AnswerState(StrEnum):
    TO_SIGN = "to_sign"  # waits for the department's head
    SENT_BACK = "sent_back"  # by her
    GIVEN = "given"
    SETTLED = "settled"
    ASKED_AGAIN = "asked_again"
    UPHELD = "upheld"
    CORRECTED = "corrected"


class Paper(Model):
    """`body` is a list of paragraphs: {"level": 0, "text": …}. `own_number` is the running number where it is our own
    series, else the number is that of the office system. `confirmed` keeps what a person said to a check's question."""

    __tablename__ = "paper"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    kind: Mapped[PaperKind] = mapped_column(enum_column(PaperKind))
    state: Mapped[PaperState] = mapped_column(enum_column(PaperState))
    title: Mapped[str] = mapped_column(String(200))
    organ: Mapped[str] = mapped_column(String(120))
    basis: Mapped[str]
    body: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    facts: Mapped[dict[str, Any]]
    reply_by: Mapped[date | None]  # None: no reply is asked for
    confirmed: Mapped[dict[str, Any]]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id", name="fk_paper_replaces_id"), index=True)
    drafted_by_id: Mapped[int | None]
    drafted_by: Mapped[str] = mapped_column(String(100))
    drafted_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    returned_for: Mapped[str] = mapped_column(default="")  # the leader's word, when she sent it back
    manner: Mapped[Manner | None] = mapped_column(enum_column(Manner))
    signer: Mapped[str | None] = mapped_column(String(100))
    signed_on: Mapped[date | None]
    signed_by_id: Mapped[int | None]  # who signed on the screen, or registered what was signed on paper
    signed_at: Mapped[datetime | None]
    signature_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id", name="fk_paper_signature_id"))
    number: Mapped[str | None] = mapped_column(String(60), unique=True)
    series: Mapped[str | None] = mapped_column(String(30))
    year: Mapped[int | None]
    own_number: Mapped[int | None]
    issued_by_id: Mapped[int | None]
    issued_by: Mapped[str | None] = mapped_column(String(100))
    issued_at: Mapped[datetime | None]
    issued_on: Mapped[date | None]
    content: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    checksum: Mapped[str | None] = mapped_column(String(64))
    stamped_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id", name="fk_paper_stamped_id"))
    ended_for: Mapped[str] = mapped_column(default="")
    ended_by: Mapped[str | None] = mapped_column(String(100))
    ended_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    plan: Mapped[Plan] = relationship()
    addresses: Mapped[list["PaperAddress"]] = relationship(order_by="PaperAddress.ordinal", back_populates="paper")
    lines: Mapped[list["PaperLine"]] = relationship(order_by="PaperLine.ordinal", back_populates="paper")
    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        UniqueConstraint("series", "year", "own_number"),
        Index(None, "state", "id"),
        Index(None, "plan_id", "id"),
    )


class PaperLine(Model):
    """What a paper speaks of. `facts`: the numbers as they stood when it was drafted, and the rows they came from."""

    __tablename__ = "paper_line"
    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"))
    ordinal: Mapped[int]
    deadline_id: Mapped[int] = mapped_column(ForeignKey("deadline.id"), index=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    facts: Mapped[dict[str, Any]]
    paper: Mapped[Paper] = relationship(back_populates="lines")
    deadline: Mapped[Deadline] = relationship()
    assignment: Mapped[Assignment] = relationship()
    __table_args__ = (UniqueConstraint("paper_id", "deadline_id"),)


class PaperAddress(Model):
    """To whom a paper goes; the deadlines that follow from it (none where the body shares in no task of the plan)."""

    __tablename__ = "paper_address"
    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    ordinal: Mapped[int]
    receipt_id: Mapped[int | None] = mapped_column(ForeignKey("deadline.id", name="fk_paper_address_receipt_id"))
    reply_id: Mapped[int | None] = mapped_column(ForeignKey("deadline.id", name="fk_paper_address_reply_id"))
    received_at: Mapped[datetime | None]
    received_by: Mapped[str | None] = mapped_column(String(100))
    received_by_id: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
    paper: Mapped[Paper] = relationship(back_populates="addresses")
    department: Mapped[Department] = relationship()
    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        UniqueConstraint("paper_id", "department_id"),
        Index(None, "receipt_id"),
        Index(None, "reply_id"),
    )


class PaperAnswer(Model):
    """A reply, or an objection to a finding, with the office's word on it. One of a kind waits at a time."""

    __tablename__ = "paper_answer"
    id: Mapped[int] = mapped_column(primary_key=True)
    address_id: Mapped[int] = mapped_column(ForeignKey("paper_address.id"), index=True)
    kind: Mapped[AnswerKind] = mapped_column(enum_column(AnswerKind))
    state: Mapped[AnswerState] = mapped_column(enum_column(AnswerState))
    words: Mapped[str]
    by_id: Mapped[int | None]
    by: Mapped[str] = mapped_column(String(100))
    at: Mapped[datetime]
    signer: Mapped[str | None] = mapped_column(String(100))
    signed_at: Mapped[datetime | None]
    given_at: Mapped[datetime | None]  # when it left the department
    returned_for: Mapped[str] = mapped_column(default="")  # the head's word, when she sent it back
    verdict: Mapped[str] = mapped_column(default="")  # the office's words
    decided_by: Mapped[str | None] = mapped_column(String(100))
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    address: Mapped[PaperAddress] = relationship()
    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        Index(
            "uq_paper_answer_waits",
            "address_id",
            "kind",
            unique=True,
            sqlite_where=text("state IN ('to_sign', 'sent_back', 'given')"),
            postgresql_where=text("state IN ('to_sign', 'sent_back', 'given')"),
        ),
        Index(None, "state", "id"),
    )


class PaperAnswerEvidence(Model):
    __tablename__ = "paper_answer_evidence"
    answer_id: Mapped[int] = mapped_column(ForeignKey("paper_answer.id"), primary_key=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), primary_key=True, index=True)
    evidence: Mapped[Evidence] = relationship()
