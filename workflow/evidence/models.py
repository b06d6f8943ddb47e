"""Files that prove a claim: bytes are named by their SHA-256; rows say whose they are."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.db import Model, enum_column
from workflow.people.models import Department


class BlobState(StrEnum):
    PENDING = "pending"  # the row is there, the bytes may not be
    STORED = "stored"
    DESTROYED = "destroyed"  # they should never have been here: the row stays, the bytes are gone and stay gone


class BlobFault(StrEnum):
    MISSING = "missing"
    ALTERED = "altered"


BROKEN = text("broken_since IS NOT NULL")


class Blob(Model):
    """Bytes in the file store. A put of known bytes renews `renewed_at`, so that a sweep leaves them alone.

    `checked_at`: when they were last compared with their name, first on arrival; a fault found then stands beside it.
    """

    __tablename__ = "blob"
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[BlobState] = mapped_column(enum_column(BlobState))
    renewed_at: Mapped[datetime]
    checked_at: Mapped[datetime] = mapped_column(index=True)
    broken_since: Mapped[datetime | None]
    fault: Mapped[BlobFault | None] = mapped_column(enum_column(BlobFault))
    __table_args__ = (Index("ix_blob_broken", "broken_since", sqlite_where=BROKEN, postgresql_where=BROKEN),)


class Verdict(StrEnum):
    """The office's word on a file."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Evidence(Model):
    """A file of a department. A newer version is a row of its own that names the one it replaces; the older one stays.

    `judged` is the office's last word, of which `evidence_judgement` keeps every one.
    """

    __tablename__ = "evidence"
    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256"), index=True)
    name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(40), default="")  # rules.EvidenceKind, or nothing said
    version: Mapped[int] = mapped_column(default=1)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id"), unique=True)
    dated_on: Mapped[date | None]  # the day that the document itself bears
    put_by: Mapped[int]
    put_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[int | None]
    withdrawn_for: Mapped[str] = mapped_column(String(200), default="")
    judged: Mapped[Verdict | None] = mapped_column(enum_column(Verdict))
    demo: Mapped[bool] = mapped_column(default=False)
    blob: Mapped[Blob] = relationship()
    department: Mapped[Department] = relationship()
