"""The secret link by which a person's own calendar reads her open deadlines."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Model

GOOD = text("ended_at IS NULL")


class CalendarLink(Model):
    """Kept only as SHA-256 (hex); one at a time for a person. A renewed or revoked one keeps its row."""

    __tablename__ = "calendar_link"
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    __table_args__ = (
        Index("uq_calendar_link_good", "account_id", unique=True, sqlite_where=GOOD, postgresql_where=GOOD),
    )
