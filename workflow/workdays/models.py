"""The working-day table: one row for each day that differs from Monday-to-Friday, one for each published year."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from workflow.db import Model


class SpecialDay(Model):
    """A holiday (working = false) or a make-up day (working = true) of the State Council's calendar."""

    __tablename__ = "special_day"
    day: Mapped[date] = mapped_column(primary_key=True)
    working: Mapped[bool]
    name: Mapped[str] = mapped_column(String(60), default="")


class PublishedYear(Model):
    """A year whose calendar has been published; other years are Monday to Friday, with a banner."""

    __tablename__ = "published_year"
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    source: Mapped[str] = mapped_column(String(200))
