"""What a nightly check found and what stands still: a paper, a circular, a document that is no longer what it was."""

from datetime import datetime

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Model

STANDS = text("gone_at IS NULL")


class Finding(Model):
    """One thing that does not fit its checksums, with its number and title as they stood; gone once it fits again."""

    __tablename__ = "finding"
    id: Mapped[int] = mapped_column(primary_key=True)
    thing: Mapped[str] = mapped_column(String(32))
    thing_id: Mapped[int]
    number: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(300))
    faults: Mapped[list[str]]
    since_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]
    __table_args__ = (
        Index("ix_finding_stands", "thing", "thing_id", unique=True, sqlite_where=STANDS, postgresql_where=STANDS),
    )
