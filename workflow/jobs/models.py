"""Which rounds ran: unique per job and slot, so that overlapping workers do a thing once."""

from datetime import datetime
from typing import Any

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Model


class Run(Model):
    """A job's run for one slot (a day, or a day and hour). Without `ended_at` it is under way or was cut off."""

    __tablename__ = "run"
    id: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[str] = mapped_column(String(40))
    slot: Mapped[str] = mapped_column(String(40))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    counts: Mapped[dict[str, Any]]
    trouble: Mapped[str] = mapped_column(default="")
    __table_args__ = (UniqueConstraint("job", "slot"),)


class Heartbeat(Model):
    """When a worker was last alive."""

    __tablename__ = "heartbeat"
    worker: Mapped[str] = mapped_column(String(120), primary_key=True)
    at: Mapped[datetime]
