"""The trajectory of a share of work: one kept verdict per period, appended, never recomputed."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflow.db import Model, enum_column
from workflow.tasks.models import Assignment


class Course(StrEnum):
    ON_COURSE = "on_course"
    BEHIND = "behind"
    RED = "red"
    PROVINCE = "province"
    UNKNOWN = "unknown"  # nothing was reported


class PeriodVerdict(Model):
    """The verdict of one period with its reason; a correction appends the next ordinal."""

    __tablename__ = "period_verdict"
    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    period: Mapped[str] = mapped_column(String(20))
    ordinal: Mapped[int] = mapped_column(default=1)
    course: Mapped[Course] = mapped_column(enum_column(Course))
    reason: Mapped[str] = mapped_column(String(60))  # a key that the doors put into words
    report_id: Mapped[int | None]
    at: Mapped[datetime]
    assignment: Mapped[Assignment] = relationship()
    __table_args__ = (UniqueConstraint("assignment_id", "period", "ordinal"),)
